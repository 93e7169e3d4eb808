"""A house on PostgreSQL for each test that asks for one, and an office as each role has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection
from sqlalchemy import make_url

from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from tests.postgres.server import CLOCK, Postgres, administrator_of
from tests.storage.house import House


@pytest.fixture
def house(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A small installation in a folder of its own."""
    made = House(tmp_path / "data", urls=urls)
    yield made
    made.app.close()


@pytest.fixture
def sides(postgres_server: Postgres) -> Iterator[dict[str, Database]]:
    """The office as each role has it."""
    pair = postgres_server.new_pair()
    name = str(make_url(pair[1]).database)
    opened = {role: Database(postgres_server.url(name, role)) for role in (CLOCK, CHAT, CONSOLE)}
    grant(opened[CLOCK], "office")
    yield opened
    for database in opened.values():
        database.close()
    postgres_server.drop(pair)


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
