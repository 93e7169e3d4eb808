"""The settings that privacy rests on are set and asserted, and the schema tells nothing (A-09)."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Date, DateTime, Float, Integer, Numeric, Time, UniqueConstraint

from storage import databases
from storage.databases import SQLITE_SETTINGS, Database, UnsafeDatabase
from storage.migrations import METADATA, settings
from tests.storage.house import House

# Every column of the tables that hold or surround an answer. A new one has to be argued for here.
COLUMNS = {
    "contact": {
        *("idx", "place", "card", "channel", "audience", "joined_month"),
        *("paused", "last_prompt_week", "prompts_this_year"),
    },
    "dialog": {"idx", "talk", "week", "unshown", "last_week"},
    "box": {"row", "week", "sealed"},
    "note": {"row", "week", "sealed"},
    "chat": {"idx", "numbers", "week"},
    "plan": {"week", "sealed"},
    "guess": {"idx", "until"},
    "lot": {"id", "week", "item", "audience", "level", "place", "asked", "few"},
    "lot_answer": {"id", "lot", "value"},
    "reading": {"id", "week", "item", "audience", "level", "place", "asked", "closed"},
    "reading_text": {"id", "lot", "sealed", "verdict", "hidden"},
    "release": {"week"},
    "publication": {"kind", "week", "content"},
}
COUNTS = {"prompts_this_year"}  # numbers, but no times
FINER_THAN_A_WEEK = (Date, DateTime, Time, Float, Numeric)
WITHOUT_ROWID = {
    "contacts": {
        *("contact", "code", "dialog", "box", "note", "chat", "outbox", "state", "plan"),
        *("taken", "guess"),
    },
    "office": {"lot", "lot_answer", "reading", "reading_text"},
}


def test_every_connection_has_the_settings(house: House) -> None:
    for database in house.app.databases:
        with ExitStack() as open_at_once:
            for _ in range(3):
                connection = open_at_once.enter_context(database.engine.connect())
                for name, wanted in SQLITE_SETTINGS.items():
                    found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    assert str(found).lower() == str(wanted), name


def test_no_setting_is_weaker_than_privacy_needs() -> None:
    """All other tests compare with the same list: a weaker value in it would pass them."""
    needed = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,  # what is sorted or put aside never lies in a file of its own
    }
    assert needed.items() <= SQLITE_SETTINGS.items()


class Stubborn:
    """A SQLite connection of a build in which one setting cannot be changed."""

    def __init__(self, path: Path, fixed: str) -> None:
        self._real = sqlite3.connect(path)
        self._fixed = fixed
        self.isolation_level: str | None = ""
        # Debian's build is safe by default, others are not.
        for unsafe in ("secure_delete=fast", "trusted_schema=1", "synchronous=1", "temp_store=0"):
            self._real.execute(f"PRAGMA {unsafe}")

    def execute(self, statement: str) -> sqlite3.Cursor:
        """Do it, unless it is the setting that stays as it is."""
        ignored = statement.startswith(f"PRAGMA {self._fixed}=")
        return self._real.execute("SELECT 1" if ignored else statement)

    def close(self) -> None:
        """Close the real connection."""
        self._real.close()


@pytest.mark.parametrize("name", SQLITE_SETTINGS)
def test_a_setting_that_does_not_hold_is_refused_by_name(tmp_path: Path, name: str) -> None:
    connection = Stubborn(tmp_path / "x.sqlite", name)
    with pytest.raises(UnsafeDatabase, match=rf"{name} is \S+; it must be \S+"):
        databases._prepare_sqlite(connection, None)
    connection.close()


def test_a_database_without_a_write_ahead_log_is_refused() -> None:
    with pytest.raises(UnsafeDatabase, match="journal_mode is memory; it must be wal"):
        Database("sqlite://")


@pytest.mark.parametrize("name", ["contacts", "office"])
def test_the_migrations_make_what_the_tables_say(house: House, name: str) -> None:
    database = house.app.databases[name == "office"]
    command.check(settings(database, name))


def tables() -> dict[str, Any]:
    """Every table of both databases."""
    return {name: table for each in METADATA.values() for name, table in each.tables.items()}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_around_answers_has_the_columns_it_is_known_for(name: str) -> None:
    assert {column.name for column in tables()[name].columns} == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_no_column_around_answers_is_finer_than_a_week(name: str) -> None:
    for column in tables()[name].columns:
        assert not isinstance(column.type, FINER_THAN_A_WEEK), column
        if isinstance(column.type, Integer):
            assert column.name in COUNTS, column
        assert column.server_default is None, column


UNIQUE = {  # everything that a clash could name; none of it is what somebody has said
    "contact": {"idx"},
    "dialog": {"idx"},
    "box": {"row"},
    "note": {"row"},
    "chat": {"idx"},
    "plan": {"week"},
    "lot": {"id"},
    "lot_answer": {"id"},
    "reading": {"id"},
    "reading_text": {"id"},
    "release": {"week"},
    "publication": {"kind", "week"},
    "open_note": {"id"},
    "outbox": {"id"},
    "code": {"code"},
    "code_request": {"code"},
    "taken": {"id"},
    "guess": {"idx"},
}


@pytest.mark.parametrize("name", UNIQUE)
def test_nothing_that_somebody_says_has_to_be_unique(name: str) -> None:
    """A unique index makes the server's errors name values (A-10, M5)."""
    table = tables()[name]
    assert {column.name for column in table.primary_key} == UNIQUE[name]
    assert not [index.name for index in table.indexes if index.unique]
    assert not [each for each in table.constraints if isinstance(each, UniqueConstraint)]


def test_no_table_counts_its_rows() -> None:
    for name, table in tables().items():
        for column in table.primary_key:
            numbered = isinstance(column.type, Integer)
            assert not numbered, f"{name}.{column.name} would number the rows as they come"
            assert column.default is None, f"{name}.{column.name}"


def test_no_table_says_when_a_row_was_made() -> None:
    telling = ("created", "updated", "modified", "inserted", "timestamp", "seq")
    for name, table in tables().items():
        assert not [c.name for c in table.columns if any(t in c.name for t in telling)], name


@pytest.mark.parametrize("name", ["contacts", "office"])
def test_the_files_keep_no_hidden_row_number(house: House, name: str) -> None:
    with sqlite3.connect(house.folder / f"{name}.sqlite") as file:
        made = dict(file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    file.close()
    numbered = {table for table in WITHOUT_ROWID[name] if "WITHOUT ROWID" not in made[table]}
    assert numbered == set()
    assert not any("AUTOINCREMENT" in sql.upper() for sql in made.values())
    assert "sqlite_sequence" not in made


def test_the_office_has_no_room_for_an_address() -> None:
    office, contacts = METADATA["office"], METADATA["contacts"]
    assert not set(office.tables) & set(contacts.tables)
    telling = {"address", "idx", "contact", "chat", "person", "phone", "recipient", "row"}
    for name, table in office.tables.items():
        assert not {column.name for column in table.columns} & telling, name
        for key in table.foreign_keys:
            assert key.column.table.name in office.tables


def test_a_talk_is_kept_as_a_step_only(house: House) -> None:
    from storage.contacts.tables import DialogRow

    (address,) = house.enrol(house.unit(), 1)
    house.talk(address, house.start_round())
    (row,) = house.rows(DialogRow)
    assert b"round" not in row.talk
    with house.app.contacts.reading() as book:
        dialog = book.dialog(address)
    assert dialog
    assert set(dialog.conversation.as_record()) == {
        *("prompt", "set", "rung", "audience", "channel", "language", "items", "step"),
        "resume",
    }


@pytest.mark.parametrize("url", ["mysql://us:secret@there/us", "postgresql:there", "nonsense"])
def test_an_address_of_no_database_of_ours_is_named_without_its_password(url: str) -> None:
    with pytest.raises(UnsafeDatabase, match=r"write postgresql\+psycopg://") as refused:
        Database(url)
    assert "secret" not in str(refused.value)
