"""What copies tell of pseudonyms: whose one is, where it lives, and what was written first.

Talks and boxes have names that nobody can make again without the week's keys. But what changes in
the same hour may have an owner: a contact that came, was written anew or is gone; or a place: that
of a wave, which the office tells. Nothing of what was answered is learnt.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from attacks.linking import copied_at
from attacks.loot import Copy, Row
from attacks.order import Share, share_in_order
from attacks.thief import Thief
from attacks.watching import owners_of_talks
from storage.sealing import keyed

Told = Mapping[str, Any]
KINDS = JOINED, CHANGED, FORGOTTEN = "joined", "changed", "forgotten"
END = 64  # bytes at the end of a box, by which its last page is found in a file


@dataclass(frozen=True, slots=True)
class Linked:
    """Of ``cases`` in which a contact joined, changed or was forgotten, ``said`` named a talk.

    ``right`` of these were theirs. In so many ``hours`` those talks went on.
    """

    cases: int
    said: int
    right: int
    hours: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Of ``talked`` hours in which somebody talked of a wave, ``right`` were told with its place.

    ``said`` are all that were told, others' included.
    """

    talked: int
    said: int
    right: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What talks leave in a copy, by the names of rows; ``asked`` are the waves that have begun."""

    hour: str
    week: str
    contacts: Mapping[bytes, Any]
    talks: Mapping[bytes, Any]
    boxes: Mapping[bytes, Any]
    asked: Set[str]


class Pseudonyms:
    """All copies of a thief, read once. The week's keys, if there are any, only score."""

    def __init__(self, thief: Thief) -> None:
        self._thief = thief
        self._seen = [_seen(copy) for copy in thief.copies]
        pairs = pairwise(self._seen)  # with a release all names change
        self._steps = [(old, new) for old, new in pairs if old.week == new.week]

    def linked(self, people: Sequence[Told]) -> dict[str, Linked]:
        """Where one contact and one talk came, changed or went in an hour, say they are one's.

        ``people`` are all who ever were there; the master key tells whose a contact is.
        """
        key = self._thief.keys[-1].index_key
        addresses = {keyed(key, told["address"].encode())[:16]: told["address"] for told in people}
        owners = owners_of_talks(self._thief, people)
        cases: Counter[str] = Counter()
        hours: Counter[bytes] = Counter()
        said: dict[str, list[tuple[bytes, bytes]]] = {kind: [] for kind in KINDS}
        for old, new in self._steps:
            talks = _kinds(old.talks, new.talks)
            hours.update(talk for names in talks.values() for talk in names)
            contacts = _kinds(old.contacts, new.contacts)
            touched = [(kind, contact) for kind, names in contacts.items() for contact in names]
            cases.update(kind for kind, _ in touched)
            if len(touched) == 1:
                ((kind, contact),) = touched
                like = talks[kind] | (talks[JOINED] if kind is CHANGED else set())
                said[kind] += [(contact, talk) for talk in like if len(like) == 1]
        return {
            kind: Linked(
                cases[kind],
                len(pairs),
                sum(addresses.get(contact) == owners.get(talk, "") for contact, talk in pairs),
                sum(hours[talk] for _, talk in pairs),
            )
            for kind, pairs in said.items()
        }

    def placed(self, truth: Sequence[Told]) -> Placed:
        """Whichever box that came with a wave changes, say that somebody of its place talked."""
        wave_of: dict[bytes, str] = {}
        said = set()
        for old, new in self._steps:
            changed = _kinds(old.boxes, new.boxes)[CHANGED] & wave_of.keys()
            said |= {(wave_of[box], new.hour) for box in changed}
            if len(begun := new.asked - old.asked) == 1:
                wave_of |= dict.fromkeys(new.boxes.keys() - old.boxes.keys(), *begun)
        waves = {*wave_of.values()}
        talked = {(t["prompt"], copied_at(t["moment"])) for t in truth if t["prompt"] in waves}
        return Placed(len(talked), len(said), len(said & talked))

    def written(self) -> Share:
        """How well the order of boxes in a week's last copy tells which talk began first.

        A round's boxes and a wave's come all at once; those of other talks are compared.
        """
        came = {
            box: float(number)
            for number, (old, new) in enumerate(self._steps)
            if old.asked == new.asked
            for box in new.boxes.keys() - old.boxes.keys()
        }
        last = {seen.week: copy for seen, copy in zip(self._seen, self._thief.copies, strict=True)}
        boxes = [_in_order(copy, came.keys()) for copy in last.values()]
        return share_in_order(boxes, lambda row: came[bytes(row["row"])])


def _seen(copy: Copy) -> _Seen:
    boxes = copy.rows("contacts", "box")
    waves = copy.rows("office", "wave")
    return _Seen(
        hour=copy.hour,
        week=max((row["week"] for row in boxes), default=""),
        contacts={bytes(row["idx"]): row["card"] for row in copy.rows("contacts", "contact")},
        talks={bytes(row["idx"]): row["talk"] for row in copy.rows("contacts", "dialog")},
        boxes={bytes(row["row"]): hash(row["sealed"]) for row in boxes},  # else it is gigabytes
        asked={row["id"] for row in waves if row["state"] == "started"},
    )


def _kinds(old: Mapping[bytes, Any], new: Mapping[bytes, Any]) -> dict[str, set[bytes]]:
    """The names of rows by what became of them in an hour."""
    return {
        JOINED: new.keys() - old.keys(),
        CHANGED: {name for name in old.keys() & new.keys() if old[name] != new[name]},
        FORGOTTEN: old.keys() - new.keys(),
    }


def _in_order(copy: Copy, wanted: Set[bytes]) -> list[Row]:
    """Boxes in the order in which a copy's file has their pages, or its server wrote their rows."""
    rows = [row for row in copy.rows("contacts", "box") if bytes(row["row"]) in wanted]
    if "contacts.sqlite" in copy.files:
        file = copy.read("contacts.sqlite")
        placed = [{**row, "at": file.find(bytes(row["sealed"])[-END:])} for row in rows]
        placed = [row for row in placed if row["at"] >= 0]  # the newest may still be in the log
    else:
        placed = [{**row, "at": row["xmin"]} for row in rows]
    return sorted(placed, key=lambda row: row["at"])
