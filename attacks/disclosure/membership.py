"""D4: whether the summaries tell that somebody answered at all.

Pairs of worlds, alike but for one person, who answered the round in one and not in the other. The
attacker has studied as many other pairs, and says 'answered' for every picture of the figures that
was seen more often where they had. What counts is how much oftener that is said rightly than
wrongly. It cannot be nothing: the fifth answer opens a lot, the tenth the next band.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from attacks.disclosure.publishing import Forms, Publications, publish
from attacks.disclosure.reading import read
from attacks.disclosure.worlds import Answering, Home, Life, World

GATE = 0.25  # at most
Picture = frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """How often 'answered' is said of those who had (``right``) and of those who had not."""

    right: float
    wrong: float

    @property
    def gain(self) -> float:
        """What the summaries tell: 0 is nothing, 1 everything."""
        return self.right - self.wrong


def membership(
    homes: tuple[Home, ...],
    answering: Answering,
    draw: Random,
    pairs: int,
    publishing: Callable[..., Publications] = publish,
    *,
    panel: bool = False,
) -> Told:
    """Half of the ``pairs`` are studied, the other half are guessed.

    ``panel``: in a round in which the panel asks something of its own.
    """
    life = Life(homes, answering, draw, panel_from=0 if panel else None)
    of_pair = list(_pairs(life, pairs, publishing))
    studied, guessed = of_pair[: pairs // 2], of_pair[pairs // 2 :]
    with_them = Counter(answered for answered, _ in studied)
    without = Counter(not_answered for _, not_answered in studied)
    suspicious = {picture for picture in with_them if with_them[picture] > without[picture]}
    return Told(
        right=sum(answered in suspicious for answered, _ in guessed) / len(guessed),
        wrong=sum(not_answered in suspicious for _, not_answered in guessed) / len(guessed),
    )


def _pairs(
    life: Life, pairs: int, publishing: Callable[..., Publications]
) -> Iterator[tuple[Picture, Picture]]:
    while pairs:
        lived = replace(life)
        world = lived.live(1)
        (week,) = world.weeks
        target = lived.people[0].name
        without = tuple(each for each in week.given if each.person != target)
        if len(without) == len(week.given):
            continue
        alone = replace(world, weeks=(replace(week, given=without),))
        yield picture(world, publishing), picture(alone, publishing)
        pairs -= 1


def picture(world: World, publishing: Callable[..., Publications]) -> Picture:
    """Which figures there are, of how many people: what one person more or less can change."""
    printed = read(publishing(world, forms=Forms(only_json=True)))
    return frozenset((each.label, each.least) for each in printed)
