"""A year's published figures of one place, one under the other: nothing is added up (0022)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conversations.phrases import Phrase
from summaries.figures import Figure, audience_phrase
from summaries.lots import Label, Level
from summaries.weekly import WeeklySummary

Where = tuple[Level, str]  # a level, and the id of a place on it


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one label, by week. Two lots of a week may have the same label."""

    label: Label
    figures: tuple[Figure, ...]

    @property
    def title(self) -> Phrase:
        """What was asked, as it was worded last."""
        return self.figures[-1].title

    @property
    def audience(self) -> Phrase:
        """Who answered."""
        return audience_phrase(self.label.audience)


def places(summaries: Iterable[WeeklySummary]) -> Mapping[Where, str]:
    """Every place that has a figure, nearest first, by the name it was published with last."""
    figures = [each for summary in summaries for each in summary.figures]
    names = {_where(each.label): each.place for each in sorted(figures, key=lambda f: f.week)}
    near_first = list(Level)

    def order(where: Where) -> tuple[int, str, str]:
        return near_first.index(where[0]), names[where].casefold(), where[1]

    return {where: names[where] for where in sorted(names, key=order)}


def series(summaries: Iterable[WeeklySummary], where: Where) -> list[Series]:
    """What was published of a place, in the order in which summaries show it."""
    found: dict[Label, list[Figure]] = {}
    for summary in sorted(summaries, key=lambda each: each.week):
        for figure in summary.figures:
            if _where(figure.label) == where:
                found.setdefault(figure.label, []).append(figure)
    return [Series(label, tuple(figures)) for label, figures in found.items()]


def _where(label: Label) -> Where:
    return label.level, label.place
