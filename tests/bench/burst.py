"""Many people tap through a round at once, with the bot killed in the middle: who is left waiting?

    python -m tests.bench.burst --people 2000 --kill
    python -m tests.bench.burst --people 1250 --over 600 --others 20000     the load of C-25

The emulated Telegram runs here; the bot is the real ``kuulolla run`` in a process of its own, on
SQLite. Everybody starts with the code, says an age, answers four questions by tapping, skips the
words, and waits for the last screen. With ``--over`` they come one after the other in so many
seconds; ``--others`` are enrolled besides, by slips, and asked by the same round. Afterwards the
boxes are opened (this program has the keys) and counted against what was tapped.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.bench.house import RUN, enrol, environment, opened, prepare
from tests.bench.process import BotProcess
from tests.bench.walking import Walk, all_at_once, one_by_one, walks
from tests.telegram_server import TelegramServer, World


async def burst(people: int, kill: bool, seed: int, over: float = 0, others: int = 0) -> bool:
    """One run; True when nobody was left waiting and every tap is stored once."""
    data = Path(tempfile.mkdtemp(prefix="burst-"))
    enrol(data, others)
    code = prepare(data, people)
    world = World(check_spec=False)
    async with TelegramServer(world) as server:
        around = environment(data, world.token, server.url)
        crowd = walks(world, people, code, Random(seed))
        began = time.monotonic()
        coming = one_by_one(crowd, over / people) if over else all_at_once(crowd)
        tapping = asyncio.create_task(coming)
        spent = 0.0
        if kill:
            with BotProcess(RUN, around) as first:
                while sum(len(walk.waits) for walk in crowd) < people * 4:  # noqa: ASYNC110
                    await asyncio.sleep(0.2)
                spent = first.cpu
                first.kill()
        with BotProcess(RUN, around) as bot:
            await tapping
            took = time.monotonic() - began
            await asyncio.sleep(2)
            spent += bot.cpu
            memory = bot.peak_memory
    print(f"people {people}, killed in the middle: {'yes' if kill else 'no'}, took {took:.1f} s")
    return told(crowd, data, spent, memory)


def told(crowd: list[Walk], data: Path, spent: float, memory: int) -> bool:
    """Print how it went; True when nobody was left waiting and every tap is stored once."""
    waits = sorted(wait for walk in crowd for wait in walk.waits)
    stored = opened(data)
    tapped = sum(len(walk.tapped) for walk in crowd)
    twice = stored.pop("twice")
    left = sum(1 for walk in crowd if not walk.finished)
    print(f"left waiting: {left}")
    print(f"taps on answers: {tapped}; answers stored: {stored.total()}; twice: {twice}")
    if not waits:
        return False
    told_of = ", ".join(f"p{p} {waits[len(waits) * p // 100]:.2f} s" for p in (50, 95, 99))
    print(f"wait {told_of}, longest {waits[-1]:.2f} s")
    each = spent / len(waits) * 1000
    print(f"updates {len(waits)}, bot CPU {each:.1f} ms/update (start included)")
    print(f"peak memory of the bot {memory / 1024**2:.0f} MB")
    return left == 0 and stored.total() == tapped and twice == 0


def main() -> None:
    """Read the command line, run, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--kill", action="store_true", help="kill -9 the bot in the middle")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--over", type=float, default=0, help="seconds in which they come")
    parser.add_argument("--others", type=int, default=0, help="so many more who are asked")
    asked = parser.parse_args()
    fine = asyncio.run(burst(asked.people, asked.kill, asked.seed, asked.over, asked.others))
    print("everybody got every question, every tap is stored once" if fine else "NOT fine")
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
