"""Without power at any moment, what was acknowledged is on the disk (C-03)."""

import os
from pathlib import Path
from random import Random

import pytest

from tests.crashes.power import MUTANTS, Loss, NoStrace, cut_often

ASKED = os.environ.get("KUULOLLA_CUTS")  # beside those after each acknowledgement
CUTS = int(ASKED or "12")
TRIED = [name for name in MUTANTS if name][: None if ASKED else 1]
MOST_SECONDS = 600


def cut(folder: Path, cuts: int, mutant: str = "") -> Loss:
    """Live, and be cut off."""
    try:
        return cut_often(folder, cuts, Random(1), mutant)
    except NoStrace as missing:
        pytest.skip(str(missing))


@pytest.mark.timeout(MOST_SECONDS)
def test_after_a_power_cut_anywhere_nothing_is_lost_twice_or_remembered(tmp_path: Path) -> None:
    loss = cut(tmp_path, CUTS)
    assert loss.nothing, loss
    assert loss.cuts > CUTS


@pytest.mark.timeout(MOST_SECONDS)
@pytest.mark.parametrize("mutant", TRIED)
def test_what_is_not_synced_is_found_out(tmp_path: Path, mutant: str) -> None:
    assert not cut(tmp_path, 0, mutant).nothing
