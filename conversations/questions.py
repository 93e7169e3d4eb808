"""The catalogue: everything that can be asked, checked to fit together."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from pydantic import PrivateAttr, model_validator

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
from conversations.panel_questions import PanelQuestion, is_panels

FindPanelQuestion = Callable[[str], PanelQuestion | None]


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
    _panel: FindPanelQuestion | None = PrivateAttr(default=None)

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

    def with_panel(self, find: FindPanelQuestion) -> Self:
        """The same, knowing the panel's questions too: ``find`` looks one up by its id.

        They come while the program runs, in whichever process; as none ever changes, whoever asks
        for one by its id gets the same.
        """
        knowing = self.model_copy()
        knowing._panel = find
        return knowing

    def item(self, item_id: str) -> Item:
        """One item, a panel question too. Raises KeyError."""
        if found := self._of_panel(item_id):
            return found.item(self.panel_rungs)
        return _by_id(self.items, item_id)

    def _of_panel(self, item_id: str) -> PanelQuestion | None:
        return self._panel(item_id) if self._panel and is_panels(item_id) else None

    @property
    def panel_rungs(self) -> tuple[Rung, ...]:
        """Whom the panel asks: the young but for the youngest, whose words are the simplest."""
        return self.rungs(YOUNG)[1:]

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

    def card_sets(self) -> tuple[QuestionSet, ...]:
        """The sets that a card opens: those of every milestone but the common round."""
        return tuple(each for each in self.sets if each.milestone not in (None, COMMON))

    def for_waves(self) -> tuple[QuestionSet, ...]:
        """The sets that a whole place can be asked; what goes by card only is left out."""
        by_card = {each.id for each in self.milestones if each.by_card_only}
        young = (each for each in self.sets if each.milestone and each.audience == YOUNG)
        return tuple(each for each in young if each.milestone not in by_card)

    def questions(
        self, set_id: str, rung: Rung, turn: int = 0, panel: str = "", yielded: int = 0
    ) -> tuple[str, ...]:
        """The item ids of a set on one rung; ``turn`` (round number) picks the rotating item.

        In a round in which the panel asks the young, its question takes that place, and stays away
        for those whom it does not ask; ``yielded`` is how often it did in rounds before. The
        rotation stands still for all of the young alike: were two bands asked different items, a
        figure would be of one age.
        """
        chosen = self.set(set_id)
        asked = chosen.items.get(rung, ())
        yields = chosen.milestone == COMMON and chosen.audience == YOUNG
        turn -= yielded if yields else 0
        rotating = chosen.rotation[turn % len(chosen.rotation)] if chosen.rotation else ""
        if yields and self._of_panel(panel):
            rotating = panel if rung in self.panel_rungs else ""
        return tuple(filter(None, (rotating if name == ROTATING else name for name in asked)))

    def rungs_asked(self, item_id: str) -> frozenset[Rung]:
        """The rungs that some set asks an item; nobody, if there is none such."""
        if self._of_panel(item_id):
            return frozenset(self.panel_rungs)
        return frozenset(
            rung for each in self.sets for rung in each.items if item_id in each.asked_at(rung)
        )

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
