"""Lots: how single answers become groups of at least five people that can never be taken apart.

The rules (decisions 0003, 0009, 0020); where each is kept is said beside it:

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

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from conversations.items import Rung
from summaries.room import Room

SMALLEST_LOT = 5  # people; a floor, never configurable lower
SMALLEST_UNIT = 10  # people asked before a unit is a place of its own
ANYBODY_AT_THE_DOOR = "door"  # the one person that all visitors without a slip are together

Value = int | str | tuple[str, ...]
RungsAsked = Callable[[str], Collection[Rung]]


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
    """

    unit: str
    group: str
    service: str
    organisation: str
    enrolled: Mapping[str, Mapping[Rung, int]]  # audience: rung: people
    rungs_asked: RungsAsked
    closed: bool = False

    def people_asked(self, item: str, audience: str) -> int:
        """How many people of an audience are asked an item here."""
        rungs = self.rungs_asked(item)
        here = self.enrolled.get(audience, {})
        return sum(people for rung, people in here.items() if rung in rungs)


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


def form_lots(
    answers: Iterable[BoxedAnswer],
    places: Mapping[str, Place],
    draw: Random,
    *,
    quarter_ends: bool = False,
    forgotten: int = 0,
) -> Plan:
    """Form the lots of one release. ``places`` by unit id; ``draw`` must be a secure source.

    ``quarter_ends``: the key of the person tags dies now, so nothing may wait any longer.
    ``forgotten``: so many people asked to be forgotten this week, wherever they were asked.
    """
    lots: list[Lot] = []
    left: list[BoxedAnswer] = []
    waiting: list[BoxedAnswer] = []
    for answer in answers:
        known = _after_closing(answer, places, forgotten)
        (waiting if answer.waited and not quarter_ends else left).append(known)
    rooms = _rooms(left, places)
    for place_of in NEAREST_FIRST:
        formed, left = _put_together(left, place_of, places, draw)
        lots += _knowing_few(formed, rooms, place_of, places)
    if quarter_ends:
        return Plan(tuple(lots), (), len(left))
    return Plan(tuple(lots), tuple(_one_week_older(each, places) for each in waiting + left), 0)


def _put_together(
    answers: Sequence[BoxedAnswer],
    place_of: PlaceOf,
    places: Mapping[str, Place],
    draw: Random,
) -> tuple[list[Lot], list[BoxedAnswer]]:
    """The lots that can be formed at these places, and the answers that are left."""
    pools: dict[tuple[Label, str, bool], list[BoxedAnswer]] = defaultdict(list)
    lots: list[Lot] = []
    left: list[BoxedAnswer] = []
    for each in answers:
        here = place_of(places[each.unit], each.item, each.audience)
        if here is None or (each.words and here[0] is not Level.ORGANISATION):  # rule 7
            left.append(each)
            continue
        label = Label(each.item, each.audience, *here, each.asked)
        # tags of two quarters could make one person look like two
        pools[label, each.quarter, each.words].append(each)
    for (label, _, words), pool in pools.items():
        chosen, others = _choose(pool, places, draw)
        if chosen:
            lots.append(Lot(label, tuple(answer.value for answer in chosen), words))
        left += others
    return lots, left


def _choose(
    pool: Sequence[BoxedAnswer], places: Mapping[str, Place], draw: Random
) -> tuple[list[BoxedAnswer], list[BoxedAnswer]]:
    """The answers of one lot, if there is one, and those that are left (rules 4 to 6)."""
    by_person: dict[str, list[BoxedAnswer]] = defaultdict(list)
    for answer in pool:
        by_person[ANYBODY_AT_THE_DOOR if answer.door else answer.person].append(answer)
    people = sorted(by_person)
    draw.shuffle(people)  # who is left out is drawn by this, and the order inside the lot
    drawn = [_drawn_from(by_person[person], draw) for person in people]
    too_many = _too_many(drawn, pool, places)
    chosen = []
    left = [answer for answers in by_person.values() for answer in answers]
    for answer in drawn:
        if not answer.door and too_many[answer.unit] > 0:
            too_many[answer.unit] -= 1
            left.append(answer)
        else:
            chosen.append(answer)
    return (chosen, left) if len(chosen) >= SMALLEST_LOT else ([], list(pool))


def _drawn_from(answers: list[BoxedAnswer], draw: Random) -> BoxedAnswer:
    return answers.pop(draw.randrange(len(answers)))


def _too_many(
    drawn: Iterable[BoxedAnswer], pool: Sequence[BoxedAnswer], places: Mapping[str, Place]
) -> Counter[str]:
    """How many of each unit have to be left out, so that one more was asked than is in the lot.

    Visitors at the door are not enrolled: they hide nobody who is asked, and are not counted.
    """
    answered = Counter(answer.unit for answer in drawn if not answer.door)
    for unit in answered:
        asked = min(_fewest_asked(answer, places) for answer in pool if answer.unit == unit)
        answered[unit] -= asked - 1  # more than one too many if some moved away
    return answered


def _fewest_asked(answer: BoxedAnswer, places: Mapping[str, Place]) -> int:
    """How many could have given this answer: the fewest asked in its unit at any release.

    Whoever goes elsewhere when a unit closes was asked there, so nobody who goes makes it fewer.
    """
    now = places[answer.unit].people_asked(answer.item, answer.audience)
    if answer.asked_with is None:
        return now
    return answer.asked_with if places[answer.unit].closed else min(now, answer.asked_with)


def _after_closing(answer: BoxedAnswer, places: Mapping[str, Place], forgotten: int) -> BoxedAnswer:
    """Who was forgotten may have been one of a closed unit's: where they went is not known."""
    if answer.asked_with is None or not places[answer.unit].closed:
        return answer
    return replace(answer, asked_with=max(0, answer.asked_with - forgotten))


def _one_week_older(answer: BoxedAnswer, places: Mapping[str, Place]) -> BoxedAnswer:
    return replace(answer, waited=answer.waited + 1, asked_with=_fewest_asked(answer, places))


_Thread = tuple[str, str, bool]  # item, audience, whether it was asked


def _rooms(answers: Iterable[BoxedAnswer], places: Mapping[str, Place]) -> dict[_Thread, Room]:
    """How many of each unit could be in a lot of what is put together now (rule 8)."""
    asked: dict[_Thread, dict[str, int]] = {}
    for each in answers:
        thread = (each.item, each.audience, each.asked)
        if thread not in asked:
            asked[thread] = {
                unit: 0 if place.closed else place.people_asked(each.item, each.audience)
                for unit, place in places.items()
            }
        asked[thread][each.unit] = min(asked[thread][each.unit], _fewest_asked(each, places))
    return {thread: Room.of_asked(units.items()) for thread, units in asked.items()}


def _knowing_few(
    formed: Sequence[Lot],
    rooms: Mapping[_Thread, Room],
    place_of: PlaceOf,
    places: Mapping[str, Place],
) -> list[Lot]:
    """The same lots, knowing whether few could be in them; what room is left goes up."""
    had_a_lot = {lot.label for lot in formed}
    narrow: set[Label] = set()
    for (item, audience, asked), room in rooms.items():
        together: dict[tuple[Level, str], list[str]] = defaultdict(list)
        for unit, place in places.items():
            if (here := place_of(place, item, audience)) is not None:
                together[here].append(unit)
        for (level, name), units in together.items():
            label = Label(item, audience, level, name, asked)
            if room.is_narrow(units):
                narrow.add(label)
            room.go_up(units, had_a_lot=label in had_a_lot)
    return [replace(lot, few=lot.label in narrow and not lot.words) for lot in formed]
