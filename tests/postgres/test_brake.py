"""The brake on passwords under PostgreSQL: it holds for all processes of the console at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlmodel import select

from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from storage.office.brake import ALLOWED, LOGIN, Brake, TooOften
from storage.office.tables import LoginAttemptRow
from tests.postgres.fixtures import KEY, TUESDAY
from tests.postgres.server import CLOCK


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
