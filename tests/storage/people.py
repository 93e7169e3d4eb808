"""Somebody who talks with a house, as they see it themselves, and what they gave."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from conversations.ports import Address
from conversations.replies import Act, Reply
from conversations.screens import Screen
from conversations.turns import Value

AT_WILL = ("spontaneous", "note")
MOST_AT_WILL = 9  # of each, in a week
MOST_QUESTIONS = 5  # of a talk
Shown = tuple[str, str, bool, Value]


class Given(NamedTuple):
    """One answer that somebody was thanked for."""

    who: str
    unit: str
    audience: str
    item: str
    asked: bool
    value: Value
    words: bool

    @property
    def thread(self) -> tuple[str, str, bool]:
        """What it can be put together with."""
        return self.item, self.audience, self.asked

    @property
    def shown(self) -> Shown:
        """All that is left of it in a lot."""
        return (*self.thread, self.value)

    @property
    def seat(self) -> str:
        """Whose seat in a lot it takes: all visitors at the door have one together."""
        return "door" if self.who.startswith("door:") else self.who


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, as they see it themselves: a talk goes on, or it does not."""

    address: Address
    unit: str
    rung: str
    audience: str
    here: bool = True
    seen: list[Screen] = field(default_factory=list)
    talk: str = ""
    mark: str = ""  # what its buttons carry
    step: int | None = None
    anew: bool = False  # a question that was answered before is asked once more
    touched: str = ""  # the week in which the talk moved last
    questions: dict[str, int] = field(default_factory=dict)  # how many a talk has
    items: dict[tuple[str, int], str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)  # talks at will, by what buttons carry
    talks: set[str] = field(default_factory=set)  # since the box was opened last
    answers: dict[tuple[str, int], Given] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # on their way to the facilitator

    @property
    def key(self) -> str:
        """The address in one word."""
        return self.address.key().decode()

    @property
    def screen(self) -> Screen:
        """What they saw last."""
        return self.seen[-1]

    def is_asked_for(self, reply: Reply) -> bool:
        """Whether it belongs to the question at hand: a button of another one is stale."""
        return reply.step in (None, self.step) and reply.talk in ("", self.mark)

    @property
    def finished(self) -> bool:
        """Whether the talk at hand has come to its end."""
        return (
            not self.talk
            or self.step is None
            or self.step > self.questions.get(self.talk, MOST_QUESTIONS)
        )

    def begins(self, reply: Reply) -> bool:
        """Whether a talk at will is a new one: more notes than fit share the boxes of the last."""
        before = sum(talk.startswith(f"{reply.value} ") for talk in self.talks)
        return reply.act is Act.OPEN and reply.value in AT_WILL and before < MOST_AT_WILL

    def leaves(self) -> None:
        """Nothing that could be found is left of them."""
        self.here, self.talk, self.mark, self.step = False, "", "", None
        self.talks, self.answers, self.notes = set(), {}, []


def mark(prompt: str) -> str:
    """What the buttons of a prompt's talk carry."""
    return sha256(prompt.encode()).hexdigest()[:4]
