"""Knows a mistyped word again: one letter wrong, missing, too many, or two that changed places.

Only words that practice messages hold are known again (`words/seen.*.txt`, made with the weights),
by their beginnings, so that an inflected form is known as well. A word that might as well be an
ordinary one is left alone: 'tapaan', I meet, is no 'tappaa', kill.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from language.danger.vocabulary import WORDS
from language.spoken import fold

# Shorter words have too many neighbours; a longer one is compared by so many letters.
SHORTEST = 6
_COMPARED = 7


def intended(word: str, language: str) -> frozenset[str]:
    """Beginnings of known words that a mistyped word may stand for; empty for a known word."""
    known, beginnings = _seen(language)
    typed = fold(word)
    if len(typed) < SHORTEST - 1 or typed in known:
        return frozenset()
    return frozenset(
        meant
        for length in range(_COMPARED - 1, _COMPARED + 2)
        for shorter in _shortened(typed[:length])
        for meant in beginnings.get(shorter, ())
        if meant[0] == typed[0]
        and (len(meant) == _COMPARED or length >= len(typed))
        and _one_slip(typed[:length], meant)
    )


@cache
def _seen(language: str) -> tuple[frozenset[str], dict[str, set[str]]]:
    """Words of practice messages, and their beginnings by what is left without any one letter."""
    lines = (WORDS / f"seen.{language}.txt").read_text(encoding="utf-8").splitlines()
    words = frozenset(fold(word) for line in lines if line[0] != "#" for word in line.split())
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        if len(word) >= SHORTEST:
            for shorter in _shortened(word[:_COMPARED]):
                beginnings[shorter].add(word[:_COMPARED])
    return words, dict(beginnings)


def _shortened(word: str) -> Iterable[str]:
    """The word itself, and without any one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _one_slip(typed: str, meant: str) -> bool:
    """True when one slip of a finger lies between two words, or none."""
    return typed == meant or meant in _slips(typed, meant)


def _slips(typed: str, meant: str) -> Iterator[str]:
    """What `typed` becomes when its first letter unlike `meant` is mended in each way."""
    pairs = enumerate(zip(typed, meant, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(typed), len(meant)))
    rest = typed[at + 1 :]
    yield typed[:at] + rest
    yield typed[:at] + meant[at : at + 1] + rest
    yield typed[:at] + meant[at : at + 1] + typed[at:]
    yield typed[:at] + rest[:1] + typed[at : at + 1] + rest[1:]
