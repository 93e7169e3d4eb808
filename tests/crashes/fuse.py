"""Crashes at a chosen moment: at the n-th thing that is done to a database or to a key file."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.storage.house import House

FILE_EVENTS = (
    *((os, "open"), (os, "fdopen"), (os, "fsync"), (Path, "open")),
    *((Path, "replace"), (Path, "unlink"), (Path, "hardlink_to")),
)


class Crash(BaseException):
    """The process died here; nothing in the program may catch it."""


def kill(name: str) -> None:
    """Die at once: nothing is closed, flushed or rolled back politely."""
    os.kill(os.getpid(), signal.SIGKILL)


def _crash(name: str) -> None:
    raise Crash(name)


class Fuse:
    """Burns through at the n-th event; counts them all when ``at`` is 0."""

    def __init__(self, at: int = 0, blow: Callable[[str], None] = _crash) -> None:
        self.at = at
        self.burnt: list[str] = []
        self.blow = blow

    def burn(self, name: str) -> None:
        """One more event."""
        self.burnt.append(name)
        if len(self.burnt) == self.at:
            self.blow(name)


@contextmanager
def crashing(house: House, fuse: Fuse) -> Iterator[Fuse]:
    """Every statement, commit and change of a key file is an event, until the block ends."""
    with ExitStack() as stack:
        for database in house.app.databases:
            for name, heard in _heard(fuse).items():
                stack.enter_context(_listening(database.engine, name, heard))
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        for owner, name in FILE_EVENTS:
            patched.setattr(owner, name, _counted(getattr(owner, name), name, fuse))
        yield fuse


def _heard(fuse: Fuse) -> dict[str, Callable[..., None]]:
    def statement(_: Any, __: Any, sql: str, *rest: Any) -> None:
        fuse.burn(" ".join(sql.split()[:3]))

    def commit(_: Any) -> None:
        fuse.burn("COMMIT")

    def checkout(connection: Any, *_: Any) -> None:
        """What goes past SQLAlchemy: emptying the log and VACUUM, whose every step is traced."""
        if fuse.blow is kill and isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(lambda sql: fuse.burn(f"SQLite {sql[:20]}"))

    return {"before_cursor_execute": statement, "commit": commit, "checkout": checkout}


@contextmanager
def _listening(engine: Engine, name: str, heard: Callable[..., None]) -> Iterator[None]:
    event.listen(engine, name, heard)
    try:
        yield
    finally:
        event.remove(engine, name, heard)


def _counted(real: Callable[..., Any], name: str, fuse: Fuse) -> Callable[..., Any]:
    def counted(*args: Any, **named: Any) -> Any:
        fuse.burn(name)
        return real(*args, **named)

    return counted
