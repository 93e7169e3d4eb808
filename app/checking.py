"""The health check: what an operator should know, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files

from app.wiring import Kuulolla
from conversations.weeks import monday, week_of
from language import help_lines

HELP_LINES_GROW_OLD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    note: bool = False  # worth a look, but nothing is broken


def check(app: Kuulolla) -> list[Finding]:
    """Look at everything. Nothing in a finding is about a respondent."""
    return [*_databases(app), *_weeks(app), *_keys(app), _telegram(app), *_help(app)]


def _databases(app: Kuulolla) -> Iterable[Finding]:
    for name, database in zip(("contacts", "office"), app.databases, strict=True):
        kind = "SQLite" if database.sqlite else "PostgreSQL"
        yield Finding(f"The {name} database ({kind}) opens with safe settings.", fine=True)


def _weeks(app: Kuulolla) -> Iterable[Finding]:
    this_week = week_of(app.clock())
    with app.contacts.reading() as book:
        box = book.week
        closing = book.recall("closing")
    on_time = box == this_week
    yield Finding(f"The open box is week {box}; this is week {this_week}.", fine=on_time)
    yield Finding(
        f"The release of {closing} is unfinished." if closing else "No release is unfinished.",
        fine=closing is None,
    )
    units = app.units.count()
    said = f"{units} units." if units else "There are no units yet: kuulolla unit add."
    yield Finding(said, fine=True, note=not units)


def _keys(app: Kuulolla) -> Iterable[Finding]:
    data = app.settings.data
    for path in (data, *data.glob("*.key"), *data.glob("*.sqlite*"), *data.glob("keys/*.json")):
        if path.exists():
            mode = path.stat().st_mode & 0o077
            said = "is open to others: type chmod -R go=" if mode else "is its owner's alone"
            yield Finding(f"{path.name} {said}.", fine=not mode)
    yield Finding(
        "Whoever runs this process can read both databases: './run' has borders in code only.",
        fine=True,
    )


def _telegram(app: Kuulolla) -> Finding:
    if app.settings.telegram_token:
        return Finding("Telegram: a token is set.", fine=True)
    return Finding("Telegram: no token is set; the web chat works without.", fine=True)


def _help(app: Kuulolla) -> Iterable[Finding]:
    text = (files("language") / "help_lines.yaml").read_text("utf-8")
    today = monday(week_of(app.clock()))
    for line in help_lines.parse(text):
        fresh = line.checked_on is not None and today - line.checked_on < HELP_LINES_GROW_OLD
        said = f"checked on {line.checked_on}" if line.checked_on else "not checked yet"
        yield Finding(f"Help line {line.id}: {said}.", fine=True, note=not fresh)
