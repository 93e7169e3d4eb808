"""What lies in a house, for whoever has its keys: what ``lives`` compares with its ledger."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.answers.tables import LotAnswerRow, LotRow, NotShownRow, ReadingRow, ReadingTextRow
from storage.contacts.tables import BoxRow, NoteRow
from storage.keyfiles import read_entries
from storage.office.tables import OpenNoteRow
from storage.sealing import open_box
from summaries.lots import Label, Level
from tests.storage.house import House
from tests.storage.ledger import Ledger
from tests.storage.people import Given, Shown

Lots = dict[str, tuple[Label, Counter[Any]]]


@dataclass(slots=True)
class Found:
    """Everything that people gave, wherever it is."""

    week: str  # whose box is open
    rows: int
    fresh: Counter[Given]
    waiting: Counter[Given]
    lots: Lots
    reading: Counter[Shown]
    not_shown: int
    noted: Counter[str]  # with the facilitator
    noting: Counter[str]  # on their way
    keys: set[str]
    enrolled: Counter[tuple[str, str, str]]

    @property
    def shown(self) -> Counter[Shown]:
        """What lots hold."""
        return Counter(
            (label.item, label.audience, label.asked, value)
            for label, values in self.lots.values()
            for value in values.elements()
        )


@dataclass(slots=True)
class Finder:
    """Looks into a house; a box that lies there unchanged is opened once."""

    house: House
    _opened: dict[bytes, dict[str, Any]] = field(default_factory=dict)

    def look(self, ledger: Ledger) -> Found:
        """All of it, as it is now."""
        house = self.house
        week = house.app.release.box.fact("week") or ""
        private = house.keys().private(week)
        boxes = [self._open(row.sealed, private) for row in house.rows(BoxRow)]
        rooms = [self._open(row.sealed, private) for row in house.rows(NoteRow)]
        given = [box for box in boxes if box.get("value") is not None]
        whose = self._whose(ledger)
        return Found(
            week=week,
            rows=len(boxes),
            fresh=Counter(_given(box, whose) for box in given if not box.get("waited")),
            waiting=Counter(_given(box, whose) for box in given if box.get("waited")),
            lots=self._lots(),
            reading=self._reading(),
            not_shown=sum(row.answers for row in house.rows(NotShownRow))
            + sum(box.get("destroyed", 0) for box in boxes),
            noted=Counter(row.text for row in house.rows(OpenNoteRow)),
            noting=Counter(room["text"] for room in rooms if "text" in room),
            keys={*house.keys().weeks(), *read_entries(house.folder / "keys" / "sealing.json")},
            enrolled=self._enrolled(),
        )

    def _open(self, sealed: bytes, private: bytes) -> dict[str, Any]:
        if sealed not in self._opened:
            self._opened[sealed] = open_box(sealed, private)
        return self._opened[sealed]

    def _whose(self, ledger: Ledger) -> dict[str, str]:
        with self.house.app.contacts.reading() as book:
            return {book.tag(person.address): person.key for person in ledger.people}

    def _enrolled(self) -> Counter[tuple[str, str, str]]:
        with self.house.app.contacts.reading() as book:
            of_units = book.enrolled().items()
        return Counter(
            {(u, a, r): n for u, here in of_units for a, rs in here.items() for r, n in rs.items()}
        )

    def _lots(self) -> Lots:
        heads = {row.id: row for row in self.house.rows(LotRow)}
        values: dict[str, Counter[Any]] = {head: Counter() for head in heads}
        for row in self.house.rows(LotAnswerRow):
            values[row.lot][_value(row.value)] += 1
        return {head: (_label(row), values[head]) for head, row in heads.items()}

    def _reading(self) -> Counter[Shown]:
        heads = {row.id: row for row in self.house.rows(ReadingRow)}
        keys, found = self.house.app.answers.reading.keys, Counter[Shown]()
        for row in self.house.rows(ReadingTextRow):
            head = heads[row.lot]
            private = keys.private(head.week)
            assert private, "a text waits whose key is gone"
            text = self._open(row.sealed, private)["text"]
            found[head.item, head.audience, head.asked, text] += 1
        return found


def _given(box: Mapping[str, Any], whose: Mapping[str, str]) -> Given:
    return Given(
        who=whose[box["person"]],
        unit=box["unit"],
        audience=box["audience"],
        item=box["item"],
        asked=box["asked"],
        value=_value(box["value"]),
        words=box["words"],
    )


def _label(row: Any) -> Label:
    return Label(row.item, row.audience, Level(row.level), row.place, row.asked)


def _value(stored: Any) -> Any:
    return tuple(stored) if isinstance(stored, list) else stored
