"""Databases that are in use go up with everything that lies in them."""

from pathlib import Path

from alembic import command
from sqlalchemy import text

from storage.databases import Database
from storage.migrations import migrate, settings


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
