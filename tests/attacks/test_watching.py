"""Comparing copies: what a thief sees of who talked is scored, and without keys it is nothing."""

from dataclasses import replace

import pytest

from app.simulation.population import Habits
from app.simulation.world import World
from attacks.watching import Watched, watch
from tests.attacks.marked import Theft, lived
from tests.postgres.fixtures import DATABASES

WEEK = World(
    homes=2,
    team=0,
    weeks=1,
    seed=5,
    habits=Habits(answering=0.8, even=True, notes=0.5),
    hard_cases=False,
)


@pytest.fixture(scope="module", params=DATABASES)
def theft(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Theft:
    """A week that was copied every hour, the folder of keys included."""
    return lived(tmp_path_factory.mktemp("weeks"), WEEK, request)


def test_with_the_master_key_nobody_is_seen_to_have_talked(theft: Theft) -> None:
    truth, people = theft.told("truth"), theft.told("people")
    found = watch(replace(theft.thief, keyrings=()), truth, people)
    assert found.talked > 10
    assert (found.seen, found.wrong) == (0, 0)
    assert found.narrowed, "notes were written"
    assert min(found.narrowed) == len(people)


def test_with_the_weeks_keys_the_same_thief_sees_everybody(theft: Theft) -> None:
    truth, people = theft.told("truth"), theft.told("people")
    found = watch(theft.thief, truth, people)
    assert found.share > 0.95
    assert found.wrong == 0


def test_scores_say_how_far_a_writer_was_narrowed_down() -> None:
    found = Watched(talked=4, seen=3, wrong=0, narrowed=(1, 4, 5, 30))
    assert found.share == 0.75
    assert found.notes_among_fewer_than(5) == 0.5
