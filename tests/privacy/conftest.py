"""A house in a fresh folder for each attack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A small installation in a folder of its own."""
    made = House(tmp_path / "data")
    yield made
    made.app.close()
