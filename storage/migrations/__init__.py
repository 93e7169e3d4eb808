"""Migrations of the two databases: each has its own folder of versions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from storage.answers import tables as _answer_tables  # noqa: F401 - fills the office metadata
from storage.contacts.tables import metadata as contacts_metadata
from storage.databases import Database
from storage.office import request_tables as _request_tables  # noqa: F401 - as above
from storage.office.tables import metadata as office_metadata


class NotMigrated(Exception):
    """A database is not at this program's version; the message says what to do."""


METADATA: dict[str, MetaData] = {"contacts": contacts_metadata, "office": office_metadata}


def settings(database: Database, name: str) -> Config:
    """Alembic's settings for the database called ``contacts`` or ``office``."""
    here = Path(__file__).parent
    config = Config()
    config.set_main_option("script_location", str(here))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(here / name))
    config.attributes["engine"] = database.engine
    config.attributes["metadata"] = METADATA[name]
    return config


def migrate(database: Database, name: str) -> None:
    """Bring a database to the newest version."""
    command.upgrade(settings(database, name), "head")


def assert_migrated(database: Database, name: str) -> None:
    """Only the clock migrates; the other parts have to find its work done. Raises NotMigrated."""
    newest = ScriptDirectory.from_config(settings(database, name)).get_heads()
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    if set(found) != set(newest):
        raise NotMigrated(
            f"The {name} database is not at this program's version. The clock migrates it: start "
            "the clock of the same version first."
        )
