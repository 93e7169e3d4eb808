"""Lots: how single answers become groups of at least five people that can never be taken apart.

The rules (decisions 0003, 0009, 0020); ``forming.py`` follows them:

1. Answers pool by item, audience and place; asked and spontaneous feedback never mix.
2. A week's answers are put together at the end of that week, first at the nearest place: the unit
   (if ten or more are asked the item there) or else the reporting group. What is too little there
   is put together at the service, and what is too little there at the organisation.
3. What is left waits for the last week of the quarter, when all that waits is put together with
   that week's answers, once more from the nearest place on. What is left then is destroyed. So
   nothing opens a lot in an ordinary week but answers of that very week: five of them, never a
   single late one.
4. A lot holds one answer each of at least five different people. A person's second answer to an
   item goes on. Web visitors without a slip count together as one person.
5. In every unit at least one more person was asked than answered: where everybody of a unit
   answered, one of them, drawn at random, goes on. Asked is who is enrolled when the week is
   released, on a rung that is asked the item; of what has waited, the fewest at any release since.
   So whoever joins later hides nobody, nor does who is too young for a question; whoever joins in
   the same week does, as they could have answered it, too. Of somebody who has moved, the unit
   counts in which the answer was given. Rungs count people and nothing else: no lot knows one.
   Whoever leaves without 'forget me' stays enrolled, and could not have answered: of young people
   no more count than a unit has places, and the others may be of any rung.
6. Inside a lot the order is drawn anew. Nothing in a lot says who, when, or in which set.
7. Words are put together at the organisation alone: no text ever stands beside a unit's name. A lot
   of them goes to a reader first, who may take texts out of it, and nothing else (``words.py``).
8. A lot knows whether fewer than nine could be in it (``room.py``): its figure then says no more
   than 'a fifth or less' and 'a fifth or more' (``banding.py``). It follows from who lives where
   and which lots there are, and from no answer.
9. A unit that has closed is no place any more: its answers are put together at the service first.
   Whoever has gone elsewhere since was asked there all the same; nobody is counted on to be in a
   lot because of it (0021).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from conversations.items import YOUNG, Rung

SMALLEST_LOT = 5  # people; a floor, never configurable lower
SMALLEST_UNIT = 10  # people asked before a unit is a place of its own
ANYBODY_AT_THE_DOOR = "door"  # the one person that all visitors without a slip are together

Value = int | str | tuple[str, ...]  # a mark, an option or a text, or several options
RungsAsked = Callable[[str], Collection[Rung]]  # of an item
Enrolled = Mapping[str, Mapping[str, Mapping[Rung, int]]]  # unit: audience: rung: people


class Level(StrEnum):
    """The levels an answer may pool at."""

    UNIT = "unit"
    GROUP = "group"
    SERVICE = "service"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class BoxedAnswer:
    """An answer as it lies in its sealed box. ``person`` is a tag that lives one quarter."""

    item: str
    value: Value
    audience: str
    unit: str
    person: str
    quarter: str
    asked: bool
    door: bool = False  # came through a door without a slip
    words: bool = False  # a text, for a reader first
    waited: int = 0  # weeks
    asked_with: int | None = None  # if it waited: the fewest asked in its unit at any release


@dataclass(frozen=True, slots=True)
class Place:
    """The places that one unit belongs to, frozen for the year, and how many are enrolled in it.

    ``rungs_asked``: the rungs that are ever asked an item. ``closed``: with this week, or before.
    ``size``: for how many young people it has room, if that is known.
    """

    unit: str
    group: str
    service: str
    organisation: str
    enrolled: Mapping[str, Mapping[Rung, int]]  # audience: rung: people
    rungs_asked: RungsAsked
    closed: bool = False
    size: int | None = None

    def people_asked(self, item: str, audience: str) -> int:
        """How many people of an audience are asked an item here, and surely live here still."""
        rungs = self.rungs_asked(item)
        here = self.enrolled.get(audience, {})
        asked = sum(people for rung, people in here.items() if rung in rungs)
        if audience != YOUNG or self.size is None:
            return asked
        gone = max(0, sum(here.values()) - self.size)  # of whichever rung
        return max(0, asked - gone)

    def fewest_asked(self, answer: BoxedAnswer) -> int:
        """How many could have given this answer: the fewest asked here at any release.

        Whoever goes elsewhere when a unit closes was asked here, so nobody who goes makes it fewer.
        """
        now = self.people_asked(answer.item, answer.audience)
        if answer.asked_with is None:
            return now
        return answer.asked_with if self.closed else min(now, answer.asked_with)


@dataclass(frozen=True, slots=True)
class Label:
    """What a lot is about."""

    item: str
    audience: str
    level: Level
    place: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Lot:
    """One answer each of at least five people, for ever together, in a random order."""

    label: Label
    values: tuple[Value, ...]
    words: bool = False  # texts, for a reader first
    few: bool = False  # fewer than nine could be in it


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release does: lots to publish, answers that wait, and how many are destroyed."""

    lots: tuple[Lot, ...]
    held: tuple[BoxedAnswer, ...]
    not_shown: int


PlaceOf = Callable[[Place, str, str], tuple[Level, str] | None]  # of an item and an audience


def _nearest(place: Place, item: str, audience: str) -> tuple[Level, str] | None:
    if place.closed:  # rule 9
        return None
    if place.people_asked(item, audience) >= SMALLEST_UNIT:
        return Level.UNIT, place.unit
    return Level.GROUP, place.group


#: Where answers are put together, in this order (rule 2).
NEAREST_FIRST: Sequence[PlaceOf] = (
    _nearest,
    lambda place, *_: (Level.SERVICE, place.service),
    lambda place, *_: (Level.ORGANISATION, place.organisation),
)
