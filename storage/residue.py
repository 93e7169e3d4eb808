"""Searches an operator's own files for what must not lie in them; says kinds and never values.

What is searched for is known here in memory only: addresses, keys, codes, tokens. A file may be a
database, its write-ahead log, a log of the proxy, a temporary file or a copy of any of these.
"""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from storage.needles import Haystacks

PIECE, OVERLAP = 1 << 24, 1 << 12  # bytes; no needle is longer than the overlap
BOX = re.compile(rb"(20\d\d-W\d\d)([\x00-\xff]{256})")
NAME = 8  # bytes, the end of a box's random name, before its week: words and months are no name
WORDS = re.compile(rb"[a-z_]{4}|20\d\d-\d\d")
NOISE = 120  # different bytes among 256: sealed bytes have about 162, text and tables far fewer
LINK = re.compile(rb"(?:/[cd]/|[?&]start=|/start )[A-HJ-NP-Z2-9]{10}(?![A-Za-z0-9])")
CODE = re.compile(rb"(?<![A-Za-z0-9])[A-HJ-NP-Z2-9]{10}(?![A-Za-z0-9])")

A_LINK = "a link that carries a code"
A_CODE = "a code that still works"
AN_OLD_BOX = "a sealed box of a week that is over"
A_DIRTY_PAGE = "a freed page that was not overwritten"


def kinds_in(
    path: Path,
    wanted: Haystacks,
    is_code: Callable[[str], bool],
    open_weeks: Collection[str],
) -> Iterator[str]:
    """What lies in a file that must not, by kind; the same kind may come more than once.

    ``wanted`` names its needles 'kind number'. Boxes may be of ``open_weeks`` only.
    """
    yield from _kinds(path.name.encode(), wanted, is_code, open_weeks)
    for piece in _pieces(path):
        yield from _kinds(piece, wanted, is_code, open_weeks)
    for _ in range(dirty_free_pages(path)):
        yield A_DIRTY_PAGE


def _kinds(
    hay: bytes, wanted: Haystacks, is_code: Callable[[str], bool], open_weeks: Collection[str]
) -> Iterator[str]:
    for hit in wanted.hits("", hay):
        yield hit.needle.rpartition(" ")[0]
    for _ in LINK.finditer(hay):
        yield A_LINK
    for code in set(CODE.findall(hay)):
        if is_code(code.decode()):
            yield A_CODE
    for found in BOX.finditer(hay):
        named = not WORDS.search(hay, max(0, found.start() - NAME), found.start())
        if named and found[1].decode() not in open_weeks and len(set(found[2])) > NOISE:
            yield AN_OLD_BOX


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(PIECE):
            yield tail + piece
            tail = piece[-OVERLAP:]


def dirty_free_pages(path: Path) -> int:
    """How many pages of a SQLite file are free and yet hold something (``secure_delete``).

    0 for any other file. The format: sqlite.org/fileformat.html, 'The Freelist'.
    """
    with path.open("rb") as file:
        header = file.read(100)
        if not header.startswith(b"SQLite format 3\0") or len(header) < 100:
            return 0
        size = int.from_bytes(header[16:18])
        size = 65_536 if size == 1 else size

        def page(number: int) -> bytes:
            file.seek((number - 1) * size)
            return file.read(size)

        dirty, trunk, seen = 0, int.from_bytes(header[32:36]), set[int]()
        while trunk and trunk not in seen:
            seen.add(trunk)
            content = page(trunk)
            trunk, leaves = int.from_bytes(content[:4]), int.from_bytes(content[4:8])
            listed = 8 + 4 * leaves
            dirty += any(content[listed:])
            for at in range(8, min(listed, len(content)), 4):
                dirty += any(page(int.from_bytes(content[at : at + 4])))
        return dirty
