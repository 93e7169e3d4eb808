"""A disk as it is found after a power cut: what was not synced is there, or not, or torn (C-03)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

SECTOR = 512  # bytes that are written whole or not at all
SYNCS = ("fsync", "fdatasync")
CHANGES = ("write", "pwrite64", "ftruncate", "rename", "link", "unlink", "unlinkat", *SYNCS)
CALLS = ",".join(("openat", "close", "lseek", *CHANGES))
CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
Call = tuple[str, list[str], list[bytes], int]  # name, words, texts, result


class Write(NamedTuple):
    """Bytes at a place of a file; without bytes the file ends there."""

    place: int
    content: bytes | None

    def on(self, file: bytearray) -> None:
        """Do it."""
        file.extend(bytes(max(0, self.place - len(file))))
        if self.content is None:
            del file[self.place :]
        else:
            file[self.place : self.place + len(self.content)] = self.content

    def torn(self, draw: Random) -> "Write | None":
        """What is left of it: all, its first sectors, or nothing."""
        fate = draw.choice(("all", "torn", "nothing"))
        if fate == "torn" and self.content:
            sectors = draw.randrange(len(self.content)) // SECTOR
            return Write(self.place, self.content[: sectors * SECTOR])
        return self if fate == "all" else None


@dataclass(slots=True, eq=False)
class File:
    """A file's bytes as programs see them, those that are safe, and what is in between."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytearray = field(default_factory=bytearray)
    pending: list[Write] = field(default_factory=list)

    def write(self, write: Write) -> None:
        """Write, or cut off."""
        write.on(self.now)
        self.pending.append(write)

    def sync(self) -> None:
        """All of it is safe."""
        self.safe, self.pending = bytearray(self.now), []

    def left(self, draw: Random) -> bytes:
        """What a cut leaves."""
        found = bytearray(self.safe)
        for write in self.pending:
            if (torn := write.torn(draw)) is not None:
                torn.on(found)
        return bytes(found)


Names = dict[Path, File | None]


@dataclass(slots=True)
class Open:
    """An open file, or a folder that has none."""

    path: Path
    file: File | None
    place: int = 0
    appends: bool = False


@dataclass(slots=True)
class Disk:
    """Files by their names. A change of names is safe once its folder was synced, never half."""

    now: dict[Path, File] = field(default_factory=dict)
    safe: Names = field(default_factory=dict)
    pending: list[Names] = field(default_factory=list)
    opened: dict[int, Open] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """A folder as it lies there, all of it safe."""
        found = {}
        for path in folder.rglob("*"):
            if path.is_file():
                found[path] = File(bytearray(path.read_bytes()))
                found[path].sync()
        return cls(found, dict(found))

    def do(self, call: Call) -> None:
        """What a program has asked of the system."""
        name, words, texts, result = call
        if result < 0:
            return
        number = int(words[0]) if words[0].isdecimal() else -1
        opened = self.opened.get(number)
        match name:
            case "openat":
                self._open(Path(texts[0].decode()), words[2], result)
            case "rename" | "link":
                old, new = (Path(text.decode()) for text in texts)
                if old in self.now:
                    self._name({new: self.now[old]} | ({old: None} if name == "rename" else {}))
            case "unlink" | "unlinkat":
                around = opened.path if opened else Path()
                if (gone := around / texts[0].decode()) in self.now:
                    self._name({gone: None})
            case "close":
                self.opened.pop(number, None)
            case _ if opened:
                self._use(opened, name, words, texts, result)

    def _open(self, path: Path, how: str, number: int) -> None:
        if "O_CREAT" in how and path not in self.now:
            self._name({path: File()})
        file = self.now.get(path)
        if file and "O_TRUNC" in how:
            file.write(Write(0, None))
        self.opened[number] = Open(path, file, appends="O_APPEND" in how)

    def _use(
        self, opened: Open, name: str, words: list[str], texts: list[bytes], result: int
    ) -> None:
        if opened.file is None:
            if name in SYNCS:
                self._sync_names(opened.path)
        elif name in SYNCS:
            opened.file.sync()
        elif name == "ftruncate":
            opened.file.write(Write(int(words[1]), None))
        elif name == "pwrite64":
            opened.file.write(Write(int(words[-1]), texts[0][:result]))
        elif name == "lseek":
            opened.place = result
        elif name == "write":
            place = len(opened.file.now) if opened.appends else opened.place
            opened.file.write(Write(place, texts[0][:result]))
            opened.place = place + result

    def _name(self, names: Names) -> None:
        for path, file in names.items():
            if file is None:
                del self.now[path]
            else:
                self.now[path] = file
        self.pending.append(names)

    def _sync_names(self, folder: Path) -> None:
        left = []
        for names in self.pending:
            if {path.parent for path in names} == {folder}:
                self.safe |= names
            else:
                left.append(names)
        self.pending = left

    def cut(self, draw: Random) -> Iterator[tuple[Path, bytes]]:
        """The power goes: what is found afterwards. Changes of names are kept in their order."""
        names = dict(self.safe)
        for each in self.pending[: draw.randint(0, len(self.pending))]:
            names |= each
        for path, file in names.items():
            if file is not None:
                yield path, file.left(draw)


def calls(log: Path) -> Iterator[Call]:
    """What ``strace -xx`` has written down, one after the other."""
    with log.open() as lines:
        for line in lines:
            if found := CALL.match(line):
                name, given, result = found.groups()
                texts = [bytes.fromhex(t.replace("\\x", "")) for t in TEXT.findall(given)]
                yield name, [w.strip() for w in TEXT.sub("", given).split(",")], texts, int(result)
