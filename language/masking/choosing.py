"""Which words of a masked text its writer may want to hide as well, and hiding them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.masking.shapes import MARK
from language.masking.vocabulary import vocabulary

_PIECE = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_SENTENCE_ENDS = (".", "!", "?", ":", "…")


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that can be hidden: its place among the words of the text, and how it is written."""

    place: int
    word: str


def choices(text: str) -> tuple[Choice, ...]:
    """Every word that still stands in a masked text, once, at its first place.

    Those that may yet name somebody come first (a capital inside a sentence, a digit), then the
    rest as they stand, and last the words that every text is made of.
    """
    first: dict[str, tuple[int, Choice]] = {}
    opens = True
    for place, piece, (start, end) in _pieces(text):
        word = piece[start:end]
        if word and MARK[0] not in piece:
            first.setdefault(word.casefold(), (_rank(word, opens=opens), Choice(place, word)))
        opens = piece.endswith(_SENTENCE_ENDS)
    return tuple(choice for _, choice in sorted(first.values(), key=lambda each: each[0]))


def hide_word(text: str, place: int) -> str:
    """The text with the word at a place hidden, there and wherever else it stands.

    A place where no word can be hidden changes nothing. Places stay what they were.
    """
    hidden = next((choice.word.casefold() for choice in choices(text) if choice.place == place), "")

    def marked(found: re.Match[str]) -> str:
        start, end = _core(found[0])
        same = bool(hidden) and found[0][start:end].casefold() == hidden
        return found[0][:start] + MARK + found[0][end:] if same else found[0]

    return _PIECE.sub(marked, text)


def _pieces(text: str) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """The pieces between spaces, each with its place and where its word begins and ends."""
    for place, found in enumerate(_PIECE.finditer(text)):
        yield place, found[0], _core(found[0])


def _core(piece: str) -> tuple[int, int]:
    """A piece without the marks around it; nothing for a piece that is only marks."""
    found = _CORE.search(piece)
    return found.span() if found else (0, 0)


def _rank(word: str, *, opens: bool) -> int:
    if any(letter.isdigit() for letter in word) or (word[0].isupper() and not opens):
        return 0
    low = word.lower()
    known = vocabulary()
    common = low in known.spoken or any(low in words for words in known.frequent.values())
    return 2 if common else 1
