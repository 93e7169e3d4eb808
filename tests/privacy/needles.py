"""Finds what must not be there: chat ids and texts, in the shapes a careless program gives."""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase

from tests.storage.house import every_file

PIECE = 12  # bytes; a shorter piece of a text could be there by chance


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found where it must not be."""

    needle: str
    place: str


def chat_ids(draw: Random, count: int) -> list[int]:
    """Chat ids as Telegram gives them today: ten digits and more than 32 bits."""
    return draw.sample(range(5_000_000_000, 9_000_000_000), count)


def marked_text(draw: Random) -> str:
    """A text that nobody writes by chance and no mask touches, with signs of two bytes."""
    return " ".join("".join(draw.choices(ascii_lowercase + "äö", k=9)) for _ in range(4))


def shapes_of_id(chat: int) -> Iterator[bytes]:
    """A chat id as digits, hexadecimal, eight bytes either way round, and base64 of these."""
    plain = [
        str(chat).encode(),
        f"{chat:x}".encode(),
        f"{chat:X}".encode(),
        chat.to_bytes(8),
        chat.to_bytes(8, "little"),
    ]
    yield from plain
    yield str(chat).encode("utf-16-le")
    for each in plain:
        yield from _base64(each)


def shapes_of_text(text: str) -> Iterator[bytes]:
    """Pieces of a text in the encodings a file or log may have."""
    for whole in (
        text.encode(),
        text.encode("utf-16-le"),
        text.encode("ascii", "backslashreplace"),
        text.encode("latin-1"),
    ):
        yield from (whole[at : at + PIECE] for at in range(0, len(whole) - PIECE, PIECE))
    yield from _base64(text.encode())


def _base64(plain: bytes) -> Iterator[bytes]:
    """What of a base64 text does not depend on what stands before and after, at each offset."""
    for offset in range(3):
        shifted = b"\0" * offset + plain
        whole = shifted[: len(shifted) // 3 * 3]
        first = 0 if offset == 0 else 4
        for encode in (b64encode, urlsafe_b64encode):
            if len(piece := encode(whole)[first:]) >= 8:
                yield piece


def sieve(hay: bytes) -> bytes:
    """All that could be a chat id in any shape: searching what is left is a hundred times faster.

    The tests that plant every shape hold that nothing falls through.
    """
    runs = _PRINTED.findall(hay) + _WIDE.findall(hay)
    numbers = [hay[m.start() - 3 : m.start() + 5] for m in _BIG.finditer(hay)]
    numbers += [hay[max(0, m.start() - 4) : m.start() + 4] for m in _LITTLE.finditer(hay)]
    return b" ".join((*runs, *numbers))


_PRINTED = re.compile(rb"[0-9A-Za-z+/_=-]{8,}")
_WIDE = re.compile(rb"(?:[0-9]\0){9,}")
_BIG = re.compile(rb"(?<=\0\0\0)[\1\2]")  # the fifth byte of a number between 2^32 and 3 * 2^32
_LITTLE = re.compile(rb"[\1\2](?=\0\0\0)")


class Haystacks:
    """Everything a thief, a log reader or a backup would hold, searched for many needles."""

    def __init__(self, ids: Iterable[int], texts: Iterable[str]) -> None:
        """Chat ids between 2^32 and 3 * 2^32, and texts."""
        self._ids = {f"chat {chat}": set(shapes_of_id(chat)) for chat in ids}
        self._texts = {f"text {text[:9]}": set(shapes_of_text(text)) for text in texts}

    def hits(self, place: str, hay: bytes) -> list[Hit]:
        """Needles found in one place."""
        return [
            Hit(name, place)
            for shapes, where in ((self._ids, sieve(hay)), (self._texts, hay))
            for name, looks in shapes.items()
            if any(look in where for look in looks)
        ]

    def hits_in_files(self, folder: Path) -> list[Hit]:
        """Needles found in any file of a folder, its name included."""
        found: list[Hit] = []
        for name, content in every_file(folder):
            found += self.hits(name, content)
            found += self.hits(f"the name {name}", name.encode())
        return found
