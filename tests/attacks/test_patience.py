"""Who knows everybody that answered learns in time whose answers are whose; nobody else does."""

from random import Random

from attacks.linking import together
from attacks.patience import guess, knowing_only_who_lives_there, lives

ROUNDS = 13  # a year
WORLDS = [lives(Random(seed), ROUNDS, 0.5) for seed in range(4)]


def test_without_seeing_who_answered_a_year_tells_nothing() -> None:
    found = together([guess(knowing_only_who_lives_there(lots), "homes") for lots in WORLDS])
    assert found.answers > 500
    assert found.right <= found.may_reach()


def test_who_sees_who_answered_learns_in_a_year() -> None:
    """Why talks are kept under keys that die: the attack works where they are not."""
    found = together([guess(lots, "talks") for lots in WORLDS])
    assert found.right > found.may_reach()
    assert found.accuracy > 1.4 * found.chance / found.answers
