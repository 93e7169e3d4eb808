"""Cuts a text into words, with how each is written."""

import re
from dataclasses import dataclass

from language.masking.analysing import NAME, NOTHING, Kind

# A word with its hyphens, apostrophes and a Finnish case after a colon ('HJK:n').
_WORD = re.compile(
    r"▒+|[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"(?::(?:n|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|a|ä|ta|tä|t|s|hin|iin|aan|een)(?!\w))?"
)
_BETWEEN_SENTENCES = re.compile(
    r"(?:^|[.!?…:;•*>|]|[^\w\s,▒()\[\]\"'”’“«»/&+=@#–-])[\s\"'”’“«»()–-]*$"
    r"|\n\s*$|(?:^|\s)[\"“”«»(]$|\d\)\s*$"
)
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|t|terv|mvh|nimim|st|ohj)\.\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Word:
    """One word of a text, and what is known of it."""

    start: int
    end: int
    text: str
    low: str
    capital: bool  # written with a capital that means something
    opens: bool  # begins a sentence
    kinds: Kind = NOTHING
    kept: bool = False  # a brand, a country, a feast …
    base: bool = False  # is the base form of a name of the lists
    points: int = 0

    @property
    def named(self) -> Kind:
        """Which kinds of name it can be."""
        return self.kinds & NAME

    @property
    def surely_named(self) -> bool:
        """Whether it can be nothing but a name."""
        return bool(self.named) and not self.ordinary

    @property
    def ordinary(self) -> bool:
        """Whether it can be an ordinary word."""
        return Kind.WORD in self.kinds


def words_of(text: str) -> list[Word]:
    """The words of a text as they are written."""
    found = list(_WORD.finditer(text))
    many = [match[0] for match in found if len(match[0]) > 1]
    # Where all is written large, a capital says nothing.
    loud = len(many) > 2 and 2 * sum(word.isupper() for word in many) > len(many)
    titled = len(many) > 3 and 3 * sum(word[0].isupper() for word in many) > 2 * len(many)
    words = []
    for match in found:
        before = text[max(0, match.start() - 12) : match.start()]
        opens = bool(_BETWEEN_SENTENCES.search(before)) and not _ABBREVIATION.search(before)
        written = match[0]
        capital = written[0].isupper() and not (len(written) > 1 and written.isupper())
        words.append(
            Word(
                start=match.start(),
                end=match.end(),
                text=written,
                low=written.lower(),
                capital=capital and not loud and not titled,
                opens=opens or not before,
            )
        )
    return words
