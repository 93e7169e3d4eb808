"""Crashes at a chosen moment: at the n-th thing that is done to a database or to a key file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.storage.house import House

FILE_EVENTS = ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "hardlink_to"))


class Crash(BaseException):
    """The process died here; nothing in the program may catch it."""


class Fuse:
    """Burns through at the n-th event; counts them all when ``at`` is 0."""

    def __init__(self, at: int = 0, blow: Callable[[str], None] | None = None) -> None:
        self.at = at
        self.burnt: list[str] = []
        self._blow = blow or _crash

    def burn(self, name: str) -> None:
        """One more event."""
        self.burnt.append(name)
        if len(self.burnt) == self.at:
            self._blow(name)


def _crash(name: str) -> None:
    raise Crash(name)


@contextmanager
def crashing(house: House, fuse: Fuse) -> Iterator[Fuse]:
    """Every statement, commit and change of a key file is an event, until the block ends."""

    def statement(_: Any, __: Any, sql: str, *rest: Any) -> None:
        fuse.burn(" ".join(sql.split()[:3]))

    def commit(_: Any) -> None:
        fuse.burn("COMMIT")

    engines = [database.engine for database in house.app.databases]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "commit", commit)
    with pytest.MonkeyPatch.context() as patched:
        for owner, name in FILE_EVENTS:
            patched.setattr(owner, name, _counted(getattr(owner, name), name, fuse))
        try:
            yield fuse
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", statement)
                event.remove(engine, "commit", commit)


def _counted(real: Callable[..., Any], name: str, fuse: Fuse) -> Callable[..., Any]:
    def counted(*args: Any, **named: Any) -> Any:
        fuse.burn(name)
        return real(*args, **named)

    return counted
