"""Notices when a text tells of danger, so that a help card comes at once; keeps nothing of it.

Words are brought to their meanings (`vocabulary`), meanings to signs: who does what to whom, what
is denied, what stands beside it (`signs`). Each sign has a weight, learned from invented messages
and kept in `weights.txt` for everybody to read; their sum says how plainly danger is told. A missed
sign costs more than a needless card, so the levels lean towards noticing. What is found is
wordings, not understanding: the figures stand in `tests/language/test_danger.py`, and help must
stand beside every question whatever this says.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from language.danger.signs import signs_of
from language.danger.vocabulary import LANGUAGES

__all__ = ["Danger", "notice", "signs_found"]

WEIGHTS_FILE = Path(__file__).with_name("weights.txt")
BIAS = "always"
# Sums of weights from which a gentle question, and from which the help card is shown. The card
# wants an act named as well: fear, sadness or a bruise alone lead to the question. The question has
# two levels, without and with a word for something bad: in English and Swedish such a word is often
# a homonym or a figure of speech, so that it has to tell more than hints have. Finnish says more in
# an ending and less in a word, so that its signs are fewer: its question comes earlier.
HINT_AT = {"fi": (0.0, -0.4), "sv": (0.0, 0.6), "en": (0.0, 1.0)}
CLEAR_AT = 1.0
_BAD = "bad*1"  # the sign of any word for something bad
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
    weights = _weights()
    level = Danger.NONE
    for language, signs in _readings(text):
        score = sum(weights.get(sign, 0.0) for sign in signs)
        if score >= CLEAR_AT and not _ACTS.isdisjoint(signs):
            return Danger.CLEAR
        if score >= HINT_AT[language][_BAD in signs]:
            level = Danger.HINT
    return level


def signs_found(text: str) -> list[str]:
    """Signs with their weights, heaviest first, for those who tend the words. Never for logs."""
    weights = _weights()
    found = {sign for _, signs in _readings(text) for sign in signs if sign in weights}
    return [f"{weights[sign]:+.2f} {sign}" for sign in sorted(found, key=lambda s: -weights[s])]


def _readings(text: str) -> list[tuple[str, set[str]]]:
    """The signs of a text in each language that it may be written in; none for a wordless text."""
    readings = [(language, *signs_of(text, language)) for language in LANGUAGES]
    most = max(known for *_, known in readings)
    return [
        (language, signs | {BIAS})
        for language, signs, known in readings
        if known and known >= _NEARLY * most
    ]


@cache
def _weights() -> Mapping[str, float]:
    """The weight of every sign."""
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {sign: float(weight) for weight, sign in pairs}
