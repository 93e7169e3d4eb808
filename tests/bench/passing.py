"""One bot has its turn: start, a scout, a steady load, everybody at once; and what it all cost."""

import asyncio
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tests.bench.house import BY_WEBHOOK, RUN, environment, opened
from tests.bench.process import BotProcess
from tests.bench.walking import UPDATES, Walk, all_at_once, one_by_one, walks
from tests.telegram_server import TelegramServer, World
from tests.telegram_server.wire import Json

OURS, WEBHOOK, PLAIN = "ours", "webhook", "memory"  # ours twice: fetching, and being brought
RIVALS = (PLAIN, "handler", "table")
LONGEST_START = 120.0
PAUSE = 1.0  # seconds between two taps of one person under steady load


class NeverStarted(Exception):
    """A bot has not answered its first message; with what it wrote to standard error."""


@dataclass(frozen=True, slots=True)
class Load:
    """So many people at once; before that ``rate`` updates a second for ``steady`` seconds."""

    people: int
    steady: float = 0
    rate: float = 36
    seed: int = 1

    @property
    def passing_by(self) -> int:
        """How many people make the steady load."""
        return round(self.steady * self.rate / UPDATES)

    @property
    def everybody(self) -> int:
        """With the scout."""
        return self.people + self.passing_by + 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What one turn of one bot came to. Seconds, milliseconds and megabytes; None: not asked for.

    ``answers_missing`` counts taps that are not in our boxes, or are there twice.
    ``emulator_share`` is how much of its own core the emulated Telegram used: near 1 it would be
    the emulator that is measured.
    """

    updates: int
    left_waiting: int
    cpu_ms: float
    cpu_ms_with_start: float
    p50_ms: float | None
    p99_ms: float | None
    updates_a_second: float
    peak_memory_mb: float
    start_seconds: float
    start_cpu_seconds: float
    calls_an_update: float
    steady_p50_ms: float | None
    steady_p99_ms: float | None
    steady_cpu_ms: float | None
    emulator_share: float
    refused: int
    answers_missing: int | None

    def told(self) -> Json:
        """For the record."""
        return {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(self).items()}

    def sentence(self) -> str:
        """For whoever waits for the end of the run."""
        return (
            f"{self.updates} updates, {self.cpu_ms:.2f} ms CPU each, p50 {self.p50_ms or 0:.0f} ms,"
            f" p99 {self.p99_ms or 0:.0f} ms, left waiting {self.left_waiting}"
        )


@dataclass(frozen=True, slots=True)
class _Phase:
    """One load and what it cost."""

    waits: list[float]
    cpu: float
    took: float
    emulator: float

    def percentile(self, share: float) -> float | None:
        """Milliseconds within which such a share of the replies came."""
        if not self.waits:
            return None
        return sorted(self.waits)[int(share * (len(self.waits) - 1))] * 1000


async def one_pass(name: str, load: Load, house: Path, code: str, turn: int) -> Figures:
    """Let one bot have its turn, on a copy of the prepared house or an empty database."""
    gc.collect()
    world, draw = World(check_spec=False), Random(f"{load.seed} {turn}")
    folder = Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    try:
        async with TelegramServer(world) as server:
            words, around = _bot(name, folder, house, world.token, server.url)
            (scout,) = walks(world, 1, code, draw)
            with BotProcess(words, around) as bot:
                start = await _start(bot, scout)
                scouting = len(scout.waits)
                crowd = walks(world, load.passing_by, code, draw, PAUSE)
                steady = await _phase(bot, crowd, one_by_one(crowd, UPDATES / load.rate))
                calls = world.call_counts.total()
                rush = walks(world, load.people, code, draw)
                burst = await _phase(bot, rush, all_at_once(rush))
                calls = world.call_counts.total() - calls
                spent, memory = bot.cpu, bot.peak_memory
        everybody = [scout, *crowd, *rush]
        return Figures(
            updates=len(burst.waits),
            left_waiting=sum(not walk.finished for walk in everybody),
            cpu_ms=burst.cpu / max(len(burst.waits), 1) * 1000,
            cpu_ms_with_start=spent / (scouting + len(steady.waits) + len(burst.waits)) * 1000,
            p50_ms=burst.percentile(0.5),
            p99_ms=burst.percentile(0.99),
            updates_a_second=len(burst.waits) / burst.took,
            peak_memory_mb=memory / 1024**2,
            start_seconds=start[0],
            start_cpu_seconds=start[1],
            calls_an_update=calls / max(len(burst.waits), 1),
            steady_p50_ms=steady.percentile(0.5),
            steady_p99_ms=steady.percentile(0.99),
            steady_cpu_ms=steady.cpu / len(steady.waits) * 1000 if steady.waits else None,
            emulator_share=burst.emulator / burst.took,
            refused=sum(call.status == 429 for call in world.calls),
            answers_missing=_missing(folder, everybody) if name in (OURS, WEBHOOK) else None,
        )
    finally:
        shutil.rmtree(folder)


def _bot(
    name: str, folder: Path, house: Path, token: str, url: str
) -> tuple[Sequence[str], dict[str, str]]:
    """The command line and the environment of a bot."""
    if name in (OURS, WEBHOOK):
        shutil.copytree(house, folder, dirs_exist_ok=True)
        around = environment(folder, token, url)
        return RUN, around | BY_WEBHOOK if name == WEBHOOK else around
    database = str(folder / "answers.db")
    around = {"BENCH_TOKEN": token, "BENCH_URL": url, "BENCH_DATABASE": database}
    return ("-m", f"tests.bench.rivals.{name}"), around


async def _start(bot: BotProcess, scout: Walk) -> tuple[float, float]:
    """Wall and processor seconds to the first reply; then all that happens only once has been."""
    began = time.monotonic()
    walking = asyncio.create_task(scout.go())
    try:
        await scout.person.until(lambda person: len(person.messages) > 1, within=LONGEST_START)
    except TimeoutError:
        raise NeverStarted(f"{bot.words}: {bot.complaints[-2000:]}") from None
    started = time.monotonic() - began, bot.cpu
    await walking
    await bot.settled()
    return started


async def _phase(bot: BotProcess, crowd: list[Walk], load: Coroutine[None, None, None]) -> _Phase:
    cpu, began, own = bot.cpu, time.monotonic(), time.process_time()
    await load
    took, emulator = time.monotonic() - began, time.process_time() - own
    if crowd:
        await bot.settled()  # what it still writes down belongs to this load
    waits = [wait for walk in crowd for wait in walk.waits]
    return _Phase(waits, bot.cpu - cpu, took, emulator)


def _missing(data: Path, crowd: list[Walk]) -> int:
    stored = opened(data)
    twice = stored.pop("twice")
    return abs(sum(len(walk.tapped) for walk in crowd) - stored.total()) + twice


def imported() -> tuple[float, float]:
    """Wall and processor seconds of 'import aiogram' in a process that does nothing else."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", "import aiogram"])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime
