"""The brake on passwords under PostgreSQL: it holds for all processes of the console at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError
from sqlmodel import select

from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from storage.office.brake import ALLOWED, LOGIN, Brake, TooOften
from storage.office.tables import LoginAttemptRow
from tests.postgres.server import CLOCK, Postgres

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
KEY = bytes(range(32))


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


def test_many_attempts_at_once_are_many(sides: dict[str, Database]) -> None:
    def attempt(number: int) -> bool:
        # a different source each time, whose row may lie before the login's or after it
        try:
            Brake(sides[CONSOLE], lambda: TUESDAY, KEY).take("admin", f"203.0.113.{number % 7}")
        except TooOften:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        looked_at = list(people.map(attempt, range(40)))
    assert looked_at.count(True) == ALLOWED[LOGIN].at_once


def test_the_console_counts_and_the_clock_clears(sides: dict[str, Database]) -> None:
    Brake(sides[CONSOLE], lambda: TUESDAY, KEY).take("admin", "203.0.113.7")
    Brake(sides[CONSOLE], lambda: TUESDAY, KEY).right("admin", "203.0.113.7")
    with pytest.raises(ProgrammingError, match="permission denied"):
        Brake(sides[CHAT], lambda: TUESDAY, KEY).take("admin", "")
    Brake(sides[CLOCK], lambda: TUESDAY + timedelta(minutes=1), KEY).clear()
    with sides[CLOCK].reading() as session:
        assert session.exec(select(LoginAttemptRow)).all() == []
