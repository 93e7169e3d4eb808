"""Tables of the contacts database: no answer that can be read, no clock time, no sequence."""

from typing import Any, ClassVar

from sqlalchemy import Column, LargeBinary, MetaData
from sqlmodel import Field, SQLModel

from storage.columns import NAMING, WITHOUT_ROWID, binary

metadata = MetaData(naming_convention=NAMING)


class ContactsTable(SQLModel):
    """A table of the contacts database."""

    metadata: ClassVar[MetaData] = metadata
    __table_args__: ClassVar[Any] = WITHOUT_ROWID


class ContactRow(ContactsTable, table=True):
    """The reachable side of a respondent, or of a staff member's own chat."""

    __tablename__ = "contact"
    idx: bytes = binary(primary_key=True)  # HMAC of the address
    place: bytes = binary()  # HMAC of the unit: finds a unit's people, names nobody's unit
    card: bytes = binary()  # ciphertext: address, unit, language, rung
    channel: str  # telegram, slip, door, simulated: which sender serves it, who counts as enrolled
    audience: str
    joined_month: str
    paused: bool = False
    last_prompt_week: str = ""  # counts sends, never answers
    prompts_this_year: int = 0


class CodeRow(ContactsTable, table=True):
    """A slip, card, invitation or door: only the HMAC of its code."""

    __tablename__ = "code"
    code: bytes = binary(primary_key=True)
    purpose: str
    unit: bytes = binary()  # ciphertext: when a use goes and a contact comes, no unit is named
    audience: str
    set: str | None = None
    uses_left: int | None = None  # None: a door, which does not wear out
    single_use: bool = False
    last_week: str  # the last ISO week it works in


class DialogRow(ContactsTable, table=True):
    """A talk in progress: the step only, and that under a key that dies with its week."""

    __tablename__ = "dialog"
    idx: bytes = binary(primary_key=True)  # HMAC of the address with the week's key
    talk: bytes = binary()  # ciphertext: whose, which talk, its step, the message that shows it
    week: str  # whose key it is under
    unshown: bool  # the step has not been shown: what a crash leaves behind
    last_week: str


class BoxRow(ContactsTable, table=True):
    """A sealed answer, skip, empty box, withdrawal or held answer: all look the same."""

    __tablename__ = "box"
    row: bytes = binary(primary_key=True)
    week: str = Field(index=True)
    sealed: bytes = binary()


class NoteRow(ContactsTable, table=True):
    """Room for an open note, made with every talk: sealed, and empty unless one was written."""

    __tablename__ = "note"
    row: bytes = binary(primary_key=True)
    week: str
    sealed: bytes = binary()


class ChatRow(ContactsTable, table=True):
    """Which messages stand in a chat, for two days: numbers under a key that dies with its week."""

    __tablename__ = "chat"
    idx: bytes = binary(primary_key=True)  # HMAC of the address with the week's key
    numbers: bytes = binary()  # ciphertext of one size: whose chat, and the numbers by day
    week: str  # whose key it is under


class OutboxRow(ContactsTable, table=True):
    """A message to send: template and recipient, never anything that depends on an answer."""

    __tablename__ = "outbox"
    id: bytes = binary(primary_key=True)
    idx: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))
    template: str  # which of those that app/errands.py has
    subject: str  # the prompt, decision or week it is about; of a receipt on pages, a ciphertext
    last_week: str
    hour: int = 0  # o'clock from which it may leave, if its recipient wished so
    at_once: bool = False  # may leave in quiet hours (staff, and trials started by hand)
    leased: bool = False


class TakenRow(ContactsTable, table=True):
    """An update that a webhook has brought: known again for a day, whosever it was."""

    __tablename__ = "taken"
    id: bytes = binary(primary_key=True)  # HMAC of Telegram's number
    day: str  # when it was taken: after the next one it goes


class GuessRow(ContactsTable, table=True):
    """That codes from one place were wrong, and until when that counts: of neither a readable word.

    A right code leaves none: copies would show that somebody has come.
    """

    __tablename__ = "guess"
    idx: bytes = binary(primary_key=True)  # HMAC of where it came from, with the week's key
    until: bytes = binary()  # ciphertext: the moment


class StateRow(ContactsTable, table=True):
    """Single facts: the open week, the release in progress, the polling offset, what was told."""

    __tablename__ = "state"
    name: str = Field(primary_key=True)
    value: str


class PlanRow(ContactsTable, table=True):
    """The plan of the release in progress, sealed to the closing week's key."""

    __tablename__ = "plan"
    week: str = Field(primary_key=True)
    sealed: bytes = binary()
