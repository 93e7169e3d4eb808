"""The weekly release: opens the box once, forms the lots, and destroys the key.

Every step can be repeated after a crash at any border (A-06):

0. two databases that are not of one time are refused;
1. the next week's key is made, durable before it is used;
2. sealing switches to it; from here the closing week's box only shrinks; open notes are brought
   to the office, as their key dies with the week;
3. the box is opened in memory, withdrawals are honoured, and the lots are formed once;
   the plan is kept, sealed to the closing week's key;
4. the office gets the lots and the release marker in one transaction;
5. the contact book loses the week's boxes, talks and the plan, and what waits is sealed to the
   new week under fresh random ids, in one transaction, among as many empty boxes as make them
   as many as before: nobody can count what waits;
6. the residue of deleted rows is removed from the files;
7. the key is destroyed, and that nothing opens any more is verified;
8. the residue of what staff made and used up, such as slips, is removed from the office's files;
   only then no release is under way any more.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any, Protocol

from conversations.weeks import day_of, quarter_of, week_of
from storage.keys import Keys, KeysMissing
from storage.one_time import assert_one_time, opened_before
from storage.plans import Closing, boxed_answer
from storage.sealing import CannotOpen, open_any_size, open_box, seal, seal_any_size
from summaries.forming import form_lots
from summaries.lots import SMALLEST_LOT, Enrolled, Lot, Place

PLAN_BYTES = 512  # a box's share of the plan: its size follows from the boxes, not from answers
Record = dict[str, Any]  # what a box holds
MORNINGS = 3  # that open notes wait, at most, for enough people to have talked


class BoxSide(Protocol):
    """What the release needs of the contact book."""

    def fact(self, name: str) -> str | None: ...
    def open_first(self, week: str) -> None: ...
    def begin_anew(self, week: str) -> None: ...
    def switch(self, closing: str, opening: str) -> None: ...
    def sealed(self, week: str) -> Iterable[bytes]: ...
    def note_rooms(self) -> AbstractContextManager["NoteRooms"]: ...
    def enrolled(self) -> Enrolled: ...
    def plan(self, week: str) -> bytes | None: ...
    def save_plan(self, week: str, sealed: bytes) -> None: ...
    def finish(self, week: str, opening: str, carried: Iterable[Record]) -> None: ...
    def close(self) -> None: ...
    def forget_finished(self) -> None: ...
    def remove_residue(self) -> None: ...


class NoteRooms(Protocol):
    """What the daily batch of open notes needs of the contact book, in one transaction."""

    def since(self, today: date) -> date: ...
    def sealed(self) -> list[tuple[str, bytes]]: ...
    def clear(self, today: date) -> None: ...


class LotSide(Protocol):
    """What the release needs of the answer book."""

    def release(self, week: str, lots: Sequence[Lot], not_shown: int) -> None: ...
    def released_weeks(self) -> list[str]: ...
    def remove_residue(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Release:
    """Opens what the chat has sealed.

    ``places`` says where units belong at a week's end, given how many are enrolled; ``take_notes``
    brings open notes to the office, which were written since a day; ``has_reader`` says whether
    somebody is named to read words, which are else destroyed unread; ``draw`` is a secure source
    of randomness.
    """

    box: BoxSide
    lots: LotSide
    places: Callable[[str, Enrolled], dict[str, Place]]
    take_notes: Callable[[Iterable[Record], date], None]
    has_reader: Callable[[], bool]
    keys: Keys
    clock: Callable[[], datetime]
    draw: Random

    def open_first_week(self) -> None:
        """Make the first week's key and open its box, if there is none yet.

        Raises KeysMissing for a database from a backup: its week's key is gone (C-22), and
        OtherTimes when the two databases are not of one time.
        """
        open_week = self.box.fact("week")
        if open_week is None:
            week = week_of(self.clock())
            self.keys.make_week(week, quarter_of(week))
            self.box.open_first(week)
        elif not self.keys.can_open(open_week):
            raise KeysMissing(
                f"The contacts database is in week {open_week}, whose key is not here. If the keys "
                "folder is elsewhere, put it back. If the database comes from a backup, nobody "
                "can open that week's answers any more: 'kuulolla restored' begins a new week."
            )
        assert_one_time(self.box, self.lots)

    def begin_anew(self) -> bool:
        """After a backup was put back: drop what must not be opened, and open this week's box.

        False when the open week's key is there and its box has not been opened: then the box is
        as it should be, and the office is taken as it is.
        """
        open_week = self.box.fact("week")
        if open_week and self.keys.can_open(open_week) and not opened_before(self.box, self.lots):
            self.box.forget_finished()
            return False
        week = week_of(self.clock())
        self.keys.make_week(week, quarter_of(week))
        self.box.begin_anew(week)
        self.box.remove_residue()
        self.keys.destroy_all_but(week, quarter_of(week))
        return True

    def run(self) -> str | None:
        """Release the open week if it is over, or finish a release that was begun.

        Returns the released week, or None when nothing was due or another process is at it.
        Running twice does nothing.
        """
        with self.keys.alone() as alone:
            return self._run() if alone else None

    def _run(self) -> str | None:
        assert_one_time(self.box, self.lots)
        week = self.box.fact("closing") or self._begin()
        if week is None:
            return None
        opening = self.box.fact("week") or ""
        if self.box.fact("finished") != week:
            self.bring_notes(surely=True)  # their key dies with the week
            closing = self._closing(week, quarter_ends=quarter_of(week) != quarter_of(opening))
            self.lots.release(week, closing.plan.lots, closing.told)
            self.box.finish(week, opening, closing.carried())
        self.box.remove_residue()
        self._destroy(week, opening)
        self.lots.remove_residue()  # last: whoever reads the office keeps no key alive
        self.box.close()
        return week

    def bring_notes(self, *, surely: bool = False) -> None:
        """The daily batch: open notes reach the office together, in the order of random ids.

        They wait until five people have talked of themselves since the last batch, about anything,
        so that no note can be said to be of the one who was there; at most three mornings, or
        ``surely`` now. Talks of a wave are left out: by their boxes copies know them (A-03).
        """
        today = day_of(self.clock())
        with self.box.note_rooms() as rooms:
            since = rooms.since(today)
            found = [open_box(sealed, self.keys.private(week)) for week, sealed in rooms.sealed()]
            talked = {room["talked"] for room in found if "talked" in room}
            mornings = (today - since).days
            few = len(talked) < SMALLEST_LOT and mornings < MORNINGS
            if found and not surely and (few or not mornings):
                return
            notes = sorted((room for room in found if "id" in room), key=lambda note: note["id"])
            if notes:
                self.take_notes(notes, since)
            rooms.clear(today)

    def _begin(self) -> str | None:
        week, now = self.box.fact("week"), week_of(self.clock())
        if week is None or week >= now:
            return None
        self.keys.make_week(now, quarter_of(now))
        self.box.switch(week, now)
        return self.box.fact("closing")

    def _closing(self, week: str, *, quarter_ends: bool) -> Closing:
        """What becomes of the box: decided once, and read again after a crash."""
        private = self.keys.private(week)
        if (kept := self.box.plan(week)) is not None:
            return Closing.from_bytes(open_any_size(kept, private))
        records = [open_box(sealed, private) for sealed in self.box.sealed(week)]
        closing = self._decided(week, records, quarter_ends=quarter_ends)
        plain = _padded(closing.as_bytes(), len(records))
        self.box.save_plan(week, seal_any_size(plain, self.keys.public(week)))
        return closing

    def _decided(self, week: str, records: Sequence[Record], *, quarter_ends: bool) -> Closing:
        # This week's boxes of somebody forgotten are gone; what was held is found by its tag.
        # Nothing else is: they may have come back in the same week and answered anew.
        withdrawn = {record["withdraw"] for record in records if "withdraw" in record}
        has_reader = self.has_reader()
        given = [
            record
            for record in records
            if record.get("value") is not None  # skips and empty boxes end here
            and not (record.get("waited") and record["person"] in withdrawn)
        ]
        places = self.places(week, self.box.enrolled())
        answers = [
            boxed_answer(record)
            for record in given
            if record["unit"] in places  # an office from a backup may not know it yet
            and (not record.get("words") or (has_reader and _may_be_read(record)))
        ]
        plan = form_lots(
            answers, places, self.draw, quarter_ends=quarter_ends, forgotten=len(withdrawn)
        )
        destroyed = sum(record.get("destroyed", 0) for record in records)
        destroyed += plan.not_shown + len(given) - len(answers)
        if quarter_ends:
            return Closing(plan, boxes=0, destroyed=0, told=destroyed)
        boxes = sum("destroyed" not in record for record in records)
        return Closing(plan, boxes, destroyed, told=0)

    def _destroy(self, week: str, opening: str) -> None:
        """Destroy the key, then prove on a fresh box that no key left opens that week's.

        A run that goes on after a crash may find the key gone already: then there is no such box.
        """
        canary = seal({}, self.keys.public(week)) if self.keys.can_open(week) else b""
        self.keys.destroy_all_but(opening, quarter_of(opening))
        for left in self.keys.weeks():
            try:
                open_box(canary, self.keys.private(left))
            except CannotOpen:
                continue
            raise RuntimeError("a released week can still be opened; see docs/operations.md")


def _padded(plan: bytes, boxes: int) -> bytes:
    """As long as the number of boxes says; a plan of many long texts twice as long, or more."""
    size = PLAN_BYTES * (boxes + 1)
    while 0 < size < len(plan):
        size *= 2
    return plan.ljust(size)


def _may_be_read(record: Record) -> bool:
    """Whether the writer was told that somebody reads it; of what waited that was asked before."""
    return bool(record.get("read") or record.get("waited"))
