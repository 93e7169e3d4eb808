"""The organisation and its places: units, reporting groups and services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from secrets import token_hex

from sqlmodel import Session, func, select

from conversations.phrases import say
from conversations.rounds import EVERYWHERE
from conversations.weeks import week_of
from panel.organisation import Group, Service, Unit
from panel.own_names import OwnKind
from panel.refusals import Refused
from storage.databases import Database
from storage.office.codes import Codes, new_code
from storage.office.tables import GroupRow, OrganisationRow, OwnNameRow, ServiceRow, UnitRow
from summaries.lots import Enrolled, Place, RungsAsked


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
                raise _taken(name)
            in_service = _service(session, service)
            in_group = _group(session, group or name, in_service)
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

    def rename(self, unit_id: str, name: str) -> None:
        """Call a unit otherwise from now on, and its group if that is the unit alone.

        What was published keeps the name it was published with. The name from before is hidden in
        what people write, as the new one is: they will go on saying it. Raises Refused.
        """
        with self.database.writing() as session:
            row = session.get_one(UnitRow, unit_id)
            others = session.exec(select(UnitRow.name).where(UnitRow.id != unit_id))
            if name.casefold() in (known.casefold() for known in others):
                raise _taken(name)
            group = session.get_one(GroupRow, row.group)
            together = session.exec(select(UnitRow.id).where(UnitRow.group == group.id)).all()
            if group.name == row.name and len(together) == 1:
                group.name = name
            session.merge(OwnNameRow(kind=OwnKind.UNIT.value, name=row.name))
            row.name = name

    def resize(self, unit_id: str, size: int) -> None:
        """A unit has so many places from now on: no more young people count as asked (0020)."""
        with self.database.writing() as session:
            session.get_one(UnitRow, unit_id).size = size

    def close(self, unit_id: str) -> None:
        """This week is a unit's last: with its release the unit is no place any more (0021)."""
        with self.database.writing() as session:
            row = session.get_one(UnitRow, unit_id)
            row.closes = row.closes or week_of(self.clock())

    def reopen(self, unit_id: str) -> None:
        """It was closed by mistake: everything goes on, with the codes it had."""
        with self.database.writing() as session:
            session.get_one(UnitRow, unit_id).closes = ""

    def hang_doors_again(self) -> None:
        """Their posters hang on walls: a contact book of another time may not know them."""
        waiting = {request.code for request in self.codes.waiting()}
        with self.database.writing() as session:
            for row in session.exec(select(UnitRow)):
                if self.codes.hash_code(row.door) not in waiting:
                    self.codes.hang(session, row.id, row.door)

    def has_closed(self, unit_id: str) -> bool:
        """Whether a unit is no longer there; one that the office does not know has not closed."""
        with self.database.reading() as session:
            row = session.get(UnitRow, unit_id)
        return row is not None and _unit(row).has_closed(week_of(self.clock()))

    def there(self) -> list[Unit]:
        """Every unit that has not closed, by name."""
        week = week_of(self.clock())
        return [unit for unit in self.all() if not unit.has_closed(week)]

    def all(self) -> list[Unit]:
        """Every unit, by name, also those that have closed."""
        with self.database.reading() as session:
            return [_unit(row) for row in session.exec(select(UnitRow).order_by(UnitRow.name))]

    def groups(self) -> list[Group]:
        """Every reporting group."""
        with self.database.reading() as session:
            rows = session.exec(select(GroupRow).order_by(GroupRow.name))
            return [Group(row.id, row.name, row.service) for row in rows]

    def services(self) -> list[Service]:
        """Every service."""
        with self.database.reading() as session:
            rows = session.exec(select(ServiceRow).order_by(ServiceRow.name))
            return [Service(row.id, row.name) for row in rows]

    def get(self, unit_id: str) -> Unit:
        """A unit by its id. Raises Refused."""
        with self.database.reading() as session:
            row = session.get(UnitRow, unit_id)
        if row is None:
            raise self._nothing_called("unit", unit_id)
        return _unit(row)

    def find(self, wanted: str) -> Unit:
        """A unit by id or name, whatever the case. Raises Refused, naming the units there are."""
        found = self.place_id("unit", wanted)
        return next(unit for unit in self.all() if unit.id == found)

    def place_name(self, level: str, place: str) -> str:
        """The name of a unit, group, service or of the organisation."""
        if level == EVERYWHERE:
            return self.organisation().name
        return next((each.name for each in self._at(level) if each.id == place), place)

    def place_id(self, level: str, name: str) -> str:
        """The id of a unit, group or service, by id or name. Raises Refused."""
        for each in self._at(level):
            if name.strip().casefold() in (each.id.casefold(), each.name.casefold()):
                return each.id
        raise self._nothing_called(level, name)

    def _nothing_called(self, level: str, name: str) -> Refused:
        names = ", ".join(each.name for each in self._at(level)) or "–"
        return Refused(say("Nothing is called {name}. There are: {names}.", name=name, names=names))

    def _at(self, level: str) -> Sequence[Unit | Group | Service]:
        match level:
            case "unit":
                return self.all()
            case "group":
                return self.groups()
        return self.services()

    def places(self, week: str, enrolled: Enrolled, rungs_asked: RungsAsked) -> dict[str, Place]:
        """Where each unit belongs at a week's end, with how many are enrolled and have room."""
        organisation, rungs_asked = self.organisation().id, cache(rungs_asked)
        return {
            unit.id: Place(
                unit.id,
                unit.group,
                unit.service,
                organisation,
                enrolled.get(unit.id, {}),
                rungs_asked,
                closed="" < unit.closes <= week,
                size=unit.size,
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


def _taken(name: str) -> Refused:
    return Refused(say("There is already a unit called {name}. Choose another name.", name=name))


def _group(session: Session, name: str, service: str) -> str:
    wanted = select(GroupRow).where(GroupRow.name == name, GroupRow.service == service)
    row = session.exec(wanted).first()
    if row is None:
        row = GroupRow(id=token_hex(4), name=name, service=service)
        session.add(row)
        session.flush()
    return row.id


def _unit(row: UnitRow) -> Unit:
    return Unit(
        row.id,
        row.name,
        row.service,
        row.group,
        row.size,
        row.door,
        row.enrolled_band,
        row.closes,
    )
