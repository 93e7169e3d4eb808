"""The catalogue: everything that can be asked, checked to fit together."""

from typing import Any, Self, TypeVar

from pydantic import model_validator

from conversations.fitting import misfits
from conversations.items import (
    COMMON,
    ROTATING,
    YOUNG,
    Band,
    Dimension,
    Information,
    Item,
    Milestone,
    QuestionSet,
    Review,
    Rung,
    Scale,
    Strict,
)


class Catalogue(Strict):
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
