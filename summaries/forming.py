"""Forms the lots of one release, by the rules in ``lots.py``."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from summaries.lots import (
    ANYBODY_AT_THE_DOOR,
    NEAREST_FIRST,
    SMALLEST_LOT,
    BoxedAnswer,
    Label,
    Level,
    Lot,
    Place,
    PlaceOf,
    Plan,
)
from summaries.room import knowing_few, rooms_of


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
    rooms = rooms_of(left, places)
    for place_of in NEAREST_FIRST:
        formed, left = _put_together(left, place_of, places, draw)
        lots += knowing_few(formed, rooms, place_of, places)
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
        asked = min(places[unit].fewest_asked(answer) for answer in pool if answer.unit == unit)
        answered[unit] -= asked - 1  # more than one too many if some moved away
    return answered


def _after_closing(answer: BoxedAnswer, places: Mapping[str, Place], forgotten: int) -> BoxedAnswer:
    """Who was forgotten may have been one of a closed unit's: where they went is not known."""
    if answer.asked_with is None or not places[answer.unit].closed:
        return answer
    return replace(answer, asked_with=max(0, answer.asked_with - forgotten))


def _one_week_older(answer: BoxedAnswer, places: Mapping[str, Place]) -> BoxedAnswer:
    fewest = places[answer.unit].fewest_asked(answer)
    return replace(answer, waited=answer.waited + 1, asked_with=fewest)
