"""What a figure makes likely, where it makes nothing certain.

The attacker believes that everybody answers as people do on average, adds up all the ways in which
the people of a figure could have answered, and asks how likely each of them is to be at the low or
the high end. Exact up to nineteen people; beyond, a figure tells about the many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import factorial

from attacks.disclosure.behind import Behind
from attacks.disclosure.reading import Printed
from summaries.banding import A_FIFTH_OR_MORE, INDEX_FROM, Share, share

Belief = tuple[float, float, float]  # how likely somebody is low, in the middle, high


@dataclass(frozen=True, slots=True)
class Gain:
    """How much likelier an end becomes by a figure, in points of probability (0-1)."""

    low: float
    high: float


def largest_gain(figures: Iterable[Behind]) -> Gain:
    """The most that any figure tells about each of its people; without false members."""
    scales = [each for each in figures if each.certain and len(each.printed.shares) == 3]
    known = {each.printed.label.item: _average(scales, each) for each in scales}
    gains = [
        posterior_gain(
            each.printed.shares, sum(1 for _ in each.candidates), known[each.printed.label.item]
        )
        for each in scales
        if each.printed.least < INDEX_FROM
    ]
    low = max((gain.low for gain in gains), default=0.0)
    return Gain(round(low, 3), round(max((gain.high for gain in gains), default=0.0), 3))


def _average(figures: Sequence[Behind], like: Behind) -> Belief:
    alike = [each.printed for each in figures if each.printed.label.item == like.printed.label.item]
    middles = [_middle(alike, part) for part in range(3)]
    whole = sum(middles)
    return (middles[0] / whole, middles[1] / whole, middles[2] / whole)


def _middle(printed: Sequence[Printed], part: int) -> float:
    return sum(each.shares[part].middle for each in printed)


@cache
def posterior_gain(shown: tuple[Share, ...], number: int, belief: Belief) -> Gain:
    """How much likelier each of ``number`` people is to be at an end, given the shares shown."""
    likely = low = high = 0.0
    few = A_FIFTH_OR_MORE in shown
    for lows in range(number + 1):
        for highs in range(number + 1 - lows):
            counts = (lows, number - lows - highs, highs)
            if tuple(share(count, number, few=few) for count in counts) != shown:
                continue
            ways = factorial(number)
            weight = 1.0
            for count, probability in zip(counts, belief, strict=True):
                ways //= factorial(count)
                weight *= probability**count
            likely += ways * weight
            low += ways * weight * lows / number
            high += ways * weight * highs / number
    return Gain(low / likely - belief[0], high / likely - belief[2])
