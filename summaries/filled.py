"""Scores that empty no third: how far a total may be printed beside the shares of its thirds.

Shares leave room for somebody in every third, but a mean beside them can take it away: of twenty,
two fifths in the middle, three fifths high, and the highest mean that they can have, nobody was
low. No step of rounding is wide enough for every number of people (0020). So a score is that of
the nearest lot which has the same shares and somebody in every third. All marks of a lot together
move by eight at most for grades, by five for smileys, by three people for recommendations.
"""

from collections.abc import Sequence

from conversations.items import Kind

Marks = tuple[tuple[int, int], ...]  # the lowest and the highest of each third

#: The marks of each scale, in thirds (B-08).
THIRDS: dict[Kind, tuple[range, range, range]] = {
    Kind.SMILEY: (range(1, 3), range(3, 4), range(4, 6)),
    Kind.GRADE: (range(4, 7), range(7, 9), range(9, 11)),
    Kind.NPS: (range(7), range(7, 9), range(9, 11)),
}


def adds(kind: Kind, mark: int) -> int:
    """What a mark adds to the sum behind a score: itself; of an NPS, whether it recommends."""
    if kind is not Kind.NPS:
        return mark
    low, _, high = THIRDS[kind]
    return (mark in high) - (mark in low)


#: What the marks of each third add at least, and at most.
MARKS: dict[Kind, Marks] = {
    kind: tuple((adds(kind, third[0]), adds(kind, third[-1])) for third in thirds)
    for kind, thirds in THIRDS.items()
}


def ends_of_filled(
    alike: Sequence[Sequence[int]], number: int, marks: Marks
) -> tuple[int, int] | None:
    """The least and the greatest total of ``number`` people with somebody in every third.

    ``alike``: of each third, the counts of people that are printed alike.
    """
    totals = [
        sum(count * mark[end] for count, mark in zip(counts, marks, strict=True))
        for counts in _extremes([[c for c in each if c] for each in alike], number)
        for end in (0, 1)
    ]
    return (min(totals), max(totals)) if totals else None


def nearest(total: int, ends: tuple[int, int] | None) -> int:
    """The nearest total between two ends."""
    return min(max(total, ends[0]), ends[1]) if ends else total


def _extremes(alike: Sequence[Sequence[int]], number: int) -> list[tuple[int, int, int]]:
    """With each possible low third, the fewest and the most that can be high."""
    lows, middles, highs = alike
    if not all(alike):
        return []
    found = []
    for low in lows:
        rest = number - low
        fewest = max(highs[0], rest - middles[-1])
        most = min(highs[-1], rest - middles[0])
        if fewest <= most:
            found += [(low, rest - fewest, fewest), (low, rest - most, most)]
    return found
