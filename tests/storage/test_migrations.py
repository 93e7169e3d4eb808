"""Databases that are in use go up with everything that lies in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from conversations.replies import Act, Reply
from storage.contacts.tables import BoxRow, ContactRow, DialogRow, NoteRow
from storage.databases import Database
from storage.migrations import METADATA, NotMigrated, migrate, newest, settings, version
from tests.crashes.fuse import Crash, Fuse, crashing
from tests.postgres.fixtures import on_both
from tests.storage.house import House

FIRST = "0001"


def test_lots_from_before_go_up_with_their_answers_and_count_as_lots_of_few(
    tmp_path: Path,
) -> None:
    office = Database(f"sqlite:///{tmp_path / 'office.sqlite'}")
    command.upgrade(settings(office, "office"), "0009")
    with office.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO lot (id, week, item, audience, level, place, asked)"
                " VALUES ('one', '2026-W02', 'heard', 'young_person', 'unit', 'home', 1)"
            )
        )
        connection.execute(text("INSERT INTO lot_answer VALUES ('two', 'one', '5')"))
    migrate(office, "office")
    with office.engine.connect() as connection:
        assert connection.execute(text("SELECT few FROM lot")).scalars().all() == [1]
        assert connection.execute(text("SELECT lot FROM lot_answer")).scalars().all() == ["one"]
    office.close()


@on_both
def test_a_half_full_box_goes_up_whole_wherever_that_is_cut_and_is_released(house: House) -> None:
    *answering, talking = house.enrol(house.unit(), 8)
    for number, address in enumerate(answering[:6]):
        house.keep(address, number)
    house.send(talking, Reply(Act.OPEN, value="spontaneous"))
    contacts = house.app.databases[0]
    tables = (BoxRow, NoteRow, DialogRow, ContactRow)
    before = [house.rows(table) for table in tables]
    cuts, fuse = 0, Fuse()
    while len(fuse.burnt) >= cuts:  # the last one was behind the end
        cuts += 1
        command.downgrade(settings(contacts, "contacts"), FIRST)
        with suppress(Crash), crashing(house, Fuse(cuts)) as fuse:
            migrate(contacts, "contacts")
        migrate(contacts, "contacts")
        assert version(contacts) == newest("contacts")
        assert [house.rows(table) for table in tables] == before, "and no box was opened"
    assert cuts > 5
    house.restart()
    assert house.send(talking, Reply(Act.GO_ON)).step == 1
    house.next_week()
    assert house.app.release.run() == "2026-W47"
    assert sorted(house.released()) == [0, 1, 2, 3, 4, 5]


@on_both
@pytest.mark.parametrize("name", METADATA)
def test_a_database_of_a_newer_program_is_refused_and_left_alone(house: House, name: str) -> None:
    with house.app.databases[name == "office"].writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotMigrated, match=f"The {name} database was made by a newer Kuulolla"):
        house.restart()
    database = Database(house.app.databases[name == "office"].engine.url.render_as_string(False))
    assert version(database) == "9999"
    database.close()
