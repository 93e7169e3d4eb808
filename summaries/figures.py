"""Figures: what is shown of one lot, made once and frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.asking import numbers
from conversations.items import Item, Kind
from conversations.phrases import Phrase, say
from conversations.questions import Catalogue
from summaries import banding
from summaries.banding import Part, People, Rounded
from summaries.conclusions import CLEARLY_MOST, cautions, sentence
from summaries.filled import MARKS, THIRDS, adds, ends_of_filled, nearest
from summaries.lots import Label, Lot, Value

NEVER_SHOWN = (Kind.WORDS, Kind.NOTE)


@dataclass(frozen=True, slots=True)
class Score:
    """A mean (1-5), a school grade (4-10) or a recommendation index (-100 to 100), rounded."""

    kind: Kind
    number: Rounded

    @property
    def phrase(self) -> Phrase:
        """The score in words, with its scale."""
        number = self.number.phrase
        match self.kind:
            case Kind.GRADE:
                return say("School grade: {number} (from 4 to 10)", number=number)
            case Kind.NPS:
                return say("Recommendation index: {number} (from −100 to 100)", number=number)
        return say("Mean: {number} (from 1 to 5)", number=number)


@dataclass(frozen=True, slots=True)
class Thirds:
    """A scale in three. Only a scale has better and worse: the options of a choice do not.

    Three and never more: of ten, 'half said never, half said seldom' is exactly five and five,
    and leaves room for nobody who said anything better (0009).
    """

    low: Part
    middle: Part
    high: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """All three, from low to high."""
        return (self.low, self.middle, self.high)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is shown of one lot released in ``week`` (B-01, B-14). ``place`` is a name.

    ``parts`` run from low to high on a scale (where ``thirds`` is there), else as the options.
    """

    label: Label
    week: str
    place: str
    title: Phrase
    people: People
    parts: tuple[Part, ...]
    sentence: Phrase
    cautions: tuple[Phrase, ...]
    thirds: Thirds | None = None
    score: Score | None = None

    @property
    def good(self) -> bool:
        """Whether there is reason for thanks: clearly most chose the high end."""
        return self.thirds is not None and self.thirds.high.share.least >= CLEARLY_MOST

    @property
    def about(self) -> Phrase:
        """What it is about, where, and who answered."""
        return say(
            "{title} ({place}, {audience})",
            title=self.title,
            place=self.place,
            audience=audience_phrase(self.label.audience),
        )


def audience_phrase(audience: str) -> Phrase:
    """An audience by name; one that has no name here is simply people."""
    names = {
        "young_person": say("young people"),
        "close_person": say("people close to them"),
        "social_worker": say("social workers"),
        "family": say("families"),
    }
    return names.get(audience, say("people"))


def can_be_shown(lot: Lot, catalogue: Catalogue) -> bool:
    """Whether a lot makes a figure: words never do. Raises KeyError for an unknown item."""
    return catalogue.item(lot.label.item).kind not in NEVER_SHOWN


def figure(lot: Lot, week: str, place: str, catalogue: Catalogue) -> Figure:
    """What is shown of a lot released in ``week`` at the place named ``place`` (B-07, B-08).

    Raises KeyError for an item that the catalogue does not know, and ValueError for words, for
    a value that is no answer to the item, or for fewer than five values.
    """
    item = catalogue.item(lot.label.item)
    if item.kind in NEVER_SHOWN:
        raise ValueError("words make no figure")
    people = banding.people(len(lot.values))
    answers = _answers(item, catalogue)
    if not all(_chosen(value) <= answers.keys() for value in lot.values):
        raise ValueError("a lot holds a value that is no answer to its item")
    together = _shown_together(item.kind, answers)
    parts = tuple(_part(each, answers, lot) for each in together)
    thirds = Thirds(*parts) if item.kind in THIRDS else None
    return Figure(
        label=lot.label,
        week=week,
        place=place,
        title=item.titled(lot.label.audience),
        people=people,
        parts=parts,
        sentence=sentence(item.kind, parts),
        cautions=cautions(lot.label, week, people.least),
        thirds=thirds,
        score=_score(item.kind, lot, together),
    )


def _answers(item: Item, catalogue: Catalogue) -> dict[int | str, Phrase]:
    """Every answer an item can get, in order, with its words."""
    if item.scale:
        scale = catalogue.scale(item.scale)
        return {point.value: scale.point_phrase(point) for point in scale.points}
    if item.options:
        return {option.id: item.option_phrase(option.id) for option in item.options}
    return {number: say("{n}", n=number) for number in numbers(item.kind)}


def _chosen(value: Value) -> frozenset[int | str]:
    return frozenset(value if isinstance(value, tuple) else (value,))


def _part(together: tuple[int | str, ...], answers: dict[int | str, Phrase], lot: Lot) -> Part:
    """The people who chose any of the answers that are shown together."""
    first, last = answers[together[0]], answers[together[-1]]
    phrase = first
    if len(together) == 2:
        phrase = say("{one} or {other}", one=first, other=last)
    elif len(together) > 2:
        phrase = say("{first}–{last}", first=first, last=last)
    share = banding.share(_count(together, lot), len(lot.values), few=lot.few)
    return Part(phrase, share)


def _count(together: tuple[int | str, ...], lot: Lot) -> int:
    return sum(1 for value in lot.values if not _chosen(value).isdisjoint(together))


def _shown_together(kind: Kind, answers: dict[int | str, Phrase]) -> list[tuple[int | str, ...]]:
    """Which answers make one part: a scale goes in three, however many answered (B-08, 0009)."""
    if kind not in THIRDS:
        return [(answer,) for answer in answers]
    return [tuple(third) for third in THIRDS[kind]]


def _score(kind: Kind, lot: Lot, together: Sequence[tuple[int | str, ...]]) -> Score | None:
    """The score, as of the nearest lot that looks the same and has somebody in every third."""
    people = len(lot.values)
    if kind not in MARKS or people < banding.MEANS_FROM:
        return None
    total = sum(adds(kind, value) for value in lot.values if isinstance(value, int))
    shares = [banding.share(count, people) for count in range(people + 1)]
    alike = [
        [count for count, share in enumerate(shares) if share == shares[_count(each, lot)]]
        for each in together
    ]
    number = scored(kind, nearest(total, ends_of_filled(alike, people, MARKS[kind])), people)
    return Score(kind, number) if number else None


def scored(kind: Kind, total: int, people: int) -> Rounded | None:
    """What is shown of a sum of marks, of an NPS of promoters less detractors; or nothing."""
    match kind:
        case Kind.NPS:
            return banding.recommendation(total, people)
        case Kind.GRADE:
            return banding.mean(total, people, 4, 10)
    return banding.mean(total, people, 1, 5)
