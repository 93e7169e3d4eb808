"""Weeks in which people answer one after the other, with answers that keep the order of coming."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from secrets import token_hex
from typing import Any

from attacks.loot import write_rows
from attacks.order import CHANGES, PAGES, Orders, Share, orders_in, share_in_order
from storage.answers.book import Answers
from storage.answers.tables import LotAnswerRow, LotRow, ReleaseRow
from summaries.lots import Lot
from tests.storage.house import House

UNITS, PEOPLE, SEED = 3, 26, 5
ONE_PAGE = 18  # people whose answers fill no page of SQLite: full pages are split and sorted
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


def live(house: House, weeks: int, units: int = UNITS, people: int = PEOPLE) -> None:
    """Let the weeks pass; an answer's value is its number in the order of coming."""
    draw, numbers = Random(SEED), count()
    everybody = [p for n in range(units) for p in house.enrol(house.unit(f"Unit {n}"), people)]
    for _ in range(weeks):
        draw.shuffle(everybody)
        for address in everybody:
            if draw.random() < 0.8:
                for item in ITEMS:
                    house.keep(address, next(numbers), item=item, prompt=f"p-{item}")
        house.next_week()
        house.app.release.run()


def live_leaking(house: House, *, growing: bool, people: int = ONE_PAGE) -> None:
    """One week with an answer book that leaks."""
    leaky = Leaky(house.app.answers, count(), growing)
    house.app = replace(house.app, release=replace(house.app.release, lots=leaky))
    live(house, 1, units=1, people=people)


def position(urls: tuple[str, str]) -> str:
    """How far a server's log of changes has come; nothing where there is no server."""
    if not urls[1]:
        return ""
    from tests.postgres.disk import written_so_far
    from tests.postgres.server import administrator_of

    with administrator_of(urls[1]) as disk:
        return written_so_far(disk)


def stolen_orders(house: House, since: str) -> Orders:
    """Released answers in every order that a thief of the files finds.

    PostgreSQL's rows are written beside them, as is what its disk tells of them and the log of
    changes ``since`` a position. The house is closed: SQLite's log is in its file.
    """
    house.app.close()
    if house.urls[1]:
        from tests.postgres.disk import changes_since, pages
        from tests.postgres.server import administrator_of

        with administrator_of(house.urls[1]) as disk:
            (house.folder / CHANGES).write_bytes(changes_since(disk, since))
            (house.folder / PAGES).write_bytes(pages(disk, "lot_answer"))
        write_rows({"office": house.urls[1]}, house.folder)
    return orders_in(house.folder)


def shares(orders: Orders) -> dict[str, Share]:
    """How well each order tells the order of coming."""
    return {
        name: share_in_order(lists, lambda row: float(row["value"]))
        for name, lists in orders.items()
    }
