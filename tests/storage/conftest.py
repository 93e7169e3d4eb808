"""A house in a fresh folder for each test of storage: on SQLite, and some also on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres.fixtures import run_on_both
from tests.storage.house import House

# What rests on transactions, locks and types; the others would say the same twice.
ON_BOTH = (
    *("test_closing_units", "test_corrections", "test_forgetting", "test_outbox"),
    *("test_panel_questions", "test_pending", "test_release"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run these modules on both databases."""
    run_on_both(metafunc, ON_BOTH)


@pytest.fixture
def house(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A small installation in a folder of its own."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()
