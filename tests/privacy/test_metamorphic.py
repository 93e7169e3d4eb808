"""Swapping answers between the people of a lot changes no published byte of three years (B-01)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from attacks.disclosure.publishing import Forms, Publications, publish, released, serial
from attacks.disclosure.worlds import Life, World, pilot, uneven
from summaries.lots import BoxedAnswer, Lot, Value

YEARS = 3
DATA = Forms(only_json=True)  # where the data file is another, every other form may be, too
Lots = list[list[int]]  # the numbers of the answers in each lot


@cache
def lived() -> World:
    """Three years of the pilot."""
    return Life(pilot(), uneven(0.3), Random(5)).live(52 * YEARS)


@cache
def published() -> Publications:
    """Every form of every week."""
    return publish(lived())


@cache
def published_data() -> Publications:
    """The data files alone, which is quicker."""
    return publish(lived(), forms=DATA)


@cache
def lots() -> Lots:
    """Who is in which lot, which only a test can know."""
    numbered, _ = serial(lived())
    return [
        [value for value in lot.values if isinstance(value, int)]
        for _, plan in released(numbered)
        for lot in plan.lots
    ]


def with_values(world: World, values: Sequence[Value]) -> World:
    """The world in which these were the answers."""
    left = iter(values)
    weeks = [
        replace(week, given=tuple(replace(each, value=next(left)) for each in week.given))
        for week in world.weeks
    ]
    return replace(world, weeks=tuple(weeks))


def swapped(draw: Random) -> World:
    """Every lot's answers dealt anew among its own people."""
    values = [answer.value for answer in all_answers(lived())]
    for lot in lots():
        dealt = draw.sample([values[number] for number in lot], len(lot))
        for number, value in zip(lot, dealt, strict=True):
            values[number] = value
    return with_values(lived(), values)


def all_answers(world: World) -> list[BoxedAnswer]:
    """In the order in which they were given."""
    return [answer for week in world.weeks for answer in week.given]


def test_answers_swapped_inside_each_lot_leave_every_publication_as_it_was() -> None:
    other = swapped(Random(1))
    pairs = zip(all_answers(lived()), all_answers(other), strict=True)
    moved = sum(one.value != two.value for one, two in pairs)
    assert moved > 500, "most answers have another owner now"
    assert publish(other) == published()


def test_the_order_in_which_a_database_gives_lots_back_changes_nothing() -> None:
    draw = Random(2)

    def shuffled(found: Sequence[Lot]) -> Sequence[Lot]:
        return [
            replace(lot, values=tuple(draw.sample(lot.values, len(lot.values))))
            for lot in draw.sample(list(found), len(found))
        ]

    assert publish(lived(), forms=DATA, stored=shuffled) == published_data()


def test_the_years_tried_here_hold_many_figures() -> None:
    assert len(published_data()) == 52 * YEARS
    assert len(lots()) > 200


def test_swapping_between_lots_is_noticed() -> None:
    """Else the test above would hold for pages that show nothing."""
    values = [answer.value for answer in all_answers(lived())]
    answers = all_answers(lived())
    of_item: dict[str, list[int]] = {}
    for number in (number for lot in lots() for number in lot):
        of_item.setdefault(answers[number].item, []).append(number)
    for numbers in of_item.values():
        dealt = Random(3).sample([values[number] for number in numbers], len(numbers))
        for number, value in zip(numbers, dealt, strict=True):
            values[number] = value
    assert publish(with_values(lived(), values), forms=DATA) != published_data()


def naming(chosen: Callable[[Lot], Value]) -> Callable[[World], Publications]:
    """A program that adds one answer of each lot to what it publishes."""

    def publishing(world: World) -> Publications:
        extra = {
            week.week: " ".join(str(chosen(lot)) for lot in plan.lots)
            for week, plan in released(world)
        }
        return {week: {"extra": text} for week, text in extra.items()}

    return publishing


def test_a_publication_that_hangs_on_the_first_answer_is_noticed() -> None:
    leaking = naming(lambda lot: lot.values[0])
    assert leaking(lived()) != leaking(swapped(Random(1)))


def test_a_publication_that_hangs_on_the_greatest_answer_alone_is_not() -> None:
    honest = naming(lambda lot: max(map(str, lot.values)))
    assert honest(lived()) == honest(swapped(Random(1)))
