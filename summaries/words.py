"""Words on their way to a summary: what a reader may do with a lot of texts, and what is left.

A reader from outside the units reads each text of a week's lots alone, hides words that point at
somebody, and passes it or not. Nothing of a lot is shown unless at least five of its texts were
passed; what was not passed is destroyed when the reader closes the week, whatever becomes of the
rest. A reader can take out, and never add, merge or move: so a lot stays the lot that it was.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from conversations.weeks import week_after
from language.masking import Choice, choices, hide_word
from summaries.lots import SMALLEST_LOT, Label, Lot

WEEKS_TO_READ = 6  # a reader's summer holiday; what nobody has closed by then is destroyed


class Verdict(StrEnum):
    """What a reader decided about a text; the last three say why it is not shown."""

    NONE = ""
    SHOW = "show"
    IDENTIFIES = "identifies"
    HARM = "harm"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the lot called ``lot``, under a random id. ``hidden`` are places of words."""

    id: str
    lot: str
    label: Label
    text: str
    verdict: Verdict = Verdict.NONE
    hidden: frozenset[int] = frozenset()

    @property
    def words(self) -> list[Choice]:
        """The words that can be hidden, each once, as they stand in the text."""
        return sorted(choices(self.text), key=lambda choice: choice.place)

    @property
    def shown(self) -> str:
        """As it is shown: in one line, without the hidden words."""
        said = self.text
        for place in sorted(self.hidden):
            said = hide_word(said, place)
        return " ".join(said.split())


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
