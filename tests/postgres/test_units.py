"""Units and corrections under PostgreSQL's roles: the console changes them, the chat only reads."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from storage.office.codes import Codes
from storage.office.desk import Desk
from storage.office.units import Units
from tests.postgres.server import CLOCK, Postgres

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)


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


def units(database: Database) -> Units:
    return Units(database, lambda: TUESDAY, Codes(database, lambda: TUESDAY, str.encode))


def desk(database: Database) -> Desk:
    return Desk(database, lambda: TUESDAY, lambda day: day)


def test_the_console_renames_closes_and_opens_again_and_the_chat_sees_it(
    sides: dict[str, Database],
) -> None:
    console, chat = units(sides[CONSOLE]), units(sides[CHAT])
    home = console.add("Koivula", 7, "Care")
    console.rename(home.id, "Kuusela")
    console.close(home.id)
    assert [(unit.name, unit.closes) for unit in chat.all()] == [("Kuusela", "2026-W47")]
    assert not chat.has_closed(home.id)
    console.reopen(home.id)
    assert [unit.closes for unit in chat.all()] == [""]


def test_the_console_moves_no_unit_and_the_chat_closes_none(sides: dict[str, Database]) -> None:
    home = units(sides[CONSOLE]).add("Koivula", 7, "Care")
    with pytest.raises(ProgrammingError), sides[CONSOLE].writing() as session:
        session.execute(text('UPDATE unit SET "group" = id'))
    with pytest.raises(ProgrammingError):
        units(sides[CHAT]).close(home.id)


def test_a_correction_is_added_by_the_console_and_changed_by_nobody(
    sides: dict[str, Database],
) -> None:
    desk(sides[CONSOLE]).correct("2026-W46", "Väärä sana.")
    (told,) = desk(sides[CHAT]).corrections("2026-W46")
    assert told.text == "Väärä sana."
    for change in ("UPDATE correction SET text = ''", "DELETE FROM correction"):
        with pytest.raises(ProgrammingError), sides[CONSOLE].writing() as session:
            session.execute(text(change))
    with pytest.raises(ProgrammingError):
        desk(sides[CHAT]).correct("2026-W46", "Muuta.")
