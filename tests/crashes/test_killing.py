"""Killed at any moment, nothing acknowledged is lost and nothing is stored twice (C-01)."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.crashes.hasty import die_between_thanks_and_storing
from tests.crashes.killing import (
    Crash,
    compare,
    kill_while_releasing,
    kill_while_talking,
)
from tests.crashes.mortal import Site
from tests.crashes.servers import crashable
from tests.postgres.fixtures import DATABASES, FILES
from tests.postgres.installed import NoPostgres

KILLS = int(os.environ.get("KUULOLLA_KILLS", "100"))  # on each database
MOST_SECONDS = 1800  # on however slow a machine
Place = tuple[tuple[str, str], Crash | None]


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest) -> Iterator[Callable[[], Place]]:
    """Fresh databases whenever it is called, and how their server is crashed."""
    if request.param == "sqlite":
        yield lambda: (FILES, None)
        return
    try:
        with crashable() as crashing:
            yield lambda: (crashing.server.new_pair(), crashing.crash)
    except NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.mark.timeout(MOST_SECONDS)
async def test_whoever_was_thanked_is_stored_once_however_often_the_bot_is_killed(
    tmp_path: Path, place: Callable[[], Place]
) -> None:
    urls, crash = place()
    tally = await kill_while_talking(Site(tmp_path / "data", urls), KILLS // 2, Random(1), crash)
    assert tally.fine, tally


@pytest.mark.timeout(MOST_SECONDS)
async def test_a_release_killed_anywhere_loses_and_doubles_nothing(
    tmp_path: Path, place: Callable[[], Place]
) -> None:
    urls, crash = place()
    tally = await kill_while_releasing(Site(tmp_path / "data", urls), KILLS // 2, Random(2), crash)
    assert tally.fine, tally


@pytest.mark.timeout(MOST_SECONDS)
async def test_a_bot_that_confirms_before_it_has_stored_is_found_out(tmp_path: Path) -> None:
    tally = await die_between_thanks_and_storing(Site(tmp_path / "data"), Random(3))
    assert (tally.lost, tally.waiting) == (1, 1), tally


def test_whatever_is_lost_or_doubled_is_counted() -> None:
    acknowledged, stored = Counter("aab"), Counter("aacc")
    assert compare(acknowledged, stored) == (1, 1)
    assert compare(acknowledged, Counter("aabd")) == (0, 0), "stored, and killed before the thanks"
