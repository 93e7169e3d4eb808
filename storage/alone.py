"""What only one of several processes may do at a time: whoever holds PostgreSQL's lock for it."""

import hashlib
from contextlib import suppress
from threading import Lock

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from storage.databases import Database


class Alone:
    """The turn to do something. It ends with its connection, so also with a kill.

    A SQLite file has one process that talks; it is always its turn.
    """

    def __init__(self, database: Database, what: str) -> None:
        """All processes call the same thing ``what``."""
        self._database = database
        self._number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        self._connection: Connection | None = None
        self._held = False
        self._asking = Lock()  # several in this process ask, each on a thread of its own

    def mine(self) -> bool:
        """Whether it is this process's turn, as of now. Raises SQLAlchemyError."""
        if self._database.sqlite:
            return True
        with self._asking:
            return self._ask()

    def _ask(self) -> bool:
        try:
            if self._connection is None:
                engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
                self._connection = engine.connect()
            # asked again while it is held, a lock would only be counted
            question = "SELECT true" if self._held else "SELECT pg_try_advisory_lock(:number)"
            asked = text(question), {} if self._held else {"number": self._number}
            self._held = bool(self._connection.execute(*asked).scalar_one())
        except SQLAlchemyError:
            self._leave()
            raise
        return self._held

    def let_go(self) -> None:
        """Leave the turn to another process, which has it as soon as it asks."""
        with self._asking:
            if self._connection is not None and self._held:
                # a server hears in its own time that a connection has ended
                unlocking = text("SELECT pg_advisory_unlock(:number)"), {"number": self._number}
                with suppress(SQLAlchemyError):
                    self._connection.execute(*unlocking)
            self._leave()

    def _leave(self) -> None:
        connection, self._connection, self._held = self._connection, None, False
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()  # closed for good: in the pool it would keep the lock
            connection.close()
