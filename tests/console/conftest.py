"""The console's world for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.office_world import World, opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a fresh organisation."""
    with opened(tmp_path) as one:
        yield one
