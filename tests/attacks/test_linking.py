"""Released answers cannot be matched to people, and the attack that says so can match (A-07)."""

from dataclasses import replace
from pathlib import Path

from app.population import Habits
from app.world import World
from attacks.linking import Score, attack
from tests.attacks.marked import Theft

SMALL = World(
    homes=6,
    people=7,
    team=0,
    weeks=4,
    seed=3,
    habits=Habits(answering=0.7, even=True, cards=0.6, spontaneous=0.3),
    hard_cases=False,
)


def scores(theft: Theft) -> dict[str, Score]:
    """Every way of guessing."""
    theft.live()
    found = attack(theft.thief, theft.told("truth"), theft.told("units"))
    return {score.way: score for score in found}


def test_with_every_copy_and_the_master_key_matching_is_at_chance(tmp_path: Path) -> None:
    theft = Theft(tmp_path, SMALL)
    found = scores(theft)
    assert len(found) > 20
    for score in found.values():
        assert score.answers > 100
        assert score.right <= score.limit(len(found)), score
    assert found["opened boxes"].right == 0
    assert theft.thief.box_sizes() == {8192}


def test_with_the_weeks_keys_in_the_copies_the_same_thief_succeeds(tmp_path: Path) -> None:
    found = scores(Theft(tmp_path, replace(SMALL, homes=3, weeks=2), keys=True))
    assert found["opened boxes"].accuracy > 0.95
