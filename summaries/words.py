"""Words on their way to a summary: what a reader may do with a lot of texts, and what is left.

A reader from outside the units reads each text of a week's lots alone, hides words that point at
somebody, and passes it or not. Nothing of a lot is shown unless at least five of its texts were
passed; what was not passed is destroyed when the reader closes the week, whatever becomes of the
rest. A reader can take out, and never add, merge or move: so a lot stays the lot that it was.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from conversations.weeks import week_after
from language.masking import MARK
from summaries.lots import SMALLEST_LOT, Label, Lot

WEEKS_TO_READ = 6  # a reader's summer holiday; what nobody has closed by then is destroyed
_WORD = re.compile(r"▒+|\w+(?:[-'’:@.]\w+)*")


class Verdict(StrEnum):
    """What a reader decided about a text; the last three say why it is not shown."""

    NONE = ""
    SHOW = "show"
    IDENTIFIES = "identifies"
    HARM = "harm"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the lot called ``lot``, under a random id. ``hidden`` are numbers of words."""

    id: str
    lot: str
    label: Label
    text: str
    verdict: Verdict = Verdict.NONE
    hidden: frozenset[int] = frozenset()

    @property
    def pieces(self) -> list[tuple[str, int | None]]:
        """The text cut up: words with their numbers, and what stands between them."""
        return list(_cut(self.text))

    @property
    def shown(self) -> str:
        """As it is shown: in one line, with a mark for each hidden word."""
        said = (MARK if number in self.hidden else piece for piece, number in self.pieces)
        return " ".join("".join(said).split())


@dataclass(frozen=True, slots=True)
class Batch:
    """All texts of one week's release, in the order of their random ids."""

    week: str
    texts: tuple[Text, ...]

    @property
    def waiting(self) -> list[Text]:
        """The texts about which nothing is decided."""
        return [text for text in self.texts if text.verdict is Verdict.NONE]

    @property
    def last_week(self) -> str:
        """The week in which a reader can still close it."""
        return week_after(self.week, WEEKS_TO_READ)

    def lots(self) -> Iterator[Lot]:
        """What may be shown of it: lots of which at least five texts were passed."""
        passed: dict[tuple[str, Label], list[str]] = defaultdict(list)
        for text in self.texts:
            if text.verdict is Verdict.SHOW:
                passed[text.lot, text.label].append(text.shown)
        for (_, label), texts in passed.items():
            if len(texts) >= SMALLEST_LOT:
                yield Lot(label, tuple(texts), words=True)


def _cut(text: str) -> Iterator[tuple[str, int | None]]:
    at = 0
    for number, word in enumerate(_WORD.finditer(text)):
        if word.start() > at:
            yield text[at : word.start()], None
        yield word[0], number
        at = word.end()
    if at < len(text):
        yield text[at:], None
