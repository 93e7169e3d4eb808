"""The sealed box: an empty box per question, an answer sealed at once in its place."""

from collections.abc import Iterable
from functools import cached_property
from secrets import token_bytes, token_hex
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from conversations.ports import Address, Contact
from conversations.turns import Conversation, Kept, Note
from conversations.weeks import quarter_of
from storage.contacts.people import People
from storage.contacts.tables import BoxRow, NoteRow, StateRow
from storage.databases import insert_into
from storage.sealing import keyed, seal

MOST_QUESTIONS = 5  # no set is longer; 'forget me' tries them all
MOST_NOTES = 20  # talks of one person, between two batches of notes, that have room for a note
EMPTY: dict[str, Any] = {}  # what an empty box holds


class Box(People):
    """The box of the open week."""

    def prepare(self, address: Address, prompt: str, questions: int) -> None:
        """Write a prompt's empty boxes; boxes already there stay as they are."""
        empty = [
            {
                "row": self._row(address, prompt, number),
                "week": self.week,
                "sealed": seal(EMPTY, self._public),
            }
            for number in range(1, questions + 1)
        ]
        if empty:
            fill = insert_into(self.session, BoxRow).on_conflict_do_nothing()
            self.session.execute(fill, empty)

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
            "person": self.tag(address),
            "quarter": quarter_of(self.week),
            "door": address.channel == "door",
        }
        self.put(self._row(address, talk.prompt, kept.question), record)

    def put(self, row: bytes, record: dict[str, Any]) -> None:
        """Seal a record under a row id, replacing what lies there."""
        self._seal(BoxRow, row, record)

    def _seal(self, table: type[BoxRow | NoteRow], row: bytes, record: dict[str, Any]) -> None:
        values = {"week": self.week, "sealed": seal(record, self._public)}
        statement = insert_into(self.session, table).values(row=row, **values)
        self.session.exec(statement.on_conflict_do_update(index_elements=["row"], set_=values))

    def prepare_note(self, address: Address, number: int) -> None:
        """Make room for a note. It holds a tag until one is written: who has talked is counted."""
        if number <= MOST_NOTES:
            sealed = seal({"talked": self.tag(address)}, self._public)
            row = {"row": self._row(address, "note", number), "week": self.week, "sealed": sealed}
            self.session.execute(insert_into(self.session, NoteRow).on_conflict_do_nothing(), row)

    def keep_note(self, address: Address, contact: Contact, number: int, note: Note) -> bool:
        """Seal an open note, without a tag: nothing in it says whose it is.

        The random id inside makes its way to the office happen once, whatever crashes.
        """
        if number > MOST_NOTES:
            return False
        unit = contact.unit if note.with_unit else ""
        record = {"id": token_hex(16), "text": note.text, "unit": unit}
        self._seal(NoteRow, self._row(address, "note", number), record)
        return True

    def empty(self, address: Address, prompts: Iterable[str]) -> None:
        """Take a person's boxes and notes out, and seal a withdrawal (A-20)."""
        tried = [(p, n) for p in prompts for n in range(1, MOST_QUESTIONS + 1)]
        notes = [("note", n) for n in range(1, MOST_NOTES + 1)]
        for week in self._unreleased:
            key = self.keys.row_key(week)
            rows = [_row(key, address, *each) for each in tried]
            self.session.exec(delete(BoxRow).where(col(BoxRow.row).in_(rows)))
            rows = [_row(key, address, *each) for each in notes]
            self.session.exec(delete(NoteRow).where(col(NoteRow.row).in_(rows)))
            record = {"withdraw": self.tag(address, week)}
            sealed = seal(record, self.keys.public(week))
            self.session.add(BoxRow(row=token_bytes(32), week=week, sealed=sealed))

    # The week's keys are read once a transaction, and go with it: the week is held still meanwhile.

    @cached_property
    def _public(self) -> bytes:
        return self.keys.public(self.week)

    @cached_property
    def _row_key(self) -> bytes:
        return self.keys.row_key(self.week)

    def _talk_key(self, week: str) -> bytes:
        return keyed(self._row_key if week == self.week else self.keys.row_key(week), b"talk")

    @cached_property
    def _unreleased(self) -> list[str]:
        """The open week, and the closing one until its key is destroyed."""
        closing = self.session.get(StateRow, "closing")
        if closing and self.keys.has_week(closing.value):
            return [self.week, closing.value]
        return [self.week]

    def _row(self, address: Address, prompt: str, question: int) -> bytes:
        return _row(self._row_key, address, prompt, question)


def _row(key: bytes, address: Address, prompt: str, question: int) -> bytes:
    """A row id that only its week's key can find again (A-03)."""
    return keyed(key, address.key(), prompt.encode(), str(question).encode())
