"""Where a young person gets help: what a help line is, for whom it is, and whether it is open."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import yaml

ALWAYS = "always"
EMERGENCY = "112"  # needs no checking: it is open day and night in all of Europe
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_IN_DAY = 24 * 60
KNOWN = {"id", "name", "number", "url", "hours", "ages", "for", "languages", "checked_on"}


class BadHelpLine(ValueError):
    """A help line in the data cannot be used; the message says which one and why."""


class MeantFor(StrEnum):
    """Whom a line is there for."""

    EVERYBODY = "everybody"
    YOUNG = "young"
    ADULTS = "adults"


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
    """One place of help. `hours` is None when nobody has checked them: then nothing is said.

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
    meant_for: MeantFor = MeantFor.EVERYBODY


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Whether a line is open at a moment, and when that changes; `open` None when not known.

    `at` is the minute of the day at which it closes or opens, `days` how many days ahead that is;
    `at` is None where nobody knows, or where it never closes.
    """

    open: bool | None
    days: int = 0
    at: int | None = None


def parse(text: str) -> tuple[HelpLine, ...]:
    """Read help lines from YAML text, in its order. Raises BadHelpLine."""
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
        lines.append(_line(row))
    if len({line.id for line in lines}) != len(lines):
        raise BadHelpLine("Two help lines have the same id.")
    return tuple(lines)


def merged(shipped: Iterable[HelpLine], own: Iterable[HelpLine]) -> tuple[HelpLine, ...]:
    """The organisation's own lines, then those that are shipped; the same id is its own line."""
    return tuple({line.id: line for line in (*own, *shipped, *own)}.values())


def open_now(line: HelpLine, now: dt.datetime, holidays: Container[dt.date]) -> OpenNow:
    """Whether a line is open at a local moment. On a holiday unknown hours are not guessed."""
    if line.always_open:
        return OpenNow(True)
    if line.hours is None:
        return OpenNow(None)
    minute = now.hour * 60 + now.minute
    for days in range(8):
        day = now.date() + dt.timedelta(days)
        for opening in sorted(line.hours, key=lambda each: each.opens):
            if day.weekday() not in opening.weekdays or (not days and opening.closes <= minute):
                continue
            kept = opening.on_holidays if day in holidays else True
            now_open = not days and opening.opens <= minute
            if kept is None:
                return OpenNow(None if now_open else False)
            if kept:
                at = opening.closes if now_open else opening.opens
                return OpenNow(now_open, days, at)
    return OpenNow(False)


def for_person(
    lines: Iterable[HelpLine], youngest: int, language: str, *, adult: bool = False
) -> tuple[HelpLine, ...]:
    """Lines fit for a band that begins at age `youngest`, those in the person's language first."""
    others = MeantFor.YOUNG if adult else MeantFor.ADULTS
    fitting = [
        line
        for line in lines
        if line.meant_for is not others
        and (line.for_ages[0] is None or line.for_ages[0] <= youngest)
        and (line.for_ages[1] is None or youngest <= line.for_ages[1])
    ]
    return tuple(sorted(fitting, key=lambda line: language not in line.languages))


def _line(row: dict[str, Any]) -> HelpLine:
    """One line of the data."""
    name = f"The help line {row['id']}"
    if unknown := sorted(set(map(str, row)) - KNOWN):
        raise BadHelpLine(f"{name} has a field that is not known: {unknown[0]}.")
    names = row.get("name")
    if not isinstance(names, dict) or not {"fi", "sv", "en"} <= set(names):
        raise BadHelpLine(f"{name} needs a name in fi, sv and en.")
    where = str(row.get("number") or row.get("url") or "")
    if not where.startswith("https://") and not any(sign.isdigit() for sign in where):
        raise BadHelpLine(f"{name} needs a number or an https address.")
    checked_on = row.get("checked_on")
    if checked_on is not None and type(checked_on) is not dt.date:
        raise BadHelpLine(f"{name}: checked_on must be a date or null.")
    ages = row.get("ages", [None, None])
    if not _is_age_range(ages):
        raise BadHelpLine(f"{name}: ages must be two numbers or nulls.")
    if row.get("for", MeantFor.EVERYBODY) not in set(MeantFor):
        raise BadHelpLine(f"{name}: for must be young, adults or everybody.")
    hours = row.get("hours")
    openings = None if hours in (None, ALWAYS) else _openings(name, hours)
    checked = checked_on is not None or where == EMERGENCY
    return HelpLine(
        id=row["id"],
        name=MappingProxyType({str(key): str(value) for key, value in names.items()}),
        number_or_url=where,
        hours=openings if checked else None,
        always_open=checked and hours == ALWAYS,
        for_ages=(ages[0], ages[1]),
        languages=tuple(row.get("languages") or ()),
        checked_on=checked_on,
        meant_for=MeantFor(row.get("for", MeantFor.EVERYBODY)),
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
