"""Tables of what is not anonymous: who may be asked for, what was asked, when the panel meets."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

from storage.office.tables import OfficeTable


def _bytes() -> Any:
    return Field(sa_column=Column(LargeBinary, nullable=False))


class ContactReaderRow(OfficeTable, table=True):
    """Somebody who may be asked for, with a key pair; the half that opens is wrapped (0016)."""

    __tablename__ = "contact_reader"
    staff: str = Field(primary_key=True, foreign_key="staff.id")
    purpose: str = Field(primary_key=True)  # adult | panel
    name: str  # as the young see it
    unit: str  # empty: works in none of them
    place: int  # in the list
    public: bytes = _bytes()
    private: bytes = _bytes()


class ContactRequestRow(OfficeTable, table=True):
    """A request to be contacted, sealed to its readers; deleted after seven days."""

    __tablename__ = "contact_request"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    id: str = Field(primary_key=True)
    purpose: str
    reader: str
    second: str  # empty: nobody else
    sealed: bytes = _bytes()
    sealed_second: bytes = _bytes()
    back: bytes = _bytes()  # the address to which 'somebody has read it' goes, as ciphertext
    came: date
    due: date
    read_on: date | None = None
    told: bool = False


class PanelMeetingRow(OfficeTable, table=True):
    """When the panel meets next; there is one."""

    __tablename__ = "panel_meeting"
    name: str = Field(primary_key=True)
    day: date
    about: str


readers = OfficeTable.metadata.tables["contact_reader"]
requests = OfficeTable.metadata.tables["contact_request"]
meetings = OfficeTable.metadata.tables["panel_meeting"]
