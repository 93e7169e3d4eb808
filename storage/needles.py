"""Finds what must not lie in a file or log, in every shape a careless program gives it (A-01)."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 12  # bytes; a shorter piece of a text could be there by chance
PREFIX = 8  # bytes; what every shape is looked up by, and the least that is searched for
NO_CHANCE = 16  # digits; so many are not there by chance, whatever stands around them
_HEX_NUMBER = re.compile(rb"[0-9a-f]+|[0-9A-F]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found where it must not be."""

    needle: str
    place: str


def shapes_of_id(number: int) -> Iterator[bytes]:
    """A chat id as digits, hexadecimal, eight bytes either way round; in a dump, in base64."""
    plain = [
        str(number).encode(),
        f"{number:x}".encode(),
        f"{number:X}".encode(),
        number.to_bytes(8),
        number.to_bytes(8, "little"),
    ]
    yield from plain
    yield str(number).encode("utf-16-le")
    for each in plain:
        yield from (*_dumped(each), *_base64(each))


def shapes_of_text(text: str) -> Iterator[bytes]:
    """Pieces of a text in the encodings a file, log or dump may have."""
    for whole in (
        text.encode("utf-8", "replace"),
        text.encode("utf-16-le", "replace"),
        text.encode("ascii", "backslashreplace"),
        text.encode("latin-1", "replace"),
        json.dumps(text)[1:-1].encode(),
    ):
        for at in range(0, len(whole) - PIECE + 1, PIECE):
            piece = whole[at : at + PIECE]
            yield from (piece, *_dumped(piece))
    yield from _base64(text.encode("utf-8", "replace"))


def shapes_of_word(word: str) -> Iterator[bytes]:
    """A code or token, whole, as it is and in small letters; in a dump, in base64."""
    for plain in {word.encode(), word.lower().encode()}:
        yield from (plain, plain.decode().encode("utf-16-le"), *_dumped(plain), *_base64(plain))


def shapes_of_key(key: bytes) -> Iterator[bytes]:
    """A key as bytes, hexadecimal and base64."""
    yield from (key, *_dumped(key), *_base64(key))


def _dumped(plain: bytes) -> Iterator[bytes]:
    """How dumps write a binary column: PostgreSQL ``\\x74656c…``, SQLite ``X'74656C…'``."""
    if len(set(plain)) > 1:  # one byte again and again is a row of zeros, or the like
        yield plain.hex().encode()
        yield plain.hex().upper().encode()


def _base64(plain: bytes) -> Iterator[bytes]:
    """What of a base64 text does not depend on what stands before and after, at each offset."""
    for offset in range(3):
        shifted = b"\0" * offset + plain
        whole = shifted[: len(shifted) // 3 * 3]
        first = 0 if offset == 0 else 4
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(whole)[first:]


class Haystacks:
    """Everything a thief, a log reader or a backup would hold, searched for many needles at once.

    However many needles there are, a place is read once: about ten million bytes a second.
    """

    def __init__(self) -> None:
        """Look for nothing yet."""
        self._looks: dict[bytes, list[tuple[bytes, str]]] = defaultdict(list)
        self.needles: set[str] = set()

    def add(self, needle: str, shapes: Iterable[bytes]) -> None:
        """Look for the shapes of a needle; those too short to be no chance are left out."""
        found = {shape for shape in shapes if len(shape) >= PREFIX}
        if found and needle not in self.needles:
            self.needles.add(needle)
            for shape in found:
                self._looks[shape[:PREFIX]].append((shape, needle))

    def hits(self, place: str, hay: bytes) -> list[Hit]:
        """Needles found in one place, each once."""
        looks, found = self._looks, set()
        for at in range(len(hay) - PREFIX + 1):
            if (prefix := hay[at : at + PREFIX]) in looks:
                for shape, needle in looks[prefix]:
                    if hay.startswith(shape, at) and not _inside_a_number(hay, at, shape):
                        found.add(needle)
        return [Hit(needle, place) for needle in sorted(found)]

    def hits_in_files(self, folder: Path) -> list[Hit]:
        """Needles found in any file of a folder, its name included."""
        found: list[Hit] = []
        for path in every_file(folder):
            name = str(path.relative_to(folder))
            found += self.hits(name, path.read_bytes())
            found += self.hits(f"the name {name}", name.encode())
        return found


def every_file(folder: Path) -> list[Path]:
    """Every file in a folder and its folders."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _inside_a_number(hay: bytes, at: int, shape: bytes) -> bool:
    """Digits amid more digits are another number, such as a moment in a proxy's log.

    In hexadecimal only zeros go before a number: amid the rest of a ciphertext it is chance.
    """
    if len(shape) >= NO_CHANCE:
        return False
    before, after = hay[max(0, at - 1) : at], hay[at + len(shape) : at + len(shape) + 1]
    if shape.isdigit():
        return before.isdigit() or after.isdigit()
    amid = _HEX_NUMBER.fullmatch(shape) and _HEX_NUMBER.fullmatch(before)
    return bool(amid) and before != b"0"
