"""The order in which answers came cannot be read from any file, and the attack would see it (A-08).

Every answer's value is its place in the order of coming, so that a pair of them tells whether some
order of the files is the order of coming. Chance is a half. Answer books that leak on purpose, by
growing ids or by inserting rows as they come, have to be caught on both databases.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from attacks.loot import rows_of, tables_in
from attacks.order import Orders, orders_in, released_rows, same_person_share
from tests.attacks.weeks import ITEMS, Leaky, live, shares
from tests.postgres.fixtures import DATABASES
from tests.storage.house import House

WEEKS = int(os.environ.get("KUULOLLA_ORDER_WEEKS", "5"))
SIGMAS = 4.5  # a sound program fails one run in a hundred thousand


@pytest.fixture
def house(urls: tuple[str, str], tmp_path: Path) -> Iterator[House]:
    """A house on either database."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()


def orders(house: House) -> Orders:
    """Released answers in every order that a thief of the files finds."""
    house.app.close()
    return orders_in(stolen(house))


def stolen(house: House) -> Path:
    """The folder with the files; PostgreSQL's rows are written beside them."""
    if house.urls[1]:
        engine = create_engine(house.urls[1])
        for name, content in rows_of(engine, "office"):
            (house.folder / name).write_bytes(content)
        engine.dispose()
    return house.folder


@pytest.mark.parametrize("urls", DATABASES, indirect=True)
def test_the_order_of_coming_is_at_chance_in_every_order_of_the_files(house: House) -> None:
    live(house, WEEKS)
    found = shares(orders(house))
    assert {"id", "table", "table over lots"} < found.keys()
    for name, share in found.items():
        assert share.at_chance(SIGMAS), f"{name}: {share.right:.3f} of {share.pairs} pairs"
    assert all(SIGMAS * share.deviation < 0.1 for share in found.values()), "too few pairs"
    assert sum(share.pairs > 500 for share in found.values()) > 4
    hits, expected, variance = same_person_share(
        released(house), lambda row: int(row["value"]) // len(ITEMS)
    )
    assert expected > 10
    assert abs(hits - expected) < SIGMAS * variance**0.5


def released(house: House) -> list[dict[str, object]]:
    """Every released answer with its lot."""
    return released_rows(tables_in(stolen(house)))


@pytest.mark.parametrize("urls", DATABASES, indirect=True)
@pytest.mark.parametrize("growing", [True, False])
def test_rows_inserted_as_they_come_are_caught(house: House, growing: bool) -> None:
    leaky = Leaky(house.app.answers, count(), growing)
    house.app = replace(house.app, release=replace(house.app.release, lots=leaky))
    live(house, 1, units=1)
    found = shares(orders(house))
    postgres = bool(house.urls[1])
    betrayed_by = "id" if growing else "ctid" if postgres else "place in the page"
    assert found[betrayed_by].right > (0.99 if growing or postgres else 0.95)
