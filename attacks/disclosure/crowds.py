"""Which figures speak of the same people, and of whom exactly the same is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attacks.disclosure.behind import Behind, Someone

Seat = tuple[int, int]  # the number of a figure, and of a unit in it; a certain figure's unit is 0


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Answers that nothing known or printed tells apart; ``known`` ones are all the same."""

    answers: tuple[Someone, ...]
    seats: tuple[Seat, ...]

    @property
    def known(self) -> bool:
        """Whether the attacker knows what they said, as of their own false members."""
        return self.answers[0].known

    @property
    def person(self) -> str | None:
        """Whose they all are; None if they are several people's."""
        people = {each.answer.person for each in self.answers}
        return people.pop() if len(people) == 1 else None


def together(figures: Sequence[Behind]) -> Iterable[list[Behind]]:
    """Figures that may hold the same answer belong together; all others stand alone."""
    parent = list(range(len(figures)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    first: dict[Someone, int] = {}
    for number, figure in enumerate(figures):
        for each in figure.candidates:
            parent[root(number)] = root(first.setdefault(each, number))
    groups: dict[int, list[Behind]] = defaultdict(list)
    for number, figure in enumerate(figures):
        groups[root(number)].append(figure)
    return groups.values()


def crowds(figures: Sequence[Behind]) -> list[Crowd]:
    """All who may be in these figures; those about whom something can be found out come first.

    No figure holds two answers of one person, so where it is not certain which of several is in it,
    they are apart from everybody else's.
    """
    seats: dict[Someone, tuple[Seat, ...]] = defaultdict(tuple)
    drawn: set[Someone] = set()
    for number, figure in enumerate(figures):
        for place, unit in enumerate(figure.units):
            for each in unit.candidates:
                seats[each] += ((number, 0 if figure.certain else place),)
                if not figure.certain:
                    drawn.add(each)
    answers = Counter(each.answer.person for each in seats)
    alike: dict[object, list[Someone]] = defaultdict(list)
    for each, seen in seats.items():
        person = each.answer.person
        alone = person if each in drawn and answers[person] > 1 else ""
        alike[seen, alone, each.known, each.answer.value if each.known else None].append(each)
    found = [Crowd(tuple(people), seats[people[0]]) for people in alike.values()]
    return sorted(found, key=lambda crowd: crowd.known)
