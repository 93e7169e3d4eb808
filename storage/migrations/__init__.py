"""Migrations of the two databases: each has its own folder of versions.

Alembic loads for as long as the whole database layer, so only where something is to be migrated.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, inspect, text

from storage.answers import tables as _answer_tables  # noqa: F401 - fills the office metadata
from storage.contacts.tables import metadata as contacts_metadata
from storage.databases import Database
from storage.office import request_tables as _request_tables  # noqa: F401 - as above
from storage.office.tables import metadata as office_metadata

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
METADATA: dict[str, MetaData] = {"contacts": contacts_metadata, "office": office_metadata}


class NotMigrated(Exception):
    """A database is not at this program's version; the message says what to do."""


def settings(database: Database, name: str) -> "Config":
    """Alembic's settings for the database called ``contacts`` or ``office``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(HERE / name))
    config.attributes["engine"] = database.engine
    config.attributes["metadata"] = METADATA[name]
    return config


def newest(name: str) -> str:
    """The version that this program needs: the number of the last file of a folder."""
    return max(file.name for file in (HERE / name).glob("[0-9]*.py")).partition("_")[0]


def version(database: Database) -> str:
    """The version that a database is at; empty for a new one."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
    return found or ""


def migrate(database: Database, name: str) -> None:
    """Bring a database to the newest version. Raises NotMigrated for a newer one."""
    found, wanted = version(database), newest(name)
    if found > wanted:
        raise NotMigrated(
            f"The {name} database was made by a newer Kuulolla: install that version first."
        )
    if found < wanted:
        from alembic import command

        command.upgrade(settings(database, name), "head")


def assert_migrated(database: Database, name: str) -> None:
    """Only the clock migrates; the other parts have to find its work done. Raises NotMigrated."""
    if version(database) != newest(name):
        raise NotMigrated(
            f"The {name} database is not at this program's version. The clock migrates it: start "
            "the clock of the same version first."
        )
