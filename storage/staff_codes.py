"""A staff code has no unit: in its place stands whose chat it links, and until when it works."""

from datetime import UTC, datetime


def packed(staff: str, until: datetime) -> str:
    """What stands in the place of the unit."""
    return f"{staff} {_minute(until)}"


def unpacked(unit: str, now: datetime) -> str | None:
    """Whose code it is, a unit's or a staff member's; None when its hour is over."""
    whose, _, until = unit.partition(" ")
    return None if until and until < _minute(now) else whose


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"
