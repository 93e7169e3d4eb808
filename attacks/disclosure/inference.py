"""D2: what somebody answered, proved by a solver from everything that was printed.

For every figure CP-SAT gets the bands and rounded numbers exactly as the program makes them (the
attacker has the program and asks it which counts would have been printed so), and who may be
behind it. For each person it then looks for the lowest and the highest answer that they can have
given. Where both are the same the answer is certain; where both are in one part of the scale, that
end is. People about whom exactly the same is known are asked about once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from ortools.sat.python import cp_model

from attacks.disclosure.behind import Behind, Someone
from attacks.disclosure.reading import Printed
from attacks.disclosure.worlds import questions
from conversations.questions import Kind
from summaries import banding
from summaries.figures import LAST_LOW_AND_MIDDLE
from summaries.lots import SMALLEST_LOT

SCALES = {Kind.GRADE: range(4, 11), Kind.NPS: range(11)}


class Unexplained(Exception):
    """Nothing that the attacker takes for granted explains what was printed."""


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the solver sees it: its marks, which of them are printed together, its kind."""

    marks: tuple[int | str, ...]
    parts: tuple[tuple[int | str, ...], ...]
    kind: Kind

    @property
    def several(self) -> bool:
        """Whether one person may choose several."""
        return self.kind is Kind.CHOICES


@dataclass(frozen=True, slots=True)
class Certain:
    """What is certain of one answer: the answer itself, or only the part of the scale."""

    someone: Someone
    mark: int | str | None
    part: int


@cache
def question(item_id: str) -> Question:
    """The question behind an item id. Raises KeyError for one that does not exist."""
    item = questions().item(item_id)
    if item.options:
        options = tuple(option.id for option in item.options)
        return Question(options, tuple((each,) for each in options), item.kind)
    marks = tuple(SCALES.get(item.kind, range(1, 6)))
    low, middle = LAST_LOW_AND_MIDDLE[item.kind]
    parts = (
        tuple(mark for mark in marks if mark <= low),
        tuple(mark for mark in marks if low < mark <= middle),
        tuple(mark for mark in marks if mark > middle),
    )
    return Question(marks, parts, item.kind)


def certain(
    figures: Iterable[Behind],
    known: dict[object, "list[Proof]"] | None = None,
    *,
    only_helped: bool = False,
) -> Iterator[Certain]:
    """Every answer, or end of a scale, that can be proved. Raises Unexplained.

    ``known`` keeps what was proved of figures that look alike, for the next call. With
    ``only_helped`` those are left out with which no false member helps.
    """
    known = {} if known is None else known
    for together in _together(list(figures)):
        if only_helped and not any(each.known for one in together for each in one.candidates):
            continue
        alike, likeness = _alike(together)
        if likeness not in known:
            known[likeness] = _proofs(together, [each[0] for each in alike])
        for proof, people in zip(known[likeness], alike, strict=True):
            if proof is not None:
                yield from (Certain(each, *proof) for each in people)


Proof = tuple[int | str | None, int] | None  # a certain mark, if there is one, and a certain part


def _together(figures: Sequence[Behind]) -> Iterable[list[Behind]]:
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


def _alike(together: Sequence[Behind]) -> tuple[list[list[Someone]], object]:
    """People of whom exactly the same is known; and what two cases must share to be the same."""
    where: dict[Someone, tuple[tuple[int, int], ...]] = defaultdict(tuple)
    for number, figure in enumerate(together):
        for place, unit in enumerate(figure.units):
            for each in unit.candidates:
                where[each] += ((number, 0 if figure.certain else place),)
    answers = Counter(each.answer.person for each in where)
    alike: dict[object, list[Someone]] = defaultdict(list)
    for each, seen in where.items():
        if not each.known:
            person = each.answer.person
            alike[seen, person if answers[person] > 1 else ""].append(each)
    printed = together[0].printed
    if len(together) > 1 or not together[0].certain:
        return list(alike.values()), object()
    told = tuple(sorted(str(each.answer.value) for each in where if each.known))
    answered = Counter(answers.values())
    likeness = (printed.label.item, len(where), printed.shares, printed.score, told)
    return list(alike.values()), (*likeness, tuple(sorted(answered.items())))


def _proofs(together: Sequence[Behind], people: Sequence[Someone]) -> list[Proof]:
    if not people:
        return []
    try:
        return Solver(together).proofs(people)
    except Unexplained:
        return Solver([figure.loosened() for figure in together]).proofs(people)


class Solver:
    """One question to CP-SAT: everything printed about these people at once."""

    def __init__(self, together: Sequence[Behind]) -> None:
        """Figures of one item."""
        self.model = cp_model.CpModel()
        self.question = question(together[0].printed.label.item)
        self.marks: dict[Someone, dict[int | str, Any]] = {}
        inside: dict[Someone, list[Any]] = defaultdict(list)
        for figure in together:
            self._print(figure, inside)
        for literals in inside.values():
            self.model.add_at_most_one(literals)

    def proofs(self, people: Iterable[Someone]) -> list[Proof]:
        """What is certain of each of them, who must be unknown. Raises Unexplained."""
        return [self._proof(self.marks[each]) for each in people]

    def _proof(self, marks: Mapping[int | str, Any]) -> Proof:
        if self.question.several:
            for part, mark in enumerate(self.question.marks):
                if self._end(marks[mark], 1) == self._end(marks[mark], -1):
                    return mark, part
            return None
        place = sum(number * marks[mark] for number, mark in enumerate(self.question.marks))
        lowest, highest = (self.question.marks[self._end(place, sign)] for sign in (1, -1))
        if lowest == highest:
            return lowest, self._part(lowest)
        if self.question.kind is not Kind.CHOICE and self._part(lowest) == self._part(highest):
            return None, self._part(lowest)
        return None

    def _end(self, expression: Any, sign: int) -> int:
        """The lowest value (``sign`` 1) or the highest (-1) that is possible."""
        self.model.minimize(sign * expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False  # these models are small
        solver.parameters.linearization_level = 0
        solver.parameters.symmetry_level = 0
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise Unexplained("what is printed contradicts what is known")
        return round(sign * solver.objective_value)

    def _part(self, mark: int | str) -> int:
        return next(n for n, part in enumerate(self.question.parts) if mark in part)

    def _print(self, figure: Behind, inside: dict[Someone, list[Any]]) -> None:
        """State that the figure was printed as it was."""
        chosen: list[dict[int | str, Any]] = []
        people: list[Any] = []
        for unit in figure.units:
            of_unit = [
                self._candidate(each, unit.certain, inside, chosen) for each in unit.candidates
            ]
            if unit.many is not None and not unit.certain:
                self.model.add(sum(of_unit) == unit.many)
            people += of_unit
        printed, number = figure.printed, self._counted(people)
        for part, share in zip(self.question.parts, printed.shares, strict=True):
            count = sum(each[mark] for each in chosen for mark in part)
            self._printed_so(number, len(people), count, partial(counts_shown, share))
        if printed.score is not None:
            weight = _weights(self.question)
            total = sum(weight[mark] * each[mark] for each in chosen for mark in each)
            shown = partial(totals_shown, printed.score, self.question.kind)
            self._printed_so(number, len(people), total, shown)
        self._within(number, printed)
        once: dict[str, list[Any]] = defaultdict(list)
        for each, literal in zip(figure.candidates, people, strict=True):
            once[each.answer.person].append(literal)
        for literals in once.values():
            if len(literals) > 1 and not figure.certain:
                self.model.add_at_most_one(literals)

    def _candidate(
        self,
        someone: Someone,
        certain: bool,
        inside: dict[Someone, list[Any]],
        chosen: list[dict[int | str, Any]],
    ) -> Any:
        """Whether somebody is in the figure; adds what they chose in it to ``chosen``."""
        marks = self._marks(someone)
        if certain:
            chosen.append(marks)
            return 1
        literal = self.model.new_bool_var("")
        inside[someone].append(literal)
        chosen.append({mark: self._both(literal, marked) for mark, marked in marks.items()})
        return literal

    def _marks(self, someone: Someone) -> dict[int | str, Any]:
        if someone not in self.marks:
            if someone.known:
                value = someone.answer.value
                said = value if isinstance(value, tuple) else (value,)
                marks: dict[int | str, Any] = {m: int(m in said) for m in self.question.marks}
            else:
                marks = {mark: self.model.new_bool_var("") for mark in self.question.marks}
                if not self.question.several:
                    self.model.add_exactly_one(marks.values())
            self.marks[someone] = marks
        return self.marks[someone]

    def _both(self, one: Any, other: Any) -> Any:
        if isinstance(other, int):
            return one if other else 0
        both = self.model.new_bool_var("")
        self.model.add_multiplication_equality(both, [one, other])
        return both

    def _counted(self, people: Sequence[Any]) -> Any:
        if all(isinstance(each, int) for each in people):
            return len(people)
        number = self.model.new_int_var(0, len(people), "")
        self.model.add(number == sum(people))
        return number

    def _within(self, number: Any, printed: Printed) -> None:
        most = printed.most
        if isinstance(number, int):
            if number < printed.least or (most is not None and number > most):
                raise Unexplained("more or fewer people than were printed")
            return
        self.model.add(number >= printed.least)
        if most is not None:
            self.model.add(number <= most)

    def _printed_so(
        self, number: Any, most: int, count: Any, shown: Callable[[int], Sequence[int]]
    ) -> None:
        """``count`` is one that would have been printed so, of ``number`` people."""
        if isinstance(count, int):
            if not isinstance(number, int) or count not in shown(number):
                raise Unexplained("a count that would have been printed otherwise")
            return
        if isinstance(number, int):
            allowed = cp_model.Domain.from_values(list(shown(number)))
            self.model.add_linear_expression_in_domain(count, allowed)
            return
        pairs = [(n, c) for n in range(SMALLEST_LOT, most + 1) for c in shown(n)]
        as_variable = self.model.new_int_var(-200, 10 * most, "")
        self.model.add(as_variable == count)
        self.model.add_allowed_assignments([number, as_variable], pairs)


def _weights(asked: Question) -> dict[int | str, int]:
    if asked.kind is Kind.NPS:
        return {mark: (int(mark) > 8) - (int(mark) < 7) for mark in asked.marks}
    return {mark: int(mark) for mark in asked.marks}


@cache
def counts_shown(share: banding.Share, number: int) -> tuple[int, ...]:
    """The counts of ``number`` people that are printed as this share."""
    return tuple(c for c in range(number + 1) if banding.share(c, number) == share)


@cache
def totals_shown(score: banding.Rounded, kind: Kind, number: int) -> tuple[int, ...]:
    """The sums of ``number`` people's marks that are printed as this score."""
    if kind is Kind.NPS:
        index = ((t, banding.recommendation(t, 0, number)) for t in range(-number, number + 1))
        return tuple(total for total, shown in index if shown == score)
    lowest, highest = (4, 10) if kind is Kind.GRADE else (1, 5)
    totals = range(lowest * number, highest * number + 1)
    return tuple(t for t in totals if banding.mean(t, number, lowest, highest) == score)
