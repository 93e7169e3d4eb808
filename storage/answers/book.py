"""The answer book: lots written once in random order, publications frozen once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from storage.answers.reading import Reading
from storage.answers.rows import count_not_shown, label_of, write_lots
from storage.answers.tables import LotAnswerRow, LotRow, PublicationRow, ReleaseRow
from storage.databases import Database
from summaries.lots import Lot, Value


@dataclass(frozen=True, slots=True)
class Answers:
    """The answer book; fulfils ``storage.release.LotSide``."""

    database: Database
    reading: Reading

    def release(self, week: str, lots: Sequence[Lot], not_shown: int = 0) -> None:
        """Write a week's lots and its marker in one transaction; a second time does nothing.

        Lots of words go to their reader first. ``not_shown`` answers were destroyed.
        """
        with self.database.writing() as session:
            if session.get(ReleaseRow, week) is not None:
                return
            session.add(ReleaseRow(week=week))
            count_not_shown(session, week[:4], not_shown)
            write_lots(session, week, (lot for lot in lots if not lot.words))
            self.reading.take(session, week, (lot for lot in lots if lot.words))

    def released_weeks(self) -> list[str]:
        """Every released week, oldest first."""
        with self.database.reading() as session:
            return sorted(session.exec(select(ReleaseRow.week)))

    def remove_residue(self) -> None:
        """Leave nothing of deleted rows in the office's files; SQLite overwrites them at once."""
        if not self.database.sqlite:
            self.database.remove_residue()

    def lots(self, week: str) -> list[Lot]:
        """The lots of one release."""
        with self.database.reading() as session:
            rows = list(session.exec(select(LotRow).where(LotRow.week == week)))
            wanted = col(LotAnswerRow.lot).in_([row.id for row in rows])
            values: dict[str, list[Value]] = defaultdict(list)
            for answer in session.exec(select(LotAnswerRow).where(wanted)):
                values[answer.lot].append(_value(answer.value))
        return [Lot(label_of(row), tuple(values[row.id]), few=row.few) for row in rows]

    def publication(self, kind: str, week: str) -> dict[str, Any] | None:
        """Something published, as it was."""
        with self.database.reading() as session:
            row = session.get(PublicationRow, (kind, week))
            return row.content if row else None

    def freeze(self, kind: str, week: str, content: dict[str, Any]) -> dict[str, Any]:
        """Publish once: what was there first stays, and is what comes back (B-01)."""
        with self.database.writing() as session:
            row = session.get(PublicationRow, (kind, week))
            if row is None:
                row = PublicationRow(kind=kind, week=week, content=content)
                session.add(row)
            return row.content

    def publications(self, kind: str) -> list[dict[str, Any]]:
        """Everything published of a kind, oldest week first."""
        with self.database.reading() as session:
            found = session.exec(
                select(PublicationRow)
                .where(PublicationRow.kind == kind)
                .order_by(col(PublicationRow.week))
            )
            return [row.content for row in found]


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored
