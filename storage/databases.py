"""Opens the two databases, with the settings privacy rests on set and asserted (A-09, A-10)."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from storage.postgresql import assert_safe, await_snapshots, rewrite
from storage.troubles import StillBusy as StillBusy
from storage.troubles import UnsafeDatabase as UnsafeDatabase

SQLITE_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit that returned is on the disk
    "secure_delete": 1,  # ON, not FAST: deleted pages are overwritten
    "trusted_schema": 0,
    "temp_store": 2,  # MEMORY
    "foreign_keys": 1,
    "busy_timeout": 30_000,  # milliseconds; a wait for the one writer must outlast a release
}

# PostgreSQL: wait until nobody else has one of these numbers. All take them in the same order, so
# that nobody waits in a ring, and let go when their transaction ends. SQLite has one writer anyway.
TAKE_TURNS = text(
    "SELECT pg_advisory_xact_lock(turn) FROM unnest(CAST(:turns AS bigint[])) AS turn"
)

PATIENCE = 1_000  # milliseconds that the minute's emptying of the log waits for readers
CHECKPOINT_TRIES = 10  # each waits for readers as long as ``busy_timeout`` says


def insert_into(table: Any, dialect: str) -> Any:
    """An INSERT that can say ``on_conflict_…``; only the dialect that is spoken is loaded."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


class Database:
    """One database: sessions that read, and sessions that write under one lock."""

    def __init__(self, url: str) -> None:
        """Open ``url`` (SQLite file or PostgreSQL). Raises UnsafeDatabase."""
        self.engine = _engine(url)
        self.dialect = self.engine.dialect.name
        self.sqlite = self.dialect == "sqlite"
        self._writes = self.engine.execution_options(writes=True)
        try:
            with self.engine.connect() as connection:
                if not self.sqlite:
                    assert_safe(connection)
        except UnsafeDatabase:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only looks."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed and durable at the end, rolled back if anything raises."""
        with Session(self._writes, expire_on_commit=False) as session, session.begin():
            yield session

    def remove_residue(self) -> None:
        """Leave nothing of deleted rows in the files (M2, M4; release step 6).

        Raises StillBusy when a reader keeps the write-ahead log from being emptied.
        """
        if self.sqlite:
            with closing(self.engine.raw_connection()) as connection:
                cursor = connection.cursor()
                _empty_log(cursor)
                cursor.execute("VACUUM")
                _empty_log(cursor)
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as postgres:
            await_snapshots(postgres)
            rewrite(postgres)

    def forget_order(self) -> None:
        """Empty SQLite's write-ahead log, which keeps every commit in the order of coming (A-08).

        While somebody reads it stays as it is until the next call.
        """
        if not self.sqlite:
            return
        with closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout={SQLITE_SETTINGS['busy_timeout']}")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, ImportError):  # the URL is not repeated: a password stands in it
        raise UnsafeDatabase(
            "KUULOLLA_CONTACTS_DATABASE or KUULOLLA_OFFICE_DATABASE is no address of a database "
            "that can be used here: leave it empty for SQLite, or write "
            "postgresql+psycopg://ROLE:PASSWORD@HOST/NAME"
        ) from None
    sqlite = make_url(url).get_backend_name() == "sqlite"
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_tells_no_rows)
    arguments: dict[str, Any] = {"timeout": 30} if sqlite else {}
    # A server that was restarted is noticed before a talk begins, not in the middle of it.
    engine = create_engine(
        url, hide_parameters=True, connect_args=arguments, pool_pre_ping=not sqlite
    )
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tells_no_rows(record: logging.LogRecord) -> bool:
    """At DEBUG SQLAlchemy logs every row it fetches, hidden parameters or not (A-22)."""
    return record.levelno > logging.DEBUG


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Set and assert on each connection: these settings belong to the connection."""
    connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
    for name, wanted in SQLITE_SETTINGS.items():
        connection.execute(f"PRAGMA {name}={wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if str(found).lower() != str(wanted):
            raise UnsafeDatabase(f"SQLite setting {name} is {found}; it must be {wanted}.")


def _empty_log(cursor: Any) -> None:
    for _ in range(CHECKPOINT_TRIES):
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        sleep(0.05)
    raise StillBusy("The database is being read; the release goes on at the next beat.")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
