"""Tables of what is not anonymous: who may be asked for, what was asked, when the panel meets."""

from datetime import date

from sqlmodel import Field

from storage.columns import WITHOUT_ROWID, binary
from storage.office.tables import OfficeTable


class ContactReaderRow(OfficeTable, table=True):
    """Somebody who may be asked for, with a key pair; the half that opens is wrapped (0016)."""

    __tablename__ = "contact_reader"
    staff: str = Field(primary_key=True, foreign_key="staff.id")
    purpose: str = Field(primary_key=True)  # adult | panel
    name: str  # as the young see it
    unit: str  # empty: works in none of them
    place: int  # in the list
    public: bytes = binary()
    private: bytes = binary()


class ContactRequestRow(OfficeTable, table=True):
    """A request to be contacted, sealed to its readers; deleted after seven days."""

    __tablename__ = "contact_request"
    __table_args__ = WITHOUT_ROWID
    id: str = Field(primary_key=True)
    purpose: str
    reader: str
    second: str  # empty: nobody else
    sealed: bytes = binary()
    sealed_second: bytes = binary()
    back: bytes = binary()  # the address to which 'somebody has read it' goes, as ciphertext
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
