"""The answer book: lots written once in random order, publications frozen once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from sqlmodel import Session, col, select

from storage.answers.tables import (
    LotAnswerRow,
    LotRow,
    NotShownRow,
    PublicationRow,
    ReleaseRow,
)
from storage.databases import Database
from summaries.lots import Label, Level, Lot, Value


@dataclass(frozen=True, slots=True)
class Answers:
    """The answer book; fulfils ``storage.release.LotSide``."""

    database: Database

    def release(self, week: str, lots: Iterable[Lot], not_shown: int = 0) -> None:
        """Write a week's lots and its marker in one transaction; a second time does nothing.

        ``not_shown`` answers were destroyed; they are counted by the year, never by the week.

        Rows are inserted in the order of their random ids, so that neither ids nor pages nor
        transaction numbers tell an order (A-08).
        """
        labels, answers = [], []
        for lot in lots:
            row = LotRow(id=token_hex(16), week=week, **_columns(lot.label))
            labels.append(row)
            answers += [LotAnswerRow(id=token_hex(16), lot=row.id, value=v) for v in lot.values]
        with self.database.writing() as session:
            if session.get(ReleaseRow, week) is not None:
                return
            session.add(ReleaseRow(week=week))
            _count_not_shown(session, week[:4], not_shown)
            for rows in (labels, answers):
                session.add_all(sorted(rows, key=lambda row: row.id))
                session.flush()

    def released_weeks(self) -> list[str]:
        """Every released week, oldest first."""
        with self.database.reading() as session:
            return sorted(session.exec(select(ReleaseRow.week)))

    def lots(self, week: str) -> list[Lot]:
        """The lots of one release."""
        with self.database.reading() as session:
            rows = list(session.exec(select(LotRow).where(LotRow.week == week)))
            wanted = col(LotAnswerRow.lot).in_([row.id for row in rows])
            values: dict[str, list[Value]] = defaultdict(list)
            for answer in session.exec(select(LotAnswerRow).where(wanted)):
                values[answer.lot].append(_value(answer.value))
        return [Lot(_label(row), tuple(values[row.id])) for row in rows]

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


def _count_not_shown(session: Session, year: str, answers: int) -> None:
    row = session.get(NotShownRow, year) or NotShownRow(year=year, answers=0)
    row.answers += answers
    session.add(row)


def _columns(label: Label) -> dict[str, Any]:
    return {
        "item": label.item,
        "audience": label.audience,
        "level": label.level.value,
        "place": label.place,
        "asked": label.asked,
    }


def _label(row: LotRow) -> Label:
    return Label(row.item, row.audience, Level(row.level), row.place, row.asked)


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored
