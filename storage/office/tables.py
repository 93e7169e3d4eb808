"""Tables of the office: who works where, what is asked when, what the panel does. No addresses."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, MetaData
from sqlmodel import Field, SQLModel

from storage.columns import NAMING, binary

metadata = MetaData(naming_convention=NAMING)


class OfficeTable(SQLModel):
    """A table of the office database."""

    metadata: ClassVar[MetaData] = metadata


class OrganisationRow(OfficeTable, table=True):
    """The one organisation of an installation."""

    __tablename__ = "organisation"
    id: str = Field(primary_key=True)
    name: str
    first_round: str  # the ISO week of the first common round; one follows every four weeks
    simulated: bool = False  # a demo or simulation: every page says so


class ServiceRow(OfficeTable, table=True):
    """A service: open care, substitute care, aftercare."""

    __tablename__ = "service"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


class GroupRow(OfficeTable, table=True):
    """A reporting group: small units reported together."""

    __tablename__ = "reporting_group"
    id: str = Field(primary_key=True)
    name: str
    service: str = Field(foreign_key="service.id")


class UnitRow(OfficeTable, table=True):
    """A children's home or a team, with its door's code (which hangs on its wall)."""

    __tablename__ = "unit"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    service: str = Field(foreign_key="service.id")
    group: str = Field(foreign_key="reporting_group.id")
    size: int
    door: str
    enrolled_band: str = ""  # reported weekly in bands, never exact
    closes: str = ""  # the last week in which it is there


class StaffRow(OfficeTable, table=True):
    """A staff member with their roles."""

    __tablename__ = "staff"
    id: str = Field(primary_key=True)
    name: str
    login: str = Field(unique=True)
    roles: list[str] = Field(sa_column=Column(JSON, nullable=False))
    password: str = ""  # argon2 hash; empty until set
    language: str = "fi"


class StaffTokenRow(OfficeTable, table=True):
    """A one-time login link or a session: only the hash of its token."""

    __tablename__ = "staff_token"
    token: bytes = binary(primary_key=True)
    staff: str = Field(foreign_key="staff.id")
    purpose: str  # login | session
    expires: datetime


class LoginAttemptRow(OfficeTable, table=True):
    """Wrong passwords of late, for an HMAC of the login or of where they came from."""

    __tablename__ = "login_attempt"
    key: bytes = binary(primary_key=True)
    until: datetime  # when none of them counts any more; each puts it off by some minutes


class WaveRow(OfficeTable, table=True):
    """A common round or an extra wave: what is asked, where, from when."""

    __tablename__ = "wave"
    id: str = Field(primary_key=True)
    set: str
    turn: int
    level: str
    place: str
    week: str
    starts: datetime
    state: str  # prepared, planned, waiting (fewer than five people), started, cancelled
    at_once: bool = False
    panel: str = ""  # the id of the panel question that it carries
    yielded: int = 0  # how many rounds before carried one


class PanelQuestionRow(OfficeTable, table=True):
    """A question that the panel puts into a round; what it says never changes."""

    __tablename__ = "panel_question"
    id: str = Field(primary_key=True)  # follows from the rest
    kind: str  # smiley | words
    scale: str
    fi: str
    sv: str
    en: str
    waits: bool = True  # for the next common round, until that has started


class CodeRequestRow(OfficeTable, table=True):
    """Codes made by staff on their way to the contact book: hashes only."""

    __tablename__ = "code_request"
    code: bytes = binary(primary_key=True)
    purpose: str
    unit: str
    audience: str
    set: str | None = None
    uses_left: int | None = None
    single_use: bool = False
    last_week: str


class StaffWishRow(OfficeTable, table=True):
    """What staff asked for from a chat, or of their chats, until the clock has done it."""

    __tablename__ = "staff_wish"
    id: str = Field(primary_key=True)  # what, and of what: the same wish twice is one
    staff: str
    what: str  # start | undo | unlink
    subject: str


class IssuedRow(OfficeTable, table=True):
    """How many places by slips and codes a unit has been given in a quarter (the cap)."""

    __tablename__ = "issued"
    unit: str = Field(primary_key=True)
    quarter: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)  # place (slips and invitations) | card (for many)
    places: int


class DecisionRow(OfficeTable, table=True):
    """What came of it: a decision with its reason, told back to those it concerns."""

    __tablename__ = "decision"
    id: str = Field(primary_key=True)
    week: str
    level: str
    place: str
    outcome: str  # done | later | no
    what: str
    because: str
    due_week: str = ""
    told: bool = False


class OpenNoteRow(OfficeTable, table=True):
    """An open note, masked, for the facilitator alone."""

    __tablename__ = "open_note"
    id: str = Field(primary_key=True)
    due: date  # to be read by: three working days after the batch before (decision 0010)
    unit: str
    text: str
    state: str = "new"  # new | read
    answer: str = ""  # 'You asked': told to everybody
    answered_week: str = ""
    told: bool = False


class CorrectionRow(OfficeTable, table=True):
    """What staff say was wrong in a week's summary: shown with it for ever, and never changed."""

    __tablename__ = "correction"
    id: str = Field(primary_key=True)
    week: str = Field(index=True)
    moment: datetime
    text: str


class AuditRow(OfficeTable, table=True):
    """Who of the staff did what; never about a respondent."""

    __tablename__ = "audit"
    id: str = Field(primary_key=True)
    moment: datetime
    staff: str
    event: str
    subject: str


class ClockReportRow(OfficeTable, table=True):
    """What the clock found when it last looked: the console cannot look at the contacts itself."""

    __tablename__ = "clock_report"
    name: str = Field(primary_key=True)
    moment: datetime
    findings: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class OwnNameRow(OfficeTable, table=True):
    """A worker's, unit's or school's name, hidden in what people write; never a respondent's."""

    __tablename__ = "own_name"
    kind: str = Field(primary_key=True)  # worker | unit | school
    name: str = Field(primary_key=True)
