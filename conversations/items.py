"""The records of question files: bands, milestones, scales, items and sets, read strictly."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conversations.phrases import Phrase

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Rung = str  # a band ("13-15") or another audience than the young ("close_person")
YOUNG = "young_person"
COMMON = "round"  # the milestone that is nobody's own: the common round
ROTATING = "*"  # the place in a set that this round's rotating item takes
SPONTANEOUS, NOTE = "spontaneous", "note"
AT_WILL = (SPONTANEOUS, NOTE)  # sets that anyone may open at any time


class Kind(StrEnum):
    """The ways in which an item can be answered."""

    SMILEY = "smiley"
    GRADE = "grade"
    NPS = "nps"
    CHOICE = "choice"
    CHOICES = "choices"
    WORDS = "words"
    NOTE = "note"


class Strict(BaseModel):
    """A record that knows no other fields than its own, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(Strict):
    """An age band: who belongs to it, and how many questions its people are asked at most."""

    id: Rung
    youngest: int
    oldest: int
    most_questions: int


class Dimension(Strict):
    """What items measure across sets and audiences; ``sources`` are the field's wishes.

    ``measure`` names the instrument that a dimension belongs to, if it does.
    """

    id: Id
    sources: tuple[str, ...]
    measure: Literal["", "service", "placement", "plan", "family"] = ""


class Milestone(Strict):
    """A step of the client process at which feedback is asked (S3)."""

    id: Id
    name: str
    audiences: tuple[Id, ...]
    by_card_only: bool = False

    @property
    def phrase(self) -> Phrase:
        """The milestone's name, as coordinators read it."""
        return Phrase(self.name, context=f"milestone.{self.id}")


class Point(Strict):
    """One point of a scale: always a face together with words."""

    value: int
    face: str
    text: str


class Scale(Strict):
    """A smiley scale; ``few`` are the points offered to the youngest band."""

    id: Id
    points: tuple[Point, ...]
    few: tuple[int, ...]

    def point_phrase(self, point: Point) -> Phrase:
        """The words of one point."""
        return Phrase(point.text, context=f"scale.{self.id}.{point.value}")


class Option(Strict):
    """One option of a choice."""

    id: Id
    text: str


class NotAsked(Strict):
    """Rungs that are left out on purpose, and why; whatever else is missing was forgotten."""

    rungs: tuple[Rung, ...]
    because: Annotated[str, Field(min_length=1)]


class Item(Strict):
    """One thing that is asked, with a wording for every rung of the age ladder.

    Answers pool by item (B-03): a new wording keeps the pool, a changed
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

    @property
    def beside(self) -> tuple[Phrase, ...]:
        """What is said with the question whenever it is asked; of most there is nothing to say."""
        return ()

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


class QuestionSet(Strict):
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


class Information(Strict):
    """What a person is told before the first question, in the words of their band."""

    rung: Rung
    lines: tuple[str, ...]
    telegram: str  # the extra sentence where Telegram carries the talk
    web: str  # the extra sentence where the web chat carries it

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What everybody is told."""
        return tuple(self._phrase(line, str(place)) for place, line in enumerate(self.lines, 1))

    @property
    def telegram_phrase(self) -> Phrase:
        """The extra sentence of Telegram."""
        return self._phrase(self.telegram, "telegram")

    @property
    def web_phrase(self) -> Phrase:
        """The extra sentence of the web chat."""
        return self._phrase(self.web, "web")

    def _phrase(self, text: str, which: str) -> Phrase:
        return Phrase(text, context=f"information.{self.rung}.{which}")


class Review(Strict):
    """That somebody has read a text aloud and found it good.

    ``words`` are the very words that were read: a text that changes afterwards is unread again.
    """

    text: str  # the gettext context of a question text, such as heard.13-15
    language: Id
    by: Literal["adult", "young person", "language professional"]
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]  # ISO
    words: str
