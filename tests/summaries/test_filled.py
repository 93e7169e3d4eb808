"""Scores empty no third: who knows how many answered cannot tell from them that nobody was low."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from conversations.items import Kind
from summaries.banding import Rounded, Share, share
from summaries.figures import scored
from summaries.filled import MARKS, THIRDS, adds, ends_of_filled, nearest
from tests.summaries.samples import CATALOGUE, shown

LOT = tuple[int, int, int]
Printed = tuple[tuple[Share, ...], Rounded | None]


def every_lot(people: int) -> Iterator[LOT]:
    """How many are in each third, in every way."""
    for low in range(people + 1):
        for middle in range(people + 1 - low):
            yield low, middle, people - low - middle


def printed(kind: Kind, people: int) -> dict[Printed, list[tuple[LOT, int]]]:
    """By what is printed: every lot, and total of its marks, that it may be of."""
    shares = [share(count, people) for count in range(people + 1)]
    of_score = cache(lambda total: scored(kind, total, people))
    ends = cache(
        lambda alike: ends_of_filled(
            [[n for n in range(people + 1) if shares[n] == each] for each in alike],
            people,
            MARKS[kind],
        )
    )
    found: dict[Printed, list[tuple[LOT, int]]] = defaultdict(list)
    for lot in every_lot(people):
        beside = tuple(shares[count] for count in lot)
        least, most = (
            sum(n * mark[end] for n, mark in zip(lot, MARKS[kind], strict=True)) for end in (0, 1)
        )
        for total in range(least, most + 1):
            found[beside, of_score(nearest(total, ends(beside)))].append((lot, total))
    return found


@pytest.mark.parametrize("people", [*range(15, 26), 29, 30, 39, 40, 49, 50])
@pytest.mark.parametrize("kind", MARKS)
def test_behind_every_score_may_be_a_lot_with_somebody_in_every_third(
    kind: Kind, people: int
) -> None:
    for behind in printed(kind, people).values():
        assert any(all(lot) for lot, _ in behind)


MOVED = {Kind.SMILEY: 5, Kind.GRADE: 8, Kind.NPS: 3}


@pytest.mark.parametrize("people", [15, 20, 49, 50])
@pytest.mark.parametrize("kind", MARKS)
def test_a_score_stays_near_the_truth_and_its_ends_are_true(kind: Kind, people: int) -> None:
    fine = people >= 50
    half = {Kind.NPS: 2.5 if fine else 5.0}.get(kind, 0.05 if fine else 0.25)
    of_whole = 100 if kind is Kind.NPS else 1
    for (_, score), behind in printed(kind, people).items():
        if score is None:
            continue
        for _, total in behind:
            exact = of_whole * total / people
            match score.side:
                case "over":
                    assert exact >= score.value
                case "under":
                    assert exact <= score.value
                case _:
                    far = half + of_whole * MOVED[kind] / people
                    assert abs(exact - score.value) <= far + 1e-9


ITEMS = {each.kind: each.id for each in reversed(CATALOGUE.items)}


@pytest.mark.parametrize("people", [15, 20, 50])
@pytest.mark.parametrize("kind", MARKS)
def test_a_figure_with_an_empty_third_prints_the_score_that_is_tried_here(
    kind: Kind, people: int
) -> None:
    """Of fifteen, thirteen in the middle and two at the top: 3.3, and 3.5 would say 'none low'."""
    tried = printed(kind, people)
    for lot in every_lot(people):
        for end in (0, -1) if not all(lot) else ():
            marks = [third[end] for third in THIRDS[kind]]
            values = [mark for mark, n in zip(marks, lot, strict=True) for _ in range(n)]
            figure = shown(ITEMS[kind], *values)
            beside = tuple(part.share for part in figure.parts)
            number = figure.score.number if figure.score else None
            assert (lot, sum(adds(kind, mark) for mark in values)) in tried[beside, number]
