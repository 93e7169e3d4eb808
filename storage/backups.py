"""Copies of both databases that hold nothing a thief could open, and the way back (A-23).

A backup is a folder of two SQLite files, whatever the databases are, and a manifest. Only the
tables named here are copied, row by row in the order of their ids: no key, no box, no talk.
Answers that lie in the box are left out on purpose. Nobody could open them after a restore, since
their key is in no backup; and what is not copied cannot be stolen.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from conversations.weeks import monday
from storage.databases import Database, sqlite_url
from storage.migrations import METADATA, NotMigrated, migrate, version
from storage.sealing import CannotOpen, show

OFFICE, CONTACTS = "office", "contacts"
PARTS = (OFFICE, CONTACTS)
"""In this order: a code on its way from one to the other is then in both, which is harmless."""
LEFT_OUT = {
    CONTACTS: {"box", "note", "plan", "dialog", "chat", "outbox", "taken", "guess"},
    # sessions and login links; what holds for some hours; texts whose key is in no backup
    OFFICE: {"staff_token", "login_attempt", "staff_wish", "clock_report"}
    | {"reading", "reading_text"}
    | {"contact_reader", "contact_request"},  # sealed to people, and the keys are in no backup
}
FACTS_LEFT_OUT = ("week", "closing", "finished", "address")  # a restore begins a week of its own
MANIFEST = "manifest.json"
FORMAT = 1
CONTACTS_LAST = 30  # days
ROWS_AT_ONCE = 500


class BadBackup(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One copied database: its file within the backup, its schema, its SHA-256 in hexadecimal."""

    file: str
    schema: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. It knows the ISO week in which it was made, and no finer time."""

    week: str
    parts: Mapping[str, Part]

    def contacts_are_too_old(self, week: str) -> bool:
        """Whether people may have been forgotten more than thirty days ago (A-23)."""
        return (monday(week) - monday(self.week)).days > CONTACTS_LAST


def assert_apart(folder: Path, guarded: Sequence[Path]) -> None:
    """Refuse a folder that holds the keys, or lies among them. Raises BadBackup."""
    wanted = folder.resolve()
    for each in (path.resolve() for path in guarded):
        if wanted == each or each in wanted.parents or wanted in each.parents:
            raise BadBackup(
                f"{folder} and {each} lie in one another: a copy of the one would take the keys "
                "along. Keys are in no backup, or what a release destroys would live on. "
                "Choose a folder elsewhere, best on another disk."
            )


def back_up(databases: Mapping[str, Database], folder: Path, week: str) -> Path:
    """Copy both databases into a new folder inside ``folder``; returns it. Raises BadBackup."""
    made = _new_folder(folder, week)
    parts = {}
    for name in PARTS:
        file = made / name / f"{name}.sqlite"
        file.parent.mkdir(mode=0o700)
        parts[name] = Part(f"{name}/{file.name}", _copied(databases[name], name, file), _hash(file))
    manifest = {
        "kuulolla backup": FORMAT,
        "week": week,
        "parts": {name: asdict(part) for name, part in parts.items()},
        "left out": {name: sorted(tables) for name, tables in LEFT_OUT.items()},
        "keep": f"contacts/ for {CONTACTS_LAST} days at most, office/ as long as it is needed",
    }
    (made / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return made


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself; every part that is there is whole. Raises BadBackup."""
    try:
        record = json.loads((folder / MANIFEST).read_text("utf-8"))
        parts = {name: Part(**part) for name, part in record["parts"].items()}
        week, form = str(record["week"]), record["kuulolla backup"]
        monday(week)
    except (OSError, ValueError, KeyError, TypeError):
        raise BadBackup(
            f"{folder} is no backup: its {MANIFEST} cannot be read. Give the folder that "
            "'kuulolla backup' made; its name begins with 'kuulolla-'."
        ) from None
    if form != FORMAT:
        raise BadBackup(f"{folder} was made by a newer Kuulolla: install that version first.")
    there = {name: part for name, part in parts.items() if (folder / part.file).exists()}
    for part in there.values():
        if _hash(folder / part.file) != part.sha256:
            raise BadBackup(
                f"{part.file} has changed since the backup was made. Use another copy of it."
            )
    return Manifest(week, there)


def opens_with(address_key: bytes, folder: Path, part: Part) -> bool:
    """Whether this installation's master key is the one that the contacts were enrolled under."""
    with closing(sqlite3.connect(folder / part.file)) as file:
        row = file.execute("SELECT card FROM contact LIMIT 1").fetchone()
    try:
        return row is None or bool(show(row[0], address_key))
    except CannotOpen:
        return False


def restore(database: Database, name: str, folder: Path, part: Part) -> None:
    """Replace all of a database with a part of a backup, in one transaction. Raises BadBackup."""
    with _as_it_is_now(folder / part.file, name) as copy, database.engine.connect() as into:
        writing = into.execution_options(writes=True)
        with copy.engine.connect() as source, writing.begin():
            for table in reversed(METADATA[name].sorted_tables):
                writing.execute(delete(table))
            _copy(source, writing, name)
    database.remove_residue()


def holds_anything(database: Database, name: str) -> bool:
    """Whether somebody would miss what is in a database: units, lots or people."""
    telling = {OFFICE: ("unit", "release"), CONTACTS: ("contact",)}[name]
    with database.engine.connect() as connection:
        tables = (METADATA[name].tables[table] for table in telling)
        return any(connection.execute(select(table).limit(1)).first() for table in tables)


def _new_folder(folder: Path, week: str) -> Path:
    if not folder.absolute().parent.exists():  # it would land on the disk that it is a copy of
        raise BadBackup(
            f"{folder.parent} is not there. Is the disk connected? Else make that folder first."
        )
    number = 1
    while True:
        made = folder / (f"kuulolla-{week}" + (f"-{number}" if number > 1 else ""))
        try:
            made.mkdir(parents=True, mode=0o700)
            return made
        except FileExistsError:
            number += 1
        except OSError as problem:
            raise BadBackup(
                f"Nothing can be written into {folder} ({problem.strerror}). Choose another folder."
            ) from None


def _copied(database: Database, name: str, file: Path) -> str:
    """Make the copy of one database; returns its schema's version."""
    copy = Database(sqlite_url(file))
    migrate(copy, name)
    engine = database.engine
    if not database.sqlite:  # SQLite's readers see one moment anyway
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as source, copy.engine.connect() as into, into.begin():
        _copy(source, into, name)
    schema = version(copy)
    copy.close()
    with closing(sqlite3.connect(file)) as alone:  # one file, that can be read from any disk
        alone.execute("PRAGMA journal_mode=DELETE")
    file.chmod(0o600)
    return schema


def _copy(source: Connection, into: Connection, name: str) -> None:
    for table in METADATA[name].sorted_tables:
        if table.name not in LEFT_OUT[name]:
            for rows in source.execute(_rows(table)).mappings().partitions(ROWS_AT_ONCE):
                into.execute(insert(table), [dict(row) for row in rows])


def _rows(table: Table) -> Any:
    rows = select(table).order_by(*table.primary_key)
    return rows.where(table.c.name.not_in(FACTS_LEFT_OUT)) if table.name == "state" else rows


@contextmanager
def _as_it_is_now(file: Path, name: str) -> Iterator[Database]:
    """A copy of a part, brought to today's schema; the backup itself stays untouched."""
    with TemporaryDirectory(prefix="kuulolla-restore-") as folder:
        mine = Path(folder) / file.name
        mine.write_bytes(file.read_bytes())
        copy = Database(sqlite_url(mine))
        try:
            migrate(copy, name)
            yield copy
        except NotMigrated:
            raise BadBackup(
                f"{file.name} was made by a newer Kuulolla: install that version first."
            ) from None
        finally:
            copy.close()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
