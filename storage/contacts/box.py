"""The sealed box: an empty box per question, an answer sealed at once in its place."""

from collections.abc import Iterable
from functools import cached_property
from secrets import token_bytes, token_hex
from typing import Any

from conversations.channels import DOOR
from conversations.ports import Address, Contact, Dialog
from conversations.reaching import Ticket
from conversations.turns import Conversation, Kept, Note
from conversations.weeks import quarter_of
from storage.contacts.pending import Row
from storage.contacts.people import People
from storage.sealing import hide, keyed, seal

MOST_QUESTIONS = 5  # no set is longer; every talk has as many boxes, 'forget me' tries them all
MOST_NOTES = 20  # talks of one person, between two batches of notes, that have room for a note
BACK_BYTES = 128  # an address of 96 signs fits
EMPTY: dict[str, Any] = {}  # what an empty box holds


class Box(People):
    """The box of the open week."""

    def prepare(self, address: Address, prompt: str) -> None:
        """Write a prompt's empty boxes; boxes already there stay as they are.

        As many for every talk: by their number one would know a note's talk, or whoever is of the
        only age that is asked so many questions.
        """
        self.prepare_all([address], prompt)

    def prepare_all(self, addresses: Iterable[Address], prompt: str) -> None:
        """The same for many people, in the order of row ids from the first box to the last.

        They are written in portions (``pending.MOST``): taken person by person, the last portion
        would hold the boxes of the last contacts in the table, perhaps of one alone, and where
        boxes lie would say whose they are (A-08).
        """
        numbers = range(1, MOST_QUESTIONS + 1)
        for row in sorted(self._row(each, prompt, n) for each in addresses for n in numbers):
            self.boxes.fill(self._sealed(row, EMPTY))

    def has_boxes(self, address: Address, prompt: str) -> bool:
        """Whether a prompt has been opened this week."""
        return self.boxes.get(self._row(address, prompt, 1)) is not None

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        """Seal an answer in place of the empty box, or of an earlier answer."""
        record = {
            "item": kept.item,
            "value": kept.value,
            "words": kept.words,
            "read": kept.read,
            "asked": kept.asked,
            "audience": contact.audience,
            "unit": contact.unit,
            "person": self.tag(address),
            "quarter": quarter_of(self.week),
            "door": address.channel == DOOR,
        }
        self.put(self._row(address, talk.prompt, kept.question), record)

    def complete(self, address: Address, dialog: Dialog) -> None:
        """Seal anew the boxes behind the last question, and the room for a note.

        So the end of a talk changes as many rows, however many questions it had, and whether they
        were answered or a note was written instead.
        """
        talk = dialog.conversation
        for spare in range(min(talk.step, len(talk.items)) + 1, MOST_QUESTIONS + 1):
            row = self._row(address, talk.prompt, spare)
            self.boxes.change(row, sealed=seal(EMPTY, self._public))
        if dialog.number <= MOST_NOTES:
            self.notes.put(self._room(address, dialog.number, counts=dialog.adds))

    def put(self, row: bytes, record: dict[str, Any]) -> None:
        """Seal a record under a row id, replacing what lies there."""
        self.boxes.put(self._sealed(row, record))

    def prepare_note(self, address: Address, number: int, *, counts: bool) -> None:
        """Make room for a note. Until one is written it holds a tag, if the talk ``counts`` among
        those that might have been the note's."""
        if number <= MOST_NOTES:
            self.notes.fill(self._room(address, number, counts=counts))

    def _room(self, address: Address, number: int, *, counts: bool) -> Row:
        record = {"talked": self.tag(address)} if counts else EMPTY
        return self._sealed(self._row(address, "note", number), record)

    def keep_note(self, address: Address, contact: Contact, number: int, note: Note) -> bool:
        """Seal an open note, without a tag: nothing in it says whose it is.

        The random id inside makes its way to the office happen once, whatever crashes.
        """
        if number > MOST_NOTES:
            return False
        unit = contact.unit if note.with_unit else ""
        record = {"id": token_hex(16), "text": note.text, "unit": unit}
        self.notes.put(self._sealed(self._row(address, "note", number), record))
        return True

    def ticket(self, address: Address, number: int) -> Ticket | None:
        """The way back of a request from talk ``number``: the same talk makes one request only."""
        if number > MOST_NOTES:
            return None
        back = hide(address.key().decode(), self.keys.address_key, BACK_BYTES)
        return Ticket(self._row(address, "request", number)[:16].hex(), back)

    def empty(self, address: Address, prompts: Iterable[str]) -> None:
        """Take a person's boxes and notes out, and seal a withdrawal (A-20)."""
        tried = [(p, n) for p in prompts for n in range(1, MOST_QUESTIONS + 1)]
        notes = [("note", n) for n in range(1, MOST_NOTES + 1)]
        for week in self._unreleased:
            key = self.keys.row_key(week)
            self.boxes.remove(*(_row(key, address, *each) for each in tried))
            self.notes.remove(*(_row(key, address, *each) for each in notes))
            sealed = seal({"withdraw": self.tag(address, week)}, self.keys.public(week))
            self.boxes.put({"row": token_bytes(32), "week": week, "sealed": sealed})

    def _sealed(self, row: bytes, record: dict[str, Any]) -> Row:
        return {"row": row, "week": self.week, "sealed": seal(record, self._public)}

    # The week's keys are read once a transaction, and go with it: the week is held still meanwhile.

    @cached_property
    def _public(self) -> bytes:
        return self.keys.public(self.week)

    @cached_property
    def _row_key(self) -> bytes:
        return self.keys.row_key(self.week)

    def _talk_key(self, week: str) -> bytes:
        return self._open_talk_key if week == self.week else _talk_key(self.keys.row_key(week))

    @cached_property
    def _open_talk_key(self) -> bytes:
        return _talk_key(self._row_key)

    @cached_property
    def _unreleased(self) -> list[str]:
        """The open week, and the closing one until its key is destroyed."""
        if self.keys.only_week(self.week):  # nearly always; then the database need not be asked
            return [self.week]
        closing = self.recall("closing")
        return [self.week, closing] if closing and self.keys.can_seal(closing) else [self.week]

    def _row(self, address: Address, prompt: str, question: int) -> bytes:
        return _row(self._row_key, address, prompt, question)


def _talk_key(row_key: bytes) -> bytes:
    return keyed(row_key, b"talk")


def _row(key: bytes, address: Address, prompt: str, question: int) -> bytes:
    """A row id that only its week's key can find again (A-03)."""
    return keyed(key, address.key(), prompt.encode(), str(question).encode())
