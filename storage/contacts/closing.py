"""The contact book's part of the weekly release; fulfils ``storage.release.BoxSide``."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from conversations.channels import DOOR
from storage.contacts.book import Book
from storage.contacts.tables import (
    BoxRow,
    ChatRow,
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
from summaries.lots import Enrolled

OPEN, CLOSING, FINISHED = "week", "closing", "finished"
NOTES_BROUGHT = "notes_brought"  # the day of the last batch
AT_ONCE = 500  # boxes in memory at a time: a city's week is hundreds of megabytes


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
            for table in (BoxRow, NoteRow, PlanRow, DialogRow, ChatRow, OutboxRow):
                session.exec(delete(table))
            session.exec(delete(StateRow).where(col(StateRow.name).in_([CLOSING, FINISHED])))
            session.merge(StateRow(name=OPEN, value=week))

    def switch(self, closing: str, opening: str) -> None:
        """From this commit on everything is sealed to the new week's key."""
        with self.database.writing() as session:
            if _holds(session, OPEN, closing):
                session.merge(StateRow(name=OPEN, value=opening))
                session.merge(StateRow(name=CLOSING, value=closing))

    def sealed(self, week: str) -> Iterator[bytes]:
        """A week's sealed boxes."""
        with self.database.reading() as session:
            wanted = select(BoxRow.sealed).where(BoxRow.week == week)
            yield from session.exec(wanted.execution_options(yield_per=AT_ONCE))

    @contextmanager
    def note_rooms(self) -> Iterator["NoteRooms"]:
        """The rooms for open notes, in one transaction: none is written to meanwhile."""
        with self.database.writing() as session:
            book = Book(session, self.keys, _alone(session), self.clock())
            yield NoteRooms(book)
            book.write()

    def enrolled(self) -> Enrolled:
        """How many people are enrolled, by unit, audience and rung."""
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

    def finish(self, week: str, opening: str, carried: Iterable[dict[str, Any]]) -> None:
        """Delete the week's boxes, talks and messages; seal what is carried to the new week.

        One transaction: after it the plan is no longer needed. Raises NotClosing.
        """
        with self.database.writing() as session:
            _alone(session)
            _assert_closing(session, week)
            book = Book(session, self.keys, opening, self.clock())
            fresh = {token_bytes(32): record for record in carried}
            for row in sorted(fresh):  # written as they came, they would lie as they came
                book.put(row, fresh[row])
            book.carry_talks(week, opening)
            book.carry_chats(week)
            book.carry_receipts(week)
            book.count()
            _clear(book.session, opening, book.at_the_door(opening))
            session.merge(StateRow(name=FINISHED, value=week))

    def close(self) -> None:
        """The release is over. Which week it was stays known: the office has to know it, too."""
        with self.database.writing() as session:
            session.exec(delete(StateRow).where(col(StateRow.name) == CLOSING))

    def forget_finished(self) -> None:
        """Take an office from a backup as it is; a release that is under way goes on."""
        with self.database.writing() as session:
            if session.get(StateRow, CLOSING) is None:
                session.exec(delete(StateRow).where(col(StateRow.name) == FINISHED))

    def remove_residue(self) -> None:
        """Leave nothing of deleted rows in the files."""
        self.database.remove_residue()


@dataclass(frozen=True, slots=True)
class NoteRooms:
    """Every room for an open note, and the day of the batch before."""

    book: Book

    def since(self, today: date) -> date:
        """The day of the last batch; before the first one, the day it is first asked for."""
        since = self.book.recall(NOTES_BROUGHT)
        if since is None:
            self.book.remember(NOTES_BROUGHT, since := today.isoformat())
        return date.fromisoformat(since)

    def sealed(self) -> list[tuple[str, bytes]]:
        """Week and box of each room."""
        rooms = self.book.session.exec(select(NoteRow).with_for_update())
        return [(room.week, room.sealed) for room in rooms]

    def clear(self, today: date) -> None:
        """Remove them all, and every finished talk, whatever it was about.

        Beside a text that can be read now, a finished talk could say who has written it.
        """
        self.book.session.exec(delete(NoteRow))
        self.book.drop_finished_talks()
        self.book.remember(NOTES_BROUGHT, today.isoformat())


def _alone(session: Session) -> str:
    """The open week, once nobody else writes: whoever does holds this row (``open_week``)."""
    return session.get_one(StateRow, OPEN, with_for_update=True).value


def _holds(session: Session, name: str, value: str) -> bool:
    row = session.get(StateRow, name, with_for_update=True)
    return row is not None and row.value == value


def _assert_closing(session: Session, week: str) -> None:
    if not _holds(session, CLOSING, week) or _holds(session, FINISHED, week):
        raise NotClosing(f"Week {week} is not being released; another release was faster.")


def _clear(session: Session, opening: str, still_there: Collection[bytes]) -> None:
    """Remove what ended before the week that opens; after days without power that may be much.

    Of a door's visitors only those remain who are talking just now, ``still_there``.
    """
    session.exec(delete(BoxRow).where(col(BoxRow.week) < opening))
    session.exec(delete(ChatRow).where(col(ChatRow.week) < opening))
    session.exec(delete(PlanRow))
    for table in (DialogRow, OutboxRow, CodeRow):
        session.exec(delete(table).where(col(table.last_week) < opening))
    gone = col(ContactRow.channel) == DOOR, col(ContactRow.idx).not_in(still_there)
    session.exec(delete(ContactRow).where(*gone))
