"""The attack that knows no rule: every way in which people could have answered in a small world.

The attacker knows who answered what when, but not the answers; even how the draws fell. They
publish every possible world with the program itself and keep those that come out exactly like the
real one. What is the same in all of these is certain, whatever the reason: a difference between two
weeks, a chart that is too exact, a lot that is too small.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from attacks.disclosure.hidden import hidden
from attacks.disclosure.publishing import Forms, Publications, publish
from attacks.disclosure.worlds import World
from summaries.lots import SMALLEST_LOT, BoxedAnswer, Value

MOST_WORLDS = 1 << 12
JSON = Forms(only_json=True)
Publish = Callable[[World], Publications]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be possible: which attacker found it, and what."""

    attacker: str  # D1 | D2 | D6
    what: str


def publish_data(world: World) -> Publications:
    """The data files alone, as the program makes them."""
    return publish(world, forms=JSON)


def isolated(
    world: World,
    publish: Publish = publish_data,
    values: Sequence[Value] = (1, 5),
) -> tuple[Finding, ...]:
    """Everything found in a small world, as ``publish`` publishes it; nothing is as it should be.

    ``values`` are the two answers that anybody may have given, low and high; the world's answers
    must be of these. Raises ValueError for a world with more than twelve unknown answers.
    """
    published = publish(world)
    answers = [answer for week in world.weeks for answer in week.given]
    unknown = [n for n, each in enumerate(answers) if each.person not in world.false_members]
    if 2 ** len(unknown) > MOST_WORLDS:
        raise ValueError("too many unknown answers to try every world")
    possible = [
        dict(zip(unknown, guess, strict=True))
        for guess in product(values, repeat=len(unknown))
        if publish(_answered(world, dict(zip(unknown, guess, strict=True)))) == published
    ]
    found = [Finding("D6", what) for what in hidden(published)]
    return (*found, *_determined(answers, unknown, possible, world, values[-1]))


def _answered(world: World, guess: Mapping[int, Value]) -> World:
    """The world in which the answers of these numbers were others."""
    weeks, number = [], 0
    for week in world.weeks:
        given = [
            replace(each, value=guess.get(number + place, each.value))
            for place, each in enumerate(week.given)
        ]
        number += len(given)
        weeks.append(replace(week, given=tuple(given)))
    return replace(world, weeks=tuple(weeks))


def _determined(
    answers: Sequence[BoxedAnswer],
    unknown: Collection[int],
    possible: Sequence[Mapping[int, Value]],
    world: World,
    high: Value,
) -> Iterator[Finding]:
    """Answers that are certain, and groups of too few people whose number of highs is."""
    fewest = SMALLEST_LOT - len(world.false_members)
    certain = {n for n in unknown if len({each[n] for each in possible}) == 1}
    for number in sorted(certain):
        yield Finding("D2", f"{answers[number].person} answered {answers[number].value}")
    open_ones = [number for number in unknown if number not in certain]
    for group in _of_few_people(answers, open_ones, fewest):
        if len({sum(each[n] == high for n in group) for each in possible}) == 1:
            names = sorted({answers[number].person for number in group})
            yield Finding("D1", f"how many of {', '.join(names)} are content")


def _of_few_people(
    answers: Sequence[BoxedAnswer], numbers: Sequence[int], fewest: int
) -> Iterable[tuple[int, ...]]:
    """All answers of one to ``fewest`` - 1 people, where that is more than one answer."""
    of: dict[str, list[int]] = {}
    for number in numbers:
        of.setdefault(answers[number].person, []).append(number)
    for many in range(1, fewest):
        for people in combinations(of, many):
            group = tuple(number for person in people for number in of[person])
            if len(group) > 1:
                yield group
