"""Cuts the power anywhere in an installation's life, and looks what is left (C-03).

python -m tests.crashes.power --cuts 500

A life is lived once, under ``strace``, which writes down every call that changes a file. What is
found after a cut follows from these calls (``disk``): nothing that was not synced can be relied on.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from conversations.ports import Address
from conversations.replies import Act, Reply
from storage.databases import SQLITE_SETTINGS, UnsafeDatabase
from storage.keys import KeysMissing
from tests.crashes.disk import CALLS, CHANGES, Call, Disk, calls
from tests.crashes.killing import released_or_kept
from tests.crashes.mortal import Diary, Site
from tests.house.project import ROOT
from tests.storage.house import every_file

CARD = "meeting_held"  # 'forget me' looks for answers to it
ENROLLED, A_WEEK, WEEKS = 14, 8, 2
LIFE_TAKES = 250  # seconds at most, watched call by call
SHARED = "-shm"  # SQLite's memory between processes, made anew after a cut


class NoStrace(Exception):
    """``strace`` is not installed, or may not watch here."""


def carelessly() -> None:
    """A mutant: SQLite syncs at checkpoints alone."""
    SQLITE_SETTINGS["synchronous"] = 1


def with_loose_keys() -> None:
    """A mutant: files of keys are not synced before they are used."""
    vars(os)["fsync"] = lambda descriptor: None  # this process ends with it


MUTANTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "commits are not synced": carelessly,
    "keys are not synced": with_loose_keys,
}


def live(folder: Path, mutant: str) -> None:
    """Answers, notes, somebody forgotten, a release: each is written down once it is sure."""
    MUTANTS[mutant]()
    house, diary = Site(folder).house(), Diary(diary_of(folder))
    (unit,) = house.app.units.all()
    people = [Address("telegram", f"{unit.id}{number + 1}") for number in range(ENROLLED)]
    for week in range(WEEKS):
        for number in range(A_WEEK):
            value = 100 * (week + 1) + number
            house.keep(people[week + number], value, prompt=CARD)
            diary.write(f"given {value}")
        house.send(people[-1], Reply(Act.OPEN, value="note"))
        house.send(people[-1], Reply(Act.SEND, 1, text=f"kirje {'ab'[week]}"))
        diary.write(f"noted {'ab'[week]}")
        house.send(people[week], Reply(Act.FORGET_SURELY))
        diary.write(f"forgotten {100 * (week + 1)}")
        closing = house.week
        house.next_week()
        house.beats.minutely()
        house.app.release.run()
        diary.write(f"released {closing}")
    house.app.close()


def diary_of(folder: Path) -> Path:
    """Where a life writes down what is acknowledged."""
    return folder.with_suffix(".diary")


@dataclass(frozen=True, slots=True)
class Life:
    """What was recorded of a life."""

    folder: Path
    disk: Disk  # as it was at the beginning
    calls: list[Call]

    @classmethod
    def recorded(cls, folder: Path, mutant: str = "") -> "Life":
        """Live once, watched. Raises NoStrace."""
        if not shutil.which("strace"):
            raise NoStrace("strace is not installed")
        house = Site(folder).house()
        house.enrol(house.unit(), ENROLLED)
        house.app.close()
        disk, log = Disk.of(folder), folder.with_suffix(".strace")
        watched = ["strace", "-qq", "-xx", "-s", "9999999", "-e", f"trace={CALLS}", "-o", str(log)]
        lives = [sys.executable, "-m", "tests.crashes.power", "--live", str(folder)]
        done = subprocess.run(
            [*watched, *lives, "--mutant", mutant],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LIFE_TAKES,
            check=False,
        )
        if b"ptrace" in done.stderr:
            raise NoStrace("strace may not watch here")
        done.check_returncode()
        return cls(folder, disk, list(calls(log)))

    def cuts(self, many: int, draw: Random) -> Iterator[tuple[list[str], dict[Path, bytes]]]:
        """Cut the power: what was acknowledged before, and what is found then.

        Once after each acknowledgement, when there is most to lose, and at ``many`` other places.
        """
        changes = [n for n, call in enumerate(self.calls, start=1) if call[0] in CHANGES]
        told = [n for n in changes if is_acknowledgement(self.calls[n - 1])]
        chosen = {*told, *draw.sample(changes, min(many, len(changes)))}
        diary = diary_of(self.folder)
        for number, call in enumerate(self.calls, start=1):
            self.disk.do(call)
            if number in chosen:
                lines = bytes(self.disk.now[diary].now) if diary in self.disk.now else b""
                found = {p: c for p, c in self.disk.cut(draw) if p.is_relative_to(self.folder)}
                yield lines.decode().splitlines(), found


def is_acknowledgement(call: Call) -> bool:
    """Whether a line was written into the diary."""
    return call[0] == "write" and call[2][0].startswith((b"given", b"noted", b"forgot", b"releas"))


@dataclass(frozen=True, slots=True)
class Loss:
    """What was wrong after so many cuts; all but their number has to be nothing."""

    cuts: int = 0
    lost: int = 0
    twice: int = 0
    remembered: int = 0  # of those who were forgotten
    keys: int = 0  # of weeks that were released
    dead: int = 0  # installations that do not go on

    @property
    def nothing(self) -> bool:
        """Whether the promise was kept."""
        return not (self.lost or self.twice or self.remembered or self.keys or self.dead)

    def __add__(self, other: "Loss") -> "Loss":
        return Loss(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def loss(acknowledged: list[str], found: dict[Path, bytes], old: Path, there: Path) -> Loss:
    """Switch it on again, in a folder of its own, and count."""
    for path, content in found.items():
        if not path.name.endswith(SHARED):
            new = there / path.relative_to(old)
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
    told = defaultdict[str, set[str]](set)
    for line in acknowledged:
        what, _, which = line.partition(" ")
        told[what].add(which)
    try:
        return _counted(told, there)
    except (KeysMissing, UnsafeDatabase, SQLAlchemyError, ValueError):
        return Loss(cuts=1, dead=1)


def _counted(told: Mapping[str, set[str]], there: Path) -> Loss:
    """Let the clock go on until everything is released or waits, and compare."""
    house = Site(there).house()
    names = [week.encode() for week in told["released"]]
    keys = sum(name in content for name in names for _, content in every_file(there / "keys"))
    house.app.release.bring_notes(surely=True)
    notes = Counter(note.text.removeprefix("kirje ") for note in house.app.desk.notes())
    found = notes + Counter(map(str, released_or_kept(house)))
    gone = told["forgotten"]
    return Loss(
        cuts=1,
        lost=len((told["given"] | told["noted"]) - gone - found.keys()),
        twice=found.total() - len(found),
        remembered=len(gone & found.keys()),
        keys=keys,
    )


def main() -> None:
    """Read the command line; live where that is asked, else cut, and say plainly how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--mutant", choices=MUTANTS, default="", help="with one thing left out")
    asked = parser.parse_args()
    if asked.live:
        live(asked.live, asked.mutant)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = cut_often(Path(folder), asked.cuts, Random(asked.seed), asked.mutant)
    print(whole)
    print("The promise was kept." if whole.nothing else "THE PROMISE WAS BROKEN.")
    sys.exit(0 if whole.nothing else 1)


def cut_often(folder: Path, many: int, draw: Random, mutant: str = "") -> Loss:
    """Live once, and be cut off at so many places. Raises NoStrace."""
    life, whole = Life.recorded(folder / "data", mutant), Loss()
    for number, (acknowledged, found) in enumerate(life.cuts(many, draw)):
        there = folder / f"{number}"
        whole += loss(acknowledged, found, life.folder, there)
        shutil.rmtree(there)
    return whole


if __name__ == "__main__":
    main()
