"""The fatigue guard: not too often, and never at a bad hour."""

from datetime import UTC, date, datetime

import holidays
import pytest

from conversations.fatigue import PROMPTS_A_YEAR, Pace, Sent, may_send
from conversations.weeks import HELSINKI, week_after

FINNISH = holidays.country_holidays("FI")


def at(text: str) -> datetime:
    """A moment in Helsinki, such as ``2026-11-18 15:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-11-18 14:59", False),  # a Wednesday
        ("2026-11-18 15:00", True),
        ("2026-11-18 19:59", True),
        ("2026-11-18 20:00", False),
        ("2026-11-18 03:00", False),
        ("2026-11-21 11:59", False),  # a Saturday
        ("2026-11-21 12:00", True),
        ("2026-11-22 19:59", True),  # a Sunday
        ("2026-12-06 16:00", False),  # Independence Day
        ("2026-12-24 16:00", False),  # Christmas Eve
        ("2026-12-28 16:00", True),
        ("2027-01-01 16:00", False),
        ("2027-01-06 16:00", False),  # Epiphany, a Wednesday
        ("2026-04-03 16:00", False),  # Good Friday
        ("2026-06-19 16:00", False),  # Midsummer Eve
        ("2026-03-29 12:00", True),  # the Sunday on which clocks go on
        ("2026-10-25 11:59", False),  # the Sunday on which they go back
        ("2026-10-25 12:00", True),
    ],
)
def test_prompts_leave_in_the_afternoon_and_not_on_holidays(moment: str, may: bool) -> None:
    assert may_send(at(moment), FINNISH) is may


def test_the_hour_is_that_of_helsinki_whatever_the_server_thinks() -> None:
    assert not may_send(datetime(2026, 7, 1, 11, 59, tzinfo=UTC), FINNISH)  # 14:59, summer time
    assert may_send(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), FINNISH)
    assert not may_send(datetime(2026, 11, 18, 12, 59, tzinfo=UTC), FINNISH)  # 14:59, winter time
    assert may_send(datetime(2026, 11, 18, 13, 0, tzinfo=UTC), FINNISH)


def test_without_holidays_every_afternoon_is_good() -> None:
    days: set[date] = set()
    assert may_send(at("2026-12-25 16:00"), days)


def test_nobody_is_prompted_twice_in_fourteen_days() -> None:
    sent = Sent().and_one("2026-W52")
    assert not sent.may_prompt("2026-W52")
    assert not sent.may_prompt("2026-W53")
    assert sent.may_prompt("2027-W01")


def test_somebody_new_may_be_prompted_at_once() -> None:
    assert Sent().may_prompt("2026-W47")


def test_nobody_is_prompted_more_than_sixteen_times_a_year_however_often_it_is_tried() -> None:
    sent, week, times = Sent(), "2026-W01", 0
    while week.startswith("2026"):
        if sent.may_prompt(week):
            sent, times = sent.and_one(week), times + 1
        week = week_after(week)
    assert times == PROMPTS_A_YEAR


def test_a_new_year_counts_anew() -> None:
    full = Sent("2026-W50", PROMPTS_A_YEAR)
    assert not full.may_prompt("2026-W53")
    assert full.may_prompt("2027-W01")
    assert full.and_one("2027-W01") == Sent("2027-W01", 1)


def test_prompts_of_one_year_add_up() -> None:
    assert Sent().and_one("2026-W02").and_one("2026-W04") == Sent("2026-W04", 2)


def test_whoever_rests_is_asked_nothing_until_then() -> None:
    pace = Pace(rests_until="2026-W50")
    assert not Sent().may_prompt("2026-W49", pace)
    assert Sent().may_prompt("2026-W50", pace)


def test_asked_seldom_is_every_other_round() -> None:
    sent, pace = Sent(last_week="2026-W40", this_year=1), Pace(seldom=True)
    assert not sent.may_prompt("2026-W44", pace)
    assert sent.may_prompt("2026-W48", pace)
