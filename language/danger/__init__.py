"""Notices when a text tells of danger, so that a help card comes at once; keeps nothing of it.

Two readers, and their sum: one goes by words, brought to their meanings (`vocabulary`) and to signs
of who does what to whom, what is denied, what stands beside it (`signs`), each with a weight that
everybody can read in `weights.txt`; the other by what the whole means (`sense`). Both were taught
on invented messages. A missed sign costs more than a needless card, so the levels lean towards
noticing. What is found is wordings, not understanding: the figures stand in
`tests/language/test_danger.py`, and help must stand beside every question whatever this says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from language.danger.sense import nearness
from language.danger.signs import signs_of
from language.danger.vocabulary import LANGUAGES

__all__ = ["Danger", "notice", "score", "signs_found"]

WEIGHTS_FILE = Path(__file__).with_name("weights.txt")
BIAS = "always"
# What the sum of a text's weights counts for beside the nearness of its sense.
SIGNS_COUNT = 0.5


@dataclass(frozen=True, slots=True)
class Levels:
    """Scores from which a gentle question, and from which the help card is shown.

    The card wants an act named as well: fear, sadness or a bruise alone lead to the question.
    """

    question: float
    card: float


#: With the sense of the whole, and by signs alone where there is no model for it: about one in
#: seven harmless practice messages that a fold had not seen gets a question.
BY_BOTH = Levels(question=-0.12, card=0.6)
BY_SIGNS = Levels(question=0.3, card=1.8)
BY_SENSE = 0.45  # the nearness from which there is a question where no word is known
_ACTS = frozenset(("grave", "ending", "captive"))
# A text is read in every language in which nearly as many of its words are known.
_NEARLY = 0.85


class Danger(StrEnum):
    """How plainly a text tells of danger: CLEAR wants the help card, HINT a gentle question."""

    NONE = "none"
    HINT = "hint"
    CLEAR = "clear"


def notice(text: str) -> Danger:
    """How plainly the text tells of danger. Never raises; the work grows with the length only."""
    if not any(map(str.isalpha, text)):
        return Danger.NONE
    near = nearness(text)
    levels = BY_SIGNS if near is None else BY_BOTH
    noticed = Danger.NONE
    readings = _readings(text)
    if not readings:  # another language, or no words at all
        return Danger.HINT if near is not None and near >= BY_SENSE else Danger.NONE
    for signs in readings:
        found = score(signs, near)
        if found >= levels.card and not _ACTS.isdisjoint(signs):
            return Danger.CLEAR
        if found >= levels.question:
            noticed = Danger.HINT
    return noticed


def score(signs: frozenset[str], near: float | None) -> float:
    """What a text's signs and the nearness of its sense come to together."""
    weights = _weights()
    told = sum(weights.get(sign, 0.0) for sign in signs)
    return told if near is None else near + SIGNS_COUNT * told


def signs_found(text: str) -> list[str]:
    """Signs with their weights, heaviest first, for those who tend the words. Never for logs."""
    weights = _weights()
    found = {sign for signs in _readings(text) for sign in signs if sign in weights}
    return [f"{weights[sign]:+.2f} {sign}" for sign in sorted(found, key=lambda s: -weights[s])]


def _readings(text: str) -> list[frozenset[str]]:
    """The signs of a text in each language that it may be written in; none for a wordless text."""
    readings = [signs_of(text, language) for language in LANGUAGES]
    most = max(known for _, known in readings)
    return [
        frozenset(signs | {BIAS}) for signs, known in readings if known and known >= _NEARLY * most
    ]


@cache
def _weights() -> Mapping[str, float]:
    """The weight of every sign."""
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {sign: float(weight) for weight, sign in pairs}
