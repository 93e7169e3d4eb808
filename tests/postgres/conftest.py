"""A house on PostgreSQL for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.house import House


@pytest.fixture
def house(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A small installation in a folder of its own."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()
