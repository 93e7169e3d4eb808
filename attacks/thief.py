"""Who copied everything: opens what opens, and watches which rows appear when somebody talks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from attacks.loot import Copy, Row, tables_in
from conversations.weeks import quarter_of, week_after
from storage.keys import Keys, KeysMissing
from storage.sealing import CannotOpen, keyed, open_box

Known = set[tuple[str, str, str, str]]  # week, item, value as text, address


@dataclass(frozen=True)
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
        people, found = list(people), set()
        boxes: dict[str, set[bytes]] = defaultdict(set)
        for _, rows in self._boxes:
            for _, week, sealed in rows:
                boxes[week].add(sealed)
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
        for hour, boxes in self._boxes:
            rows = {row for row, _, _ in boxes}
            who = set(talking.get(hour, ()))
            if len(who) == 1 and rows - seen:
                found[who.pop()] += sorted(rows - seen)
            seen |= rows
        return dict(found)

    def box_sizes(self) -> set[int]:
        """Every length that a sealed box ever had."""
        return {len(sealed) for _, rows in self._boxes for _, _, sealed in rows}

    @cached_property
    def _boxes(self) -> list[tuple[str, list[tuple[bytes, str, bytes]]]]:
        """For each copy, and for the end, every box: its row, week and sealed bytes."""
        kept: dict[bytes, bytes] = {}  # what was seen in many copies is held once

        def boxes(rows: Iterable[Row]) -> list[tuple[bytes, str, bytes]]:
            found = ((bytes(row["row"]), row["week"], bytes(row["sealed"])) for row in rows)
            return [(row, week, kept.setdefault(sealed, sealed)) for row, week, sealed in found]

        copied = [(copy.hour, boxes(copy.rows("contacts", "box"))) for copy in self.copies]
        return [*copied, ("", boxes(tables_in(self.final)["contacts.box"]))]


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
