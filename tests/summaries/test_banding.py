"""What bands give away: never a number of people, never 'all' or 'none'."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.banding import People, Rounded, Share, mean, people, recommendation, share
from summaries.lots import Value
from tests.summaries.samples import english, shown

FIFTHS = {Share(0, 20), Share(20, 40), Share(40, 60), Share(60, 80), Share(80, 100)}


@pytest.mark.parametrize(
    ("answered", "band"),
    [
        (5, "5–9 people"),
        (9, "5–9 people"),
        (10, "10–14 people"),
        (14, "10–14 people"),
        (15, "15–19 people"),
        (20, "20–29 people"),
        (30, "30–49 people"),
        (49, "30–49 people"),
        (50, "50–99 people"),
        (100, "100 people or more"),
        (4000, "100 people or more"),
    ],
)
def test_people_are_shown_in_bands(answered: int, band: str) -> None:
    assert english(people(answered).phrase) == band


def test_fewer_than_five_people_cannot_be_shown_at_all() -> None:
    with pytest.raises(ValueError, match="at least five"):
        people(4)


@pytest.mark.parametrize("answered", range(5, 130))
def test_all_looks_like_all_but_one_and_none_like_one(answered: int) -> None:
    assert share(answered, answered) == share(answered - 1, answered)
    assert share(0, answered) == share(1, answered)


@pytest.mark.parametrize("answered", range(5, 130))
def test_a_share_and_what_is_left_of_it_mirror_each_other(answered: int) -> None:
    for count in range(answered + 1):
        one, other = share(count, answered), share(answered - count, answered)
        assert (one.least, one.most) == (100 - other.most, 100 - other.least)


@given(st.integers(5, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_true(counted: tuple[int, int]) -> None:
    count, answered = counted
    band, exact = share(count, answered), 100 * count / answered
    slack = 0 if answered < 50 else 2.5
    assert band.least - slack <= exact <= band.most + slack
    assert band in FIFTHS if answered < 50 else band.least % 5 == band.most % 5 == 0


@given(st.integers(5, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_of_a_lot_of_few_is_true(counted: tuple[int, int]) -> None:
    count, answered = counted
    band = share(count, answered, few=True)
    assert band in {Share(0, 20), Share(20, 100)}
    assert band.least <= 100 * count / answered <= band.most


def test_of_few_only_one_is_told_from_two_and_from_ten_people_on_nobody_is_few() -> None:
    for answered in range(5, 10):
        shown = [share(count, answered, few=True) for count in range(answered + 1)]
        assert shown == [Share(0, 20)] * 2 + [Share(20, 100)] * (answered - 1)
    assert share(4, 12, few=True) == share(4, 12)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (share(0, 5), "20 % or less"),
        (share(2, 5), "20–40 %"),
        (share(5, 10), "40–60 %"),
        (share(3, 5), "60–80 %"),
        (share(5, 5), "80 % or more"),
        (share(2, 5, few=True), "20 % or more"),
        (share(2, 10), "20–40 %"),
        (share(4, 10), "40–60 %"),
        (share(19, 49), "20–40 %"),
        (share(18, 50), "about 35 %"),
        (share(0, 50), "about 5 % or less"),
        (share(50, 50), "about 95 % or more"),
        (share(400, 400), "about 95 % or more"),
    ],
)
def test_a_share_is_told_in_words(band: Share, words: str) -> None:
    assert english(band.phrase) == words


@pytest.mark.parametrize(
    ("total", "answered", "words"),
    [
        (55, 15, "about 3.5"),
        (60, 15, "about 4"),
        (75, 15, "over 4"),
        (15, 15, "under 2"),
        (71, 20, "about 3.5"),
        (178, 50, "about 3.6"),
        (250, 50, "over 4.7"),
        (50, 50, "under 1.3"),
    ],
)
def test_a_mean_is_rounded_and_never_at_an_end(total: int, answered: int, words: str) -> None:
    found = mean(total, answered, 1, 5)
    assert found is not None
    assert english(found.phrase) == words


def test_a_grade_is_never_ten_or_four() -> None:
    assert mean(150, 15, 4, 10) == Rounded(8.5, "over")
    assert mean(60, 15, 4, 10) == Rounded(5.5, "under")


def test_no_mean_below_fifteen_and_no_recommendation_index_below_twenty() -> None:
    assert mean(70, 14, 1, 5) is None
    assert recommendation(19, 19) is None


@pytest.mark.parametrize(
    ("more", "answered", "words"),
    [
        (20, 20, "over 70"),
        (18, 20, "over 70"),
        (-20, 20, "under −70"),
        (9, 20, "about 40"),
        (-9, 20, "about −40"),
        (0, 20, "about 0"),
        (50, 50, "over 85"),
        (48, 50, "over 85"),
        (22, 50, "about 45"),
    ],
)
def test_a_recommendation_index_is_rounded_to_ten_and_from_fifty_to_five(
    more: int, answered: int, words: str
) -> None:
    found = recommendation(more, answered)
    assert found is not None
    assert english(found.phrase) == words


@given(st.integers(15, 300).flatmap(lambda n: st.tuples(st.integers(n, 5 * n), st.just(n))))
def test_a_mean_is_true(summed: tuple[int, int]) -> None:
    total, answered = summed
    found, exact = mean(total, answered, 1, 5), total / answered
    assert found is not None
    match found.side:
        case "over":
            assert exact > found.value
        case "under":
            assert exact < found.value
        case _:
            assert abs(exact - found.value) <= (0.25 if answered < 50 else 0.0501)


NEIGHBOURS: list[tuple[str, Value, Value]] = [
    *(("heard", mark, mark + 1 if mark < 5 else 4) for mark in range(1, 6)),
    *(("grade", mark, mark + 1 if mark < 10 else 9) for mark in range(4, 11)),
    ("recommend", 10, 8),
    ("recommend", 0, 7),
    ("known", "yes", "no"),
    ("topics", ("speed",), ("other",)),
]


@pytest.mark.parametrize("answered", range(5, 60))
@pytest.mark.parametrize(("item", "value", "other"), NEIGHBOURS)
def test_a_lot_that_agrees_looks_like_one_in_which_somebody_does_not(
    item: str, value: Value, other: Value, answered: int
) -> None:
    everybody = shown(item, *[value] * answered)
    assert everybody == shown(item, *[value] * (answered - 1), other)


def test_four_of_five_low_cannot_be_told_from_five_of_five() -> None:
    assert shown("heard", 1, 1, 1, 1, 1) == shown("heard", 5, 1, 2, 1, 2)


def every_lot_of(marks: int, answered: int) -> Iterator[tuple[int, ...]]:
    """How many gave each mark, in every possible way."""
    if marks == 1:
        yield (answered,)
        return
    for first in range(answered + 1):
        for rest in every_lot_of(marks - 1, answered - first):
            yield (first, *rest)


def readings(marks: tuple[int, ...], answered: range) -> list[list[tuple[int, ...]]]:
    """Every lot there can be, grouped by the figure it makes: the reader's whole knowledge."""
    behind: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for number in answered:
        for counts in every_lot_of(len(marks), number):
            values = [mark for mark, count in zip(marks, counts, strict=True) for _ in range(count)]
            behind[repr(shown("heard", *values))].append(counts)
    return list(behind.values())


@pytest.mark.parametrize("answered", [range(5, 10), range(10, 15)])
def test_from_no_figure_can_anybody_conclude_that_all_answered_alike(answered: range) -> None:
    for lots in readings((1, 2, 3, 4, 5), answered):
        assert any(max(counts) < sum(counts) for counts in lots)


def test_from_no_figure_below_ten_can_anybody_conclude_that_none_were_low_or_high() -> None:
    for lots in readings((1, 3, 5), range(5, 10)):
        assert all(any(counts[third] for counts in lots) for third in range(3))


def test_below_ten_only_two_two_and_one_of_five_give_the_exact_number_away() -> None:
    """40, 40 and 20 % fill a hundred exactly. Known, and harmless: nobody stands out by it."""
    alone = [lots for lots in readings((1, 3, 5), range(5, 10)) if len(set(map(sum, lots))) == 1]
    assert sorted(alone) == [[(1, 2, 2)], [(2, 1, 2)], [(2, 2, 1)]]


@pytest.mark.parametrize("answered", range(5, 61))
def test_who_knows_how_many_shares_speak_of_cannot_say_that_a_third_is_empty(answered: int) -> None:
    """Of twenty, 60 and 40 % were twelve and eight, so nobody said the third thing (0020)."""
    few = answered < 10  # in a larger place nobody knows that they are so few
    for thirds in read_back(answered, few=few).values():
        assert all(any(counts[third] for counts in thirds) for third in range(3))


def read_back(answered: int, *, few: bool) -> dict[tuple[Share, ...], list[tuple[int, ...]]]:
    """All thirds of so many people, by what is printed of them."""
    bands = [share(count, answered, few=few) for count in range(answered + 1)]
    behind: dict[tuple[Share, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in every_lot_of(3, answered):
        behind[tuple(bands[count] for count in counts)].append(counts)
    return behind


@pytest.mark.parametrize(("most", "told"), [(7, 6), (8, 0), (9, 0)])
def test_in_fifths_of_at_most_seven_an_empty_third_is_told_and_of_at_most_nine_none(
    most: int, told: int
) -> None:
    """Why there are lots of few."""
    behind: dict[tuple[Share, ...], list[tuple[int, ...]]] = defaultdict(list)
    for answered in range(5, most + 1):
        for bands, lots in read_back(answered, few=False).items():
            behind[bands] += lots
    filled = [all(map(any, zip(*lots, strict=True))) for lots in behind.values()]
    assert filled.count(False) == told


def test_people_have_no_exact_number_below_fifty() -> None:
    bands = {people(answered) for answered in range(5, 50)}
    assert bands == {People(5, 9), People(10, 14), People(15, 19), People(20, 29), People(30, 49)}


def reading_of(*counts: int) -> tuple[object, ...]:
    """What is shown of a smiley lot with so many of each mark."""
    values = [mark for mark, count in enumerate(counts, 1) for _ in range(count)]
    found = shown("heard", *values)
    return (*(part.share for part in found.parts), found.score)


@pytest.mark.parametrize("answered", [*range(5, 33), 49, 50, 51, 99, 100, 101, 300])
def test_who_knows_the_exact_number_still_cannot_say_that_everybody_was_at_one_end(
    answered: int,
) -> None:
    """Of twenty, 'under 1.1' was nineteen who said never, and one who said seldom."""
    others = {
        reading_of(never, answered - never - 1, *one)
        for never in range(answered)
        for one in ((1, 0, 0), (0, 0, 1))
    }
    for never in range(0, answered + 1, max(1, answered // 30)):
        assert reading_of(never, answered - never, 0, 0, 0) in others
