"""Names that the organisation has written down, so that they are hidden in what people write."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, delete, func, select

from conversations.phrases import say
from panel.own_names import MOST_NAMES, OwnKind, OwnName
from panel.refusals import Refused
from storage.databases import Database
from storage.office.tables import OwnNameRow


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Workers, units and schools by name; nobody's who answers."""

    database: Database

    def all(self) -> list[OwnName]:
        """Every name, by kind and then by alphabet."""
        with self.database.reading() as session:
            rows = session.exec(select(OwnNameRow))
            return sorted(OwnName(OwnKind(row.kind), row.name) for row in rows)

    def add(self, names: Sequence[OwnName]) -> int:
        """Add those that are not there yet, whatever the case; returns how many that were.

        Raises Refused when they become more than every text can be searched for.
        """
        with self.database.writing() as session:
            rows = session.exec(select(OwnNameRow)).all()
            known = {(row.kind, row.name.casefold()) for row in rows}
            wanted = {(each.kind.value, each.name.casefold()): each for each in names}
            new = [each for key, each in wanted.items() if key not in known]
            if len(known) + len(new) > MOST_NAMES:
                raise Refused(say("At most {most} names can be kept.", most=MOST_NAMES))
            session.add_all(OwnNameRow(kind=each.kind.value, name=each.name) for each in new)
            return len(new)

    def remove(self, kind: OwnKind, name: str = "") -> int:
        """Remove one name, or without a name all of a kind; returns how many there were."""
        with self.database.writing() as session:
            there = [col(OwnNameRow.kind) == kind.value]
            if name:
                there.append(col(OwnNameRow.name) == name)
            count = session.exec(select(func.count()).select_from(OwnNameRow).where(*there)).one()
            session.exec(delete(OwnNameRow).where(*there))
            return int(count)
