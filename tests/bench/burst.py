"""Many people tap through a round at once, with the bot killed in the middle: who is left waiting?

    python -m tests.bench.burst --people 2000 --kill

The emulated Telegram runs here; the bot is the real ``kuulolla run`` in a process of its own, on
SQLite. Everybody starts with the code, says an age, answers four questions by tapping, skips the
words, and waits for the last screen. Afterwards the boxes are opened (this program has the keys)
and counted against what was tapped.
"""

import argparse
import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from app.settings import Settings
from storage.contacts.closing import ClosingBox
from storage.databases import Database
from storage.keys import Keys, load_master
from storage.sealing import open_box
from tests.telegram_server import Person, TelegramServer, World

PATIENCE = 300.0  # seconds somebody waits for the next question before being 'left waiting'
BAND = "16–17"
QUESTIONS = 5


def command(data: Path, *words: str, **environment: str) -> str:
    """Run one ``kuulolla`` command and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        env={**os.environ, "KUULOLLA_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def start_bot(data: Path, world: World, url: str) -> subprocess.Popen[bytes]:
    """The real bot, in a process of its own."""
    environment = {
        **os.environ,
        "KUULOLLA_DATA": str(data),
        "KUULOLLA_TELEGRAM_TOKEN": world.token,
        "KUULOLLA_TELEGRAM_API_URL": url,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "app", "run", "--port", "8790"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )


class Walk:
    """One person's way through the round; what they tapped, and how long each reply took."""

    def __init__(self, person: Person, code: str, draw: Random) -> None:
        self.person, self.code, self.draw = person, code, draw
        self.waits: list[float] = []
        self.tapped: list[str] = []
        self.finished = False

    async def go(self) -> None:
        """Walk to the end, or until patience ends."""
        await self._act(lambda: self.person.start(self.code))
        await self._tap(next(b for b in self.person.last.buttons if BAND in b))
        await self._tap(self.person.last.buttons[0])
        for _ in range(QUESTIONS - 1):
            button = self.draw.choice(self._answers())
            self.tapped.append(button)
            await self._tap(button)
        skip = next(b for b in self.person.last.buttons if b in ("Ohita", "Skip"))
        await self._tap(skip)
        self.finished = True

    def _answers(self) -> list[str]:
        """The answers of the open question: everything above 'Skip'."""
        buttons = self.person.last.buttons
        end = next(n for n, b in enumerate(buttons) if b in ("Ohita", "Skip"))
        return buttons[:end]

    async def _tap(self, button: str) -> None:
        await self._act(lambda: self.person.tap(button))

    async def _act(self, act: Callable[[], object]) -> None:
        before = self._shown()
        began = time.monotonic()
        act()
        await self.person.until(lambda _: self._shown() not in (before, ()), within=PATIENCE)
        self.waits.append(time.monotonic() - began)

    def _shown(self) -> tuple[object, ...]:
        """The bot's newest message with buttons, as it stands; empty before there is one."""
        asked = [m for m in self.person.messages if m.sender == "bot" and m.rows]
        return (asked[-1].text, asked[-1].rows) if asked else ()


def opened(data: Path) -> Counter[str]:
    """Open every box of the week and count the answers by item; the keys are still here."""
    settings = Settings(data=data)
    keys = Keys(data / "keys", load_master(data / "master.key"))
    database = Database(settings.contacts_url)
    (week,) = keys.weeks()
    box = ClosingBox(database, keys, lambda: None)  # type: ignore[arg-type,return-value]
    records = [open_box(sealed, keys.private(week)) for sealed in box.sealed(week)]
    found: Counter[str] = Counter(r["item"] for r in records if r.get("value") is not None)
    people: Counter[tuple[str, str]] = Counter(
        (r["person"], r["item"]) for r in records if r.get("value") is not None
    )
    found["twice"] = sum(1 for count in people.values() if count > 1)
    return found


async def burst(people: int, kill: bool, seed: int) -> bool:
    """One run; True when nobody was left waiting and every tap is stored once."""
    data = Path(tempfile.mkdtemp(prefix="burst-"))
    command(data, "unit", "add", "Burst", "--size", str(people + 1))
    code = json.loads(command(data, "invite", "Burst", "--uses", str(people), "--format", "json"))
    command(data, "round", "start", "--now")
    world = World(check_spec=False)
    draw = Random(seed)
    async with TelegramServer(world) as server:
        bot = start_bot(data, world, server.url)
        walks = [
            Walk(world.person(f"P{n}"), code[0]["code"], Random(draw.random()))
            for n in range(people)
        ]
        began = time.monotonic()
        tasks = [asyncio.create_task(walk.go()) for walk in walks]
        if kill:
            await asyncio.sleep(0.2)
            while sum(len(walk.waits) for walk in walks) < people * 4:  # noqa: ASYNC110 - a count
                await asyncio.sleep(0.2)
            bot.kill()
            bot.wait()
            bot = start_bot(data, world, server.url)
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        trouble = Counter(repr(error)[:200] for error in ended if error)
        took = time.monotonic() - began
        await asyncio.sleep(2)
        bot.send_signal(signal.SIGTERM)
        bot.wait()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    waits = sorted(wait for walk in walks for wait in walk.waits)
    stored = opened(data)
    tapped = sum(len(walk.tapped) for walk in walks)
    answers = sum(count for item, count in stored.items() if item != "twice")
    left = sum(1 for walk in walks if not walk.finished)
    print(f"people {people}, killed in the middle: {'yes' if kill else 'no'}, took {took:.1f} s")
    print(f"left waiting: {left}", dict(trouble) or "")
    print(f"taps on answers: {tapped}; answers stored: {answers}; twice: {stored['twice']}")
    if not waits:
        return False
    print(f"wait p50 {waits[len(waits) // 2]:.2f} s, p99 {waits[int(len(waits) * 0.99)]:.2f} s")
    updates = len(waits)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"updates {updates}, bot CPU {cpu / updates * 1000:.1f} ms/update (start included)")
    print(f"peak memory of the bot {usage.ru_maxrss / 1024:.0f} MB")
    return left == 0 and answers == tapped and stored["twice"] == 0


def main() -> None:
    """Read the command line, run, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--kill", action="store_true", help="kill -9 the bot in the middle")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    fine = asyncio.run(burst(arguments.people, arguments.kill, arguments.seed))
    print("everybody got every question, every tap is stored once" if fine else "NOT fine")
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
