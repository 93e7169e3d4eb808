"""A house on PostgreSQL for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from tests.postgres.server import administrator_of
from tests.storage.house import House


@pytest.fixture
def house(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A small installation in a folder of its own."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()


@pytest.fixture
def disk(urls: tuple[str, str]) -> Iterator[Connection[Any]]:
    """The thief of the contacts database's files."""
    with administrator_of(urls[0]) as connection:
        yield connection


@pytest.fixture
def office_disk(urls: tuple[str, str]) -> Iterator[Connection[Any]]:
    """The thief of the office database's files."""
    with administrator_of(urls[1]) as connection:
        yield connection
