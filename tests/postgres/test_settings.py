"""A real server with one unsafe setting is refused by name, and a safe one's log tells nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError

from storage import postgresql
from storage.databases import Database, UnsafeDatabase
from storage.office.tables import ServiceRow
from tests.postgres.server import ADMINISTRATOR, Postgres, postgres
from tests.storage.house import House

UNSAFE = {
    "log_statement": "all",
    "log_duration": "on",
    "log_min_duration_statement": "0",
    "log_min_duration_sample": "0",
    "log_transaction_sample_rate": "0.5",
    "log_error_verbosity": "default",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_parser_stats": "on",
    "log_planner_stats": "on",
    "log_executor_stats": "on",
    "log_statement_stats": "on",
    "debug_print_parse": "on",
    "debug_print_rewritten": "on",
    "debug_print_plan": "on",
    "synchronous_commit": "off",
}
AT_START = {"track_commit_timestamp": "on"}  # cannot be changed while the server runs
MARK = "Kukkaruukku"


@contextmanager
def flipped(server: Postgres, setting: str, value: str) -> Iterator[str]:
    """The URL of a database with one setting changed."""
    with server.administrator() as connection:
        connection.execute("CREATE DATABASE flipped")
        connection.execute(f"ALTER DATABASE flipped SET {setting} = '{value}'")
        yield server.url("flipped")
        connection.execute("DROP DATABASE flipped WITH (FORCE)")


def test_each_setting_is_flipped_here() -> None:
    assert UNSAFE.keys() | AT_START.keys() == postgresql.SETTINGS.keys()
    assert postgresql.DURABLE.keys() == {"fsync", "full_page_writes"}


def test_the_deployments_own_settings_are_accepted(postgres_server: Postgres) -> None:
    Database(postgres_server.deployed[0]).close()


@pytest.mark.parametrize("setting", UNSAFE)
def test_an_unsafe_setting_is_refused_by_name(postgres_server: Postgres, setting: str) -> None:
    refused = pytest.raises(UnsafeDatabase, match=rf"setting {setting} is \S+; it must be \S+")
    with flipped(postgres_server, setting, UNSAFE[setting]) as url, refused:
        Database(url)


def test_an_extension_that_a_session_loads_is_refused(postgres_server: Postgres) -> None:
    refused = pytest.raises(UnsafeDatabase, match="has loaded auto_explain")
    with flipped(postgres_server, "session_preload_libraries", "auto_explain") as url, refused:
        Database(url)


def test_a_server_that_may_forget_is_refused_unless_it_is_a_throw_away_one(
    postgres_server: Postgres,
) -> None:
    refused = pytest.raises(UnsafeDatabase, match="setting fsync is off; it must be on")
    with flipped(postgres_server, postgresql.THROW_AWAY, "off") as url, refused:
        Database(url)


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("track_commit_timestamp=on", "track_commit_timestamp is on"),
        ("shared_preload_libraries=pg_stat_statements", "has loaded pg_stat_statements"),
        (f"fsync=on {postgresql.THROW_AWAY}=off", "full_page_writes is off"),
    ],
)
def test_what_only_a_start_can_change_is_refused_too(setting: str, said: str) -> None:
    refused = pytest.raises(UnsafeDatabase, match=said)
    with postgres(*setting.split(), bare=True) as server, refused:
        Database(server.url("postgres", ADMINISTRATOR))


@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
def test_a_clash_tells_the_servers_log_no_value(house: House, postgres_server: Postgres) -> None:
    def add() -> None:
        with house.app.databases[1].writing() as session:
            session.add(ServiceRow(id=MARK, name=MARK))

    add()
    with pytest.raises(IntegrityError) as clash:
        add()
    assert "pk_service" in postgres_server.log
    assert MARK not in postgres_server.log
    assert "parameters hidden" in str(clash.value)
