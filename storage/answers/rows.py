"""Writes lots into the answer book's tables: random ids, and rows in the order of these (A-08)."""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from sqlmodel import Session

from storage.answers.tables import LotAnswerRow, LotRow, NotShownRow
from storage.office.tables import OfficeTable
from summaries.lots import Label, Level, Lot


def write_lots(session: Session, week: str, lots: Iterable[Lot]) -> None:
    """Write lots that the summary of ``week`` shows."""
    labels, answers = [], []
    for lot in lots:
        row = LotRow(id=token_hex(16), week=week, few=lot.few, **columns(lot.label))
        labels.append(row)
        answers += [LotAnswerRow(id=token_hex(16), lot=row.id, value=v) for v in lot.values]
    write_in_order(session, labels, answers)


def write_in_order(session: Session, *tables: Iterable[OfficeTable]) -> None:
    """Neither ids nor pages nor transaction numbers may tell an order."""
    for rows in tables:
        session.add_all(sorted(rows, key=lambda row: row.id))  # type: ignore[attr-defined]
        session.flush()


def count_not_shown(session: Session, year: str, answers: int) -> None:
    """Count answers that were destroyed: by the year, never by the week."""
    row = session.get(NotShownRow, year) or NotShownRow(year=year, answers=0)
    row.answers += answers
    session.add(row)


def columns(label: Label) -> dict[str, Any]:
    """A label as it is kept."""
    return {
        "item": label.item,
        "audience": label.audience,
        "level": label.level.value,
        "place": label.place,
        "asked": label.asked,
    }


def label_of(row: Any) -> Label:
    """The label that was kept."""
    return Label(row.item, row.audience, Level(row.level), row.place, row.asked)
