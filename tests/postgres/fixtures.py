"""One PostgreSQL for the whole run, started by the first test that wants it."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # most tests need neither a server nor what it takes to talk to one
    from tests.postgres.server import Postgres

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
KEY = bytes(range(32))
FILES = ("", "")  # SQLite files in the house's folder
DATABASES = ("sqlite", "postgresql")
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)  # it reads the files
on_postgresql = pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
on_both = pytest.mark.parametrize("urls", DATABASES, indirect=True)


def run_on_both(metafunc: pytest.Metafunc, modules: Collection[str]) -> None:
    """Run a module's tests on both databases if it is one of ``modules``."""
    name = metafunc.module.__name__.rpartition(".")[2]
    named = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if name in modules and "urls" in metafunc.fixturenames and "urls" not in named:
        metafunc.parametrize("urls", DATABASES, indirect=True)


@pytest.fixture(scope="session")
def postgres_server() -> "Iterator[Postgres]":
    """The server; a test that asks for it does not run where there is none."""
    from tests.postgres.installed import NoPostgres
    from tests.postgres.server import postgres

    try:
        with postgres() as server:
            yield server
    except NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture
def urls(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Where the house's databases are: SQLite unless the test is parametrised."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield FILES
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    pair = server.new_pair()
    yield pair
    server.drop(pair)
