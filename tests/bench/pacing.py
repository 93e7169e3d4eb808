"""A round to many: how near it comes to the pace that is allowed; is it ever refused?"""

import asyncio
import tempfile
import time
from pathlib import Path

from app.settings import Settings
from app.wiring import build
from conversations.ports import Address, Contact
from tests.bench.house import RUN, command, environment
from tests.bench.process import BotProcess
from tests.telegram_server import Person, Rates, TelegramServer, World
from tests.telegram_server.wire import Json

ALLOWED = 25.0  # messages a second that we allow ourselves; Telegram names 30
MOMENT = 0.5


async def call_everybody(people: int, patience: float = 60.0) -> Json:
    """Send a round to ``people`` who are enrolled; ends when all have it, or nothing more comes.

    The emulator refuses what is faster than Telegram allows (30 a second in all, 1 to a chat).
    """
    with tempfile.TemporaryDirectory(prefix="round-") as folder:
        data, world = Path(folder), World(check_spec=False, rates=Rates(overall_burst=5))
        command(data, "unit", "add", "Round", "--size", str(people + 1))
        crowd = [world.person(f"P{number}") for number in range(people)]
        _enrol(data, crowd)
        command(data, "round", "start", "--now")
        async with TelegramServer(world) as server:
            with BotProcess(RUN, environment(data, world.token, server.url)) as bot:
                arrivals = await _arrivals(world, people, patience)
                await bot.settled()
                cpu = bot.cpu
    took = arrivals[-1][0] - arrivals[0][0]
    pace = (arrivals[-1][1] - arrivals[0][1]) / took if took else 0.0
    copies = sum(max(0, len(person.messages) - 1) for person in crowd)
    return {
        "people": people,
        "reached": sum(bool(person.messages) for person in crowd),
        "more_than_once": copies,
        "a_second": round(pace, 2),
        "share_of_allowed": round(pace / ALLOWED, 3),
        "refused": sum(call.status == 429 for call in world.calls),
        "cpu_ms_each_with_start": round(cpu / people * 1000, 2),
    }


def _enrol(data: Path, crowd: list[Person]) -> None:
    """As if each had come with a code long ago."""
    app = build(Settings(data=data))
    (unit,) = app.units.all()
    with app.contacts.writing() as book:
        for person in crowd:
            person.met = True
            book.enrol(Address("telegram", str(person.id)), Contact("fi", unit.id, "16-17"))
    app.close()


async def _arrivals(world: World, people: int, patience: float) -> list[tuple[float, int]]:
    """When how many had arrived, from the first to the last."""
    found: list[tuple[float, int]] = []
    changed = time.monotonic()
    while not found or found[-1][1] < people:
        await asyncio.sleep(MOMENT)
        count, now = world.call_counts["sendMessage"], time.monotonic()
        if count and (not found or found[-1][1] != count):
            changed = now
            found.append((now, count))
        if now - changed > patience:
            break
    return found
