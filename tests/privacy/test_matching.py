"""Released answers cannot be matched to people by anyone who copied the databases (A-07).

**The promise.** Somebody copies, every day of a month, both databases with their write-ahead logs
(the logs of the program hold nothing about answers: ``test_needles``), has the MASTER key, knows
who answered and in which order, and takes the whole disk after the last release, keys folder
included. Matching a released answer to a person is then no better than chance.

**What is not promised.** Copies of the *keys folder* taken during a week (``keys/opening.json``)
hold that week's private key, wrapped with MASTER: with both, the boxes copied in that week open.
So the second test does exactly that and must succeed: it shows that the attack works, and why the
keys are never part of a backup. Answers that are still held when the disk is taken lie under the
open week's key, and whoever has MASTER and the live disk can open those.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nacl.exceptions import CryptoError

from conversations.ports import Address
from storage.keys import Keys, derive, load_master
from storage.sealing import CannotOpen, keyed, open_box, show
from tests.storage.house import House

WEEKS = int(os.environ.get("KUULOLLA_MATCH_WEEKS", "4"))
DAYS = 5
HOMES, PLACES, TEAM = 4, 7, 24
ITEMS = ("heard", "fine_here", "safe")
SIGMAS = 4.5


@dataclass(slots=True)
class Month:
    """What happened, and what was copied meanwhile."""

    truth: dict[int, Address] = field(default_factory=dict)  # value: whose it is
    came: list[int] = field(default_factory=list)  # values in the order of coming
    copies: list[Path] = field(default_factory=list)
    prompts: set[str] = field(default_factory=set)


def live(house: House, loot: Path, *, with_keys: bool) -> Month:
    """A month of days on which people answer; every evening somebody copies the files."""
    draw, month, numbers = Random(11), Month(), count(1000)
    people = [
        address
        for n in range(HOMES)
        for address in house.enrol(house.unit(f"Home {n}", PLACES, group="Homes"), PLACES)
    ]
    people += house.enrol(house.unit("Team", TEAM, service="Aftercare"), TEAM)
    for week in range(WEEKS):
        draw.shuffle(people)
        prompt = f"round {week}"
        month.prompts.add(prompt)
        for day in range(DAYS):
            house.go_to(house.week, weekday=day, hour=20)
            for address in people[day::DAYS]:
                if draw.random() < 0.7:
                    for at, item in enumerate(ITEMS, start=1):
                        value = next(numbers)
                        house.keep(address, value, item=item, prompt=f"{prompt} {at}")
                        month.prompts.add(f"{prompt} {at}")
                        month.truth[value] = address
                        month.came.append(value)
            month.copies.append(copied(house.folder, loot / f"{week}-{day}", with_keys=with_keys))
        house.next_week()
        house.app.release.run()
    house.app.close()
    month.copies.append(copied(house.folder, loot / "final", with_keys=True))
    return month


def copied(folder: Path, to: Path, *, with_keys: bool) -> Path:
    """The databases with their logs, and MASTER; the keys folder only where said."""
    ignored = () if with_keys else ("keys",)
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns(*ignored)))


@dataclass(slots=True)
class Thief:
    """Opens what can be opened, with every key that lies in any copy."""

    month: Month
    master: bytes

    def keyrings(self) -> list[Keys]:
        """The keys of every copy that has some."""
        folders = [copy / "keys" for copy in self.month.copies if (copy / "keys").exists()]
        return [Keys(folder, self.master) for folder in folders]

    def addresses(self) -> set[bytes]:
        """Everybody in the contact book: MASTER shows them."""
        key = derive(self.master, "address")
        rows = (row for copy in self.month.copies for row in table(copy, "card FROM contact"))
        return {show(hidden, key)[0].encode() for (hidden,) in rows}

    def opened(self) -> dict[int, bytes]:
        """Values in boxes that open, each with the address whose row it is."""
        boxes = {
            (row, week, sealed)
            for copy in self.month.copies
            for row, week, sealed in table(copy, "row, week, sealed FROM box")
        }
        people, found = self.addresses(), {}
        for keys in self.keyrings():
            for week in keys.weeks():
                private, owners = keys.private(week), {}
                for address in people:
                    for prompt in self.month.prompts:
                        row = keyed(keys.row_key(week), address, prompt.encode(), b"1")
                        owners[row] = address
                for row, sealed_in, sealed in boxes:
                    if sealed_in == week and row in owners:
                        value = _value(sealed, private)
                        if value is not None:
                            found[value] = owners[row]
        return found


def _value(sealed: bytes, private: bytes) -> int | None:
    try:
        value = open_box(sealed, private).get("value")
    except CannotOpen:
        return None
    return value if isinstance(value, int) else None


def table(copy: Path, columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a copied contacts database, its write-ahead log included."""
    with closing(sqlite3.connect(copy / "contacts.sqlite")) as file:
        yield from file.execute(f"SELECT {columns}").fetchall()


def released(final: Path) -> list[list[int]]:
    """The lots as the office's file has them: values in the order of their bytes."""
    with closing(sqlite3.connect(final / "office.sqlite")) as file:
        rows = file.execute("SELECT lot, id, value FROM lot_answer").fetchall()
    content = (final / "office.sqlite").read_bytes()
    lots: dict[str, list[int]] = {}
    for lot, _, value in sorted(rows, key=lambda row: content.index(row[1].encode())):
        lots.setdefault(lot, []).append(int(value))
    return list(lots.values())


def guesses(month: Month, lots: Iterable[list[int]]) -> dict[str, list[bool]]:
    """For each way of guessing, whether each released answer was matched to its person.

    The thief is told which people a lot's answers come from, and in which order they came: more
    than any copy holds. What is left to guess is who of them gave which answer.
    """
    place = {value: n for n, value in enumerate(month.came)}
    index = {value: month.truth[value].key() for value in month.truth}
    right: dict[str, list[bool]] = {}
    for lot in lots:
        in_order = sorted(lot, key=place.__getitem__)
        ways = {
            "first come, first in the file": (lot, in_order),
            "last come, first in the file": (lot, in_order[::-1]),
            "by the address": (lot, sorted(lot, key=index.__getitem__)),
        }
        for name, (row, guessed) in ways.items():
            right.setdefault(name, []).extend(
                month.truth[a] == month.truth[b] for a, b in zip(row, guessed, strict=True)
            )
    return right


@pytest.fixture
def master(house: House) -> bytes:
    """What the operator has in the environment."""
    return load_master(house.folder / "master.key")


def test_with_every_copy_and_the_master_key_matching_is_at_chance(
    house: House, tmp_path: Path, master: bytes
) -> None:
    month = live(house, tmp_path / "loot", with_keys=False)
    lots = released(month.copies[-1])
    answers = sum(len(lot) for lot in lots)
    assert answers > 40 * WEEKS
    thief = Thief(month, master)
    assert len(thief.addresses()) == HOMES * PLACES + TEAM
    opened = thief.opened()
    assert not opened.keys() & {value for lot in lots for value in lot}
    for name, right in guesses(month, lots).items():
        # A random order of any length has one right guess on average, with variance one.
        expected, deviation = len(lots), sqrt(len(lots))
        assert abs(sum(right) - expected) < SIGMAS * deviation, f"{name}: {sum(right)} of {answers}"


def test_with_the_weeks_keys_in_the_copies_the_same_thief_succeeds(
    house: House, tmp_path: Path, master: bytes
) -> None:
    month = live(house, tmp_path / "loot", with_keys=True)
    values = [value for lot in released(month.copies[-1]) for value in lot]
    opened = Thief(month, master).opened()
    right = sum(opened.get(value) == month.truth[value].key() for value in values)
    assert right / len(values) > 0.95


def test_without_the_master_key_even_the_weeks_keys_open_nothing(
    house: House, tmp_path: Path
) -> None:
    month = live(house, tmp_path / "loot", with_keys=True)
    thief = Thief(month, b"a master key that was guessed...")
    with pytest.raises(CannotOpen):
        thief.addresses()
    with pytest.raises(CryptoError):
        thief.keyrings()[0].private("2026-W47")
