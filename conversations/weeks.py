"""ISO weeks and quarters in Finnish time: the finest time that anything about an answer knows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def day_of(moment: datetime) -> date:
    """The day of an aware moment, seen in Helsinki."""
    return moment.astimezone(HELSINKI).date()


def week_of(moment: date | datetime) -> str:
    """The ISO week of a day or of an aware moment (seen in Helsinki), such as ``2026-W47``."""
    day = day_of(moment) if isinstance(moment, datetime) else moment
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday(week: str) -> date:
    """The first day of a week. Raises ValueError for anything that is not an ISO week."""
    return date.fromisoformat(f"{week}-1")


def week_after(week: str, count: int = 1) -> str:
    """The week ``count`` weeks later (earlier when negative)."""
    return week_of(monday(week) + timedelta(weeks=count))


def weeks_between(earlier: str, later: str) -> int:
    """How many weeks lie between two weeks."""
    return (monday(later) - monday(earlier)).days // 7


def quarter_of(week: str) -> str:
    """The calendar quarter that a week's Thursday falls in, such as ``2026-Q4``."""
    thursday = monday(week) + timedelta(days=3)
    return f"{thursday.year}-Q{(thursday.month + 2) // 3}"


def ends_quarter(week: str) -> bool:
    """Whether a week is the last one of its quarter."""
    return quarter_of(week) != quarter_of(week_after(week))
