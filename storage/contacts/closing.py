"""The contact book's part of the weekly release; fulfils ``storage.release.BoxSide``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.contacts.book import Book
from storage.contacts.tables import (
    BoxRow,
    CodeRow,
    ContactRow,
    DialogRow,
    NoteRow,
    OutboxRow,
    PlanRow,
    StateRow,
)
from storage.databases import Database
from storage.keys import Keys

OPEN, CLOSING, FINISHED = "week", "closing", "finished"


class NotClosing(Exception):
    """Another release has finished this week meanwhile; nothing is left to do."""


@dataclass(frozen=True, slots=True)
class ClosingBox:
    """The box of the week that closes."""

    database: Database
    keys: Keys
    clock: Callable[[], datetime]

    def fact(self, name: str) -> str | None:
        """A remembered fact: the open week, the closing week, the finished week."""
        with self.database.reading() as session:
            row = session.get(StateRow, name)
            return row.value if row else None

    def open_first(self, week: str) -> None:
        """Open the very first week."""
        with self.database.writing() as session:
            if session.get(StateRow, OPEN) is None:
                session.add(StateRow(name=OPEN, value=week))

    def begin_anew(self, week: str) -> None:
        """Open a week in a database from a backup: its sealed rows are noise by now."""
        with self.database.writing() as session:
            for table in (BoxRow, NoteRow, PlanRow, DialogRow, OutboxRow):
                session.exec(delete(table))
            session.exec(delete(StateRow).where(col(StateRow.name).in_([CLOSING, FINISHED])))
            session.merge(StateRow(name=OPEN, value=week))

    def switch(self, closing: str, opening: str) -> None:
        """From this commit on everything is sealed to the new week's key."""
        with self.database.writing() as session:
            if _holds(session, OPEN, closing):
                session.merge(StateRow(name=OPEN, value=opening))
                session.merge(StateRow(name=CLOSING, value=closing))

    def sealed(self, week: str) -> list[bytes]:
        """A week's sealed boxes."""
        with self.database.reading() as session:
            return list(session.exec(select(BoxRow.sealed).where(BoxRow.week == week)))

    def sealed_notes(self) -> list[tuple[bytes, str, bytes]]:
        """The sealed notes: row id, week, box."""
        with self.database.reading() as session:
            return [(row.row, row.week, row.sealed) for row in session.exec(select(NoteRow))]

    def drop_notes(self, rows: Iterable[bytes]) -> None:
        """Remove notes that have reached the office, and the ended talks that wrote notes.

        Beside the text that can be read now, such a talk would say who has written it.
        """
        written = col(DialogRow.conversation)["set"].as_string() == "note"
        with self.database.writing() as session:
            session.exec(delete(NoteRow).where(col(NoteRow.row).in_(list(rows))))
            session.exec(delete(DialogRow).where(written, col(DialogRow.step) > 1))

    def enrolled(self) -> dict[str, dict[str, int]]:
        """How many people are enrolled, by unit and audience."""
        with self.database.reading() as session:
            return Book(session, self.keys, "", self.clock()).enrolled()

    def plan(self, week: str) -> bytes | None:
        """The sealed plan of a release that was begun."""
        with self.database.reading() as session:
            row = session.get(PlanRow, week)
            return row.sealed if row else None

    def save_plan(self, week: str, sealed: bytes) -> None:
        """Keep the plan: after a crash it is read, never made again. Raises NotClosing."""
        with self.database.writing() as session:
            _assert_closing(session, week)
            session.add(PlanRow(week=week, sealed=sealed))

    def finish(self, week: str, opening: str, held: Iterable[dict[str, Any]]) -> None:
        """Delete the week's boxes, talks and messages; seal what waits to the new week.

        One transaction: after it the plan is no longer needed. Raises NotClosing.
        """
        with self.database.writing() as session:
            _assert_closing(session, week)
            book = Book(session, self.keys, opening, self.clock())
            fresh = {token_bytes(32): record for record in held}
            for row in sorted(fresh):  # written as they came, they would lie as they came
                book.put(row, fresh[row])
            _clear(session, opening)
            session.merge(StateRow(name=FINISHED, value=week))

    def close(self) -> None:
        """The release is over."""
        with self.database.writing() as session:
            session.exec(delete(StateRow).where(col(StateRow.name).in_([CLOSING, FINISHED])))

    def remove_residue(self) -> None:
        """Leave nothing of deleted rows in the files."""
        self.database.remove_residue()


def _holds(session: Session, name: str, value: str) -> bool:
    row = session.get(StateRow, name, with_for_update=True)
    return row is not None and row.value == value


def _assert_closing(session: Session, week: str) -> None:
    if not _holds(session, CLOSING, week) or _holds(session, FINISHED, week):
        raise NotClosing(f"Week {week} is not being released; another release was faster.")


def _clear(session: Session, opening: str) -> None:
    """Remove what ended before the week that opens; after days without power that may be much."""
    session.exec(delete(BoxRow).where(col(BoxRow.week) < opening))
    session.exec(delete(PlanRow))
    for table in (DialogRow, OutboxRow, CodeRow):
        session.exec(delete(table).where(col(table.last_week) < opening))
    still_talking = select(DialogRow.idx)
    session.exec(
        delete(ContactRow).where(
            col(ContactRow.channel) == "door", col(ContactRow.idx).not_in(still_talking)
        )
    )
