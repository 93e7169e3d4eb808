"""Reads the marked messages and counts how well a masker hides their details."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from language.masking import Masker

FOLDER = Path(__file__).parent / "masking_messages"
_MARKED = re.compile(r"\[([a-z]):([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A message and where its details stand: first and last place, and the letter of its kind."""

    text: str
    details: tuple[tuple[int, int, str], ...]


@dataclass(slots=True)
class Count:
    """What became of the details and of the clean messages."""

    details: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    words_rightly: int = 0
    words_wrongly: int = 0
    clean: int = 0
    touched: int = 0

    @property
    def share_hidden(self) -> float:
        """Details fully hidden, of all."""
        return self.hidden.total() / self.details.total()

    @property
    def share_rightly(self) -> float:
        """Masked words that belong to a detail, of all masked."""
        return self.words_rightly / (self.words_rightly + self.words_wrongly)

    @property
    def share_touched(self) -> float:
        """Messages without a detail in which something is hidden, of all such."""
        return self.touched / self.clean


def read(line: str) -> Marked:
    """A marked line as a message."""
    text, details, at = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        details.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return Marked(text + line[at:], tuple(details))


def messages(*names: str, half: str = "") -> list[Marked]:
    """The messages of some files; half 'odd' or 'even' by their line, or all."""
    found = []
    for name in names:
        lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
        wanted = {"odd": lines[::2], "even": lines[1::2]}.get(half, lines)
        found += [read(line) for line in wanted]
    return found


def count(masker: Masker, marked: Iterable[Marked]) -> Count:
    """Mask every message and count."""
    result = Count()
    for message in marked:
        found = masker.details(message.text)
        hidden = {place for each in found for place in range(each.start, each.end)}
        wanted = {place for start, end, _ in message.details for place in range(start, end)}
        for start, end, kind in message.details:
            letters = {at for at in range(start, end) if message.text[at].isalnum()}
            result.details[kind] += 1
            result.hidden[kind] += letters <= hidden
        for word in re.finditer(r"\w+", message.text):
            if hidden.intersection(range(*word.span())):
                rightly = bool(wanted.intersection(range(*word.span())))
                result.words_rightly += rightly
                result.words_wrongly += not rightly
        if not message.details:
            result.clean += 1
            result.touched += bool(found)
    return result
