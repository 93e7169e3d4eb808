"""What docs/privacy.md admits of pseudonyms is found, so that its figures can be run again."""

import pytest

from app.simulation.population import Habits
from app.simulation.world import World
from attacks.pseudonyms import Pseudonyms
from tests.attacks.marked import Theft, lived
from tests.postgres.fixtures import DATABASES

LIVELY = World(
    homes=2,
    team=0,
    weeks=3,
    seed=5,
    habits=Habits(answering=0.8, even=True, spontaneous=0.3, languages=0.3, waves=True),
    hard_cases=False,
)


@pytest.fixture(scope="module", params=DATABASES)
def theft(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Theft:
    """Three weeks that were copied every hour; keys, too, to score by."""
    return lived(tmp_path_factory.mktemp("weeks"), LIVELY, request)


def test_whose_contact_changes_with_one_talk_alone_is_known_to_have_talked(theft: Theft) -> None:
    found = Pseudonyms(theft.thief).linked(theft.told("people"))["changed"]
    assert found.cases >= found.said >= found.right > 0
    assert found.right > 0.8 * found.said


def test_a_waves_boxes_tell_the_place_of_whoever_changes_one(theft: Theft) -> None:
    found = Pseudonyms(theft.thief).placed(theft.told("truth"))
    assert found.right > 0
    assert found.right == found.said


def test_the_place_of_boxes_tells_which_was_written_first(theft: Theft) -> None:
    found = Pseudonyms(theft.thief).written()
    assert found.pairs > 100
    assert found.right > 0.7
