"""Whether a house and its ledger agree: nothing vanishes, nothing comes twice, nobody is alone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conversations.items import Kind
from conversations.weeks import quarter_of
from panel.organisation import Unit, units_of
from tests.storage.found import Found, Lots
from tests.storage.ledger import Ledger
from tests.storage.people import Given, Shown

FEWEST = 5  # people of whom something is shown (B-02)
Thread = tuple[str, str, bool]


def assert_agreed(ledger: Ledger, found: Found) -> None:
    """Between two strokes of the clock."""
    assert found.fresh == ledger.fresh, "acknowledged is not what lies in the box"
    assert found.waiting == ledger.waiting, "what waits has changed"
    assert found.rows == ledger.rows, "the number of boxes does not follow from the talks"
    assert found.noted == ledger.noted, "the facilitator's notes have changed"
    assert found.noting == ledger.noting, "notes on their way are not those that were sent"
    assert found.keys == {found.week, quarter_of(found.week)}, "other keys than the open week's"
    assert found.enrolled == ledger.enrolled, "others are enrolled than came in"


class Heap(NamedTuple):
    """What one release put together: a lot, or the texts of one question for their reader."""

    thread: Thread
    units: Collection[str]
    of_all: bool  # of the whole organisation
    values: Counter[Any]

    def could_hold(self, given: Given) -> bool:
        """Whether an answer was given where this comes from."""
        return given.thread == self.thread and given.unit in self.units


@dataclass(frozen=True)
class Settling:
    """What one stroke of the clock has done, before the ledger knows of it."""

    ledger: Ledger
    before: Found
    after: Found
    units: Sequence[Unit]
    has_reader: bool

    @property
    def opened(self) -> bool:
        """Whether a week was released."""
        return self.after.week != self.before.week

    @property
    def quarter_ends(self) -> bool:
        """Whether nothing may wait any longer."""
        return quarter_of(self.after.week) != quarter_of(self.before.week)

    def assert_settled(self) -> None:
        """Everything that has to hold."""
        kept = {head: self.after.lots.get(head) for head in self.before.lots}
        assert self.before.lots == kept, "a lot is not as it was"
        self._assert_nothing_vanished()
        for heap in self._heaps:
            self._assert_of_different_people(heap)
        if self.opened and self.quarter_ends:
            assert not self.after.waiting, "what waited has outlived its quarter"
        elif self.opened:
            assert self._waited <= self.after.waiting, "what waits was shown before its time"
            self._assert_a_lot_for_each_answer()
            self._assert_nobody_is_certain()
            self._assert_none_waits_for_nothing()

    @cached_property
    def _live(self) -> Counter[Given]:
        """What a release opens and may show."""
        given = self.ledger.live if self.opened else Counter[Given]()
        return Counter({g: n for g, n in given.items() if not self._is_unread(g)})

    @cached_property
    def _unread(self) -> Counter[Shown]:
        """Words that nobody is there to read: they are destroyed, and counted."""
        given = self.ledger.live if self.opened else Counter[Given]()
        return _shown(Counter({g: n for g, n in given.items() if self._is_unread(g)}))

    def _is_unread(self, given: Given) -> bool:
        return given.words and not self.has_reader

    @cached_property
    def _gone(self) -> Counter[Given]:
        """What does not wait any longer."""
        return self._live - self.after.waiting if self.opened else Counter()

    @cached_property
    def _waited(self) -> Counter[Given]:
        return self._live & self.ledger.waiting

    @cached_property
    def _new(self) -> Lots:
        return {head: lot for head, lot in self.after.lots.items() if head not in self.before.lots}

    @property
    def _to_read(self) -> Counter[Shown]:
        return self.after.reading - self.before.reading

    @cached_property
    def _heaps(self) -> list[Heap]:
        heaps, every = [], {unit.id for unit in self.units}
        for label, values in self._new.values():
            assert values.total() >= FEWEST, "a lot is too small"
            if self.ledger.catalogue.item(label.item).kind is not Kind.WORDS:
                here = units_of(label.level.value, label.place, self.units)
                thread = label.item, label.audience, label.asked
                of_all = label.level == "organisation"
                heaps.append(Heap(thread, {unit.id for unit in here}, of_all, values))
        texts = defaultdict[Thread, Counter[Any]](Counter)
        for (item, audience, asked, text), times in self._to_read.items():
            texts[item, audience, asked][text] += times
        return heaps + [Heap(thread, every, True, found) for thread, found in texts.items()]

    def _assert_nothing_vanished(self) -> None:
        """Each answer waits, is with its reader, in a lot, or counted as not shown: once."""
        waiting = self.after.waiting if self.opened else Counter[Given]()
        assert waiting <= self._live, "somebody waits who asked to be forgotten, or twice"
        owed = _shown(self._live) + self._unread + self.before.reading
        where = _shown(waiting) + self.after.reading + self.after.shown - self.before.shown
        assert where <= owed, "something is there that nobody gave, or twice"
        missing = owed - where
        destroyed = self.after.not_shown - self.before.not_shown
        assert missing.total() == destroyed, "what was not shown is not what was counted"
        early = not (self.opened and self.quarter_ends)
        may_go = self.before.reading + self._unread
        assert not early or missing <= may_go, "something was destroyed too early"

    def _inside(self, heap: Heap) -> list[Given]:
        return [given for given in self._gone.elements() if heap.could_hold(given)]

    def _assert_of_different_people(self, heap: Heap) -> None:
        inside = self._inside(heap)
        assert heap.values <= Counter(given.value for given in inside), "from somewhere else"
        people = {given.seat for given in inside}
        assert FEWEST <= heap.values.total() <= len(people), "somebody is in it twice"

    def _assert_a_lot_for_each_answer(self) -> None:
        """Whoever's answers to a question have gone has as many seats, each in another lot."""
        answers = Counter((given.seat, given.thread) for given in self._gone.elements())
        where = defaultdict[tuple[str, Thread], set[str]](set)
        for given in self._gone:
            where[given.seat, given.thread].add(given.unit)
        for (seat, thread), times in answers.items():
            lots = [
                heap
                for heap in self._heaps
                if heap.thread == thread and where[seat, thread] & set(heap.units)
            ]
            assert times <= len(lots), "somebody is in a lot twice"

    def _assert_nobody_is_certain(self) -> None:
        """Of each unit more were asked than are in a lot."""
        for heap in self._heaps:
            for unit in heap.units:
                others = [h for h in self._heaps if h.thread == heap.thread and unit in h.units]
                here = {p.key for p in self.ledger.people if p.here and p.unit == unit}
                inside = [g for g in self._inside(heap) if g.unit == unit and g.seat in here]
                if inside and len(others) == 1:
                    asked = self.ledger.asked_in(unit, inside[0])
                    assert len({given.seat for given in inside}) < asked, "all of a unit are in it"

    def _assert_none_waits_for_nothing(self) -> None:
        """What waits is too little for a lot, or more than one of the whole organisation holds."""
        left = defaultdict[Thread, set[Given]](set)
        for given in self.after.waiting - self._waited:
            left[given.thread].add(given)
        for thread, waiting in left.items():
            units = {given.seat: given.unit for given in waiting if given.seat != "door"}
            moved = any(units.get(given.seat, given.unit) != given.unit for given in waiting)
            together = int(any(given.seat == "door" for given in waiting))
            for unit, people in Counter(units.values()).items():
                given = next(given for given in waiting if given.unit == unit)
                together += min(people, max(0, self.ledger.asked_in(unit, given) - 1))
            had_one = any(heap.of_all and heap.thread == thread for heap in self._heaps)
            assert moved or had_one or together < FEWEST, "enough people wait for nothing"


def _shown(given: Counter[Given]) -> Counter[Shown]:
    found = Counter[Shown]()
    for each, times in given.items():
        found[each.shown] += times
    return found
