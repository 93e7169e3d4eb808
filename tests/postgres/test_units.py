"""Units and corrections under PostgreSQL's roles: the console changes them, the chat only reads."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from storage.office.codes import Codes
from storage.office.desk import Desk
from storage.office.units import Units
from tests.postgres.fixtures import TUESDAY


def units(database: Database) -> Units:
    return Units(database, lambda: TUESDAY, Codes(database, lambda: TUESDAY, str.encode))


def desk(database: Database) -> Desk:
    return Desk(database, lambda: TUESDAY, lambda day: day)


def test_the_console_renames_resizes_closes_and_opens_again_and_the_chat_sees_it(
    sides: dict[str, Database],
) -> None:
    console, chat = units(sides[CONSOLE]), units(sides[CHAT])
    home = console.add("Koivula", 7, "Care")
    console.rename(home.id, "Kuusela")
    console.resize(home.id, 9)
    console.close(home.id)
    (seen,) = chat.all()
    assert (seen.name, seen.size, seen.closes) == ("Kuusela", 9, "2026-W47")
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
