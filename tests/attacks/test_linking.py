"""Released answers cannot be matched to people, and the attack that says so can match (A-07).

**Not promised.** Copies of the *keys folder* taken during a week hold that week's private key,
wrapped with the master key: with both, the boxes copied in that week open. The second test does
exactly that and must succeed, which shows that the attack works, and why the keys are never part
of a backup.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError

from app.simulation.population import Habits
from app.simulation.world import World
from attacks.linking import Score, attack
from tests.attacks.marked import Theft
from tests.postgres.fixtures import on_both

SMALL = World(
    homes=6,
    people=7,
    team=0,
    weeks=2,
    seed=3,
    habits=Habits(answering=0.9, even=True, cards=0.8, spontaneous=0.3),
    hard_cases=False,
)


def scores(theft: Theft) -> dict[str, Score]:
    """Every way of guessing."""
    theft.live()
    found = attack(theft.thief, theft.told("truth"), theft.told("units"))
    return {score.way: score for score in found}


@on_both
def test_with_every_copy_and_the_master_key_matching_is_at_chance(
    tmp_path: Path, urls: tuple[str, str]
) -> None:
    theft = Theft(tmp_path, replace(SMALL, homes=3) if any(urls) else SMALL, urls)
    found = scores(theft)
    assert len(found) > 20
    for score in found.values():
        assert score.answers > 100
        assert score.right <= score.may_reach(len(found)), score
    assert found["opened boxes"].right == 0
    assert theft.thief.box_sizes() == {8192}


@on_both
def test_with_the_weeks_keys_in_the_copies_the_same_thief_succeeds(
    tmp_path: Path, urls: tuple[str, str]
) -> None:
    theft = Theft(tmp_path, replace(SMALL, homes=3, weeks=1), urls, keys=True)
    assert scores(theft)["opened boxes"].accuracy > 0.95
    without = replace(theft.thief, master=b"a master key that was guessed...")
    with pytest.raises(CryptoError):
        without.opened(())
