"""Tables of the answer book: no column finer than an ISO week, no id that tells an order (A-11)."""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from storage.columns import WITHOUT_ROWID, binary
from storage.office.tables import OfficeTable


class LotRow(OfficeTable, table=True):
    """One lot: its label and the week whose release formed it."""

    __tablename__ = "lot"
    __table_args__ = WITHOUT_ROWID
    id: str = Field(primary_key=True)
    week: str
    item: str
    audience: str
    level: str
    place: str
    asked: bool
    few: bool = False  # fewer than nine could be in it: follows from who lives where


class LotAnswerRow(OfficeTable, table=True):
    """One answer in a lot, under a random id."""

    __tablename__ = "lot_answer"
    __table_args__ = WITHOUT_ROWID
    id: str = Field(primary_key=True)
    lot: str = Field(foreign_key="lot.id")
    value: Any = Field(sa_column=Column(JSON, nullable=False))


class ReadingRow(OfficeTable, table=True):
    """A lot of words that waits for its reader, and the week whose release formed it."""

    __tablename__ = "reading"
    __table_args__ = WITHOUT_ROWID
    id: str = Field(primary_key=True)
    week: str
    item: str
    audience: str
    level: str
    place: str
    asked: bool
    closed: bool = False  # the reader is through


class ReadingTextRow(OfficeTable, table=True):
    """One text of such a lot, sealed, under a random id, and what its reader decided."""

    __tablename__ = "reading_text"
    __table_args__ = WITHOUT_ROWID
    id: str = Field(primary_key=True)
    lot: str = Field(foreign_key="reading.id")
    sealed: bytes = binary()
    verdict: str = ""
    hidden: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class ReleaseRow(OfficeTable, table=True):
    """The marker that a week has been released: a second time does nothing."""

    __tablename__ = "release"
    week: str = Field(primary_key=True)


class NotShownRow(OfficeTable, table=True):
    """How many answers of a year were destroyed because they could not be shown."""

    __tablename__ = "not_shown"
    year: str = Field(primary_key=True)
    answers: int


class PublicationRow(OfficeTable, table=True):
    """Something published, frozen as it was."""

    __tablename__ = "publication"
    kind: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
