"""Whether years of watching tell whose an answer was: opinions are steady, and so is the thief.

Nobody can say whose an answer in one lot is. But who knows exactly who answered in each of many
weeks, and holds the lots' exact values, learns how content each person usually is: a lot is a
little lower whenever somebody discontent took part. The lowest answer of the next lot is then a
little more likely theirs. How much is measured here, for who knows everybody that answered, and
for who knows only who lives there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from attacks.linking import Score
from conversations.items import YOUNG
from summaries.forming import form_lots
from summaries.lots import BoxedAnswer, Level, Place

ROUNDS_OF_LEARNING = 60  # until the estimates stand still
CAUTION, STEP = 3.0, 0.3  # the ridge, and how far an estimate moves at a time
ITEMS = ("heard", "fine_here", "rotating")


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot's values with their owners, and the people who may be among them."""

    values: tuple[tuple[str, float], ...]
    people: tuple[str, ...]

    @property
    def mean(self) -> float:
        """The mean of its values."""
        return sum(value for _, value in self.values) / len(self.values)


def learned(lots: Sequence[Lot]) -> dict[str, float]:
    """How content each person is: ridge regression of lots' means on who took part."""
    level = sum(lot.mean for lot in lots) / len(lots)
    moods: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS_OF_LEARNING):
        pull: dict[str, float] = defaultdict(float)
        weight: dict[str, float] = defaultdict(lambda: CAUTION)
        for lot in lots:
            expected = sum(moods[who] for who in lot.people) / len(lot.people)
            for who in lot.people:
                pull[who] += lot.mean - level - expected + moods[who] / len(lot.people)
                weight[who] += 1 / len(lot.people)
        for who, pulled in pull.items():
            moods[who] += STEP * (pulled / weight[who] - moods[who])
    return moods


def guess(lots: Sequence[Lot], way: str) -> Score:
    """Lay each lot's values beside its people, the lowest beside the least content."""
    moods = learned(lots)
    right, answers, chance = 0, 0, 0.0
    for lot in lots:
        people = sorted(lot.people, key=lambda who: moods[who])
        rows = sorted(lot.values, key=lambda each: each[1])
        same = [value for _, value in rows]
        for number, (owner, value) in enumerate(rows):
            if same.count(value) == 1:
                answers += 1
                chance += 1 / len(people)
                guessed = people[(2 * number + 1) * len(people) // (2 * len(rows))]
                right += guessed == owner
    return Score(way, right, answers, chance)


def lives(draw: Random, rounds: int, answering: float, *, homes: int = 18) -> list[Lot]:
    """Lots of rounds in which steady people answer, three homes of seven a reporting group."""
    places: dict[str, Place] = {}
    people: dict[str, tuple[str, float]] = {}
    for home in range(homes):
        unit = f"home {home}"
        places[unit] = Place(
            unit,
            f"group {home // 3}",
            "service",
            "organisation",
            {YOUNG: {YOUNG: 7}},
            rungs_asked=lambda _: (YOUNG,),
        )
        people |= {f"{unit}-{n}": (unit, draw.betavariate(4, 2)) for n in range(7)}
    return [lot for _ in range(rounds) for lot in _round(draw, answering, places, people)]


def _round(
    draw: Random,
    answering: float,
    places: Mapping[str, Place],
    people: Mapping[str, tuple[str, float]],
) -> list[Lot]:
    came = [who for who in people if draw.random() < answering]
    answers = [
        BoxedAnswer(item, (who, _mark(draw, people[who][1])), YOUNG, unit, who, "q", asked=True)
        for who in came
        for item in ITEMS
        for unit in (people[who][0],)
    ]
    found = []
    for lot in form_lots(answers, places, draw).lots:
        if lot.label.level is Level.GROUP:
            there = tuple(w for w in came if places[people[w][0]].group == lot.label.place)
            marks = [value for value in lot.values if isinstance(value, tuple)]
            values = tuple((owner, float(mark)) for owner, mark in marks)
            found.append(Lot(values, there))
    return found


def _mark(draw: Random, mood: float) -> str:
    """One to five."""
    return str(min(max(round(draw.gauss(mood, 0.22) * 4), 0), 4) + 1)


def knowing_only_who_lives_there(lots: Sequence[Lot]) -> list[Lot]:
    """The same lots for who does not see who took part."""
    homes: dict[str, set[str]] = defaultdict(set)
    for lot in lots:
        homes[_group(lot)] |= set(lot.people)
    return [Lot(lot.values, tuple(sorted(homes[_group(lot)]))) for lot in lots]


def _group(lot: Lot) -> str:
    return str(int(lot.people[0].removeprefix("home ").partition("-")[0]) // 3)
