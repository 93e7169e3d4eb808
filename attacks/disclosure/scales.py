"""The scale behind an item as an attacker sees it, and which counts and sums are printed alike.

The attacker has the program: they ask it which counts would have been printed as these bands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from attacks.disclosure.worlds import questions
from conversations.items import Kind
from conversations.panel_questions import is_panels
from summaries import banding
from summaries.figures import scored
from summaries.filled import MARKS, THIRDS, adds, ends_of_filled, nearest

Mark = int | str  # a place on a scale, or an option


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the solver sees it: its marks, which of them are printed together, its kind."""

    marks: tuple[Mark, ...]
    parts: tuple[tuple[Mark, ...], ...]
    kind: Kind

    @property
    def several(self) -> bool:
        """Whether one person may choose several."""
        return self.kind is Kind.CHOICES

    @property
    def weights(self) -> Mapping[Mark, int]:
        """What each mark adds to the sum behind the printed score."""
        return {mark: adds(self.kind, int(mark)) for mark in self.marks}


@cache
def question(item_id: str) -> Question:
    """The question behind an item id. Raises KeyError for one that does not exist.

    Whatever a panel asks, its figure is of smileys: words make none.
    """
    if is_panels(item_id):
        return _on_a_scale(Kind.SMILEY)
    item = questions().item(item_id)
    if item.options:
        options = tuple(option.id for option in item.options)
        return Question(options, tuple((each,) for each in options), item.kind)
    return _on_a_scale(item.kind)


def _on_a_scale(kind: Kind) -> Question:
    parts = tuple(map(tuple, THIRDS[kind]))
    return Question(sum(parts, ()), parts, kind)


@cache
def counts_shown(share: banding.Share, number: int) -> tuple[int, ...]:
    """The counts of ``number`` people that are printed as this share, be it of a lot of few."""
    few = share == banding.A_FIFTH_OR_MORE
    return tuple(c for c in range(number + 1) if banding.share(c, number, few=few) == share)


@cache
def totals_shown(
    score: banding.Rounded, kind: Kind, shares: tuple[banding.Share, ...], number: int
) -> tuple[int, ...]:
    """The sums of ``number`` people's marks that are printed as this score, beside these shares."""
    marks = MARKS[kind]
    ends = ends_of_filled([counts_shown(share, number) for share in shares], number, marks)
    totals = range(marks[0][0] * number, marks[2][1] * number + 1)
    return tuple(t for t in totals if scored(kind, nearest(t, ends), number) == score)
