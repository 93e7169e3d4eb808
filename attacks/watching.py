"""What hourly copies and the master key tell while nothing opens: who talked, and who wrote notes.

Answers are sealed, but rows change. A thief who compares each copy with the one before sees which
talks moved on. Whose they are would follow from a row id that the master key can make again; those
of talks belong to their week's key, which only the open week's keys on the last disk give away. An
open note can be read by whoever holds the last disk, so its writer is one of those who had talked
since the batch before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attacks.linking import copied_at
from attacks.loot import Copy, Row
from attacks.thief import Thief
from storage.contacts.box import MOST_QUESTIONS
from storage.sealing import keyed

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of who talked: ``seen`` of ``talked`` are (person, hour) pairs told rightly.

    ``narrowed`` has for each open note among how many people its writer was found; ``alike`` among
    how many talks, of pseudonyms, its own is.
    """

    talked: int
    seen: int
    wrong: int
    narrowed: tuple[int, ...]
    alike: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """The share of people's hours that the thief knows."""
        return self.seen / self.talked if self.talked else 0.0

    def notes_among_fewer_than(self, people: int) -> float:
        """The share of open notes whose writer is one of fewer people than that."""
        if not self.narrowed:
            return 0.0
        return sum(n < people for n in self.narrowed) / len(self.narrowed)


def watch(thief: Thief, truth: Sequence[Told], people: Sequence[Told]) -> Watched:
    """Compare copies, and score what they say by the truth."""
    talked: dict[str, set[str]] = defaultdict(set)
    for told in truth:
        talked[copied_at(told["moment"])].add(told["address"])
    seen = dict(_seen(thief, people))
    right = sum(len(seen.get(hour, set()) & who) for hour, who in talked.items())
    wrong = sum(len(who - talked.get(hour, set())) for hour, who in seen.items())
    units = {each["address"]: each["unit"] for each in people}
    narrowed = tuple(_narrowed(thief, truth, seen, units))
    alike = tuple(_alike(thief.copies))
    return Watched(sum(map(len, talked.values())), right, wrong, narrowed, alike)


def _seen(thief: Thief, people: Iterable[Told]) -> Iterator[tuple[str, set[str]]]:
    """For each copy, whose talks had changed since the one before."""
    owners = owners_of_talks(thief, people)
    before: dict[bytes, Row] = {}
    for copy in thief.copies:
        talks = {bytes(row["idx"]): row for row in copy.rows("contacts", "dialog")}
        moved = {idx for idx, row in talks.items() if before.get(idx) != row}
        yield copy.hour, {owners[idx] for idx in moved if idx in owners}
        before = talks


def owners_of_talks(thief: Thief, people: Iterable[Told]) -> dict[bytes, str]:
    """Whose talk each row would be, by every key that the thief holds."""
    return {
        keyed(key, told["address"].encode())[:16]: told["address"]
        for key in _keys(thief)
        for told in people
    }


def _keys(thief: Thief) -> Iterator[bytes]:
    """Every key that could make a talk's row id again."""
    for keys in thief.keys:
        yield keys.index_key
        for week in keys.weeks():
            yield keyed(keys.row_key(week), b"talk")


def _narrowed(
    thief: Thief, truth: Sequence[Told], seen: Mapping[str, set[str]], units: Mapping[str, str]
) -> Iterator[int]:
    """Among how many people each note's writer is, by the copy in which the note is first read."""
    notes = {told["value"]: told["address"] for told in truth if told["set"] == "note"}
    talkers: set[str] = set()
    known: set[str] = set()
    for copy in thief.copies:
        fresh = [n for n in copy.rows("office", "open_note") if n["id"] not in known]
        talkers |= seen[copy.hour]
        for note in fresh:
            known.add(note["id"])
            may = {who for who in talkers if note["unit"] in ("", units[who])}
            yield len(may) if notes.get(note["text"]) in may else len(units)
        if fresh:
            talkers = set()


def _alike(copies: Iterable[Copy]) -> Iterator[int]:
    """How many talks had new boxes, as its own had, between each note's batch and the one before.

    No key is needed. A talk of a wave changes boxes that came with the wave, in an hour that the
    office tells; in that hour, and at a release, nothing is learnt.
    """
    talks, known = 0, set[str]()
    boxes, before = set[bytes](), None
    for copy in copies:
        rows = copy.rows("contacts", "box")
        here = {bytes(row["row"]) for row in rows}
        waves = {row["id"] for row in copy.rows("office", "wave") if row["state"] == "started"}
        now = waves, max((row["week"] for row in rows), default="")
        if now == before:
            talks += len(here - boxes) // MOST_QUESTIONS
        boxes, before = here, now
        fresh = {note["id"] for note in copy.rows("office", "open_note")} - known
        if fresh:
            yield from [max(talks, 1)] * len(fresh)
            known, talks = known | fresh, 0
