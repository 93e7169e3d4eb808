"""Fictional people who answer through the real services, in fictional time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from conversations.listening import Listener
from conversations.ports import Address, Incoming, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Button, Screen

SIMULATED = "simulated"  # a channel that no sender serves


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


@dataclass(slots=True)
class Person:
    """Somebody fictional: how often they answer, and how content they are (0-1)."""

    address: Address
    band: str
    answers: float
    mood: float
    words: Sequence[str] = field(default_factory=tuple)


def uneven_people(
    draw: Random, unit: str, bands: Sequence[str], count: int, answering: float
) -> Iterator[Person]:
    """People of one unit; on average ``answering`` of them answer, unevenly: some never do."""
    for number in range(count):
        yield Person(
            address=Address(SIMULATED, f"{unit}-{number}"),
            band=bands[number % len(bands)],
            answers=draw.betavariate(0.8, 0.8 * (1 - answering) / answering),
            mood=draw.betavariate(4, 2),
        )


@dataclass(frozen=True, slots=True)
class Crowd:
    """Lets fictional people talk with the real listener.

    ``tilt`` makes an item's answers better (up to 1) or worse (down to -1) than people's mood.
    """

    listener: Listener
    draw: Random
    tilt: Mapping[str, float] = field(default_factory=dict)

    def enrol(self, person: Person, code: str) -> None:
        """Come in with a code, and say one's age."""
        self._send(person, Arrival(code))
        self._send(person, Reply(Act.JOIN, value=f"{person.band} {code}"))

    def answer(self, person: Person, prompt: str) -> None:
        """Open a prompt and answer it to the end, skipping here and there."""
        said = self._send(person, Reply(Act.OPEN, value=prompt))
        for _ in range(12):
            if said.step is None or (said.step and not said.screen.progress):
                return
            said = self._send(person, self._reply(person, said.screen))

    def write_note(self, person: Person, text: str) -> None:
        """Send an open note straight to the panel."""
        self._send(person, Reply(Act.OPEN, value="note"))
        preview = self._send(person, Reply(Act.WORDS, text=text))
        if preview.screen.draft:
            step = preview.screen.step
            self._send(person, Reply(Act.SEND, step, text=preview.screen.draft))

    def _reply(self, person: Person, screen: Screen) -> Reply:
        if screen.step == 0:
            return Reply(Act.BEGIN, 0)
        picks = [button for button in screen.answers if button.reply.act is Act.PICK]
        if screen.several:
            return Reply(Act.DONE, screen.step, ticks=self.draw.randrange(1, 1 << 5))
        if not picks or self.draw.random() < 0.05:
            return Reply(Act.SKIP, screen.step)
        return self._pick(person, picks, _item(screen)).reply

    def _pick(self, person: Person, picks: Sequence[Button], item: str) -> Button:
        """Content people choose the upper end more often; scales run from low to high value."""
        ordered = sorted(picks, key=_height)
        wanted = self.draw.gauss(person.mood + self.tilt.get(item, 0), 0.22)
        place = round(wanted * (len(ordered) - 1))
        return ordered[min(max(place, 0), len(ordered) - 1)]

    def _send(self, person: Person, reply: Reply | Arrival) -> Outgoing:
        return self.listener.receive([Incoming(person.address, reply)])[0]


def _item(screen: Screen) -> str:
    """The item that a screen asks: its question is the first text with a context."""
    asked = next((line.context for line in screen.lines if line.context), "")
    return asked.partition(".")[0]


def _height(button: Button) -> float:
    value = button.reply.value
    return float(value) if value.isdecimal() else 0.0
