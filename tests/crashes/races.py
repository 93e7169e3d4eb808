"""Lets two processes race many times, says what was wrong, and writes it to docs/results (C-10).

python -m tests.crashes.races --database postgresql --races 1000
python -m tests.crashes.races --database postgresql --races 500 --more

So many races of each kind: two releases of a week on one machine, and on two where no lock between
them works; two bots that take the same batch and empty the same outbox.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from app.wiring import now
from tests.crashes.mortal import Site
from tests.crashes.racing import race_bots, race_releases
from tests.house.project import ROOT
from tests.postgres.fixtures import DATABASES, FILES
from tests.postgres.server import postgres

RESULTS = ROOT / "docs" / "results" / "races.json"
A_CHAPTER = 25  # races; then everything is counted, and a new installation begins
KINDS: dict[str, Callable[[Site, int], Counter[str]]] = {
    "releases on one machine": partial(race_releases, locked=True),
    "releases on two machines": partial(race_releases, locked=False),
    "bots": race_bots,
}
Tally = dict[str, Counter[str]]  # by kind: races, and what was wrong by its name


def recorded() -> dict[str, dict[str, dict[str, int]]]:
    """The results of each database."""
    return json.loads(RESULTS.read_text())["databases"] if RESULTS.exists() else {}


def write(database: str, tally: Tally) -> None:
    """Put the result in its place; the other database's stays as it is."""
    found = recorded() | {database: {kind: dict(counted) for kind, counted in tally.items()}}
    result = {"date": now().date().isoformat(), "databases": found}
    RESULTS.write_text(json.dumps(result, indent=2, sort_keys=True) + "\n")


def run(database: str, races: int, tally: Tally) -> None:
    """Race and count, telling how it goes; what has been counted is kept if this is stopped."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres()) if database == "postgresql" else None
        for begun in range(0, races, A_CHAPTER):
            many = min(A_CHAPTER, races - begun)
            for kind, race in KINDS.items():
                with tempfile.TemporaryDirectory() as folder:
                    urls = server.new_pair() if server else FILES
                    wrong = race(Site(Path(folder) / "data", urls), many)
                    if server:
                        server.drop(urls)
                tally.setdefault(kind, Counter()).update({"races": many, **wrong})
                write(database, tally)
                print(f"{kind}: {dict(tally[kind])}", flush=True)


def main() -> None:
    """Read the command line, race, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--races", type=int, default=1000)
    parser.add_argument("--more", action="store_true", help="add to the result that is there")
    asked = parser.parse_args()
    before = recorded().get(asked.database, {}) if asked.more else {}
    tally = {kind: Counter(counted) for kind, counted in before.items()}
    run(asked.database, asked.races, tally)
    fine = all(set(counted) == {"races"} for counted in tally.values())
    print("Each was as if there were one." if fine else "SOMETHING HAPPENED TWICE, OR WAS LOST.")
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
