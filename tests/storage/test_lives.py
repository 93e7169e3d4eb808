"""Whatever a whole house lives through, every answer is where it was promised to be (C-21).

``KUULOLLA_LIVES=2000 ./run test tests/storage/test_lives.py --timeout 0`` lives longer lives, on
both databases; it takes an evening.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.answers import rows
from storage.contacts.box import Box
from storage.contacts.closing import NoteRooms
from storage.databases import SQLITE_SETTINGS
from storage.keys import KeysMissing
from tests.postgres.fixtures import DATABASES, FILES
from tests.postgres.server import Postgres
from tests.storage.house import House
from tests.storage.lives import Lives

LIVES = int(os.environ.get("KUULOLLA_LIVES", "0"))
IN_SHORT, STEPS = 25, 30  # lives, and what happens in each
STEPS_OF_A_LONG_LIFE = 100
SHRINKING_TAKES = 900  # seconds at most, should something be found
LIVES_UNTIL_FOUND = 200  # at most


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text here tells of danger, and the power stays on."""
    monkeypatch.setattr("language.danger.nearness", lambda _: None)
    monkeypatch.setitem(SQLITE_SETTINGS, "synchronous", 0)


@pytest.fixture(params=DATABASES if LIVES else DATABASES[:1])
def make_house(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[datetime], House]]:
    """Makes a new house at a moment, and clears the one before away."""
    server: Postgres | None = None
    if request.param != "sqlite":
        server = request.getfixturevalue("postgres_server")
    numbers, made = count(1), list[House]()

    def clear() -> None:
        while made:
            house = made.pop()
            house.app.close()
            shutil.rmtree(house.folder)
            if server:
                server.drop(house.urls)

    def make(moment: datetime) -> House:
        clear()
        urls = server.new_pair() if server else FILES
        made.append(House(tmp_path / f"{next(numbers)}", moment, urls))
        return made[-1]

    yield make
    clear()


def let_live(make_house: Callable[[datetime], House], **wanted: Any) -> None:
    """Let houses live until something is wrong with one."""

    class Here(Lives):
        def make(self, moment: datetime) -> House:
            return make_house(moment)

    checks = list(HealthCheck)
    run_state_machine_as_test(
        Here, settings=settings(deadline=None, suppress_health_check=checks, **wanted)
    )


@pytest.mark.timeout(SHRINKING_TAKES)
def test_whatever_a_house_lives_through_it_keeps_what_it_promised(
    make_house: Callable[[datetime], House],
) -> None:
    steps = STEPS_OF_A_LONG_LIFE if LIVES else STEPS
    let_live(make_house, max_examples=LIVES or IN_SHORT, stateful_step_count=steps)


def twice(session: Any, week: str, lots: Iterable[Any]) -> None:
    """Lots that are written twice."""
    several = list(lots)
    for _ in range(2):
        WRITE_LOTS(session, week, several)


WRITE_LOTS, EMPTY = rows.write_lots, Box.empty
MUTANTS: dict[str, tuple[Any, ...]] = {
    "'forget me' leaves the boxes": (Box, "empty", lambda b, a, p: EMPTY(b, a, ())),
    "a lot of four": ("summaries.forming.SMALLEST_LOT", 4),
    "released twice": ("storage.answers.book.write_lots", twice),
    "notes come again": (NoteRooms, "clear", lambda rooms, today: None),
}


RARE = {"a lot of four"}  # somebody has to look for longer


@pytest.mark.parametrize("mutant", [each for each in MUTANTS if LIVES or each not in RARE])
def test_a_house_that_breaks_its_promise_is_found(
    make_house: Callable[[datetime], House], monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    monkeypatch.setattr(*MUTANTS[mutant])
    with pytest.raises((AssertionError, KeysMissing)):
        let_live(
            make_house,
            max_examples=LIVES_UNTIL_FOUND,
            stateful_step_count=STEPS,
            phases=[Phase.generate],
            derandomize=True,
        )
