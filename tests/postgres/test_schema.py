"""The migrations make on PostgreSQL what the tables say."""

import pytest
from alembic import command

from storage.migrations import METADATA, settings
from tests.postgres.fixtures import on_postgresql
from tests.storage.house import House


@on_postgresql
@pytest.mark.parametrize("name", METADATA)
def test_the_migrations_make_what_the_tables_say(house: House, name: str) -> None:
    command.check(settings(house.app.databases[name == "office"], name))
