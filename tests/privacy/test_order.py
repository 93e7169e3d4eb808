"""The order in which answers came cannot be read from the office's file (A-08).

Every answer's value is its place in the order of coming, so that any pair inside a lot, or inside a
page of the file and week, tells whether some order of the file (ids, the table's own order, the
place of the bytes) is the order of coming. Chance is a half. Two versions of the answer book that
leak on purpose, one by growing ids and one by inserting rows as they come, have to be caught.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from math import sqrt
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import Any

import pytest

from storage.answers.book import Answers
from storage.answers.tables import LotAnswerRow, LotRow, ReleaseRow
from summaries.lots import Lot
from tests.storage.house import House

WEEKS = int(os.environ.get("KUULOLLA_ORDER_WEEKS", "10"))
PAGE = 4096  # bytes
UNITS = 3
PEOPLE = 26
SIGMAS = 4.5  # a sound program fails one run in a hundred thousand
ITEMS = ("heard", "fine_here")

Orders = dict[str, list[list[int]]]


@dataclass(frozen=True, slots=True)
class Leaky:
    """An answer book that writes rows as the answers came; with ``growing`` ids, or random ones."""

    real: Answers
    numbers: Iterator[int]
    growing: bool

    def release(self, week: str, lots: Iterable[Lot], not_shown: int) -> None:
        """Write one row after the other, the oldest answer first."""
        made = [(LotRow(id=self._id(), week=week, **_label(lot)), lot.values) for lot in lots]
        came = sorted((value, row.id) for row, values in made for value in values)
        with self.real.database.writing() as session:
            session.add(ReleaseRow(week=week))
            session.add_all(row for row, _ in made)
            for value, lot_id in came:
                session.flush()
                session.add(LotAnswerRow(id=self._id(), lot=lot_id, value=value))

    def _id(self) -> str:
        return f"{next(self.numbers):032x}" if self.growing else token_hex(16)


def _label(lot: Lot) -> dict[str, Any]:
    label = lot.label
    return {
        "item": label.item,
        "audience": label.audience,
        "level": label.level.value,
        "place": label.place,
        "asked": label.asked,
    }


def live(house: House, weeks: int, draw: Random, units: int = UNITS) -> None:
    """Weeks in which people answer one after the other, in an order that the values keep."""
    people = [p for n in range(units) for p in house.enrol(house.unit(f"Unit {n}"), PEOPLE)]
    numbers = count()
    for _ in range(weeks):
        draw.shuffle(people)
        for address in people:
            if draw.random() < 0.8:
                for item in ITEMS:
                    house.keep(address, next(numbers), item=item, prompt=f"p-{item}")
        house.next_week()
        house.app.release.run()


def orders_in(file: Path) -> Orders:
    """Lots as lists of values, in each order that the file could betray."""
    with closing(sqlite3.connect(file)) as office:
        rows = office.execute(
            "SELECT lot, lot_answer.id, value, week FROM lot_answer JOIN lot ON lot.id = lot"
        ).fetchall()
    content = file.read_bytes()
    place = {row[1]: content.index(row[1].encode()) for row in rows}
    by_place = sorted(rows, key=lambda row: place[row[1]])
    return {
        "table": _grouped(rows, lambda row: row[0]),
        "id": _grouped(sorted(rows, key=lambda row: row[1]), lambda row: row[0]),
        "place in the file": _grouped(by_place, lambda row: row[0]),
        # SQLite fills a page from its end: what lies there came first, until a page is split.
        "place in the page": _grouped(by_place[::-1], lambda row: (row[3], place[row[1]] // PAGE)),
    }


Row = tuple[str, str, str, str]


def _grouped(rows: list[Row], group: Callable[[Row], Any]) -> list[list[int]]:
    groups: dict[Any, list[int]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(int(row[2]))
    return list(groups.values())


def share_in_order(lots: list[list[int]]) -> tuple[float, float, int]:
    """The share of pairs in the order of coming, its standard deviation by chance, and the pairs.

    The number of concordant pairs in a random order of n has variance n(n-1)(2n+5)/72.
    """
    right = sum(a < b for lot in lots for n, b in enumerate(lot) for a in lot[:n])
    pairs = sum(len(lot) * (len(lot) - 1) // 2 for lot in lots)
    variance = sum(len(lot) * (len(lot) - 1) * (2 * len(lot) + 5) / 72 for lot in lots)
    return right / pairs, sqrt(variance) / pairs, pairs


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's file after ten weeks."""
    house = House(tmp_path_factory.mktemp("weeks") / "data")
    live(house, WEEKS, Random(5))
    house.app.close()
    return house.folder / "office.sqlite"


def test_the_order_of_coming_is_at_chance_in_every_order_of_the_file(office: Path) -> None:
    for name, lots in orders_in(office).items():
        share, deviation, pairs = share_in_order(lots)
        assert pairs > 500
        assert abs(share - 0.5) < SIGMAS * deviation, f"{name}: {share:.3f} of {pairs} pairs"
        assert SIGMAS * deviation < 0.1, "too few pairs to say anything"


@pytest.mark.parametrize(
    ("growing", "betrayed_by"), [(True, "id"), (True, "table"), (False, "place in the page")]
)
def test_rows_inserted_as_they_come_are_caught(
    house: House, growing: bool, betrayed_by: str
) -> None:
    leaky = Leaky(house.app.answers, count(), growing)
    house.app = replace(house.app, release=replace(house.app.release, lots=leaky))
    live(house, 1, Random(5), units=1)
    house.app.close()
    share, _, _ = share_in_order(orders_in(house.folder / "office.sqlite")[betrayed_by])
    assert share > 0.95


def test_which_answers_belong_to_one_person_is_at_chance(office: Path) -> None:
    """Two items of one person lie apart by one; in the file their ranks are unrelated (A-12)."""
    with closing(sqlite3.connect(office)) as file:
        rows = file.execute(
            "SELECT place, week, item, lot_answer.id, value FROM lot_answer"
            " JOIN lot ON lot.id = lot_answer.lot ORDER BY lot_answer.id"
        ).fetchall()
    lots: dict[tuple[str, str], dict[str, list[int]]] = {}
    for place, week, item, _, value in rows:
        lots.setdefault((place, week), {}).setdefault(item, []).append(int(value))
    hits = expected = variance = 0.0
    for both in lots.values():
        if len(both) == len(ITEMS):
            first, second = (both[item] for item in ITEMS)
            hits += sum(b == a + 1 for a, b in zip(first, second, strict=False))
            shared = sum(a + 1 in second for a in first)
            chance = shared / max(len(first), len(second))
            expected += chance
            variance += chance
    assert expected > 10
    assert abs(hits - expected) < SIGMAS * sqrt(variance)
