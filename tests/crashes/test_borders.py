"""Killed at any border of any writing, it ends as if nothing had been (C-02)."""

import os
from pathlib import Path

import pytest

from tests.crashes.borders import HAPPENINGS, MUTANTS
from tests.crashes.cutting import Stage, chosen
from tests.postgres.fixtures import DATABASES
from tests.postgres.server import Postgres

MOST = int(os.environ.get("KUULOLLA_BORDERS", "10"))  # borders of each happening; 0 is all of them
BETWEEN_THE_DATABASES = "DELETE FROM box"  # the office has the lots, the box has the answers still


@pytest.fixture(params=DATABASES)
def server(request: pytest.FixtureRequest) -> Postgres | None:
    """The server, or None for SQLite."""
    if request.param == "sqlite":
        return None
    found: Postgres = request.getfixturevalue("postgres_server")
    return found


@pytest.mark.parametrize("name", HAPPENINGS)
def test_cut_off_anywhere_and_begun_anew_it_ends_the_same(
    name: str, tmp_path: Path, server: Postgres | None
) -> None:
    stage = Stage.prepared(HAPPENINGS[name], tmp_path / "data", server)
    clean, borders = stage.clean(), stage.borders()
    deaths = 0
    for border in chosen(borders, MOST):
        died, found = stage.cut_at(border)
        deaths += died
        assert found == clean, f"{name} cut off at {border}: {borders[border - 1]}"
    assert deaths > 5


@pytest.mark.parametrize("name", MUTANTS)
def test_what_is_done_in_the_wrong_order_is_noticed(
    name: str, tmp_path: Path, server: Postgres | None
) -> None:
    stage = Stage.prepared(MUTANTS[name], tmp_path / "data", server)
    clean, borders = stage.clean(), stage.borders()
    tried = [n for n, border in enumerate(borders, 1) if border.startswith(BETWEEN_THE_DATABASES)]
    assert any(stage.cut_at(border)[1] != clean for border in tried or chosen(borders, MOST))
