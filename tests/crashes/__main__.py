"""Kills Kuulolla many times, says what was lost, and writes the result to docs/results.

python -m tests.crashes --database sqlite --kills 300

Half of the kills fall while people talk with the bot, half while weeks are released. On PostgreSQL
the server crashes as well, at each tenth kill.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from functools import reduce
from operator import add
from pathlib import Path
from random import Random
from typing import Any

from app.wiring import now
from tests.crashes.killing import Tally, kill_while_releasing, kill_while_talking
from tests.crashes.mortal import Site
from tests.crashes.servers import crashable
from tests.house.project import ROOT
from tests.postgres.fixtures import DATABASES, FILES

RESULTS = ROOT / "docs" / "results" / "crashes.json"
A_CHAPTER = 50  # kills; then everything is counted, and a new installation begins
WORKS = {"talking": kill_while_talking, "releasing": kill_while_releasing}


def chapters(kills: int) -> Iterator[tuple[str, int]]:
    """What is killed, and how often, until there have been enough."""
    left = {"talking": kills - kills // 2, "releasing": kills // 2}
    while any(left.values()):
        for name in left:
            now_due = min(A_CHAPTER, left[name])
            left[name] -= now_due
            if now_due:
                yield name, now_due


def run(database: str, kills: int, seed: int) -> dict[str, Tally]:
    """Kill and count, telling how it goes; what has been counted is kept if this is stopped."""
    draw, totals = Random(seed), dict[str, Tally]()
    with ExitStack() as stack:
        server = stack.enter_context(crashable()) if database == "postgresql" else None
        for name, due in chapters(kills):
            with tempfile.TemporaryDirectory() as folder:
                urls = server.server.new_pair() if server else FILES
                site = Site(Path(folder) / "data", urls)
                tally = asyncio.run(WORKS[name](site, due, draw, server.crash if server else None))
                if server:
                    server.server.drop(urls)
            totals[name] = totals[name] + tally if name in totals else tally
            write(database, seed, totals)
            print(f"{name}: {tally}", flush=True)
    return totals


def write(database: str, seed: int, totals: dict[str, Tally]) -> None:
    """Put the result in its place; the other database's stays as it is."""
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    result = {name: asdict(tally) for name, tally in totals.items()}
    results[database] = {"date": now().date().isoformat(), "seed": seed, **result}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")


def main() -> None:
    """Read the command line, kill, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    totals = run(asked.database, asked.kills, asked.seed)
    whole = reduce(add, totals.values())
    print(
        f"{whole.kills} kills on {asked.database}, {whole.server_crashes} of the server: "
        f"{whole.acknowledged} acknowledged, {whole.lost} lost, {whole.twice} twice, "
        f"{whole.waiting} left waiting, {whole.repeated} had to repeat a word."
    )
    print("The promise was kept." if whole.fine else "THE PROMISE WAS BROKEN.")
    sys.exit(0 if whole.fine else 1)


if __name__ == "__main__":
    main()
