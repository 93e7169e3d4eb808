"""What a thief carries away: hourly copies of every file, kept page by page, and read again.

Layout of a ``snapshots`` folder: ``pages/<first two signs>/<SHA-256>`` holds a page of 4,096 bytes
(the last of a file may be shorter), compressed with zlib, once however often it was seen;
``hours/<hour>.json`` says of which pages each file consisted at a full hour. An hour in which no
byte changed has no manifest. The keys folder and ``master.key`` are never copied: that is what
separates a thief of databases from one who holds the running machine.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import NullPool, create_engine, inspect, text

PAGE = 4096  # bytes
HOUR = "%Y-%m-%dT%H"  # a copy's name, in UTC
NOT_COPIED = ("keys", "master.key")
ROWS = ".rows"  # a PostgreSQL table as rows: ctid, xmin and the columns, one row a line
Row = dict[str, Any]


@dataclass(slots=True)
class Copier:
    """Copies what there is at a full hour, if any byte of it has changed.

    ``data`` is an installation's data folder; ``urls`` by schema are its PostgreSQL databases.
    """

    data: Path
    folder: Path
    urls: Mapping[str, str] = field(default_factory=dict)
    _last: dict[str, Any] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def copy(self, moment: datetime) -> None:
        """Keep everything as it is at a moment."""
        found = {name: self._kept(content) for name, content in self._everything()}
        if found != self._last:
            self._last = found
            hour = moment.astimezone(UTC).strftime(HOUR)
            path = self.folder / "hours" / f"{hour}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(found))

    def _everything(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.data.rglob("*")):
            name = path.relative_to(self.data)
            if path.is_file() and name.parts[0] not in NOT_COPIED:
                yield str(name), path.read_bytes()
        for schema, url in self.urls.items():
            yield from rows_of(url, schema)

    def _kept(self, content: bytes) -> dict[str, Any]:
        pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
        return {"size": len(content), "pages": [self._page(page) for page in pages]}

    def _page(self, page: bytes) -> str:
        name = sha256(page).hexdigest()
        if name not in self._known:
            self._known.add(name)
            path = _page_path(self.folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zlib.compress(page, 1))
        return name


def rows_of(url: str, schema: str) -> Iterator[tuple[str, bytes]]:
    """Every table of a PostgreSQL database as a thief of its files sees it, in physical order."""
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)
    with engine.connect() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            select = text(
                f'SELECT t.ctid::text, t.xmin::text, row_to_json(t)::text FROM "{table}" t '  # noqa: S608 - our own table's name
                "ORDER BY t.ctid"
            )
            lines = ("\t".join(row) + "\n" for row in connection.execute(select))
            yield f"{schema}.{table}{ROWS}", "".join(lines).encode()


def write_rows(urls: Mapping[str, str], folder: Path) -> None:
    """Put the rows of PostgreSQL databases, by schema, beside the files of a data folder."""
    for schema, url in urls.items():
        for name, content in rows_of(url, schema):
            (folder / name).write_bytes(content)


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of one full hour."""

    hour: str
    folder: Path
    files: Mapping[str, Any]

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises KeyError for a file that was not there."""
        pages = (_page_path(self.folder, page).read_bytes() for page in self.files[name]["pages"])
        return b"".join(map(zlib.decompress, pages))

    def restore(self, to: Path) -> None:
        """Write every file as it was into a folder."""
        for name in self.files:
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.read(name))

    def tables(self) -> dict[str, list[Row]]:
        """Every table of both databases as rows, the write-ahead log of SQLite included.

        Tables are named ``contacts.box``; PostgreSQL's rows also have ``ctid`` and ``xmin``.
        """
        with TemporaryDirectory() as folder:
            self.restore(Path(folder))
            return tables_in(Path(folder))

    def rows(self, database: str, table: str) -> list[Row]:
        """One table's rows: the same, sooner."""
        if (name := f"{database}.{table}{ROWS}") in self.files:
            return [_row(line) for line in self.read(name).decode().splitlines()]
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{database}.sqlite"
            for name in (path.name, f"{path.name}-wal"):
                if name in self.files:
                    (path.parent / name).write_bytes(self.read(name))
            with closing(sqlite3.connect(path)) as file:
                file.row_factory = sqlite3.Row
                return _sqlite_rows(file, table)


@dataclass(frozen=True, slots=True)
class Loot:
    """All copies in a ``snapshots`` folder."""

    folder: Path

    def copies(self) -> Iterator[Copy]:
        """The copies, oldest first."""
        for path in sorted((self.folder / "hours").glob("*.json")):
            yield Copy(path.stem, self.folder, json.loads(path.read_text()))


def tables_in(data: Path) -> dict[str, list[Row]]:
    """Every table of the databases and row files in a folder."""
    found: dict[str, list[Row]] = {}
    for path in sorted(data.iterdir()):
        if path.suffix == ".sqlite":
            found |= _sqlite_tables(path)
        elif path.suffix == ROWS:
            found[path.stem] = [_row(line) for line in path.read_text("utf-8").splitlines()]
    return found


def _sqlite_tables(path: Path) -> dict[str, list[Row]]:
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        named = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [name for (name,) in file.execute(named).fetchall()]
        return {f"{path.stem}.{name}": _sqlite_rows(file, name) for name in names}


def _sqlite_rows(file: sqlite3.Connection, table: str) -> list[Row]:
    """A table's rows, with the hidden row id where it has one."""
    try:
        found = file.execute(f'SELECT rowid AS rowid, * FROM "{table}"')  # noqa: S608 - out of the file
    except sqlite3.OperationalError:
        found = file.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - WITHOUT ROWID
    return [dict(row) for row in found]


def _row(line: str) -> Row:
    ctid, xmin, columns = line.split("\t", 2)
    row = {name: _plain(value) for name, value in json.loads(columns).items()}
    return {**row, "ctid": ctid, "xmin": int(xmin)}


def _plain(value: Any) -> Any:
    """Bytes, which PostgreSQL writes as ``\\x…``."""
    if isinstance(value, str) and value.startswith("\\x"):
        return bytes.fromhex(value[2:])
    return value


def _page_path(folder: Path, name: str) -> Path:
    return folder / "pages" / name[:2] / name
