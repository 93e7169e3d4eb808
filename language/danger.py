"""Notices when a text tells of danger, so that a help card comes at once; keeps nothing of it.

Each danger is described as actor, act and target within a short window of words (see `lexicon`).
Every text is read as Finnish, Swedish and English: no guess of the language is needed. A missed
sign costs more than a needless card, so the tables lean towards noticing. What is found is
wordings, not understanding, and many roundabout tellings are missed: the figures stand in
`tests/language/test_danger.py`. So help must stand beside every question whatever this says.
"""

from collections.abc import Iterator, Sequence

from language import signs_en, signs_fi, signs_sv
from language.lexicon import Danger, Lexicon, Sign
from language.spoken import Sentence, cleaned_forms, sentences, undotted

__all__ = ["Danger", "notice", "signs_found"]

LEXICONS = (signs_fi.LEXICON, signs_sv.LEXICON, signs_en.LEXICON)

# A denial reaches over this many words that matter, and over this many in all.
_DENIAL_WORDS = 3
_DENIAL_REACH = 7
# An exception further away than this belongs to another thought.
_EXCEPTION_REACH = 8
# Two words may stand between the words of an idiom.
_IDIOM_STEP = 3


def notice(text: str) -> Danger:
    """How plainly the text tells of danger. Never raises; the work grows with the length only."""
    level = Danger.NONE
    for reading in _readings(text):
        found = reading.level()
        if found is Danger.CLEAR:
            return Danger.CLEAR
        if found is Danger.HINT:
            level = Danger.HINT
    return level


def signs_found(text: str) -> list[str]:
    """The sign lines that match, for those who tend the tables. Never for logs: it tells much."""
    return [
        f"{reading.lexicon.language} {sign.line}"
        for reading in _readings(text)
        for sign in reading.signs()
    ]


def _readings(text: str) -> Iterator["_Reading"]:
    """Every sentence, read in every language; a stretched word is read in both ways it may mean."""
    for cleaned in cleaned_forms(text):
        folded = undotted(cleaned)
        for lexicon in LEXICONS:
            for sentence in sentences(cleaned, lexicon.language):
                yield _Reading(lexicon, sentence, folded)


class _Reading:
    """One sentence read with one language's lexicon."""

    __slots__ = ("clauses", "lexicon", "marks", "places", "seen")

    def __init__(self, lexicon: Lexicon, sentence: Sentence, folded: bool) -> None:
        words = lexicon.folded if folded else lexicon.plain
        self.lexicon = lexicon
        self.clauses = sentence.clauses
        self.marks = [words.marks(word) for word in sentence.words]
        self.places: list[int] = [at for at, mark in enumerate(self.marks) if mark]
        self._drop_idioms()
        self.seen = 0
        for mark in self.marks:
            self.seen |= mark

    def level(self) -> Danger:
        """The highest level among the signs of this sentence."""
        level = Danger.NONE
        if not self.seen:
            return level
        for sign in self.lexicon.signs:
            if level is not Danger.NONE and sign.level is Danger.HINT:
                continue
            if self._holds(sign):
                level = sign.level
                if level is Danger.CLEAR:
                    break
        return level

    def signs(self) -> list[Sign]:
        """Every sign of this sentence."""
        return [sign for sign in self.lexicon.signs if self._holds(sign)]

    def _drop_idioms(self) -> None:
        """Blank the marks of words that are part of a figure of speech."""
        spans = [
            (start, end)
            for idiom in self.lexicon.idioms
            for start in self.places
            if self.marks[start] & idiom[0]
            if (end := self._walk(idiom, start)) is not None
        ]
        for start, end in spans:
            self.marks[start : end + 1] = [0] * (end + 1 - start)

    def _holds(self, sign: Sign) -> bool:
        """True when the sign stands in this sentence, undenied and without an exception."""
        for mark in sign.marks:  # a plain loop: this line runs most often of all
            if not self.seen & mark:
                return False
        find = self._in_order if sign.ordered else self._in_any_order
        return any(
            self.marks[start] & sign.marks[0] and self._stands(sign, find(sign, start))
            for start in self.places
        )

    def _stands(self, sign: Sign, found: Sequence[int] | None) -> bool:
        """True when a match is not cancelled by a denial or an exception."""
        if found is None:
            return False
        if any(check and self._denied(at) for at, check in zip(found, sign.checked, strict=True)):
            return False
        if not sign.exceptions & self.seen:
            return True
        low = max(0, min(found) - _EXCEPTION_REACH)
        return not any(
            mark & sign.exceptions for mark in self.marks[low : max(found) + _EXCEPTION_REACH + 1]
        )

    def _in_order(self, sign: Sign, start: int) -> list[int] | None:
        """Places of a sign's marks one after another from `start`, within its window."""
        found = [start]
        last = min(len(self.marks), start + sign.window)
        for mark in sign.marks[1:]:
            at = next((at for at in range(found[-1] + 1, last) if self.marks[at] & mark), None)
            if at is None:
                return None
            found.append(at)
        return found

    def _in_any_order(self, sign: Sign, start: int) -> list[int] | None:
        """Places of a sign's marks around `start`, nearest first, within its window."""
        found = [start]
        near = [
            at
            for step in range(1, sign.window)
            for at in (start - step, start + step)
            if 0 <= at < len(self.marks) and self.marks[at]
        ]
        for mark in sign.marks[1:]:
            at = next((at for at in near if at not in found and self.marks[at] & mark), None)
            if at is None:
                return None
            found.append(at)
        return found if max(found) - min(found) < sign.window else None

    def _walk(self, steps: Sequence[int], start: int) -> int | None:
        """The last place of an idiom that begins at `start`, or None."""
        at = start
        for mark in steps[1:]:
            stop = min(len(self.marks), at + 1 + _IDIOM_STEP)
            following = next((n for n in range(at + 1, stop) if self.marks[n] & mark), None)
            if following is None:
                return None
            at = following
        return at

    def _denied(self, at: int) -> bool:
        """True when a denial stands next to the word at `at`, in its own clause."""
        counted = 0
        for before in range(at - 1, max(-1, at - 1 - _DENIAL_REACH), -1):
            mark = self.marks[before]
            if self.clauses[before] != self.clauses[at] or mark & self.lexicon.clause_break:
                break
            if mark & self.lexicon.denial:
                return True
            if not mark & self.lexicon.filler:
                counted += 1
            if counted >= _DENIAL_WORDS:
                break
        after = self.marks[at + 1 : at + 1 + self.lexicon.denied_after]
        return any(mark & self.lexicon.denial for mark in after)
