"""Who copied everything: opens what opens, and watches which rows appear when somebody talks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attacks.loot import Copy, Row, tables_in
from conversations.weeks import quarter_of, week_after
from storage.keys import Keys, KeysMissing
from storage.sealing import CannotOpen, keyed, open_box

Known = set[tuple[str, str, str, str]]  # week, item, value as text, address


@dataclass(frozen=True, slots=True)
class Thief:
    """Holds hourly copies, the final data folder, the master key, and folders of keys, if any."""

    copies: Sequence[Copy]
    final: Path
    master: bytes
    keyrings: Sequence[Path] = ()

    @property
    def keys(self) -> list[Keys]:
        """Every bunch of keys, the final disk's included."""
        return [Keys(folder, self.master) for folder in (*self.keyrings, self.final / "keys")]

    def opened(self, people: Iterable[str]) -> Known:
        """What somebody answered, from every box that opens with any key."""
        people, boxes, found = list(people), self._boxes(), set()
        for keys in self.keys:
            for week in keys.weeks():
                tags = tags_of(keys, quarter_of(week), people)
                for record in _records(boxes[week], keys.private(week)):
                    if (who := tags.get(record.get("person", ""))) is not None:
                        given = week_after(week, -int(record.get("waited") or 0))
                        found.add((given, record["item"], str(record["value"]), who))
        return found

    def rows_by_person(self, talking: Mapping[str, Iterable[str]]) -> dict[str, list[bytes]]:
        """Whose box rows are, wherever somebody was the only one who talked between two copies.

        ``talking``: who talked in the hour before each copy, by the copy's hour.
        """
        found: dict[str, list[bytes]] = defaultdict(list)
        seen: set[bytes] = set()
        for copy in self.copies:
            rows = {bytes(row["row"]) for row in copy.tables().get("contacts.box", [])}
            who = set(talking.get(copy.hour, ()))
            if len(who) == 1 and rows - seen:
                found[who.pop()] += sorted(rows - seen)
            seen |= rows
        return dict(found)

    def box_sizes(self) -> set[int]:
        """Every length that a sealed box ever had."""
        return {len(sealed) for boxes in self._boxes().values() for sealed in boxes}

    def _tables(self) -> Iterator[dict[str, list[Row]]]:
        """The tables of every copy, and those of the end."""
        yield from (copy.tables() for copy in self.copies)
        yield tables_in(self.final)

    def _boxes(self) -> dict[str, set[bytes]]:
        """Every sealed box that was ever seen, by its week."""
        found: dict[str, set[bytes]] = defaultdict(set)
        for tables in self._tables():
            for row in tables.get("contacts.box", []):
                found[row["week"]].add(bytes(row["sealed"]))
        return found


def tags_of(keys: Keys, quarter: str, people: Iterable[str]) -> dict[str, str]:
    """People by their tag in a quarter; empty where its key is gone."""
    try:
        key = keys.tag_key(quarter)
    except KeysMissing:
        return {}
    return {keyed(key, person.encode())[:12].hex(): person for person in people}


def _records(boxes: Iterable[bytes], private: bytes) -> Iterator[dict[str, Any]]:
    for sealed in boxes:
        try:
            yield open_box(sealed, private)
        except CannotOpen:
            continue
