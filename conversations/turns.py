"""Where a talk stands, what is shown there, and what one step of it leaves behind."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Self

from conversations import asking, reaching, screens
from conversations.items import NOTE, Item, Kind
from conversations.phrases import Phrase
from conversations.questions import Catalogue
from conversations.replies import Reply
from conversations.screens import Screen
from language.danger import Danger

Value = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one talk stands. There is no field for an answer, and none follows from one.

    ``step`` 0 is the welcome, 1..n the questions, n + 1 the end. ``resume`` is the step to go on
    at where one question is asked anew, else 0. What was answered, skipped or ticked leaves the
    serialised form byte-identical (A-05).
    """

    prompt: str
    set: str
    rung: str
    audience: str
    channel: str
    language: str
    items: tuple[str, ...]
    step: int = 0
    resume: int = 0

    @property
    def finished(self) -> bool:
        """Whether the end has been reached."""
        return self.step > len(self.items)

    @property
    def mark(self) -> str:
        """What this talk's buttons carry, so that one of another talk is known as stale."""
        return sha256(self.prompt.encode()).hexdigest()[:4]

    def fits(self, reply: Reply) -> bool:
        """Whether a reply is to the open step; one that names none, as typed words, is."""
        return reply.step in (None, self.step) and reply.talk in ("", self.mark)

    def at(self, step: int) -> Self:
        """The same conversation at another step, on its way through the questions."""
        return replace(self, step=step, resume=0)

    def again_at(self, step: int) -> Self:
        """The same conversation at an earlier question, to come back to where it stands now."""
        return replace(self, step=step, resume=self.resume or self.step)

    def ended(self) -> Self:
        """An end that tells nothing of what it was the end of."""
        return replace(self, prompt="", set=NOTE, items=(), step=1, resume=0)

    def as_record(self) -> dict[str, Any]:
        """Plain data for the contact book."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Back from plain data."""
        known = {name: record[name] for name in cls.__slots__}
        return cls(**{**known, "items": tuple(record["items"])})


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer to be sealed; ``value`` None is a skip, and looks the same from outside."""

    question: int
    item: str
    value: Value | None
    asked: bool = True  # False: spontaneous feedback
    words: bool = False  # a text, already masked: shown only after a reader has passed it
    read: bool = False  # the writer was told that a reader reads it; else nobody ever does


@dataclass(frozen=True, slots=True)
class Note:
    """An open note to be sealed for the facilitator; ``with_unit`` only if the writer said so."""

    text: str
    with_unit: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of one step: what to remember, what to show, what to seal."""

    conversation: Conversation
    screen: Screen
    keep: Kept | None = None
    note: Note | None = None
    danger: Danger = Danger.NONE
    forget: bool = False
    taken_back: tuple[Kept, ...] = ()  # every question of the talk, as a skip

    @property
    def completes(self) -> bool:
        """Whether the last thing that the talk takes was given: an answer, a skip, or a note."""
        last = len(self.conversation.items)
        return self.note is not None or any(kept.question == last for kept in self.sealed)

    @property
    def sealed(self) -> tuple[Kept, ...]:
        """All that goes into the box."""
        return (self.keep, *self.taken_back) if self.keep else self.taken_back


def show(conversation: Conversation, catalogue: Catalogue, *before: Phrase) -> Turn:
    """The open question again, with some lines before it."""
    return Turn(conversation, screen_of(conversation, catalogue).opened_by(*before))


def onward(
    conversation: Conversation, catalogue: Catalogue, keep: Kept | None, *before: Phrase
) -> Turn:
    """The next step, with what this one leaves to be sealed."""
    following = conversation.resume or conversation.step + 1
    if conversation.resume and keep:
        before = (screens.ANSWER_TAKEN_BACK if keep.value is None else screens.CHANGED, *before)
    return replace(show(conversation.at(following), catalogue, *before), keep=keep)


def kept_of(conversation: Conversation, item: Item, value: Value | None) -> Kept:
    """What is sealed of an answer to the open question; None for a skip."""
    return Kept(conversation.step, item.id, value, item.asked, item.kind is Kind.WORDS)


def screen_of(conversation: Conversation, catalogue: Catalogue) -> Screen:
    """What somebody sees who is at this point."""
    return unmarked(conversation, catalogue).stamped(conversation.mark)


def unmarked(conversation: Conversation, catalogue: Catalogue, ticks: int = 0) -> Screen:
    """The same screen, its buttons not marked as this talk's yet; ``ticks`` are choices ticked."""
    if conversation.step == 0:
        told = catalogue.told(conversation.rung)
        return screens.welcome_screen(told, conversation.channel)
    if conversation.set in reaching.PURPOSES:
        if conversation.finished:
            return reaching.last_screen(conversation.step)
        return reaching.write_screen(conversation.set, conversation.step)
    if conversation.finished:
        is_note = conversation.set == NOTE
        return screens.end_screen(conversation.step, is_note, conversation.channel)
    item, step = catalogue.item(conversation.items[conversation.step - 1]), conversation.step
    of = len(conversation.items)
    shown = asking.question_screen(catalogue, item, conversation.rung, step, of, ticks)
    return replace(shown, controls=asking.anew(step)) if conversation.resume else shown


def open_item(conversation: Conversation, catalogue: Catalogue) -> Item | None:
    """The item that waits for an answer, if one does."""
    if conversation.step == 0 or conversation.finished or conversation.set in reaching.PURPOSES:
        return None
    return catalogue.item(conversation.items[conversation.step - 1])
