"""When a common round falls due, and how long a wave can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.rounds import (
    MINUTES_TO_UNDO,
    Wave,
    is_over,
    next_round,
    round_id,
    rounds_week,
    undo_until,
)
from conversations.weeks import week_after

FIRST = "2026-W46"
STARTS = datetime(2026, 11, 10, 13, tzinfo=UTC)


COMMON = Wave("wave", "round", 0, "organisation", "city", FIRST, STARTS)


@pytest.mark.parametrize(
    ("week", "of"),
    [
        ("2026-W46", "2026-W46"),
        ("2026-W47", "2026-W46"),
        ("2026-W48", "2026-W46"),
        ("2026-W49", None),  # the next one is near
        ("2026-W50", "2026-W50"),
        ("2026-W53", None),
        ("2027-W01", "2027-W01"),  # four weeks after week 50, as the year has 53
        ("2027-W03", "2027-W01"),
        ("2026-W42", None),  # before the first
    ],
)
def test_a_common_round_comes_every_fourth_week_or_at_most_two_weeks_late(
    week: str, of: str | None
) -> None:
    assert rounds_week(FIRST, week) == of


@pytest.mark.parametrize(
    ("week", "then"),
    [
        ("2026-W46", "2026-W46"),
        ("2026-W47", "2026-W50"),
        ("2026-W50", "2026-W50"),
        ("2026-W51", "2027-W01"),
        ("2026-W53", "2027-W01"),
        ("2026-W30", "2026-W46"),  # the first one is still to come
    ],
)
def test_the_next_round_is_this_week_or_later(week: str, then: str) -> None:
    assert next_round(FIRST, week) == then


def test_there_are_thirteen_rounds_in_any_fifty_two_weeks() -> None:
    weeks = [week_after(FIRST, n) for n in range(5, 57)]
    assert sum(rounds_week(FIRST, week) == week for week in weeks) == 13


def test_a_week_has_one_round_whoever_starts_it() -> None:
    assert round_id(FIRST) == round_id("2026-W46")
    assert round_id(FIRST) != round_id("2026-W47")


def test_a_round_of_everybody_is_the_common_one() -> None:
    assert COMMON.common
    assert not replace(COMMON, level="unit", place="koivula").common
    assert not replace(COMMON, set="meeting_held").common


@pytest.mark.parametrize(
    ("week", "over"), [("2026-W45", False), ("2026-W46", False), ("2026-W47", True)]
)
def test_a_wave_is_over_when_its_week_is(week: str, over: bool) -> None:
    assert is_over(COMMON, week) is over


def test_the_minutes_to_undo_are_counted_over_the_change_of_clocks() -> None:
    before_clocks_go_on = datetime(2026, 3, 29, 0, 58, tzinfo=UTC)
    assert undo_until(before_clocks_go_on) - before_clocks_go_on == timedelta(
        minutes=MINUTES_TO_UNDO
    )
