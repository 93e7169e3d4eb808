"""The organisation and its places: units, reporting groups and services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from secrets import token_hex

from sqlmodel import Session, func, select

from conversations.phrases import say
from conversations.weeks import week_of
from panel.organisation import Group, Service, Unit
from panel.refusals import Refused
from storage.databases import Database
from storage.office.codes import Codes, new_code
from storage.office.tables import GroupRow, OrganisationRow, ServiceRow, UnitRow
from summaries.lots import Place, RungsAsked


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one organisation. A new unit hangs its door among the ``codes``."""

    database: Database
    clock: Callable[[], datetime]
    codes: Codes

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

        A unit without a group is a group of its own. Raises Refused where the name is taken.
        """
        with self.database.writing() as session:
            names = session.exec(select(UnitRow.name))
            if name.casefold() in (known.casefold() for known in names):
                raise Refused(
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
            self.codes.hang(session, row.id, row.door)
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
        """A unit by its id. Raises Refused."""
        with self.database.reading() as session:
            row = session.get(UnitRow, unit_id)
        return _unit(row) if row else self.find(unit_id)

    def find(self, wanted: str) -> Unit:
        """A unit by id or name, whatever the case. Raises Refused, naming the units there are."""
        found = self.place_id("unit", wanted)
        return next(unit for unit in self.all() if unit.id == found)

    def place_name(self, level: str, place: str) -> str:
        """The name of a unit, group, service or of the organisation."""
        if level == "organisation":
            return self.organisation().name
        return next((each.name for each in self._at(level) if each.id == place), place)

    def place_id(self, level: str, name: str) -> str:
        """The id of a unit, group or service, by id or name. Raises Refused."""
        for each in self._at(level):
            if name.strip().casefold() in (each.id.casefold(), each.name.casefold()):
                return each.id
        names = ", ".join(each.name for each in self._at(level)) or "–"
        raise Refused(say("Nothing is called {name}. There are: {names}.", name=name, names=names))

    def _at(self, level: str) -> Sequence[Unit | Group | Service]:
        match level:
            case "unit":
                return self.all()
            case "group":
                return self.groups()
        return self.services()

    def places(
        self, enrolled: Mapping[str, Mapping[str, Mapping[str, int]]], rungs_asked: RungsAsked
    ) -> dict[str, Place]:
        """Where each unit belongs, with how many are enrolled; what lots are formed by."""
        organisation, asked = self.organisation().id, cache(rungs_asked)
        return {
            unit.id: Place(
                unit.id,
                unit.group,
                unit.service,
                organisation,
                enrolled.get(unit.id, {}),
                asked,
            )
            for unit in self.all()
        }

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
