"""Question sets as data: bands, milestones, scales, items and sets, read strictly from YAML."""

from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conversations.fitting import misfits
from conversations.phrases import Phrase

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Rung = str  # a band ("13-15") or another audience than the young ("close_person")
YOUNG = "young_person"
COMMON = "round"  # the milestone that is nobody's own: the common round
ROTATING = "*"  # the place in a set that this round's rotating item takes


class Kind(StrEnum):
    """The ways in which an item can be answered."""

    SMILEY = "smiley"
    GRADE = "grade"
    NPS = "nps"
    CHOICE = "choice"
    CHOICES = "choices"
    WORDS = "words"
    NOTE = "note"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(_Strict):
    """An age band: who belongs to it, and how many questions its people are asked at most."""

    id: Rung
    youngest: int
    oldest: int
    most_questions: int


class Dimension(_Strict):
    """What items measure across sets and audiences; ``sources`` are rows of the field's wishes.

    ``measure`` names the instrument that a dimension belongs to, if it does.
    """

    id: Id
    sources: tuple[str, ...]
    measure: Literal["", "service", "placement", "plan", "family"] = ""


class Milestone(_Strict):
    """A step of the client process at which feedback is asked (001; ids from the glossary)."""

    id: Id
    name: str
    audiences: tuple[Id, ...]
    by_card_only: bool = False

    @property
    def phrase(self) -> Phrase:
        """The milestone's name, as coordinators read it."""
        return Phrase(self.name, context=f"milestone.{self.id}")


class Point(_Strict):
    """One point of a scale: always a face together with words."""

    value: int
    face: str
    text: str


class Scale(_Strict):
    """A smiley scale; ``few`` are the points offered to the youngest band."""

    id: Id
    points: tuple[Point, ...]
    few: tuple[int, ...]


class Option(_Strict):
    """One option of a choice."""

    id: Id
    text: str


class NotAsked(_Strict):
    """Rungs that are left out on purpose, and why; whatever else is missing was forgotten."""

    rungs: tuple[Rung, ...]
    because: Annotated[str, Field(min_length=1)]


class Item(_Strict):
    """One thing that is asked, with a wording for every rung of the age ladder.

    Answers pool by item (B-03 as replaced by the design): a new wording keeps the pool, a changed
    meaning is a new item. ``dimension`` says what the item measures across sets and audiences.
    """

    id: Id
    kind: Kind
    dimension: Id
    scale: Id | None = None
    options: tuple[Option, ...] = ()
    asked: bool = True  # False: spontaneous feedback, never pooled with asked answers (S12)
    title: str  # the short name a chart shows
    titles: dict[Id, str] = {}  # the same for an audience that sees it from another side
    wordings: dict[Rung, str]
    not_asked: tuple[NotAsked, ...] = ()

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if (self.kind is Kind.SMILEY) != (self.scale is not None):
            raise ValueError(f"item {self.id}: a smiley item, and only that, names its scale")
        if (self.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(self.options):
            raise ValueError(f"item {self.id}: a choice, and only that, lists its options")
        return self

    def ask(self, rung: Rung) -> Phrase:
        """The question as asked on one rung."""
        return Phrase(self.wordings[rung], context=f"{self.id}.{rung}")

    @property
    def phrase(self) -> Phrase:
        """The short name of the item."""
        return Phrase(self.title, context=f"title.{self.id}")

    def titled(self, audience: str) -> Phrase:
        """The short name of the item as one audience would put it."""
        if audience not in self.titles:
            return self.phrase
        return Phrase(self.titles[audience], context=f"title.{self.id}.{audience}")

    def option_phrase(self, option_id: str) -> Phrase:
        """The words of one option."""
        option = next(o for o in self.options if o.id == option_id)
        return Phrase(option.text, context=f"{self.id}.option.{option.id}")


class QuestionSet(_Strict):
    """A linear, versioned list of items for one milestone and audience.

    Linear because a branch would write the answer into the step that the contact book keeps.
    """

    id: Id
    version: int
    milestone: Id | None
    audience: Id
    name: str
    why: str  # why it is asked just now; the coordinator reads it (S4)
    items: dict[Rung, tuple[str, ...]]
    not_asked: tuple[NotAsked, ...] = ()
    rotation: tuple[Id, ...] = ()

    def asked_at(self, rung: Rung) -> tuple[str, ...]:
        """Every item that is ever asked on a rung, each of the rotating ones included."""
        asked = self.items.get(rung, ())
        fixed = tuple(name for name in asked if name != ROTATING)
        return (*fixed, *self.rotation) if ROTATING in asked else fixed

    @property
    def phrase(self) -> Phrase:
        """The set's name, as staff read it."""
        return Phrase(self.name, context=f"set.{self.id}")

    @property
    def reason(self) -> Phrase:
        """Why now."""
        return Phrase(self.why, context=f"set.{self.id}.why")


class Information(_Strict):
    """What a person is told before the first question, in the words of their band."""

    rung: Rung
    lines: tuple[str, ...]
    telegram: str  # the extra sentence where Telegram carries the talk
    web: str  # the extra sentence where the web chat carries it


class Review(_Strict):
    """That somebody has read a text aloud and found it good.

    ``words`` are the very words that were read: a text that changes afterwards is unread again.
    """

    text: str  # the gettext context of a question text, such as heard.13-15
    language: Id
    by: Literal["adult", "young person", "language professional"]
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]  # ISO
    words: str


class Catalogue(_Strict):
    """Everything that can be asked. Building one checks that it fits together."""

    bands: tuple[Band, ...]
    dimensions: tuple[Dimension, ...] = ()
    milestones: tuple[Milestone, ...]
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    sets: tuple[QuestionSet, ...]
    information: tuple[Information, ...]
    reviews: tuple[Review, ...] = ()

    @classmethod
    def read(cls, *documents: dict[str, Any]) -> Self:
        """Build from YAML documents, each holding some of the fields. Raises ValidationError."""
        merged: dict[str, Any] = {}
        for document in documents:
            merged |= document
        return cls.model_validate(merged)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = [*map(str, misfits(self))]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def item(self, item_id: str) -> Item:
        """One item. Raises KeyError."""
        return _by_id(self.items, item_id)

    @property
    def audiences(self) -> tuple[str, ...]:
        """Everybody whom some milestone asks, in the order in which they are named."""
        named = (each for milestone in self.milestones for each in milestone.audiences)
        return tuple(dict.fromkeys(named))

    def rungs(self, audience: str) -> tuple[Rung, ...]:
        """The rungs an audience stands on: the bands for the young, itself for any other."""
        return tuple(band.id for band in self.bands) if audience == YOUNG else (audience,)

    def dimension(self, dimension_id: str) -> Dimension:
        """One dimension. Raises KeyError."""
        return _by_id(self.dimensions, dimension_id)

    def band(self, band_id: str) -> Band:
        """One band. Raises KeyError."""
        return _by_id(self.bands, band_id)

    def scale(self, scale_id: str) -> Scale:
        """One scale. Raises KeyError."""
        return _by_id(self.scales, scale_id)

    def milestone(self, milestone_id: str) -> Milestone:
        """One milestone. Raises KeyError."""
        return _by_id(self.milestones, milestone_id)

    def set(self, set_id: str) -> QuestionSet:
        """One question set. Raises KeyError."""
        return _by_id(self.sets, set_id)

    def round_sets(self) -> tuple[QuestionSet, ...]:
        """The common round's sets: one an audience, asked in the same week (S1)."""
        return tuple(each for each in self.sets if each.milestone == COMMON)

    def for_waves(self) -> tuple[QuestionSet, ...]:
        """The sets that a whole place can be asked; what goes by card only is left out."""
        by_card = {each.id for each in self.milestones if each.by_card_only}
        young = (each for each in self.sets if each.milestone and each.audience == YOUNG)
        return tuple(each for each in young if each.milestone not in by_card)

    def questions(self, set_id: str, rung: Rung, turn: int = 0) -> tuple[str, ...]:
        """The item ids of a set on one rung; ``turn`` (round number) picks the rotating item."""
        chosen = self.set(set_id)
        asked = chosen.items.get(rung, ())
        rotating = chosen.rotation[turn % len(chosen.rotation)] if chosen.rotation else ""
        return tuple(rotating if name == ROTATING else name for name in asked)

    def told(self, rung: Rung) -> Information:
        """What people of a rung are told first. Raises KeyError."""
        for each in self.information:
            if each.rung == rung:
                return each
        raise KeyError(rung)


class Draft(Catalogue):
    """A catalogue that need not fit together, so that all that is wrong with it can be named."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        return self


_Thing = TypeVar("_Thing", Band, Dimension, Milestone, Scale, Item, QuestionSet)


def _by_id(things: tuple[_Thing, ...], key: str) -> _Thing:
    for thing in things:
        if thing.id == key:
            return thing
    raise KeyError(key)
