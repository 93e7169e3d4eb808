"""People who walk through a round in the emulated Telegram, and how long each reply took."""

import asyncio
import time
from collections.abc import Callable
from random import Random

from tests.telegram_server import Person, World
from tests.telegram_server.wire import Json

PATIENCE = 300.0  # seconds somebody waits for the next question before being 'left waiting'
BAND = "16–17"
SKIP = ("Ohita", "Skip")
QUESTIONS = 5
UPDATES = 3 + QUESTIONS  # the code, the age, 'begin', and a tap on each question


class Walk:
    """One person's way through the round; what they tapped, and how long each reply took.

    ``pause`` is how long, in seconds, somebody thinks before the next tap.
    """

    def __init__(self, person: Person, code: str, draw: Random, pause: float = 0.0) -> None:
        self.person, self.code, self.draw, self.pause = person, code, draw, pause
        self.waits: list[float] = []
        self.tapped: list[str] = []
        self.finished = False

    async def go(self) -> None:
        """Walk to the end. Raises TimeoutError when patience ends."""
        await self._act(lambda: self.person.start(self.code))
        await self._tap(next(b for b in self.person.last.buttons if BAND in b))
        await self._tap(self.person.last.buttons[0])
        for _ in range(QUESTIONS - 1):
            button = self.draw.choice(self._answers())
            self.tapped.append(button)
            await self._tap(button)
        await self._tap(next(b for b in self.person.last.buttons if b in SKIP))
        self.finished = True

    def _answers(self) -> list[str]:
        """The answers of the open question: everything above 'Skip'."""
        buttons = self.person.last.buttons
        end = next(n for n, b in enumerate(buttons) if b in SKIP)
        return buttons[:end]

    async def _tap(self, button: str) -> None:
        if self.pause:
            await asyncio.sleep(self.draw.uniform(0.5, 1.5) * self.pause)
        await self._act(lambda: self.person.tap(button))

    async def _act(self, act: Callable[[], object]) -> None:
        before = self._shown()
        began = time.monotonic()
        act()
        await self.person.until(lambda _: self._shown() not in (before, None), within=PATIENCE)
        self.waits.append(time.monotonic() - began)

    def _shown(self) -> tuple[str, Json | None] | None:
        """The bot's newest message as it stands; None before there is one."""
        for message in reversed(self.person.history.values()):
            if message["from"]["is_bot"]:
                return message["text"], message.get("reply_markup")
        return None


def walks(world: World, people: int, code: str, draw: Random, pause: float = 0.0) -> list[Walk]:
    """New people, each with a code in their hand."""
    return [Walk(world.person(f"P{n}"), code, Random(draw.random()), pause) for n in range(people)]


async def all_at_once(crowd: list[Walk]) -> None:
    """Everybody starts now, and taps on as soon as the next question stands there."""
    await asyncio.gather(*(walk.go() for walk in crowd), return_exceptions=True)


async def one_by_one(crowd: list[Walk], every: float) -> None:
    """Somebody starts every so many seconds, whatever became of the others."""
    began, going = time.monotonic(), []
    for number, walk in enumerate(crowd):
        await asyncio.sleep(began + number * every - time.monotonic())
        going.append(asyncio.create_task(walk.go()))
    await asyncio.gather(*going, return_exceptions=True)
