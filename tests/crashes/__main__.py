"""Kills Kuulolla many times, says what was lost, and writes the result to docs/results.

python -m tests.crashes --database sqlite --kills 300
python -m tests.crashes --database sqlite --kills 4000 --seed 2 --more

Half of the kills fall while people talk with the bot, half while weeks are released. On PostgreSQL
the server crashes as well, at each tenth kill. ``--more`` adds to the result that is there: ten
thousand kills take more than one evening.
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


def run(
    database: str, kills: int, seed: int, before: tuple[dict[str, Tally], list[int]]
) -> dict[str, Tally]:
    """Kill and count, telling how it goes; what has been counted is kept if this is stopped.

    ``before`` is what earlier runs have counted, and their seeds.
    """
    draw, totals, seeds = Random(seed), before[0], [*before[1], seed]
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
            write(database, seeds, totals)
            print(f"{name}: {tally}", flush=True)
    return totals


def recorded() -> dict[str, Any]:
    """The results of each database."""
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def earlier(database: str) -> tuple[dict[str, Tally], list[int]]:
    """What is recorded of a database, and the seeds that it was drawn with."""
    found = recorded().get(database, {})
    return {name: Tally(**found[name]) for name in WORKS if name in found}, found.get("seeds", [])


def write(database: str, seeds: list[int], totals: dict[str, Tally]) -> None:
    """Put the result in its place; the other database's stays as it is."""
    result = {name: asdict(tally) for name, tally in totals.items()}
    results = recorded()
    results[database] = {"date": now().date().isoformat(), "seeds": seeds, **result}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")


def main() -> None:
    """Read the command line, kill, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--more", action="store_true", help="add to the result that is there")
    asked = parser.parse_args()
    before = earlier(asked.database) if asked.more else ({}, [])
    totals = run(asked.database, asked.kills, asked.seed, before)
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
