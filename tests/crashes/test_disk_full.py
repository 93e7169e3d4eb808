"""Where nothing more can be written it is said, and what was begun goes on when there is room.

The kernel refuses every write of the process that tries (``RLIMIT_FSIZE``): that needs no rights
and no disk of its own. A full disk of PostgreSQL's is to us a server that is away (C-04).
"""

import os
from pathlib import Path

import pytest

from tests.crashes.borders import HAPPENINGS, MUTANTS
from tests.crashes.cutting import Stage, chosen

MOST = int(os.environ.get("KUULOLLA_BORDERS", "8"))  # borders of each happening; 0 is all of them


@pytest.mark.parametrize("name", HAPPENINGS)
def test_with_a_full_disk_nothing_is_thanked_for_and_nothing_is_lost(
    name: str, tmp_path: Path
) -> None:
    stage = Stage.prepared(HAPPENINGS[name], tmp_path / "data", None)
    clean, borders = stage.clean(), stage.borders()
    refusals = 0
    for border in chosen(borders, MOST):
        said, before, after = stage.full_at(border)
        refusals += said
        where = f"{name} without room from {border} on: {borders[border - 1]}"
        assert said or before == clean, f"it did not say so: {where}"
        assert after == clean, where
    assert refusals > 0


def test_what_was_confirmed_before_it_could_be_stored_is_noticed(tmp_path: Path) -> None:
    stage = Stage.prepared(MUTANTS["confirmed before it is stored"], tmp_path / "data", None)
    clean, borders = stage.clean(), stage.borders()
    assert any(stage.full_at(border)[2] != clean for border in chosen(borders, 0))
