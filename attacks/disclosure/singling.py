"""D1: the fewest people of whom some combination of published counts speaks exactly.

The attacker is given more than was printed: the exact counts. Whatever can be added up and
subtracted then speaks of the same people wherever it speaks of one of them, so people who are in
the same figures are taken together. CP-SAT looks for the combination of figures, each taken up to
three times or subtracted as often, that leaves the fewest people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from attacks.disclosure.behind import Behind, Someone

TIMES = 3  # how often one figure may be added or subtracted
Block = frozenset[int]  # the figures in which the same people are


def smallest_determined(figures: Iterable[Behind]) -> int | None:
    """The fewest unknown people of whom a count is determined; None where nothing was printed."""
    threads: dict[object, list[Behind]] = defaultdict(list)
    for figure in figures:
        label = figure.printed.label
        threads[label.item, label.audience, label.asked].append(figure)
    found = [fewest(blocks(thread), len(thread)) for thread in threads.values()]
    return min((each for each in found if each is not None), default=None)


def blocks(figures: Sequence[Behind]) -> Counter[Block]:
    """How many unknown people are in exactly the same figures.

    Where so many of a unit are in a figure, but not which, they are people of that figure alone.
    """
    seen: dict[Someone, set[int]] = defaultdict(set)
    found: Counter[Block] = Counter()
    for number, figure in enumerate(figures):
        surely = 0
        perhaps: set[str] = set()
        for unit in figure.units:
            if unit.certain:
                surely += len(unit.candidates)
                for each in unit.candidates:
                    if not each.known:
                        seen[each].add(number)
            else:
                perhaps |= {each.answer.person for each in unit.candidates if each.known}
        others = sum(unit.many or 0 for unit in figure.units) - surely
        if not figure.certain:
            fewest_others = max(others, figure.printed.least - surely) - len(perhaps)
            found[frozenset({number})] += max(0, fewest_others)
    found.update(frozenset(numbers) for numbers in seen.values())
    return found


def fewest(people: Counter[Block], figures: int) -> int | None:
    """The fewest people that a combination of figures can speak of. None without any figure."""
    people = +people
    if not people:
        return None
    model = cp_model.CpModel()
    times = [model.new_int_var(-TIMES, TIMES, "") for _ in range(figures)]
    spoken_of = {block: model.new_bool_var("") for block in people}
    for block, spoken in spoken_of.items():
        model.add(sum(times[number] for number in block) == spoken)
    model.add_at_least_one(spoken_of.values())
    model.minimize(sum(people[block] * spoken for block, spoken in spoken_of.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    return round(solver.objective_value)
