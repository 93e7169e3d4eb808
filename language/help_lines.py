"""Where a young person gets help: what a help line is, for whom it is, and whether it is open."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

ALWAYS = "always"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_IN_DAY = 24 * 60


class BadHelpLine(ValueError):
    """A help line in the data cannot be used; the message says which one and why."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open on these weekdays (0 is Monday) from and to minutes after midnight.

    `on_holidays` is None when it is not known.
    """

    weekdays: tuple[int, ...]
    opens: int
    closes: int
    on_holidays: bool | None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One place of help. `hours` is None when unchecked: then nothing is said of them.

    `number_or_url` is a phone number or an https address; `for_ages` is (youngest, oldest), None
    for no limit; `checked_on` is the day the data was checked at the source, None for never.
    """

    id: str
    name: Mapping[str, str] = field(hash=False)
    number_or_url: str
    hours: tuple[Opening, ...] | None
    always_open: bool
    for_ages: tuple[int | None, int | None]
    languages: tuple[str, ...]
    checked_on: dt.date | None

    @property
    def is_web(self) -> bool:
        """True for a web address, False for a phone number."""
        return self.number_or_url.startswith("https://")


def parse(text: str, county_number: str | None = None) -> tuple[HelpLine, ...]:
    """Read help lines from YAML text, in its order.

    A line that needs the county's number is left out while that is not known. Raises BadHelpLine.
    """
    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadHelpLine("The help lines are not YAML.") from error
    if not isinstance(rows, list):
        raise BadHelpLine("The help lines must be a list.")
    lines: list[HelpLine] = []
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise BadHelpLine(f"Help line number {place} has no id.")
        if "{county_number}" in str(row.get("number")) and not county_number:
            continue
        lines.append(_line(row, county_number or ""))
    if len({line.id for line in lines}) != len(lines):
        raise BadHelpLine("Two help lines have the same id.")
    return tuple(lines)


def open_now(line: HelpLine, weekday: int, minutes: int, holiday: bool) -> bool | None:
    """Whether the line is open at this local weekday (0 is Monday) and minute of the day.

    None when it is not known: unchecked hours, or a public holiday whose hours are not told.
    """
    if line.always_open:
        return True
    if line.hours is None:
        return None
    now = [
        opening
        for opening in line.hours
        if weekday in opening.weekdays and opening.opens <= minutes < opening.closes
    ]
    if not holiday or not now:
        return bool(now)
    if any(opening.on_holidays for opening in now):
        return True
    return None if any(opening.on_holidays is None for opening in now) else False


def for_person(lines: Iterable[HelpLine], youngest: int, language: str) -> tuple[HelpLine, ...]:
    """Lines fit for a band that begins at age `youngest`, those in the person's language first."""
    fitting = [
        line
        for line in lines
        if (line.for_ages[0] is None or line.for_ages[0] <= youngest)
        and (line.for_ages[1] is None or youngest <= line.for_ages[1])
    ]
    return tuple(sorted(fitting, key=lambda line: language not in line.languages))


def _line(row: dict[str, Any], county_number: str) -> HelpLine:
    """One line of the data."""
    name = f"The help line {row['id']}"
    known = {"id", "name", "number", "url", "hours", "ages", "languages", "checked_on"}
    if unknown := sorted(set(map(str, row)) - known):
        raise BadHelpLine(f"{name} has a field that is not known: {unknown[0]}.")
    names = row.get("name")
    if not isinstance(names, dict) or not {"fi", "sv", "en"} <= set(names):
        raise BadHelpLine(f"{name} needs a name in fi, sv and en.")
    where = str(row.get("number") or row.get("url") or "").replace("{county_number}", county_number)
    if not where.startswith("https://") and not any(sign.isdigit() for sign in where):
        raise BadHelpLine(f"{name} needs a number or an https address.")
    checked_on = row.get("checked_on")
    if checked_on is not None and type(checked_on) is not dt.date:
        raise BadHelpLine(f"{name}: checked_on must be a date or null.")
    ages = row.get("ages", [None, None])
    if not _is_age_range(ages):
        raise BadHelpLine(f"{name}: ages must be two numbers or nulls.")
    hours = row.get("hours")
    return HelpLine(
        id=row["id"],
        name=MappingProxyType({str(key): str(value) for key, value in names.items()}),
        number_or_url=where,
        hours=None if hours in (None, ALWAYS) else _openings(name, hours),
        always_open=hours == ALWAYS,
        for_ages=(ages[0], ages[1]),
        languages=tuple(row.get("languages") or ()),
        checked_on=checked_on,
    )


def _is_age_range(ages: object) -> bool:
    """True for a list of two ages, each a whole number or null."""
    return (
        isinstance(ages, list)
        and len(ages) == 2
        and all(age is None or (isinstance(age, int) and age >= 0) for age in ages)
    )


def _openings(name: str, hours: object) -> tuple[Opening, ...]:
    """Opening hours as written: a list of {days, from, to, holidays}."""
    if not isinstance(hours, list):
        raise BadHelpLine(f"{name}: hours must be always, null or a list.")
    try:
        return tuple(
            Opening(
                weekdays=_weekdays(row["days"]),
                opens=_minutes(row["from"]),
                closes=_minutes(row["to"]),
                on_holidays=row.get("holidays"),
            )
            for row in hours
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadHelpLine(f"{name}: its hours cannot be read.") from error


def _weekdays(days: str) -> tuple[int, ...]:
    """`mon-fri` or `sat` as numbers, Monday 0."""
    first, _, last = days.partition("-")
    return tuple(range(DAYS.index(first), DAYS.index(last or first) + 1))


def _minutes(time: str) -> int:
    """`14:00` as minutes after midnight; `24:00` is the end of the day."""
    hour, minute = map(int, time.split(":"))
    total = hour * 60 + minute
    if not (0 <= minute < 60 and 0 <= total <= MINUTES_IN_DAY):
        raise ValueError(time)
    return total
