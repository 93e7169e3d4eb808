"""Fictional people who talk through the real services, in fictional time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from conversations.channels import SIMULATED
from conversations.listening import Listener
from conversations.ports import Address, Incoming, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Button, Screen

MOST_TAPS = 12  # in one talk: the welcome, five questions, words seen first, and some patience
SKIPS, LEAVES = 0.05, 0.01  # how often somebody skips a question, or leaves in the middle
Talk = Iterator[float]  # what somebody does, tap by tap; each item is the seconds before the next


@dataclass(slots=True)
class SimulatedClock:
    """A clock that is set by hand."""

    moment: datetime

    def __call__(self) -> datetime:
        """The fictional moment, always aware."""
        return self.moment

    def set(self, moment: datetime) -> None:
        """Go to a moment; never back."""
        self.moment = max(self.moment, moment)

    def pass_minutes(self, minutes: int) -> None:
        """Let some minutes pass."""
        self.moment += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody fictional: how often they answer, and how content they are (0-1).

    ``writes``: how often a question for words gets some. ``talkative``: tells something every day.
    """

    address: Address
    band: str
    answers: float
    mood: float
    writes: float = 0.0
    talkative: bool = False


def even_people(
    draw: Random, name: str, bands: Sequence[str], answering: float, first: int = 0
) -> Iterator[Person]:
    """Endless people of one unit who all answer equally often; ``name`` begins their addresses."""
    number = first
    while True:
        yield Person(
            address=Address(SIMULATED, f"{name}-{number}"),
            band=bands[number % len(bands)],
            answers=answering,
            mood=draw.betavariate(4, 2),
            writes=0.33,
        )
        number += 1


def uneven_people(
    draw: Random, name: str, bands: Sequence[str], answering: float, first: int = 0
) -> Iterator[Person]:
    """The same where on average ``answering`` of them answer, unevenly: some never do."""
    for person in even_people(draw, name, bands, answering, first):
        answers = draw.betavariate(0.8, 0.8 * (1 - answering) / answering)
        yield replace(person, answers=answers)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Lets fictional people talk with the real listener.

    ``tilt`` makes an item's answers better (up to 1) or worse (down to -1) than people's mood;
    ``texts`` is what they write where words are asked, ``writing`` how eagerly.
    """

    listener: Listener
    draw: Random
    tilt: Mapping[str, float] = field(default_factory=dict)
    texts: Sequence[str] = ("Ihan hyvin.",)
    writing: float = 1.0

    def enrol(self, person: Person, code: str) -> Talk:
        """Come in with a code, say one's age, and answer what is open just then, perhaps."""
        self._send(person, Arrival(code))
        yield self._pause()
        said = self._send(person, Reply(Act.JOIN, value=f"{person.band} {code}"))
        if self.draw.random() < person.answers:
            yield from self._go_through(person, said)

    def answer(self, person: Person, opening: Reply | Arrival) -> Talk:
        """Open a prompt or card and answer it to the end, skipping here and there."""
        yield from self._go_through(person, self._send(person, opening))

    def write_note(self, person: Person, text: str) -> Talk:
        """Send an open note straight to the panel, sometimes with the unit's name."""
        self._send(person, opened("note"))
        yield self._pause()
        preview = self._send(person, Reply(Act.WORDS, text=text))
        yield self._pause()
        if preview.screen.draft:
            unit = self.draw.choice(("", "unit"))
            step = preview.screen.step
            self._send(person, Reply(Act.SEND, step, unit, text=preview.screen.draft))

    def change_language(self, person: Person) -> Talk:
        """Begin to tell something, choose another language, and go on in it."""
        self._send(person, opened("spontaneous"))
        yield self._pause()
        language = self.draw.choice(("fi", "sv", "en"))
        yield from self._go_through(person, self._send(person, Reply(Act.LANGUAGE, value=language)))

    def forget(self, person: Person) -> Talk:
        """Ask to be forgotten, and say yes."""
        self._send(person, Reply(Act.FORGET))
        yield self._pause()
        self._send(person, Reply(Act.FORGET_SURELY))

    def _go_through(self, person: Person, said: Outgoing) -> Talk:
        for _ in range(MOST_TAPS):
            screen = said.screen
            if said.step is None or (said.step and not (screen.progress or screen.draft)):
                return
            yield self._pause()
            if said.step and self.draw.random() < LEAVES:
                return
            said = self._send(person, self._reply(person, said.screen))

    def _reply(self, person: Person, screen: Screen) -> Reply:
        if screen.step == 0:
            return Reply(Act.BEGIN, 0)
        if screen.draft and not screen.writes:
            return Reply(Act.SEND, screen.step, text=screen.draft)
        picks = [button for button in screen.answers if button.reply.act is Act.PICK]
        if self.draw.random() < SKIPS:
            return Reply(Act.SKIP, screen.step)
        if screen.several:
            return Reply(Act.DONE, screen.step, ticks=self.draw.randrange(1, 1 << 5))
        if screen.writes and self.draw.random() < person.writes * self.writing:
            return Reply(Act.WORDS, text=self.draw.choice(self.texts))
        if not picks:
            return Reply(Act.SKIP, screen.step)
        return self._pick(person, picks, _item(screen)).reply

    def _pick(self, person: Person, picks: Sequence[Button], item: str) -> Button:
        """Content people choose the upper end more often; scales run from low to high value."""
        ordered = sorted(picks, key=_height)
        wanted = self.draw.gauss(person.mood + self.tilt.get(item, 0), 0.22)
        place = round(wanted * (len(ordered) - 1))
        return ordered[min(max(place, 0), len(ordered) - 1)]

    def _pause(self) -> float:
        """Seconds until the next tap."""
        return self.draw.uniform(3, 40)

    def _send(self, person: Person, reply: Reply | Arrival) -> Outgoing:
        return self.listener.receive([Incoming(person.address, reply)])[0]


def opened(prompt: str) -> Reply:
    """The tap that opens a prompt."""
    return Reply(Act.OPEN, value=prompt)


def _item(screen: Screen) -> str:
    """The item that a screen asks: its question is the first text with a context."""
    asked = next((line.context for line in screen.lines if line.context), "")
    return asked.partition(".")[0]


def _height(button: Button) -> float:
    value = button.reply.value
    return float(value) if value.isdecimal() else 0.0
