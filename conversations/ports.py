"""What the conversation asks of the outside: records, and the protocols that storage fulfils."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from conversations.fatigue import AS_IT_COMES, Pace
from conversations.items import YOUNG
from conversations.phrases import Phrase
from conversations.reaching import Ticket
from conversations.replies import Arrival, Reply
from conversations.screens import Screen
from conversations.turns import Conversation, Kept, Note
from language.masking import OwnWords

STAFF = "staff"  # a code's purpose, and the audience of a staff member's own chat


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be reached: a channel (``channels.py``) and its id."""

    channel: str
    value: str

    def key(self) -> bytes:
        """The bytes that are encrypted and looked up."""
        return f"{self.channel}:{self.value}".encode()

    @classmethod
    def of_key(cls, key: str) -> "Address":
        """Back from a key, as text."""
        channel, _, value = key.partition(":")
        return cls(channel, value)


@dataclass(frozen=True, slots=True)
class Contact:
    """The reachable side of a respondent. Nothing in it depends on what was answered (A-14)."""

    language: str
    unit: str
    rung: str
    audience: str = YOUNG
    paused: bool = False  # they have blocked us
    pace: Pace = AS_IT_COMES
    empties: bool = False  # each day's messages are to be deleted on the next


@dataclass(frozen=True, slots=True)
class Dialog:
    """A talk in progress. ``shown_step`` lags behind the step until the channel has shown it;
    ``message`` is the message that the channel edits as the talk goes on. ``number`` counts the
    person's talks since the last batch of open notes: each has room for one note. ``adds``: its
    boxes were made with it, and not with a wave's, so it may be a note's to whoever has copies.
    ``under`` a request to be contacted lies the talk to go back to, should it not be sent."""

    conversation: Conversation
    shown_step: int | None = None
    message: int | None = None
    number: int = 1
    adds: bool = False
    under: Conversation | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code opens: enrolment, a milestone's card, the unit's door, or a staff chat."""

    purpose: str  # join | card | door | staff
    unit: str
    audience: str = YOUNG
    set: str | None = None
    single_use: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """A round or wave that is open: which set, and whose turn it is in the rotation.

    ``panel`` is the panel's question that it carries, ``yielded`` how many rounds before it did.
    """

    id: str
    set: str
    week: str
    turn: int = 0
    panel: str = ""
    yielded: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """A round that staff have prepared: what is asked, of which units by name."""

    id: str
    set: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to bring: a template and whom it is for, nothing that anybody answered."""

    id: bytes
    address: Address
    language: str
    template: str  # one of app/errands.py
    subject: str  # prompt id, decision id, or the week of a summary or an answer


class ContactBook(Protocol):
    """The contact book inside one transaction. Addresses go in; only HMACs and ciphertext stay."""

    @property
    def week(self) -> str:
        """The ISO week whose box is open."""

    def expect(self, addresses: Collection[Address]) -> None:
        """These addresses come next: they are loaded at once, and whoever else expects one of
        them waits until this transaction has ended. So what comes from one chat keeps its order.
        """

    def contact(self, address: Address) -> Contact | None: ...
    def enrol(self, address: Address, contact: Contact) -> None: ...
    def dialog(self, address: Address) -> Dialog | None: ...
    def save_dialog(self, address: Address, dialog: Dialog) -> None: ...
    def invitation(self, code: str) -> Invitation | None: ...
    def redeem(self, code: str) -> Invitation | None: ...
    def may_guess(self, source: str) -> bool:
        """Whether a code that comes from here is looked up: else too many were wrong of late."""

    def guessed(self, source: str) -> None:
        """A code that came from here opens nothing. Of one that does, nothing is written."""

    def prepare(self, address: Address, prompt: str) -> None:
        """Write the empty boxes of a prompt, always as many; those already there stay."""

    def has_boxes(self, address: Address, prompt: str) -> bool: ...
    def prepare_note(self, address: Address, number: int, *, counts: bool) -> None:
        """Make room for an open note, whatever the talk: so a row says nothing about a note. A talk
        ``counts`` if copies cannot tell it from a note's."""

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        """Seal an answer in place of its empty (or earlier) box."""

    def complete(self, address: Address, dialog: Dialog) -> None:
        """The last thing that a talk takes is about to be kept: as many rows change, whatever it
        was about."""

    def keep_note(self, address: Address, contact: Contact, number: int, note: Note) -> bool:
        """Seal an open note into the room of talk ``number``. False when there is none left."""

    def ticket(self, address: Address, number: int) -> Ticket | None:
        """The way back of a request from talk ``number``; None when there were too many."""

    def told_back(self, address: Address) -> bool:
        """Whether 'somebody has read it' waits for somebody who is only reached on pages; once."""

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        """Remove the contact, its dialog, outbox rows and this week's boxes; seal a withdrawal
        by which answers still held are destroyed at the next release (A-20)."""

    def savepoint(self) -> AbstractContextManager[object]: ...

    # for channels that deliver by themselves (Telegram)
    def recall(self, name: str) -> str | None: ...
    def remember(self, name: str, value: str) -> None:
        """Store one fact, such as the polling offset, with the same commit as the answers."""

    def first_time(self, numbers: Iterable[int]) -> set[int]:
        """Those of a webhook's updates that were not taken in the last day; now they are."""

    def unlinked(self) -> list[Address]: ...
    def forget_taken(self) -> None: ...
    def shown(self, address: Address, step: int, message: int | None) -> None: ...
    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        """Talks whose open question was never shown: what a crash left behind."""

    def stands(self, seen: Mapping[Address, Collection[int]]) -> list[Address]:
        """These messages, sent today, stand in these chats. Returns where nobody is enrolled."""

    def standing(self, address: Address) -> tuple[int, ...]:
        """The messages of a chat that can still be deleted there."""

    def cleared(self, address: Address, numbers: Iterable[int]) -> None: ...
    def to_clear(self) -> list[tuple[Address, tuple[int, ...]]]:
        """Yesterday's messages, in the chats of those who wish each day's to be deleted."""

    def claim(self, channel: str, most: int, quiet: bool) -> list[Errand]:
        """Lease outbox rows to send now; in ``quiet`` hours only those that may leave at once."""

    def delivered(self, errand: Errand) -> None: ...
    def postponed(self, errand: Errand) -> None: ...
    def unreachable(self, address: Address) -> None:
        """The person blocked the bot: nothing is sent any more until they come back."""

    def release_leases(self) -> None: ...


class ContactBooks(Protocol):
    """Opens the contact book: everything inside one ``writing`` is committed together."""

    def writing(self) -> AbstractContextManager[ContactBook]: ...
    def reading(self) -> AbstractContextManager[ContactBook]:
        """The same book, only to look."""


class Office(Protocol):
    """What a talk may know of the office: open rounds and what came of things."""

    def as_it_stands(self) -> "Office":
        """The same, looked up once at most: for one batch, in which nothing changes."""

    def open_prompts(self, unit: str) -> Sequence[Prompt]:
        """Rounds and waves that a unit's people can answer now, newest first."""

    def has_closed(self, unit: str) -> bool:
        """Whether a unit is no longer there: nobody comes in by its codes, nothing is asked."""

    def prompts_this_week(self) -> Sequence[str]: ...
    def news(self, unit: str) -> Sequence[Phrase]:
        """What came of it: each decision with its reason, newest first."""

    def happened(self, unit: str) -> Sequence[Phrase]:
        """The same, all of it: what somebody sees who asks."""

    def has_reader(self) -> bool:
        """Whether somebody from outside the units is there to read words."""

    def own_names(self) -> OwnWords:
        """Workers, units and schools by name, as they stand now: hidden in what people write."""

    # for the chats of staff
    def ready(self) -> Sequence[Ready]:
        """Rounds that are prepared and wait for somebody to start them."""

    def wish(self, staff: str, what: str, subject: str) -> None:
        """Ask the clock to start or take back a round; it looks whether the asker may."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in through a channel, already translated."""

    address: Address
    reply: Reply | Arrival
    language: str = "fi"
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a channel has to show. ``urgent`` is the help card, sent before anything is stored."""

    address: Address
    language: str
    screen: Screen
    step: int | None = None  # what ``shown_step`` becomes once it is shown
    message: int | None = None
    joined: Address | None = None
    urgent: Screen | None = None
    ended: bool = False
    failed: bool = False  # something broke: kind words, and what could still be shown
    clears: tuple[int, ...] | None = None  # messages to delete; the screen is a notice then
    staff: bool | None = None  # the chat is a staff member's from now on, or no longer
    at_work: bool = False  # it was said in a staff member's chat
