"""The order in which answers came cannot be read from any file, and the attack would see it (A-08).

Every answer's value is its place in the order of coming, so that a pair of them tells whether some
order of the files is the order of coming. Chance is a half. Answer books that leak on purpose, by
growing ids or by inserting rows as they come, have to be caught on both databases.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from attacks.loot import tables_in
from attacks.order import released_rows, same_person_share
from tests.attacks.weeks import ITEMS, live, live_leaking, shares, stolen_orders
from tests.postgres.fixtures import on_both
from tests.storage.house import House

WEEKS = int(os.environ.get("KUULOLLA_ORDER_WEEKS", "5"))
SIGMAS = 4.5  # a sound program fails one run in a hundred thousand


@pytest.fixture
def house(urls: tuple[str, str], tmp_path: Path) -> Iterator[House]:
    """A house on either database."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()


@on_both
def test_the_order_of_coming_is_at_chance_in_every_order_of_the_files(house: House) -> None:
    live(house, WEEKS)
    found = shares(stolen_orders(house))
    assert {"id", "table", "table over lots"} < found.keys()
    for name, share in found.items():
        assert share.at_chance(SIGMAS), f"{name}: {share.right:.3f} of {share.pairs} pairs"
    assert all(SIGMAS * share.deviation < 0.1 for share in found.values()), "too few pairs"
    assert sum(share.pairs > 500 for share in found.values()) > 4
    hits, expected, variance = same_person_share(
        released_rows(tables_in(house.folder)), lambda row: int(row["value"]) // len(ITEMS)
    )
    assert expected > 10
    assert abs(hits - expected) < SIGMAS * variance**0.5


@on_both
@pytest.mark.parametrize("growing", [True, False])
def test_rows_inserted_as_they_come_are_caught(house: House, growing: bool) -> None:
    live_leaking(house, growing=growing)
    found = shares(stolen_orders(house))
    betrayed_by = "id" if growing else "ctid" if house.urls[1] else "place in the page"
    assert found[betrayed_by].right > 0.99
