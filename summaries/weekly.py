"""The weekly summary: made once from lots and the panel's work, then frozen as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from pydantic import TypeAdapter

from conversations.panel_questions import is_panels
from conversations.phrases import Phrase, say
from conversations.questions import Catalogue
from conversations.weeks import weeks_between
from summaries.figures import Figure, can_be_shown, figure
from summaries.lots import Level, Lot
from summaries.quotes import Quotes, can_be_quoted, quotes

PANEL_STANDS = 13  # weeks
WEEKS_PROMISES_ARE_TOLD = 4  # what is done or refused; what is promised for later stays


class Decided(Protocol):
    """What the summary reads of a decision."""

    @property
    def week(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def due_week(self) -> str: ...
    def is_late(self, week: str) -> bool: ...


class Noted(Protocol):
    """What the summary reads of an open note: never its text."""

    @property
    def due(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def answered_week(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One set that was asked this week: of which places, and why now (S4)."""

    name: Phrase
    places: tuple[str, ...]
    why: Phrase


@dataclass(frozen=True, slots=True)
class Promise:
    """A decision as the summary shows it; ``late`` when the promised week has passed."""

    outcome: str  # done | later | no
    what: str
    because: str
    due_week: str
    late: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff say afterwards was wrong in a summary; its figures stay as they are (B-12)."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that one week's summary is made of.

    ``places`` names each (level, place id); ``earlier`` are frozen figures of weeks before.
    """

    week: str
    lots: Sequence[Lot] = ()
    places: Mapping[tuple[Level, str], str] = field(default_factory=dict)
    earlier: Sequence[Figure] = ()
    asked: Sequence[Asked] = ()
    notes: Sequence[Noted] = ()
    decisions: Sequence[Decided] = ()


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """One week's summary, the same frozen bytes for every reader (B-14, B-16).

    ``waiting`` is one word that is there every week, whatever is held (B-06).
    ``questions_due`` holds days, not numbers of notes: who counts notes counts children.
    ``corrections`` alone come later: none of them is frozen, all of them are shown with it.
    """

    week: str
    asked: tuple[Asked, ...]
    figures: tuple[Figure, ...]
    standing: tuple[Figure, ...]
    thanks: tuple[Phrase, ...]
    you_asked: tuple[str, ...]
    questions_due: tuple[date, ...]
    promises: tuple[Promise, ...]
    topic: Phrase | None
    waiting: Phrase
    quotes: tuple[Quotes, ...] = ()  # summaries frozen before words could be released have none
    corrections: tuple[Correction, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Plain data that JSON can hold."""
        record: dict[str, Any] = _SUMMARY.dump_python(self, mode="json")
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "WeeklySummary":
        """The summary that ``as_record`` made. Raises pydantic's ValidationError."""
        return _SUMMARY.validate_python(record)


_SUMMARY = TypeAdapter(WeeklySummary)


def summarise(material: Material, catalogue: Catalogue) -> WeeklySummary:
    """Make the summary of a week. Raises KeyError for an item or a place without a name."""
    new = [
        figure(lot, material.week, material.places[lot.label.level, lot.label.place], catalogue)
        for lot in material.lots
        if can_be_shown(lot, catalogue)
    ]
    figures = _in_order(new, catalogue)
    return WeeklySummary(
        week=material.week,
        asked=tuple(material.asked),
        figures=figures,
        standing=_in_order(_still_standing(figures, material), catalogue),
        thanks=tuple(each.about for each in figures if each.good),
        you_asked=_told(material),
        questions_due=tuple(sorted({note.due for note in material.notes if note.state == "new"})),
        promises=_promises(material),
        topic=_topic(figures),
        waiting=say("waiting"),
        quotes=_quotes(material, catalogue),
    )


def _quotes(material: Material, catalogue: Catalogue) -> tuple[Quotes, ...]:
    """By what was asked; lots that are alike, by their texts: an order that no writer made."""
    found = [
        quotes(lot, material.places[lot.label.level, lot.label.place], catalogue)
        for lot in material.lots
        if can_be_quoted(lot, catalogue)
    ]
    return tuple(sorted(found, key=lambda each: (each.label.item, each.label.audience, each.texts)))


def _in_order(figures: Iterable[Figure], catalogue: Catalogue) -> tuple[Figure, ...]:
    """By item as in the catalogue, then by place: an order that no answer and no size made."""
    items = [item.id for item in catalogue.items]
    near_first = list(Level)

    def place_in_summary(figure: Figure) -> tuple[Any, ...]:
        label = figure.label
        item = items.index(label.item) if label.item in items else len(items)
        level = near_first.index(label.level)
        return (item, label.item, label.audience, not label.asked, level, figure.place)

    return tuple(sorted(figures, key=place_in_summary))


def _still_standing(new: Iterable[Figure], material: Material) -> list[Figure]:
    """The latest earlier figure of each label that has no new one.

    What the panel asked is asked once, and would stand for ever: it stands for a quarter.
    """
    latest: dict[Any, Figure] = {}
    for each in sorted(material.earlier, key=lambda each: each.week):
        age = weeks_between(each.week, material.week)
        if not is_panels(each.label.item) or age <= PANEL_STANDS:
            latest[each.label] = each
    for each in new:
        latest.pop(each.label, None)
    return list(latest.values())


def _told(material: Material) -> tuple[str, ...]:
    answers = (n.answer for n in material.notes if n.answered_week == material.week)
    return tuple(sorted(answer for answer in answers if answer))


def _promises(material: Material) -> tuple[Promise, ...]:
    found = []
    for decision in sorted(material.decisions, key=lambda each: (each.outcome, each.what)):
        age = weeks_between(decision.week, material.week)
        if age < 0 or (decision.outcome != "later" and age >= WEEKS_PROMISES_ARE_TOLD):
            continue
        due = decision.due_week if decision.outcome == "later" else ""
        late = decision.is_late(material.week)
        found.append(Promise(decision.outcome, decision.what, decision.because, due, late))
    return tuple(found)


def _topic(figures: Sequence[Figure]) -> Phrase | None:
    """One topic for the next meeting: the new figure whose high end fewest chose; else thanks."""
    scales = [each for each in figures if each.thirds]
    if not scales:
        return None
    lowest = min(scales, key=_height)
    if lowest.good:
        return say("{figure}: what keeps it this good?", figure=lowest.about)
    return say("{figure}: what could be done here?", figure=lowest.about)


def _height(figure: Figure) -> tuple[bool, float, float]:
    if figure.thirds is None:
        raise ValueError("options of a choice are neither high nor low")
    high, low = figure.thirds.high.share, figure.thirds.low.share
    return (figure.good, high.middle, -low.middle)
