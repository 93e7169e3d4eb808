"""What the console asks of the outside; storage and app fulfil it, and app hands it in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from conversations.panel_questions import PanelQuestion
from conversations.questions import Catalogue
from conversations.rounds import InTurn, Wave
from panel.contact_requests import ContactReader, ContactRequest
from panel.decisions import Decision
from panel.notes import OpenNote, YouAsked
from panel.organisation import Group, Role, Service, StaffMember, Unit
from panel.own_names import OwnKind, OwnName
from panel.own_questions import OnItsWay
from summaries.weekly import WeeklySummary
from summaries.words import Batch, Verdict


class Organisation(Protocol):
    """The organisation, as far as pages show it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def first_round(self) -> str: ...
    @property
    def simulated(self) -> bool: ...


class Units(Protocol):
    """Units and places. Raises ``panel.refusals.Refused`` with a sentence for whoever asked."""

    def organisation(self) -> Organisation: ...
    def add(self, name: str, size: int, service: str, group: str | None = None) -> Unit: ...
    def all(self) -> list[Unit]: ...
    def groups(self) -> list[Group]: ...
    def services(self) -> list[Service]: ...
    def place_name(self, level: str, place: str) -> str: ...


class Codes(Protocol):
    """Codes to hand out. Raises ``panel.refusals.Refused`` with a sentence for whoever asked."""

    def invite(
        self,
        unit: Unit,
        audience: str,
        *,
        uses: int = 0,
        slips: int = 0,
        milestone_set: str | None = None,
        beyond_cap: bool = False,
    ) -> list[str]: ...
    def for_staff(self, staff: str, coordinates: bool) -> str: ...


class Waves(Protocol):
    """Rounds and waves. Raises ``panel.refusals.Refused``."""

    def plan_round(self, organisation: str) -> Wave: ...
    def plan_wave(
        self, set_id: str, level: str, place: str, *, reason: str = "", state: str = "planned"
    ) -> Wave: ...
    def start_prepared(self, wave_id: str) -> bool: ...
    def next_turn(self) -> InTurn: ...
    def cancel(self, wave_id: str) -> bool: ...
    def of_week(self, week: str) -> list[Wave]: ...
    def recent(self, most: int = 20) -> list[Wave]: ...
    def get(self, wave_id: str) -> Wave | None: ...


class PanelQuestions(Protocol):
    """Questions of the panel's own. Raises ``panel.refusals.Refused``."""

    def put_in(self, question: PanelQuestion) -> None: ...
    def take_back(self, question_id: str) -> bool: ...
    def all(self) -> list[OnItsWay]: ...


class Wishes(Protocol):
    """What the clock is asked to do with staff chats, which the console cannot reach."""

    def ask(self, staff: str, what: str) -> None: ...


class Desk(Protocol):
    """The panel's work. Raises ``panel.decisions.Unfinished``."""

    def decide(
        self, level: str, place: str, outcome: str, what: str, because: str, due_week: str = ""
    ) -> Decision: ...
    def decisions(self, most: int = 50) -> list[Decision]: ...
    def notes(self) -> list[OpenNote]: ...
    def read_note(self, note_id: str) -> bool: ...
    def answer_note(self, note_id: str, told: YouAsked) -> bool: ...
    def take_answer_back(self, note_id: str) -> bool: ...


class OwnNames(Protocol):
    """Names that are hidden in what people write. Raises ``panel.refusals.Refused``."""

    def all(self) -> list[OwnName]: ...
    def add(self, names: Sequence[OwnName]) -> int: ...
    def remove(self, kind: OwnKind, name: str = "") -> int: ...


class Requests(Protocol):
    """Requests to be contacted, and who may be asked for. Raises ``panel.refusals.Refused``."""

    def waiting(self, staff: str) -> list[ContactRequest]: ...
    def open(self, request_id: str, staff: str) -> str | None: ...
    def done(self, request_id: str, staff: str) -> bool: ...
    def all_readers(self) -> list[ContactReader]: ...
    def add_reader(self, reader: ContactReader) -> None: ...
    def remove_reader(self, staff: str, purpose: str) -> None: ...
    def next_meeting(self) -> tuple[date, str] | None: ...
    def set_meeting(self, day: date, about: str) -> None: ...


class Staff(Protocol):
    """Who uses the console, and what they did. Raises ``panel.refusals.Refused``."""

    def add(self, name: str, login: str, roles: Iterable[Role]) -> StaffMember: ...
    def all(self) -> list[StaffMember]: ...
    def login_link(self, staff_id: str) -> str: ...
    def enter_by_link(self, token: str) -> str | None: ...
    def enter_by_password(self, login: str, password: str) -> str | None: ...
    def set_password(self, staff_id: str, password: str) -> None: ...
    def in_session(self, token: str) -> StaffMember | None: ...
    def leave(self, token: str) -> None: ...
    def note(self, staff: str, event: str, subject: str) -> None: ...


class Reading(Protocol):
    """Words of young people that wait for a reader."""

    def batch(self) -> Batch | None: ...
    def decide(self, text_id: str, verdict: Verdict, hidden: Iterable[int] = ()) -> bool: ...
    def close(self, week: str) -> bool: ...


class Summaries(Protocol):
    """Frozen weekly summaries."""

    def weeks(self) -> list[str]: ...
    def summary(self, week: str) -> WeeklySummary | None: ...


class Finding(Protocol):
    """One thing the health check looked at, in an English sentence."""

    @property
    def what(self) -> str: ...
    @property
    def fine(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Office:
    """All that the console is handed.

    ``links`` gives a code's links ("link", and "telegram" where a bot is known); ``door_link`` the
    link of a door's code, ``tablet_link`` that of the same door on a shared device; ``try_link`` a
    practice talk of (set, band, what stands in the rotating place).
    ``trouble`` hears the name of an exception's type and nothing else.
    """

    units: Units
    codes: Codes
    waves: Waves
    panel_questions: PanelQuestions
    wishes: Wishes
    desk: Desk
    staff: Staff
    own_names: OwnNames
    summaries: Summaries
    reading: Reading
    requests: Requests
    catalogue: Catalogue
    clock: Callable[[], datetime]
    address: str  # the public address, such as https://chat.example
    links: Callable[[str], dict[str, str]]
    door_link: Callable[[str], str]
    tablet_link: Callable[[str], str]
    try_link: Callable[[str, str, InTurn], str]
    health: Callable[[], Sequence[Finding]]
    trouble: Callable[[str], None]
