"""An attacker's tests of the lots: nobody may be alone, counted twice, or told apart."""

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from summaries.figures import figure
from summaries.forming import form_lots
from summaries.lots import NEAREST_FIRST, BoxedAnswer, Place, Plan
from tests.summaries.samples import CATALOGUE
from tests.summaries.test_lots import UNITS, YOUNG

CLOSE = "close_person"


@dataclass(frozen=True)
class World:
    """A week's answers of few people in many roles, and where they live."""

    answers: list[BoxedAnswer]
    places: dict[str, Place]
    seed: int
    quarter_ends: bool


def world_of(seed: int) -> World:
    """A dense world: it holds lots, and its pools are mixed in every way that is forbidden."""
    chance = Random(seed)
    answers = [
        BoxedAnswer(
            item=chance.choice(["heard", "heard", "safe"]),
            value=number,  # one of its own, so that every answer can be followed
            audience=chance.choice([YOUNG, YOUNG, CLOSE]),
            unit=chance.choice(list(UNITS)),
            person=f"person-{chance.randrange(12)}",
            quarter=chance.choice(["2026-Q4"] * 5 + ["2026-Q3"]),
            asked=chance.random() < 0.7,
            door=chance.random() < 0.1,
            waited=chance.choice([0, 0, 1, 2]),
        )
        for number in range(chance.randrange(300))
    ]
    enrolled = {
        unit: Place(
            unit,
            group,
            service,
            "city",
            {audience: {audience: chance.choice([0, 2, 5, 8, 12])} for audience in (YOUNG, CLOSE)},
            rungs_asked=lambda _: (YOUNG, CLOSE),
        )
        for unit, (group, service) in UNITS.items()
    }
    return World(answers, enrolled, seed, chance.random() < 0.3)


WORLDS = st.integers(0, 2**32).map(world_of)


def released(world: World) -> Plan:
    chance = Random(world.seed)
    return form_lots(world.answers, world.places, chance, quarter_ends=world.quarter_ends)


def someone(answer: BoxedAnswer) -> str:
    """Who counts as whom: everybody at a door is one."""
    return "door" if answer.door else answer.person


def behind(plan: Plan, world: World) -> list[list[BoxedAnswer]]:
    """The answers in each lot, which only a test can know."""
    by_value = {answer.value: answer for answer in world.answers}
    return [[by_value[value] for value in lot.values] for lot in plan.lots]


@given(WORLDS)
def test_no_lot_holds_fewer_than_five_different_people_or_anybody_twice(world: World) -> None:
    for lot in behind(released(world), world):
        people = [someone(answer) for answer in lot]
        assert len(set(people)) == len(people) >= 5


def test_the_worlds_tried_here_do_hold_lots_of_many_labels() -> None:
    found = [len(released(world_of(seed)).lots) for seed in range(100)]
    assert sum(found) > 300


@given(WORLDS)
def test_every_answer_is_in_one_lot_or_held_or_destroyed(world: World) -> None:
    answers = world.answers
    plan = released(world)
    in_lots = Counter(value for lot in plan.lots for value in lot.values)
    held = Counter(answer.value for answer in plan.held)
    kept = in_lots + held
    assert max(kept.values(), default=1) == 1
    assert kept.keys() <= {answer.value for answer in answers}
    assert len(answers) == kept.total() + plan.not_shown


@given(WORLDS)
def test_more_people_were_asked_than_are_known_to_have_answered(world: World) -> None:
    plan = released(world)
    for lot, holds in zip(plan.lots, behind(plan, world), strict=True):
        for unit, answers in Counter(each.unit for each in holds if not each.door).items():
            asked = world.places[unit].people_asked(lot.label.item, lot.label.audience)
            assert answers < asked, "in every unit, and so in every place"


@given(WORLDS)
def test_a_lot_holds_one_item_audience_quarter_and_place_and_asked_never_meets_unasked(
    world: World,
) -> None:
    plan = released(world)
    for lot, holds in zip(plan.lots, behind(plan, world), strict=True):
        told = lot.label
        assert {(a.item, a.audience, a.asked) for a in holds} == {
            (told.item, told.audience, told.asked)
        }
        assert len({answer.quarter for answer in holds}) == 1
        for answer in holds:
            home = world.places[answer.unit]
            rungs = [rung(home, answer.item, answer.audience) for rung in NEAREST_FIRST]
            assert (told.level, told.place) in rungs


@given(WORLDS)
def test_what_is_held_has_waited_one_week_more_and_is_otherwise_as_it_was(world: World) -> None:
    before = {answer.value: answer for answer in world.answers}
    for answer in released(world).held:
        was = before[answer.value]
        assert replace(answer, waited=was.waited, asked_with=was.asked_with) == was
        assert answer.waited == was.waited + 1


@given(WORLDS)
def test_nothing_is_held_over_the_end_of_a_quarter(world: World) -> None:
    assert released(replace(world, quarter_ends=True)).held == ()


@given(WORLDS)
def test_in_an_ordinary_week_a_lot_holds_answers_of_that_very_week_alone(world: World) -> None:
    for lot in behind(released(replace(world, quarter_ends=False)), world):
        assert {answer.waited for answer in lot} == {0}


@given(WORLDS)
def test_nothing_is_left_that_could_be_shown_further_up(world: World) -> None:
    plan = released(replace(world, quarter_ends=False))
    again = [replace(answer, waited=0) for answer in plan.held]
    fresh = [answer for answer in again if answer in world.answers]
    assert released(replace(world, answers=fresh, quarter_ends=False)).lots == ()


@given(WORLDS, st.integers())
def test_swapping_values_between_the_people_of_a_lot_changes_no_byte_of_its_figure(
    world: World, seed: int
) -> None:
    marks = [1 + number % 5 for number in range(len(world.answers))]
    for lot in released(world).lots:
        values = [marks[value] for value in lot.values if isinstance(value, int)]
        swapped = Random(seed).sample(values, len(values))
        first, second = (
            figure(replace(lot, values=tuple(these)), "2026-W46", "Here", CATALOGUE)
            for these in (values, swapped)
        )
        assert repr(first) == repr(second)
