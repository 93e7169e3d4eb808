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
from tests.attacks.weeks import ITEMS, PEOPLE, live, live_leaking, position, shares, stolen_orders
from tests.postgres.fixtures import on_both, on_postgresql
from tests.storage.house import House

WEEKS = int(os.environ.get("KUULOLLA_ORDER_WEEKS", "5"))
SIGMAS = 4.5  # a sound program fails one run in a hundred thousand


@pytest.fixture
def house(urls: tuple[str, str], tmp_path: Path) -> Iterator[House]:
    """A house on either database."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()


@pytest.fixture
def since(urls: tuple[str, str]) -> str:
    """How far the server's log of changes had come before."""
    return position(urls)


@on_both
def test_the_order_of_coming_is_at_chance_in_every_order_of_the_files(
    house: House, since: str
) -> None:
    live(house, WEEKS)
    found = shares(stolen_orders(house, since))
    assert {"id", "table", "table over lots"} < found.keys()
    if since:
        assert found["log of changes"].pairs > 500
        assert found["log position of the page"].pairs > 500
    for name, share in found.items():
        assert share.at_chance(SIGMAS), f"{name}: {share.right:.3f} of {share.pairs} pairs"
    for name, share in found.items():
        far = 0.2 if name == "log position of the page" else 0.1  # a week fills two pages
        assert SIGMAS * share.deviation < far, f"{name}: too few pairs"
    assert sum(share.pairs > 500 for share in found.values()) > 4
    hits, expected, variance = same_person_share(
        released_rows(tables_in(house.folder)), lambda row: int(row["value"]) // len(ITEMS)
    )
    assert expected > 10
    assert abs(hits - expected) < SIGMAS * variance**0.5


@on_both
@pytest.mark.parametrize("growing", [True, False])
def test_rows_inserted_as_they_come_are_caught(house: House, since: str, growing: bool) -> None:
    live_leaking(house, growing=growing)
    found = shares(stolen_orders(house, since))
    betrayed_by = "id" if growing else "ctid" if since else "place in the page"
    assert found[betrayed_by].right > 0.99


@on_postgresql
def test_the_servers_log_and_its_pages_would_tell_the_order_of_coming(
    house: House, since: str
) -> None:
    live_leaking(house, growing=False, people=3 * PEOPLE)
    found = shares(stolen_orders(house, since))
    assert found["log of changes"].right > 0.99
    assert found["log position of the page"].right > 0.99
