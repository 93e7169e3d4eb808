"""The contact book: talks as steps, codes as HMACs, and the one way to open it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from conversations.ports import Address, CodeRequest, Dialog, Invitation
from conversations.turns import Conversation
from conversations.weeks import week_of
from storage.contacts.box import Box
from storage.contacts.outbox import Outbox
from storage.contacts.tables import CodeRow, ContactRow, DialogRow, OutboxRow, StateRow
from storage.databases import Database
from storage.keys import SealingKeys
from storage.sealing import hide, keyed, show

TALK_BYTES = 1024  # a talk's step and its set's items fit


def open_week(session: Session) -> str:
    """The week whose box is open, held still while this transaction seals (A-06 step 2)."""
    return session.get_one(StateRow, "week", with_for_update={"read": True}).value


def hash_code(code: str, key: bytes) -> bytes:
    """What is kept of a slip, card or door code."""
    return keyed(key, code.strip().upper().encode("utf-8", "surrogatepass"))[:16]


class Book(Box, Outbox):
    """The contact book inside one transaction; fulfils ``conversations.ports.ContactBook``."""

    def savepoint(self) -> AbstractContextManager[Any]:
        """A border inside the transaction: what fails behind it is undone alone."""
        return self.session.begin_nested()

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        """Remove everything of a person that can be found, and seal a withdrawal (A-20)."""
        idx = self.index(address)
        self.session.exec(delete(ContactRow).where(col(ContactRow.idx) == idx))
        self.session.exec(delete(DialogRow).where(col(DialogRow.idx) == idx))
        self.session.exec(delete(OutboxRow).where(col(OutboxRow.idx) == idx))
        self.empty(address, prompts)

    def expect(self, addresses: Iterable[Address]) -> None:
        """Load the contacts and talks of a whole batch at once, before it is taken one by one."""
        wanted = [self.index(address) for address in addresses]
        self._expected = [
            *self.session.exec(select(ContactRow).where(col(ContactRow.idx).in_(wanted))),
            *self.session.exec(select(DialogRow).where(col(DialogRow.idx).in_(wanted))),
        ]

    # talks

    def dialog(self, address: Address) -> Dialog | None:
        """The talk in progress."""
        row = self.session.get(DialogRow, self.index(address))
        return self._dialog(row) if row else None

    def save_dialog(self, address: Address, dialog: Dialog) -> None:
        """Remember where a talk stands; there is one at a time.

        Where it stands already nothing is written: ticking a choice may not look like more than
        skipping it.
        """
        idx, week = self.index(address), week_of(self.now)
        row = self.session.get(DialogRow, idx)
        here = row and (row.week, row.last_week) == (self.week, week)
        if not (row and here and self._dialog(row) == dialog):
            self.session.merge(self._dialog_row(idx, dialog, week))

    def shown(self, address: Address, step: int, message: int | None) -> None:
        """The channel has shown a step, in this message."""
        row = self.session.get(DialogRow, self.index(address))
        dialog = self._dialog(row) if row else None
        if row is not None and dialog and dialog.conversation.step == step:
            dialog = replace(dialog, shown_step=step, message=message or dialog.message)
            self.session.merge(self._dialog_row(row.idx, dialog, row.last_week))

    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        """Talks whose open question has not been shown: what a crash left behind."""
        rows = self.session.exec(
            select(ContactRow, DialogRow)
            .where(col(ContactRow.idx) == col(DialogRow.idx))
            .where(col(ContactRow.channel) == channel, col(DialogRow.unshown))
        )
        return [(self.address_of(who), self._dialog(row)) for who, row in rows]

    def finished_talks(self) -> list[DialogRow]:
        """Talks that have come to their end."""
        talks = self.session.exec(select(DialogRow))
        return [row for row in talks if self._dialog(row).conversation.finished]

    def carry_talks(self, closing: str, opening: str) -> None:
        """Talks that began between midnight and the release go on under the new week's key."""
        late = select(DialogRow).where(DialogRow.week == closing, DialogRow.last_week >= opening)
        for row in self.session.exec(late):
            self.session.merge(self._dialog_row(row.idx, self._dialog(row), row.last_week))

    def _dialog(self, row: DialogRow) -> Dialog:
        talk, *rest = show(row.talk, self._talk_key(row.week))
        return Dialog(Conversation.from_record(talk), *rest)

    def _dialog_row(self, idx: bytes, dialog: Dialog, last_week: str) -> DialogRow:
        """All of it under the week's key: not even the number of a message can be read.

        Telegram numbers the messages of all of a bot's chats in one row: bare, the numbers would
        say in which order the talks began (A-08).
        """
        record = [
            dialog.conversation.as_record(),
            dialog.shown_step,
            dialog.message,
            dialog.number,
        ]
        return DialogRow(
            idx=idx,
            talk=hide(record, self._talk_key(self.week), TALK_BYTES),
            week=self.week,
            unshown=dialog.conversation.step != dialog.shown_step,
            last_week=last_week,
        )

    # single facts

    def recall(self, name: str) -> str | None:
        """One remembered fact, such as the polling offset."""
        row = self.session.get(StateRow, name)
        return row.value if row else None

    def remember(self, name: str, value: str) -> None:
        """Remember one fact in this transaction."""
        self.session.merge(StateRow(name=name, value=value))

    # codes

    def invitation(self, code: str) -> Invitation | None:
        """What a code opens, if it still works."""
        row = self._code(code)
        if row is None or row.last_week < week_of(self.now):
            return None
        return Invitation(row.purpose, row.unit, row.audience, row.set, row.single_use)

    def redeem(self, code: str) -> Invitation | None:
        """Use a code once. A slip's row is gone afterwards: nothing points back to it (A-18)."""
        row = self._code(code, held=True)
        found = self.invitation(code)
        if found and row and row.uses_left is not None:
            row.uses_left -= 1
            if row.uses_left <= 0:
                self.session.delete(row)
        return found

    def take_codes(self, requests: Iterable[CodeRequest]) -> None:
        """Take codes over from the office's requests; one already there stays."""
        for request in requests:
            if self.session.get(CodeRow, request.code) is None:
                self.session.add(CodeRow(**asdict(request)))

    def _code(self, code: str, *, held: bool = False) -> CodeRow | None:
        """``held``: nobody else can use it before this transaction ends."""
        hashed = hash_code(code, self.keys.code_key)
        return self.session.get(CodeRow, hashed, populate_existing=held, with_for_update=held)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Opens the contact book. ``clock`` returns an aware moment."""

    database: Database
    keys: SealingKeys
    clock: Callable[[], datetime]

    @contextmanager
    def writing(self) -> Iterator[Book]:
        """Everything inside is committed together, or not at all."""
        with self.database.writing() as session:
            yield Book(session, self.keys, open_week(session), self.clock())

    @contextmanager
    def reading(self) -> Iterator[Book]:
        """The same book, only to look."""
        with self.database.reading() as session:
            week = session.get_one(StateRow, "week").value
            yield Book(session, self.keys, week, self.clock())
