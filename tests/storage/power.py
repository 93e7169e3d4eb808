"""What a power cut would leave of a folder: bytes and names that were made durable, no others."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FILE_EVENTS = (
    *((os, each) for each in ("open", "fsync", "write")),
    *((Path, each) for each in ("replace", "unlink", "hardlink_to", "open")),
)
GARBAGE = b"neither the old bytes nor the new ones"
Heard = Callable[..., None]


def before_every_event(heard: Heard, patched: pytest.MonkeyPatch) -> None:
    """Be told the name and the arguments of each thing that is to be done to the disk."""
    for owner, name in FILE_EVENTS:
        real = getattr(owner, name)

        def told(*given: Any, _real: Any = real, _name: str = name, **named: Any) -> Any:
            heard(_name, *given)
            return _real(*given, **named)

        patched.setattr(owner, name, told)


@dataclass(slots=True)
class Disk:
    """A disk that may keep the new names of a folder before it is told to, but no bytes."""

    folder: Path
    check: Callable[["Disk"], None] = lambda _: None
    names: dict[str, int] = field(default_factory=dict)  # those that are durable
    _bytes: dict[int, bytes] = field(default_factory=dict)
    _looking: bool = False  # what is opened to look at it is no event

    def watch(self, patched: pytest.MonkeyPatch) -> None:
        """Know what is made durable; ``check`` before every event what a power cut would leave."""
        before_every_event(self._heard, patched)

    def left(self, name: str) -> Iterator[bytes | None]:
        """What may lie under a name after a power cut: by the durable names, or the newest ones."""
        now = self._now()
        there = {number: self.folder / each for each, number in now.items()}
        for names in (self.names, now):
            number = names.get(name)
            if number is None:
                yield None
            elif number in there:
                written = there[number].read_bytes()
                yield written if self._bytes.get(number) == written else GARBAGE
            else:
                yield self._bytes.get(number, GARBAGE)

    def _now(self) -> dict[str, int]:
        found = self.folder.iterdir() if self.folder.exists() else ()
        return {path.name: path.stat().st_ino for path in found}

    def _heard(self, event: str, *given: Any) -> None:
        if not self._looking:
            self._looking = True
            try:
                self._take(event, *given)
            finally:
                self._looking = False

    def _take(self, event: str, *given: Any) -> None:
        self.check(self)
        if event == "fsync":
            self._synced(Path(os.readlink(f"/proc/self/fd/{given[0]}")))
        elif event in ("replace", "unlink", "hardlink_to"):
            path = Path(given[1] if event == "hardlink_to" else given[0])
            if path.parent == self.folder:
                assert GARBAGE not in self.left(path.name), f"{path.name}: {event} before fsync"

    def _synced(self, path: Path) -> None:
        if path == self.folder:
            self.names = self._now()
        elif path.parent == self.folder:
            self._bytes[path.stat().st_ino] = path.read_bytes()
