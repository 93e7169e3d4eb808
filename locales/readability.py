"""Whether a reader manages the sentences of a text: limits for each rung in fi, sv and en.

The limits are the project's own, made from public guidance; they are no standard, and a text that
keeps to them may not call itself easy language. It still wants reading aloud by somebody of that
age.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from conversations.items import Rung

MEASURED = ("fi", "sv", "en")  # the languages that have limits, in the order of each triple below
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VOWELS = "aeiouyåäö"
DIPHTHONGS = {"ai", "ei", "oi", "ui", "yi", "äi", "öi", "au", "eu", "ou", "iu", "äy", "öy", "ey",
              "iy", "ie", "uo", "yö"}  # fmt: skip

# Words that begin a subordinate clause, unless they open the sentence or end it ("Vet du varför?").
# Those with another everyday meaning (att, om, that) are left out: better to miss one than to cry.
CLAUSES = {
    "fi": re.compile(
        r"että|jotta|koska|kun|jos|vaikka|"
        r"jo(ka|nka|ta|ssa|sta|hon|lla|lta|lle|tka|iden|ita|issa|ista|ihin|illa|ilta|ille)|"
        r"mi(kä|tä|hin|ssä|stä|nkä|ten|ksi|lloin)|ku(ka|inka)|ke(nen|nelle|neltä|neen|llä)"
    ),
    "sv": re.compile(r"som|när|eftersom|innan|medan|ifall|vad|vem|vems|hur|varför|vilken|vilket"),
    "en": re.compile(r"when|if|because|who|whose|which|while|whether|what|how|why|where"),
}

# No clauses of their own: "at any time", and the two words of Swedish "what", "who".
FIXED = re.compile(r"\b(milloin vain|när som helst)\b|(?<=\bvad )som\b|(?<=\bvem )som\b")

# Words over the limit that stay, each for a reason.
EXPLAINED = {
    # The title of the person in question. Every child in care knows it, and a shorter word would
    # mean somebody else: "työntekijä" is also each adult of the home.
    "sosiaalityöntekijä", "sosiaalityöntekijän", "sosiaalityöntekijäsi", "sosiaalityöntekijästä",
    "socialarbetare", "socialarbetaren", "socialarbetares",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a reader is given: Finnish first, then Swedish and English.

    ``words`` in a sentence, ``letters`` in a word, subordinate ``clauses`` in a sentence; over all
    texts of the rung together, per cent of Finnish words of four syllables (``long_words``) and
    LIX (``lix``: fi, sv, en), which says little about any one short text.
    """

    words: tuple[int, int]
    letters: tuple[int, int]
    clauses: int
    long_words: int
    lix: tuple[int, int, int]


FOR_ADULTS = Limits((16, 20), (21, 16), 1, 35, (62, 40, 35))
FOR_ANYBODY = Limits((14, 17), (21, 16), 1, 30, (55, 34, 30))
LIMITS: dict[Rung, Limits] = {
    "7-9": Limits((6, 8), (12, 10), 0, 10, (40, 15, 15)),
    "10-12": Limits((9, 11), (14, 12), 1, 20, (45, 22, 20)),
    "13-15": Limits((12, 15), (18, 14), 1, 25, (50, 28, 25)),
    "16-17": FOR_ANYBODY,
    "18-22": FOR_ADULTS,
    "close_person": FOR_ANYBODY,  # a grandmother as well as a lawyer
    "family": FOR_ANYBODY,
    "social_worker": FOR_ADULTS,
}


def sentences(words: str) -> list[list[str]]:
    """The words of each sentence; numbers to call are not words."""
    return [found for part in re.split(r"[.?!]+", words) if (found := WORD.findall(part))]


def clauses(sentence: Sequence[str], language: str) -> int:
    """How many subordinate clauses a sentence has, as far as its words tell."""
    sentence = FIXED.sub("-", " ".join(sentence)).split()
    return sum(bool(CLAUSES[language].fullmatch(word.lower())) for word in sentence[1:-1])


@dataclass(frozen=True, slots=True)
class Hard:
    """One thing of which a sentence has more than its reader manages: words, clauses, letters."""

    what: Literal["words", "clauses", "letters"]
    found: int
    most: int
    where: str  # the sentence, or the word that has too many letters

    def __str__(self) -> str:
        """In plain English."""
        match self.what:
            case "words":
                return f"{self.found} words in a sentence, at most {self.most}"
            case "clauses":
                return f"{self.found} subordinate clauses in a sentence, at most {self.most}"
        return f"{self.where!r} has {self.found} letters, at most {self.most}"


def hard_in(words: str, rung: Rung, language: str) -> Iterator[Hard]:
    """What of one text is over the limits of its rung."""
    limits, other = LIMITS[rung], language != "fi"
    for sentence in sentences(words):
        whole = " ".join(sentence)
        if len(sentence) > limits.words[other]:
            yield Hard("words", len(sentence), limits.words[other], whole)
        if (found := clauses(sentence, language)) > limits.clauses:
            yield Hard("clauses", found, limits.clauses, whole)
        for word in sentence:
            if len(word) > limits.letters[other] and word.lower() not in EXPLAINED:
                yield Hard("letters", len(word), limits.letters[other], word)


def too_hard(words: str, rung: Rung, language: str) -> Iterator[str]:
    """The same in plain English."""
    yield from map(str, hard_in(words, rung, language))


def too_hard_together(texts: Sequence[str], rung: Rung, language: str) -> Iterator[str]:
    """What all texts of a rung together are over the limit with, in plain English."""
    limits = LIMITS[rung]
    read = [sentence for words in texts for sentence in sentences(words)]
    words = [word for sentence in read for word in sentence]
    if not words:
        return
    if language == "fi" and (long := share(words, lambda w: syllables(w) >= 4)) > limits.long_words:
        yield f"{long:.0f} % words of four syllables or more, at most {limits.long_words} %"
    lix = len(words) / len(read) + share(words, lambda word: len(word) > 6)
    if lix > (most := limits.lix[MEASURED.index(language)]):
        yield f"LIX {lix:.0f} over all texts together, at most {most}"


def syllables(word: str) -> int:
    """How many syllables a Finnish word has, near enough for a share of many words."""
    count, place, word = 0, 0, word.lower()
    while place < len(word):
        if word[place] in VOWELS:
            count += 1
            pair = word[place : place + 2]
            place += pair in DIPHTHONGS or pair == 2 * word[place]
        place += 1
    return count


def share(words: Sequence[str], counts: Callable[[str], bool]) -> float:
    """Per cent of words that count."""
    return 100 * sum(map(counts, words)) / len(words)
