"""The weekly release: opens the box once, forms the lots, and destroys the key.

Every step can be repeated after a crash at any border (A-06):

1. the next week's key is made, durable before it is used;
2. sealing switches to it; from here the closing week's box only shrinks;
3. the box is opened in memory, withdrawals are honoured, and the lots are formed once;
   the plan is kept, sealed to the closing week's key;
4. the office gets the lots and the release marker in one transaction;
5. the contact book loses the week's boxes, talks and the plan, and what waits is sealed to the
   new week under fresh random ids, in one transaction;
6. the residue of deleted rows is removed from the files;
7. the key is destroyed, and that nothing opens any more is verified.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from random import Random
from typing import Any, Protocol

from conversations.weeks import quarter_of, week_of
from storage.keys import Keys, KeysMissing
from storage.sealing import CannotOpen, open_any_size, open_box, seal, seal_any_size
from summaries.lots import BoxedAnswer, Label, Level, Lot, Place, Plan, form_lots

FIELDS = ("item", "set", "version", "value", "audience", "unit", "person", "quarter", "asked")


class BoxSide(Protocol):
    """What the release needs of the contact book."""

    def fact(self, name: str) -> str | None: ...
    def open_first(self, week: str) -> None: ...
    def begin_anew(self, week: str) -> None: ...
    def switch(self, closing: str, opening: str) -> None: ...
    def sealed(self, week: str) -> list[bytes]: ...
    def sealed_notes(self) -> list[tuple[bytes, str, bytes]]: ...
    def drop_notes(self, rows: Iterable[bytes]) -> None: ...
    def enrolled(self) -> dict[str, dict[str, int]]: ...
    def plan(self, week: str) -> bytes | None: ...
    def save_plan(self, week: str, sealed: bytes) -> None: ...
    def finish(self, week: str, opening: str, held: Iterable[dict[str, Any]]) -> None: ...
    def close(self) -> None: ...
    def remove_residue(self) -> None: ...


class LotSide(Protocol):
    """What the release needs of the answer book."""

    def release(self, week: str, lots: Iterable[Lot], not_shown: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Release:
    """Opens what the chat has sealed.

    ``places`` says where units belong, given how many are enrolled by unit and audience;
    ``take_notes`` brings open notes to the office; ``draw`` is a secure source of randomness.
    """

    box: BoxSide
    lots: LotSide
    places: Callable[[Mapping[str, Mapping[str, int]]], dict[str, Place]]
    take_notes: Callable[[Iterable[dict[str, Any]]], None]
    keys: Keys
    clock: Callable[[], datetime]
    draw: Random

    def open_first_week(self) -> None:
        """Make the first week's key and open its box, if there is none yet.

        Raises KeysMissing for a database from a backup: its week's key is gone (C-22).
        """
        open_week = self.box.fact("week")
        if open_week is None:
            week = week_of(self.clock())
            self.keys.make_week(week, quarter_of(week))
            self.box.open_first(week)
        elif not self.keys.has_week(open_week):
            raise KeysMissing(
                f"The contacts database is in week {open_week}, whose key is not here. If the keys "
                "folder is elsewhere, put it back. If the database comes from a backup, nobody "
                "can open that week's answers any more: 'kuulolla restored' begins a new week."
            )

    def begin_anew(self) -> bool:
        """After a backup was put back: drop what nobody can open, and open this week's box.

        False, and nothing is done, when the open week's key is there.
        """
        open_week = self.box.fact("week")
        if open_week is not None and self.keys.has_week(open_week):
            return False
        week = week_of(self.clock())
        self.keys.make_week(week, quarter_of(week))
        self.box.begin_anew(week)
        self.box.remove_residue()
        return True

    def run(self) -> str | None:
        """Release the open week if it is over, or finish a release that was begun.

        Returns the released week, or None when nothing was due or another process is at it.
        Running twice does nothing.
        """
        with self.keys.alone() as alone:
            return self._run() if alone else None

    def _run(self) -> str | None:
        week = self.box.fact("closing") or self._begin()
        if week is None:
            return None
        opening = self.box.fact("week") or ""
        if self.box.fact("finished") != week:
            self.bring_notes()
            plan = self._plan(week, quarter_ends=quarter_of(week) != quarter_of(opening))
            self.lots.release(week, plan.lots, plan.not_shown)
            self.box.finish(week, opening, [_record(answer) for answer in plan.held])
        self.box.remove_residue()
        self._destroy(week, opening)
        self.box.close()
        return week

    def bring_notes(self) -> None:
        """The daily batch: open notes reach the office together, in the order of random ids."""
        rows = self.box.sealed_notes()
        notes = [open_box(sealed, self.keys.private(week)) for _, week, sealed in rows]
        if notes:
            self.take_notes(sorted(notes, key=lambda note: note["id"]))
            self.box.drop_notes([row for row, _, _ in rows])

    def _begin(self) -> str | None:
        week, now = self.box.fact("week"), week_of(self.clock())
        if week is None or week >= now:
            return None
        self.keys.make_week(now, quarter_of(now))
        self.box.switch(week, now)
        return self.box.fact("closing")

    def _plan(self, week: str, *, quarter_ends: bool) -> Plan:
        private = self.keys.private(week)
        if (kept := self.box.plan(week)) is not None:
            return _plan_from(open_any_size(kept, private))
        records = [open_box(sealed, private) for sealed in self.box.sealed(week)]
        # This week's boxes of somebody forgotten are gone; what was held is found by its tag.
        # Nothing else is: they may have come back in the same week and answered anew.
        withdrawn = {record["withdraw"] for record in records if "withdraw" in record}
        answers = [
            _answer(record)
            for record in records
            if record.get("value") is not None  # skips and empty boxes end here
            and not record.get("words")  # texts are destroyed unread, as the child was told
            and not (record.get("waited") and record["person"] in withdrawn)
        ]
        places = self.places(self.box.enrolled())
        answers = [answer for answer in answers if answer.unit in places]
        plan = form_lots(answers, places, self.draw, quarter_ends=quarter_ends)
        self.box.save_plan(week, seal_any_size(_plan_bytes(plan), self.keys.public(week)))
        return plan

    def _destroy(self, week: str, opening: str) -> None:
        """Destroy the key, then prove on a fresh box that no key left opens that week's."""
        canary = seal({}, self.keys.public(week)) if self.keys.has_week(week) else b""
        self.keys.destroy_all_but(opening, quarter_of(opening))
        for left in self.keys.weeks():
            try:
                open_box(canary, self.keys.private(left))
            except CannotOpen:
                continue
            raise RuntimeError("a released week can still be opened; see docs/operations.md")


def _answer(record: dict[str, Any]) -> BoxedAnswer:
    value = record["value"]
    fields = {name: record[name] for name in FIELDS}
    fields["value"] = tuple(value) if isinstance(value, list) else value
    return BoxedAnswer(**fields, door=record["door"], waited=record.get("waited", 0))


def _record(answer: BoxedAnswer) -> dict[str, Any]:
    return asdict(answer)


def _plan_bytes(plan: Plan) -> bytes:
    return json.dumps(asdict(plan)).encode()


def _plan_from(stored: bytes) -> Plan:
    record = json.loads(stored)
    lots = []
    for lot in record["lots"]:
        label = Label(**{**lot["label"], "level": Level(lot["label"]["level"])})
        values = [tuple(v) if isinstance(v, list) else v for v in lot["values"]]
        lots.append(Lot(label, tuple(values)))
    held = tuple(_answer(answer) for answer in record["held"])
    return Plan(tuple(lots), held, record["not_shown"])
