"""What staff ask for from a chat, under PostgreSQL's roles: the chat adds, the clock reads."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from storage.office.wishes import START, UNLINK, Wish, Wishes
from tests.postgres.server import CLOCK, Postgres


@pytest.fixture
def sides(postgres_server: Postgres) -> Iterator[dict[str, Wishes]]:
    """The same wishes as each role has them."""
    pair = postgres_server.new_pair()
    name = str(make_url(pair[1]).database)
    opened = {role: Database(postgres_server.url(name, role)) for role in (CLOCK, CHAT, CONSOLE)}
    grant(opened[CLOCK], "office")
    yield {role: Wishes(database) for role, database in opened.items()}
    for database in opened.values():
        database.close()
    postgres_server.drop(pair)


def test_chat_and_console_add_and_the_clock_reads(sides: dict[str, Wishes]) -> None:
    for _ in "twice":
        sides[CHAT].ask("worker", START, "wave-1")
    sides[CONSOLE].ask("worker", UNLINK)
    assert sides[CLOCK].waiting() == [Wish("worker", START, "wave-1"), Wish("worker", UNLINK)]
    for wish in sides[CLOCK].waiting():
        sides[CLOCK].done(wish)
    assert sides[CLOCK].waiting() == []


@pytest.mark.parametrize("role", [CHAT, CONSOLE])
def test_who_adds_reads_nothing_back_and_takes_nothing_away(
    sides: dict[str, Wishes], role: str
) -> None:
    sides[role].ask("worker", START, "wave-1")
    with pytest.raises(ProgrammingError, match="permission denied"):
        sides[role].waiting()
    with pytest.raises(ProgrammingError, match="permission denied"):
        sides[role].done(Wish("worker", START, "wave-1"))
