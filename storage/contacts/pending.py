"""One transaction's rows: read at once, changed in memory, and written together at its end."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, bindparam, delete, select, update
from sqlmodel import Session, SQLModel

from storage.databases import TAKE_TURNS, insert_into

Key = bytes | str
Row = dict[str, Any]
Changes = dict[Key, tuple[str, Row]]  # the name of a statement, and its values
MOST = 1_000  # changes of a table in memory at a time: a wave seals thousands of boxes of 8 KB


class Statements(NamedTuple):
    """The SQL of one table, made once, so that it is compiled once."""

    read: Any
    read_one: Any
    hold: Any
    put: Any
    fill: Any
    change: Any
    remove: Any


class Rows:
    """The rows of one table, by their keys. What was changed here is seen here at once."""

    def __init__(self, pending: "Pending", model: type[SQLModel]) -> None:
        """``Pending.rows`` makes these."""
        self._pending = pending
        self._table = model.metadata.tables[str(model.__tablename__)]
        self._sql = _statements(self._table, pending.dialect)
        (self._key,) = self._table.primary_key.columns.keys()
        self._expected: set[Key] = set()
        self._found: dict[Key, Row | None] = {}  # as they lie in the database
        self.changes: Changes = {}

    def expect(self, keys: Iterable[Key]) -> None:
        """These rows may be asked for. The first that is brings them all, as they are then."""
        self._expected |= set(keys)
        self._found = {}

    def load(self, keys: Iterable[Key], *, held: bool = False) -> None:
        """Read these rows with one query, and remember which of them are not there.

        ``held``: nobody else changes them before this transaction ends.
        """
        wanted = list(keys)
        self._found |= dict.fromkeys(wanted)
        if len(wanted) == 1 and not held:  # the way of a quiet hour's taps, and much cheaper
            found = self._pending.execute(self._sql.read_one, {"key": wanted[0]})
        else:
            found = self._pending.execute(
                self._sql.hold if held else self._sql.read, {"keys": wanted}
            )
        for row in found.mappings():
            self._found[row[self._key]] = dict(row)

    def get(self, key: Key) -> Row | None:
        """One row as it is now; None if there is none."""
        how, row = self.changes.get(key, ("", {}))
        if how in ("put", "fill"):
            return row
        if how == "remove":
            return None
        if key not in self._found:
            self.load({key, *self._expected} - self._found.keys())
        found = self._found[key]
        return found | row if found else None

    def where(self, *conditions: ColumnElement[bool]) -> list[Row]:
        """The rows that fulfil some conditions; the database is told everything first."""
        found = self._pending.session.execute(select(self._table).where(*conditions))
        return [dict(row) for row in found.mappings()]

    def put(self, row: Row) -> None:
        """A whole row, whatever lies there."""
        self._note(row[self._key], "put", row)

    def fill(self, row: Row) -> None:
        """A whole row, if nothing lies there."""
        how, _ = self.changes.get(row[self._key], ("", {}))
        if how in ("", "remove"):
            self._note(row[self._key], "put" if how else "fill", row)

    def change(self, key: Key, **columns: Any) -> None:
        """Some columns of a row, if it is there: somebody else may be changing the others."""
        if self.changes.get(key, ("", {}))[0] == "fill":
            self._pending.write()  # only then there is one row to change
        how, row = self.changes.get(key, ("change", {"key": key}))
        if how != "remove":
            self._note(key, how, row | columns)

    def remove(self, *keys: Key) -> None:
        """Rows that go, if they are there."""
        for key in keys:
            self._note(key, "remove", {"key": key})

    def _note(self, key: Key, how: str, row: Row) -> None:
        self.changes[key] = how, row
        if len(self.changes) >= MOST:
            self._pending.write()

    def write(self) -> None:
        """Write what was changed, and know nothing any more.

        In the order of keys, which are HMACs or random: rows do not lie as they came (A-08), and
        two transactions that change the same rows do not wait for each other.
        """
        alike: dict[tuple[str, ...], list[Row]] = {}
        for key in sorted(self.changes):
            how, row = self.changes[key]
            alike.setdefault((how, *row), []).append(row)
        for (how, *_), rows in sorted(alike.items()):
            self._pending.execute(getattr(self._sql, how), rows)
        self.restore({})

    def restore(self, changes: Changes) -> None:
        """Go back to earlier changes; all else will be read anew."""
        self.changes, self._found = changes, {}


class Pending:
    """What one transaction has changed in its tables, and not written yet."""

    def __init__(self, session: Session) -> None:
        """The session belongs to whoever opened it, and so does the commit."""
        self._session, self._connection = session, session.connection()
        self.dialect = self._connection.dialect.name
        self._tables: list[Rows] = []
        self._border: ExitStack | None = None  # behind which nothing has been written yet

    def rows(self, model: type[SQLModel]) -> Rows:
        """One more table. They are written in the order in which they were named."""
        self._tables.append(Rows(self, model))
        return self._tables[-1]

    @property
    def session(self) -> Session:
        """The database itself, once it has been told everything."""
        self.write()
        return self._session

    def execute(self, statement: Any, values: Any) -> Any:
        """Ask or tell the database, whatever it has not been told yet."""
        return self._connection.execute(statement, values)

    def take_turns(self, turns: Iterable[bytes]) -> None:
        """Wait until nobody else has one of these turns; they end with the transaction."""
        if self.dialect == "postgresql":
            numbers = sorted(int.from_bytes(turn[:8], signed=True) for turn in turns)
            self.execute(TAKE_TURNS, {"turns": numbers})

    def write(self) -> None:
        """Tell the database everything. It is still one transaction."""
        if self._border:
            self._border.enter_context(self._connection.begin_nested())
            self._border = None
        for rows in self._tables:
            rows.write()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A border: what fails behind it is undone alone. There is one at a time.

        Changes are forgotten as they were made, in memory. The database hears of the border only
        if something has to be written behind it.
        """
        before = [rows.changes.copy() for rows in self._tables]
        with ExitStack() as self._border:
            try:
                yield
            except BaseException:
                for rows, changes in zip(self._tables, before, strict=True):
                    rows.restore(changes)
                raise
            finally:
                self._border = None


@cache
def _statements(table: Table, dialect: str) -> Statements:
    (key,) = table.primary_key.columns
    insert = insert_into(table, dialect)
    read = select(table).where(key.in_(bindparam("keys", expanding=True)))
    others = {column.name: column for column in insert.excluded if column.name != key.name}
    return Statements(
        read=read,
        read_one=select(table).where(key == bindparam("key")),
        hold=read.with_for_update(),
        put=insert.on_conflict_do_update(index_elements=[key], set_=others),
        fill=insert.on_conflict_do_nothing(),
        change=update(table).where(key == bindparam("key")),
        remove=delete(table).where(key == bindparam("key")),
    )
