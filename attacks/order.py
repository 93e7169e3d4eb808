"""Whether any order that lies in the files is the order in which answers came (A-08, A-12).

An attacker lists released answers in every order that a file or table betrays: ids, the table's own
order, the place of the bytes in the file, in the page, ctid, xmin; of a PostgreSQL server also when
each page was last changed, and the log of all changes. Of each pair of answers it says that the
first listed came first. Chance is a half.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from struct import unpack_from
from typing import Any

from attacks.loot import PAGE, Row, tables_in

TOLERANCE = 0.02  # how far from a half the share of right pairs may lie
_ID = re.compile(rb"(?=([0-9a-f]{32}))")
SERVERS_PAGE = 8192  # bytes of PostgreSQL's; the first eight say where in its log it was changed
PAGES, CHANGES = "office.lot_answer.pages", "office.changes"  # a server's files, beside the rows
FILES = ("office.sqlite", PAGES, CHANGES)
Orders = dict[str, list[list[Row]]]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of pairs in the order of coming, and its standard deviation by chance."""

    right: float
    deviation: float
    pairs: int

    def at_chance(self, sigmas: float = 4.5) -> bool:
        """Whether chance alone explains it."""
        return self.pairs == 0 or abs(self.right - 0.5) < sigmas * self.deviation


def released_rows(tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Every released answer with its lot's columns, in the order of its table."""
    lots = {row["id"]: row for row in tables["office.lot"]}
    return [
        {**lots[row["lot"]], **row, "table": number}
        for number, row in enumerate(tables["office.lot_answer"])
    ]


def orders_in(data: Path) -> Orders:
    """Released answers as lists, in each order that the files in a data folder could betray."""
    files = {path.name: path.read_bytes() for path in data.iterdir() if path.name in FILES}
    return orders_of(released_rows(tables_in(data)), *(files.get(name) for name in FILES))


def orders_of(
    rows: Sequence[Row],
    file: bytes | None = None,
    pages: bytes | None = None,
    changes: bytes | None = None,
) -> Orders:
    """The same of rows at hand; ``file`` is the SQLite file that they lie in.

    ``pages`` are those of their table on a PostgreSQL server, ``changes`` is its log.
    """
    found = {
        "table": _listed(rows, lambda row: row["table"]),
        "id": _listed(rows, lambda row: row["id"]),
        "id over lots": _listed(rows, lambda row: row["id"], _week),
        "table over lots": _listed(rows, lambda row: row["table"], _week),
    }
    if file is not None:
        place = _places({row["id"] for row in rows}, file)
        found |= {
            "place in the file": _listed(rows, lambda row: place[row["id"]]),
            # SQLite fills a page from its end: what lies there came first, until a page is split.
            "place in the page": _listed(
                rows,
                lambda row: -place[row["id"]],
                lambda row: (row["week"], place[row["id"]] // PAGE),
            ),
            "page": _listed(rows, lambda row: place[row["id"]] // PAGE, _week),
        }
    if rows and "ctid" in rows[0]:
        found |= {
            "ctid": _listed(rows, lambda row: _ctid(row["ctid"]), _week),
            "xmin": _listed(rows, lambda row: row["xmin"], _week),
        }
    if pages is not None:
        found["log position of the page"] = _listed(
            rows, lambda row: _changed_at(pages, _ctid(row["ctid"])[0]), _week
        )
    if changes is not None:
        logged = _places({row["id"] for row in rows}, changes)
        there = [row for row in rows if row["id"] in logged]
        found["log of changes"] = _listed(there, lambda row: logged[row["id"]], _week)
    if rows and "rowid" in rows[0]:
        found["rowid"] = _listed(rows, lambda row: row["rowid"], _week)
    return found


def share_in_order(lists: Iterable[Sequence[Row]], came: Callable[[Row], float]) -> Share:
    """How many pairs are listed in the order of coming.

    What is listed at one place, or came at one time, is no pair.

    The number of right pairs in a random order of n has variance n(n-1)(2n+5)/72.
    """
    right = pairs = 0
    variance = 0.0
    for rows in lists:
        n, places = len(rows), [row["at"] for row in rows]
        came_at = [came(row) for row in rows]
        for later in range(n):
            for earlier in range(later):
                if places[earlier] != places[later] and came_at[earlier] != came_at[later]:
                    pairs += 1
                    right += came_at[earlier] < came_at[later]
        variance += n * (n - 1) * (2 * n + 5) / 72
    return Share(right / pairs, sqrt(variance) / pairs, pairs) if pairs else Share(0.5, 0.0, 0)


def same_person_share(
    rows: Iterable[Row], who: Callable[[Row], Hashable]
) -> tuple[float, float, float]:
    """Whether answers of one person to two items lie at the same rank in their lots (A-12).

    Returns hits, the hits to be expected by chance, and their variance.
    """
    places: dict[Any, dict[str, list[Hashable]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: row["id"]):
        places[row["place"], row["week"]][row["item"]].append(who(row))
    hits = expected = 0.0
    for items in places.values():
        lists = list(items.values())
        for number, first in enumerate(lists):
            for second in lists[:number]:
                hits += sum(a == b for a, b in zip(first, second, strict=False))
                expected += len(set(first) & set(second)) / max(len(first), len(second))
    return hits, expected, expected


def _week(row: Row) -> Hashable:
    return str(row["week"])


def _lot(row: Row) -> Hashable:
    return str(row["lot"])


def _listed(
    rows: Iterable[Row], place: Callable[[Row], Any], group: Callable[[Row], Hashable] = _lot
) -> list[list[Row]]:
    """Rows by group, each list in the order of ``place``, which every row is told."""
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[group(row)].append({**row, "at": place(row)})
    return [sorted(each, key=lambda row: row["at"]) for each in groups.values()]


def _places(ids: Container[str], file: bytes) -> dict[str, int]:
    """Where each id stands in a file for the first time."""
    found: dict[str, int] = {}
    for match in _ID.finditer(file):
        if (name := match[1].decode()) in ids:
            found.setdefault(name, match.start())
    return found


def _ctid(ctid: str) -> tuple[int, int]:
    page, _, place = ctid.strip("()").partition(",")
    return int(page), int(place)


def _changed_at(pages: bytes, number: int) -> int:
    high, low = unpack_from("=II", pages, number * SERVERS_PAGE)
    return int(high) << 32 | int(low)
