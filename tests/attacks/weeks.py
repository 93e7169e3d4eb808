"""Weeks in which people answer one after the other, with answers that keep the order of coming."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from secrets import token_hex
from typing import Any

from attacks.order import Share, share_in_order
from storage.answers.book import Answers
from storage.answers.tables import LotAnswerRow, LotRow, ReleaseRow
from summaries.lots import Lot
from tests.storage.house import House

UNITS, PEOPLE = 3, 26
ITEMS = ("heard", "fine_here")


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

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

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


def live(house: House, weeks: int, seed: int = 5, units: int = UNITS) -> None:
    """Let the weeks pass; an answer's value is its number in the order of coming."""
    draw, numbers = Random(seed), count()
    people = [p for n in range(units) for p in house.enrol(house.unit(f"Unit {n}"), PEOPLE)]
    for _ in range(weeks):
        draw.shuffle(people)
        for address in people:
            if draw.random() < 0.8:
                for item in ITEMS:
                    house.keep(address, next(numbers), item=item, prompt=f"p-{item}")
        house.next_week()
        house.app.release.run()


def shares(orders: dict[str, Any]) -> dict[str, Share]:
    """How well each order tells the order of coming."""
    return {
        name: share_in_order(lists, lambda row: float(row["value"]))
        for name, lists in orders.items()
    }
