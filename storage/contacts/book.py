"""The contact book: talks as steps, codes as HMACs, and the one way to open it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from conversations.ports import Address, CodeRequest, Dialog, Invitation
from conversations.turns import Conversation
from conversations.weeks import week_of
from storage.contacts.box import Box
from storage.contacts.outbox import Outbox
from storage.contacts.tables import CodeRow, ContactRow, DialogRow, OutboxRow, StateRow
from storage.databases import Database
from storage.keys import SealingKeys
from storage.sealing import keyed


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
        """Remember where a talk stands; there is one at a time."""
        idx = self.index(address)
        row = DialogRow(
            idx=idx,
            conversation=dialog.conversation.as_record(),
            step=dialog.conversation.step,
            shown_step=dialog.shown_step,
            message=self._masked(idx, dialog.message),
            last_week=week_of(self.now),
        )
        self.session.merge(row)

    def shown(self, address: Address, step: int, message: int | None) -> None:
        """The channel has shown a step, in this message."""
        idx = self.index(address)
        shown = {"shown_step": step} | ({"message": self._masked(idx, message)} if message else {})
        self.session.execute(
            update(DialogRow)
            .where(col(DialogRow.idx) == idx, col(DialogRow.step) == step)
            .values(**shown)
            .execution_options(synchronize_session=False)
        )

    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        """Talks whose open question has not been shown: what a crash left behind."""
        rows = self.session.exec(
            select(ContactRow, DialogRow)
            .where(col(ContactRow.idx) == col(DialogRow.idx))
            .where(col(ContactRow.channel) == channel)
            .where(col(DialogRow.step).is_distinct_from(col(DialogRow.shown_step)))
        )
        return [(self.address_of(who), self._dialog(row)) for who, row in rows]

    def _dialog(self, row: DialogRow) -> Dialog:
        talk = Conversation.from_record(row.conversation)
        return Dialog(talk, row.shown_step, self._masked(row.idx, row.message))

    def _masked(self, idx: bytes, message: int | None) -> int | None:
        """A message's number under this person's mask; twice is the number again.

        Telegram numbers the messages of all of a bot's chats in one row: bare, the numbers would
        say in which order the talks began (A-08).
        """
        mask = int.from_bytes(keyed(self.keys.index_key, b"message", idx)[:4]) >> 1
        return None if message is None else message ^ mask

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
