"""The organisation's units, reporting groups and services, and the codes that are handed out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from secrets import choice, token_hex

from sqlmodel import Session, col, delete, func, select

from conversations.items import YOUNG
from conversations.phrases import say
from conversations.ports import CodeRequest
from conversations.weeks import quarter_of, week_after, week_of
from panel.organisation import Group, Service, Unit
from panel.refusals import Refused
from storage.databases import Database
from storage.office.tables import (
    CodeRequestRow,
    GroupRow,
    IssuedRow,
    OrganisationRow,
    ServiceRow,
    UnitRow,
)
from summaries.lots import AskedOf, Place

STAFF_CODE_LASTS = timedelta(hours=1)
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no look-alikes: 10 characters are 50 bits
CODE_LENGTH = 10
FOR_EVER = "9999-W01"  # a door hangs on a wall until somebody takes it down


class NotFound(Refused):
    """There is no such thing; the message says what was looked for and what there is."""


class Taken(Refused):
    """There is a unit of that name already; units are chosen by name, whatever the case."""


class TooMany(Refused):
    """More slips and codes than a unit's places allow; the message says what to do."""


def new_code() -> str:
    """A fresh code for a slip, card or door."""
    return "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one organisation. ``hash_code`` turns a code into what is kept of it."""

    database: Database
    clock: Callable[[], datetime]
    hash_code: Callable[[str], bytes]

    def set_up(self, name: str) -> None:
        """Make the organisation, once."""
        with self.database.writing() as session:
            if session.exec(select(OrganisationRow)).first() is None:
                first = week_of(self.clock())
                session.add(OrganisationRow(id=token_hex(4), name=name, first_round=first))

    def mark_simulated(self, name: str) -> None:
        """Say that everything here is fictional; every page then wears a banner."""
        with self.database.writing() as session:
            row = session.exec(select(OrganisationRow)).one()
            row.name, row.simulated = name, True

    def organisation(self) -> OrganisationRow:
        """The organisation."""
        with self.database.reading() as session:
            return session.exec(select(OrganisationRow)).one()

    def add(self, name: str, size: int, service: str, group: str | None = None) -> Unit:
        """Add a unit; its service and reporting group are made when they are new.

        A unit without a group is a group of its own. Raises Taken.
        """
        with self.database.writing() as session:
            names = session.exec(select(UnitRow.name))
            if name.casefold() in (known.casefold() for known in names):
                raise Taken(
                    say("There is already a unit called {name}. Choose another name.", name=name)
                )
            in_service = _service(session, service)
            in_group = _group(session, group or name, in_service, week_of(self.clock()))
            row = UnitRow(
                id=token_hex(4),
                name=name,
                size=size,
                service=in_service,
                group=in_group,
                door=new_code(),
            )
            session.add(row)
            session.add(self._door(row))
            return _unit(row)

    def all(self) -> list[Unit]:
        """Every unit, by name."""
        with self.database.reading() as session:
            return [_unit(row) for row in session.exec(select(UnitRow).order_by(UnitRow.name))]

    def groups(self) -> list[Group]:
        """Every reporting group."""
        with self.database.reading() as session:
            rows = session.exec(select(GroupRow).order_by(GroupRow.name))
            return [Group(row.id, row.name, row.service, row.year) for row in rows]

    def services(self) -> list[Service]:
        """Every service."""
        with self.database.reading() as session:
            rows = session.exec(select(ServiceRow).order_by(ServiceRow.name))
            return [Service(row.id, row.name) for row in rows]

    def get(self, unit_id: str) -> Unit:
        """A unit by its id. Raises NotFound."""
        with self.database.reading() as session:
            row = session.get(UnitRow, unit_id)
        return _unit(row) if row else self.find(unit_id)

    def find(self, wanted: str) -> Unit:
        """A unit by id or name, whatever the case. Raises NotFound, naming the units there are."""
        found = self.place_id("unit", wanted)
        return next(unit for unit in self.all() if unit.id == found)

    def place_name(self, level: str, place: str) -> str:
        """The name of a unit, group, service or of the organisation."""
        if level == "organisation":
            return self.organisation().name
        return next((each.name for each in self._at(level) if each.id == place), place)

    def place_id(self, level: str, name: str) -> str:
        """The id of a unit, group or service, by id or name. Raises NotFound."""
        for each in self._at(level):
            if name.strip().casefold() in (each.id.casefold(), each.name.casefold()):
                return each.id
        names = ", ".join(each.name for each in self._at(level)) or "–"
        raise NotFound(say("Nothing is called {name}. There are: {names}.", name=name, names=names))

    def _at(self, level: str) -> Sequence[Unit | Group | Service]:
        match level:
            case "unit":
                return self.all()
            case "group":
                return self.groups()
        return self.services()

    def places(
        self, enrolled: Mapping[str, Mapping[str, Mapping[str, int]]], asked_of: AskedOf
    ) -> dict[str, Place]:
        """Where each unit belongs, with how many are enrolled; what lots are formed by."""
        organisation, asked_of = self.organisation().id, cache(asked_of)
        return {
            unit.id: Place(
                unit.id, unit.group, unit.service, organisation, enrolled.get(unit.id, {}), asked_of
            )
            for unit in self.all()
        }

    def invite(
        self,
        unit: Unit,
        audience: str,
        *,
        uses: int = 0,
        slips: int = 0,
        milestone_set: str | None = None,
        beyond_cap: bool = False,
    ) -> list[str]:
        """Make one code for ``uses`` people or ``slips`` single-use codes; returned only here.

        Raises TooMany above the unit's size + 1 a quarter for each audience, unless
        ``beyond_cap`` (an administrator may say it; the caller writes it to the audit).
        """
        codes = [new_code() for _ in range(slips or 1)]
        with self.database.writing() as session:
            # A card for many asks people who mostly are in already: it has a count of its own.
            kind = "card" if milestone_set and not slips else "place"
            kind = kind if audience == YOUNG else f"{kind} for {audience}"
            self._count(session, unit, kind, uses or slips, beyond_cap)
            for code in codes:
                session.add(
                    CodeRequestRow(
                        code=self.hash_code(code),
                        purpose="card" if milestone_set else "join",
                        unit=unit.id,
                        audience=audience,
                        set=milestone_set,
                        uses_left=1 if slips else uses,
                        single_use=bool(slips),
                        last_week=week_after(week_of(self.clock()), 13 if slips else 2),
                    )
                )
        return codes

    def staff_code(self, staff: str, coordinates: bool) -> str:
        """A code by which a staff member's own chat is linked; it works once, for an hour."""
        code = new_code()
        until = (self.clock() + STAFF_CODE_LASTS).astimezone(UTC)
        with self.database.writing() as session:
            last = week_after(week_of(self.clock()))
            session.add(
                CodeRequestRow(
                    code=self.hash_code(code),
                    purpose="staff",
                    unit=f"{staff} {until:%Y-%m-%dT%H:%M}",
                    audience="coordinator" if coordinates else "",
                    uses_left=1,
                    last_week=last,
                )
            )
        return code

    def code_requests(self) -> list[CodeRequest]:
        """Codes that wait for the contact book."""
        with self.database.reading() as session:
            rows = session.exec(select(CodeRequestRow))
            return [CodeRequest(**row.model_dump()) for row in rows]

    def taken(self, codes: list[bytes]) -> None:
        """The contact book has these codes now."""
        with self.database.writing() as session:
            session.exec(delete(CodeRequestRow).where(col(CodeRequestRow.code).in_(codes)))

    def _door(self, unit: UnitRow) -> CodeRequestRow:
        return CodeRequestRow(
            code=self.hash_code(unit.door),
            purpose="door",
            unit=unit.id,
            audience="young_person",
            last_week=FOR_EVER,
        )

    def _count(
        self, session: Session, unit: Unit, kind: str, places: int, beyond_cap: bool
    ) -> None:
        quarter = quarter_of(week_of(self.clock()))
        row = session.get(IssuedRow, (unit.id, quarter, kind))
        row = row or IssuedRow(unit=unit.id, quarter=quarter, kind=kind, places=0)
        if row.places + places > unit.size + 1 and not beyond_cap:
            raise TooMany(
                say(
                    "{unit} has {size} places, so at most {most} slips or uses a quarter; "
                    "{places} have been given out. An administrator can give more.",
                    unit=unit.name,
                    size=unit.size,
                    most=unit.size + 1,
                    places=row.places,
                )
            )
        row.places += places
        session.add(row)

    def report_enrolled(self, bands: Mapping[str, str]) -> None:
        """Take over how many are enrolled, in bands; the exact number never gets here."""
        with self.database.writing() as session:
            for row in session.exec(select(UnitRow)):
                row.enrolled_band = bands.get(row.id, "")

    def count(self) -> int:
        """How many units there are."""
        with self.database.reading() as session:
            return session.exec(select(func.count()).select_from(UnitRow)).one()


def _service(session: Session, name: str) -> str:
    row = session.exec(select(ServiceRow).where(ServiceRow.name == name)).first()
    if row is None:
        row = ServiceRow(id=token_hex(4), name=name)
        session.add(row)
        session.flush()
    return row.id


def _group(session: Session, name: str, service: str, week: str) -> str:
    wanted = select(GroupRow).where(GroupRow.name == name, GroupRow.service == service)
    row = session.exec(wanted).first()
    if row is None:
        row = GroupRow(id=token_hex(4), name=name, service=service, year=int(week[:4]))
        session.add(row)
        session.flush()
    return row.id


def _unit(row: UnitRow) -> Unit:
    return Unit(row.id, row.name, row.service, row.group, row.size, row.door, row.enrolled_band)
