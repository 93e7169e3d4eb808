"""Lots: how single answers become groups of at least five people that can never be taken apart.

The rules, in the order in which they are applied (design §2 'Lots, and what is shown'):

1. Answers pool by item, audience and place; asked and spontaneous feedback never mix.
2. The place an answer pools at follows from how long it has waited, and from nothing else:
   its unit (if ten or more are enrolled there) or else its reporting group, after a week its
   service, after two its organisation, after three it is destroyed.
3. A lot holds one answer each of at least five different people. A person's second answer to an
   item waits. Web visitors without a slip count together as one person.
4. In every unit at least one more person was asked than answered: where everybody of a unit
   answered, one of them, drawn at random, waits.
5. Inside a lot the order is drawn anew. Nothing in a lot says who, when, or in which set.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

SMALLEST_LOT = 5  # people; a floor, never configurable lower
SMALLEST_UNIT = 10  # people enrolled before a unit is a place of its own
ANYBODY_AT_THE_DOOR = "door"  # the one person that all visitors without a slip are together

Value = int | str | tuple[str, ...]


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
    set: str
    version: int
    value: Value
    audience: str
    unit: str
    person: str
    quarter: str
    asked: bool
    door: bool = False  # came through a door without a slip
    waited: int = 0  # weeks


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit belongs, frozen for the year, and how many are enrolled in it."""

    unit: str
    group: str
    service: str
    organisation: str
    enrolled: Mapping[str, int]  # audience: people, the same count all week


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release does: lots to publish, answers that wait, and how many are destroyed."""

    lots: tuple[Lot, ...]
    held: tuple[BoxedAnswer, ...]
    not_shown: int


def form_lots(
    answers: Iterable[BoxedAnswer],
    places: Mapping[str, Place],
    draw: Random,
    *,
    quarter_ends: bool = False,
) -> Plan:
    """Form the lots of one release. ``places`` by unit id; ``draw`` must be a secure source.

    ``quarter_ends``: the key of the person tags dies now, so nothing may wait any longer.
    """
    pools: dict[tuple[Label, str], list[BoxedAnswer]] = defaultdict(list)
    for answer in answers:  # tags of two quarters could make one person look like two
        pools[_label(answer, places), answer.quarter].append(answer)
    lots: list[Lot] = []
    held: list[BoxedAnswer] = []
    for (label, _), pool in pools.items():
        chosen, waiting = _choose(pool, _enrolled(label, places), draw)
        if chosen:
            lots.append(Lot(label, tuple(answer.value for answer in chosen)))
        held += waiting
    kept = () if quarter_ends else tuple(a for a in held if a.waited + 1 < len(LADDER))
    return Plan(tuple(lots), tuple(map(_one_week_older, kept)), len(held) - len(kept))


def _small_place(place: Place, audience: str) -> tuple[Level, str]:
    if place.enrolled.get(audience, 0) >= SMALLEST_UNIT:
        return Level.UNIT, place.unit
    return Level.GROUP, place.group


#: The fixed calendar: one week at each level.
LADDER: Sequence[Callable[[Place, str], tuple[Level, str]]] = (
    _small_place,
    lambda place, _: (Level.SERVICE, place.service),
    lambda place, _: (Level.ORGANISATION, place.organisation),
)


def _label(answer: BoxedAnswer, places: Mapping[str, Place]) -> Label:
    level, place = LADDER[answer.waited](places[answer.unit], answer.audience)
    return Label(answer.item, answer.audience, level, place, answer.asked)


def _enrolled(label: Label, places: Mapping[str, Place]) -> dict[str, int]:
    """How many people of each unit could have answered: everyone enrolled there."""
    return {unit: place.enrolled.get(label.audience, 0) for unit, place in places.items()}


def _choose(
    pool: Sequence[BoxedAnswer], enrolled: Mapping[str, int], draw: Random
) -> tuple[list[BoxedAnswer], list[BoxedAnswer]]:
    """One answer a person, somebody left out where a whole unit answered; none below five."""
    by_person: dict[str, list[BoxedAnswer]] = defaultdict(list)
    for answer in pool:
        by_person[ANYBODY_AT_THE_DOOR if answer.door else answer.person].append(answer)
    people = sorted(by_person)
    draw.shuffle(people)
    for unit, known in _of_each_unit(people, by_person).items():
        spare = len(known) - enrolled.get(unit, 0) + 1  # more than one if some moved away
        for left_out in known[: max(0, spare)]:
            people.remove(left_out)
    if len(people) < SMALLEST_LOT:
        return [], list(pool)
    chosen = []
    for person in people:
        answers = by_person[person]
        chosen.append(answers.pop(draw.randrange(len(answers))))
    return chosen, [answer for answers in by_person.values() for answer in answers]


def _of_each_unit(
    people: Sequence[str], by_person: Mapping[str, Sequence[BoxedAnswer]]
) -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for person in people:
        if person != ANYBODY_AT_THE_DOOR:
            known[by_person[person][0].unit].append(person)
    return known


def _one_week_older(answer: BoxedAnswer) -> BoxedAnswer:
    return replace(answer, waited=answer.waited + 1)
