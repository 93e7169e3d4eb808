"""The contact book: addresses as HMAC and ciphertext, dialogs as steps, answers sealed at once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from conversations.ports import Address, Contact, Dialog, Invitation
from conversations.turns import Conversation, Kept, Note
from conversations.weeks import HELSINKI, quarter_of, week_of
from storage.contacts.tables import (
    BoxRow,
    CodeRow,
    ContactRow,
    DialogRow,
    NoteRow,
    OutboxRow,
    StateRow,
)
from storage.databases import Database, insert_into
from storage.keys import Keys
from storage.sealing import hide_address, keyed, seal, show_address

MOST_QUESTIONS = 9  # no set is longer; 'forget me' tries them all
MOST_NOTES = 9  # open notes of one person in one week
PEOPLE = ("telegram", "slip", "simulated")  # channels whose contacts count as enrolled
EMPTY: dict[str, Any] = {}  # what an empty box holds


@dataclass(frozen=True, slots=True)
class Contacts:
    """Opens the contact book. ``clock`` returns an aware moment."""

    database: Database
    keys: Keys
    clock: Callable[[], datetime]

    @contextmanager
    def writing(self) -> Iterator["Book"]:
        """Everything inside is committed together, or not at all."""
        with self.database.writing() as session:
            yield Book(session, self.keys, open_week(session), self.clock())

    @contextmanager
    def reading(self) -> Iterator["Book"]:
        """The same book, only to look."""
        with self.database.reading() as session:
            yield Book(session, self.keys, open_week(session), self.clock())


def open_week(session: Session) -> str:
    """The week whose box is open; read inside the transaction that seals (A-06 step 2)."""
    return session.get_one(StateRow, "week").value


class Book:
    """The contact book inside one transaction; fulfils ``conversations.ports.ContactBook``."""

    def __init__(self, session: Session, keys: Keys, week: str, now: datetime) -> None:
        """``week`` is the open week, ``now`` an aware moment."""
        self.session, self.keys, self.week, self.now = session, keys, week, now

    def savepoint(self) -> AbstractContextManager[Any]:
        """A border inside the transaction: what fails behind it is undone alone."""
        return self.session.begin_nested()

    # who

    def index(self, address: Address) -> bytes:
        """The blind index of an address: useless without the master key."""
        return keyed(self.keys.index_key, address.key())[:16]

    def contact(self, address: Address) -> Contact | None:
        """The contact behind an address."""
        row = self.session.get(ContactRow, self.index(address))
        return Contact(row.language, row.unit, row.rung, row.audience, row.paused) if row else None

    def enrol(self, address: Address, contact: Contact) -> None:
        """Write a contact, new or changed."""
        row = self.session.get(ContactRow, self.index(address))
        if row is None:
            row = ContactRow(
                idx=self.index(address),
                address=hide_address(address.key(), self.keys.address_key),
                channel=address.channel,
                joined_month=self.now.astimezone(HELSINKI).strftime("%Y-%m"),
                **asdict(contact),
            )
        row.language, row.unit, row.paused = contact.language, contact.unit, contact.paused
        row.audience, row.rung = contact.audience, contact.rung
        self.session.add(row)

    def address_of(self, row: ContactRow) -> Address:
        """The address again: only a sender needs it."""
        channel, _, value = show_address(row.address, self.keys.address_key).decode().partition(":")
        return Address(channel, value)

    def enrolled(self) -> dict[str, dict[str, int]]:
        """How many people are enrolled, by unit and audience; door visitors do not count."""
        counted = self.session.exec(
            select(ContactRow.unit, ContactRow.audience, func.count())
            .where(col(ContactRow.channel).in_(PEOPLE))
            .group_by(ContactRow.unit, ContactRow.audience)
        )
        found: dict[str, dict[str, int]] = {}
        for unit, audience, people in counted:
            found.setdefault(unit, {})[audience] = people
        return found

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        """Remove everything of a person that can be found, and seal a withdrawal (A-20)."""
        idx = self.index(address)
        rows = [self._row(address, p, n) for p in prompts for n in range(1, MOST_QUESTIONS + 1)]
        notes = [self._row(address, "note", n) for n in range(1, MOST_NOTES + 1)]
        for table in (ContactRow, DialogRow, OutboxRow):
            self.session.exec(delete(table).where(col(table.idx) == idx))
        self.session.exec(delete(BoxRow).where(col(BoxRow.row).in_(rows)))
        self.session.exec(delete(NoteRow).where(col(NoteRow.row).in_(notes)))
        self._put(token_bytes(32), {"withdraw": self._tag(address)})

    # talks

    def dialog(self, address: Address) -> Dialog | None:
        """The talk in progress."""
        row = self.session.get(DialogRow, self.index(address))
        if row is None:
            return None
        return Dialog(Conversation.from_record(row.conversation), row.shown_step, row.message)

    def save_dialog(self, address: Address, dialog: Dialog) -> None:
        """Remember where a talk stands; there is one at a time."""
        row = DialogRow(
            idx=self.index(address),
            conversation=dialog.conversation.as_record(),
            step=dialog.conversation.step,
            shown_step=dialog.shown_step,
            message=dialog.message,
            last_week=week_of(self.now),
        )
        self.session.merge(row)

    def shown(self, address: Address, step: int, message: int | None) -> None:
        """The channel has shown a step, in this message."""
        row = self.session.get(DialogRow, self.index(address))
        if row is not None and row.step == step:
            row.shown_step, row.message = step, message or row.message

    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        """Talks whose open question has not been shown: what a crash left behind."""
        rows = self.session.exec(
            select(ContactRow, DialogRow)
            .where(col(ContactRow.idx) == col(DialogRow.idx))
            .where(col(ContactRow.channel) == channel)
            .where(col(DialogRow.step).is_distinct_from(col(DialogRow.shown_step)))
        )
        found = []
        for who, row in rows:
            talk = Conversation.from_record(row.conversation)
            found.append((self.address_of(who), Dialog(talk, row.shown_step, row.message)))
        return found

    # single facts

    def recall(self, name: str) -> str | None:
        """One remembered fact, such as the polling offset."""
        row = self.session.get(StateRow, name)
        return row.value if row else None

    def remember(self, name: str, value: str) -> None:
        """Remember one fact in this transaction."""
        self.session.merge(StateRow(name=name, value=value))

    # codes

    def code_hash(self, code: str) -> bytes:
        """What is kept of a code."""
        return keyed(self.keys.code_key, code.strip().upper().encode())[:16]

    def invitation(self, code: str) -> Invitation | None:
        """What a code opens, if it still works."""
        row = self.session.get(CodeRow, self.code_hash(code))
        if row is None or row.last_week < week_of(self.now) or row.uses_left == 0:
            return None
        return Invitation(row.purpose, row.unit, row.audience, row.set, row.single_use)

    def redeem(self, code: str) -> Invitation | None:
        """Use a code once. A slip's row is gone afterwards: nothing points back to it (A-18)."""
        found = self.invitation(code)
        row = self.session.get(CodeRow, self.code_hash(code))
        if found and row and row.uses_left is not None:
            row.uses_left -= 1
            if row.uses_left == 0:
                self.session.delete(row)
        return found

    # the box

    def prepare(self, address: Address, prompt: str, questions: int) -> None:
        """Write a prompt's empty boxes; boxes already there stay as they are."""
        for number in range(1, questions + 1):
            row = self._row(address, prompt, number)
            if self.session.get(BoxRow, row) is None:
                self._put(row, EMPTY)

    def has_boxes(self, address: Address, prompt: str) -> bool:
        """Whether a prompt has been opened this week."""
        return self.session.get(BoxRow, self._row(address, prompt, 1)) is not None

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        """Seal an answer in place of the empty box, or of an earlier answer."""
        record = {
            "item": kept.item,
            "set": talk.set,
            "version": talk.version,
            "value": kept.value,
            "words": kept.words,
            "asked": kept.asked,
            "audience": contact.audience,
            "unit": contact.unit,
            "person": self._tag(address),
            "quarter": quarter_of(self.week),
            "door": address.channel == "door",
        }
        self._put(self._row(address, talk.prompt, kept.question), record)

    def keep_note(self, address: Address, contact: Contact, note: Note) -> bool:
        """Seal an open note, without a tag: nothing in it says whose it is."""
        record = {"text": note.text, "unit": contact.unit if note.with_unit else ""}
        for number in range(1, MOST_NOTES + 1):
            row = self._row(address, "note", number)
            if self.session.get(NoteRow, row) is None:
                sealed = seal(record, self.keys.public(self.week))
                self.session.add(NoteRow(row=row, week=self.week, sealed=sealed))
                return True
        return False

    def _row(self, address: Address, prompt: str, question: int) -> bytes:
        """A row id that only this week's key can find again (A-03)."""
        number = str(question).encode()
        return keyed(self.keys.row_key(self.week), address.key(), prompt.encode(), number)

    def _tag(self, address: Address) -> str:
        """Tells people apart inside sealed boxes, for one quarter."""
        return keyed(self.keys.tag_key(quarter_of(self.week)), address.key())[:12].hex()

    def _put(self, row: bytes, record: dict[str, Any]) -> None:
        values = {"week": self.week, "sealed": seal(record, self.keys.public(self.week))}
        statement = insert_into(self.session, BoxRow).values(row=row, **values)
        self.session.exec(statement.on_conflict_do_update(index_elements=["row"], set_=values))
