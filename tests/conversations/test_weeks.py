"""ISO weeks and quarters as people in Finland count them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.weeks import ends_quarter, monday, quarter_of, week_after, week_of, weeks_between

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 21), "2026-W47"),
        (date(2026, 12, 31), "2026-W53"),  # a year of 53 weeks
        (date(2027, 1, 3), "2026-W53"),  # its last Sunday lies in the next year
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),  # a Monday of the old year in the new year's week
        (date(2021, 1, 1), "2020-W53"),
    ],
)
def test_a_day_belongs_to_its_iso_week(day: date, week: str) -> None:
    assert week_of(day) == week


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC), "2026-W47"),  # 23:59 in Helsinki
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "2026-W48"),  # Monday has begun there
        (datetime(2026, 6, 14, 20, 59, tzinfo=UTC), "2026-W24"),  # summer time: three hours ahead
        (datetime(2026, 6, 14, 21, 0, tzinfo=UTC), "2026-W25"),
        (datetime(2026, 3, 29, 20, 59, tzinfo=UTC), "2026-W13"),  # the night after clocks go on
        (datetime(2026, 3, 29, 21, 0, tzinfo=UTC), "2026-W14"),
        (datetime(2026, 10, 25, 21, 59, tzinfo=UTC), "2026-W43"),  # and after they go back
        (datetime(2026, 10, 25, 22, 0, tzinfo=UTC), "2026-W44"),
    ],
)
def test_a_moment_belongs_to_the_week_that_helsinki_is_in(moment: datetime, week: str) -> None:
    assert week_of(moment) == week


@pytest.mark.parametrize(
    ("week", "count", "then"),
    [
        ("2026-W47", 1, "2026-W48"),
        ("2026-W52", 1, "2026-W53"),
        ("2026-W53", 1, "2027-W01"),
        ("2027-W01", -1, "2026-W53"),
        ("2025-W52", 1, "2026-W01"),
        ("2026-W47", 0, "2026-W47"),
        ("2026-W47", 52, "2027-W46"),
    ],
)
def test_weeks_are_counted_over_the_year(week: str, count: int, then: str) -> None:
    assert week_after(week, count) == then
    assert weeks_between(week, then) == count


@pytest.mark.parametrize(
    ("week", "quarter"),
    [
        ("2026-W01", "2026-Q1"),
        ("2026-W13", "2026-Q1"),  # 23-29 March
        ("2026-W14", "2026-Q2"),  # 30 March - 5 April: its Thursday is in April
        ("2026-W53", "2026-Q4"),  # ends in January
        ("2027-W01", "2027-Q1"),
        ("2025-W01", "2025-Q1"),  # begins in December
    ],
)
def test_a_week_belongs_to_the_quarter_of_its_thursday(week: str, quarter: str) -> None:
    assert quarter_of(week) == quarter


def test_a_quarter_ends_with_the_last_week_whose_thursday_is_in_it() -> None:
    weeks = ("2026-W12", "2026-W13", "2026-W14", "2026-W52", "2026-W53", "2027-W01")
    assert [week for week in weeks if ends_quarter(week)] == ["2026-W13", "2026-W53"]


@pytest.mark.parametrize("nonsense", ["", "2026", "2026-47", "2025-W53", "2026-W54", "2026-W00"])
def test_what_is_no_week_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        monday(nonsense)


@given(day=DAYS)
def test_a_week_begins_with_its_monday_and_all_its_days_know_it(day: date) -> None:
    first = monday(week_of(day))
    assert first.weekday() == 0
    assert {week_of(first + timedelta(days=n)) for n in range(7)} == {week_of(day)}


@given(one=DAYS, other=DAYS)
def test_weeks_sort_as_text_the_way_they_follow_each_other(one: date, other: date) -> None:
    assert (week_of(one) <= week_of(other)) == (weeks_between(week_of(one), week_of(other)) >= 0)
