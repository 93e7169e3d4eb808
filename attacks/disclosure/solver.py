"""One question to CP-SAT: everything printed about some people at once, and what that allows.

People of a crowd are interchangeable, so the model counts how many of each crowd gave which mark in
which figure. That is as exact as a variable for each person, and much smaller. Each solution that
was found is kept as an example: what happens in it is possible and need not be asked again.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from ortools.sat.python import cp_model

from attacks.disclosure.behind import Behind
from attacks.disclosure.crowds import Crowd, crowds
from attacks.disclosure.reading import Printed
from attacks.disclosure.scales import Mark, counts_shown, question, totals_shown
from summaries.lots import SMALLEST_LOT

Proof = tuple[Mark | None, int] | None  # a certain mark, if there is one, and a certain part
Count = Any  # a number, or CP-SAT's expression for one
Counts = Mapping[Mark, Count]  # how many people gave each mark
Claim = Callable[[Counts], Any]


class Unexplained(Exception):
    """Nothing that the attacker takes for granted explains what was printed."""


class Solver:
    """Figures of one item that may hold the same answers, and all who may be in them."""

    def __init__(self, figures: Sequence[Behind]) -> None:
        """Raises Unexplained where it takes no solver to see that something is wrong."""
        self.model = cp_model.CpModel()
        self.question = question(figures[0].printed.label.item)
        self.crowds = crowds(figures)
        self.said: dict[Crowd, Counts] = {crowd: self._said(crowd) for crowd in self.crowds}
        self.examples: list[Mapping[Crowd, Mapping[Mark, int]]] = []
        drawn: dict[Crowd, list[tuple[Count, Counts]]] = defaultdict(list)
        for number, figure in enumerate(figures):
            self._print(number, figure, drawn)
        for crowd, parts in drawn.items():
            self._divide(crowd, parts)

    def proofs(self) -> list[Proof]:
        """What is certain of each crowd of unknown answers, in their order. Raises Unexplained."""
        prove = self._of_several if self.question.several else self._of_one
        return [prove(crowd) for crowd in self.crowds if not crowd.known]

    def _of_one(self, crowd: Crowd) -> Proof:
        """The mark that each of them must have given, or the part of the scale."""
        parts = self._first_two(crowd, self.question.parts)
        if len(parts) > 1:
            return None
        marks = [(mark,) for mark in parts[0]]
        possible = self._first_two(crowd, marks)
        mark = possible[0][0] if len(possible) == 1 else None
        return mark, self.question.parts.index(parts[0])

    def _of_several(self, crowd: Crowd) -> Proof:
        """The first option that each of them must have chosen, or cannot have chosen."""
        everybody = len(crowd.answers)
        for part, mark in enumerate(self.question.marks):
            chosen = self._possible(crowd, partial(_fewest, 1, (mark,)))
            left = self._possible(crowd, partial(_most, everybody - 1, (mark,)))
            if not chosen and not left:
                raise Unexplained("what is printed contradicts what is known")
            if not (chosen and left):
                return mark, part
        return None

    def _first_two(
        self, crowd: Crowd, groups: Sequence[tuple[Mark, ...]]
    ) -> list[tuple[Mark, ...]]:
        """Two groups of marks, or one, that somebody of the crowd may be in; or Unexplained."""
        claims = {group: partial(_fewest, 1, group) for group in groups}
        examples_first = sorted(groups, key=lambda group: not self._seen(crowd, claims[group]))
        possible = (group for group in examples_first if self._possible(crowd, claims[group]))
        if found := list(islice(possible, 2)):
            return found
        raise Unexplained("what is printed contradicts what is known")

    def _seen(self, crowd: Crowd, claim: Claim) -> bool:
        return any(claim(example[crowd]) for example in self.examples)

    def _possible(self, crowd: Crowd, claim: Claim) -> bool:
        """Whether all that is printed allows a claim about how many of a crowd gave which mark."""
        if self._seen(crowd, claim):
            return True
        claimed = self.model.new_bool_var("")
        self.model.add(claim(self.said[crowd])).only_enforce_if(claimed)
        self.model.clear_assumptions()
        self.model.add_assumption(claimed)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return False
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"the solver gave up: {solver.status_name(status)}")
        self.examples.append(
            {
                each: {mark: solver.value(count) for mark, count in said.items()}
                for each, said in self.said.items()
                if not each.known
            }
        )
        return True

    def _said(self, crowd: Crowd) -> Counts:
        """How many of a crowd gave each mark."""
        everybody = len(crowd.answers)
        if crowd.known:
            value = crowd.answers[0].answer.value
            chosen = value if isinstance(value, tuple) else (value,)
            return {mark: everybody * (mark in chosen) for mark in self.question.marks}
        return self._counts(everybody, everybody)

    def _counts(self, most: int, people: Count) -> Counts:
        """How many of ``people`` gave each mark, as the solver may choose."""
        counts = {mark: self.model.new_int_var(0, most, "") for mark in self.question.marks}
        if not self.question.several:
            self.model.add(sum(counts.values()) == people)
        elif not isinstance(people, int):
            for count in counts.values():
                self.model.add(count <= people)
        return counts

    def _print(
        self, number: int, figure: Behind, drawn: dict[Crowd, list[tuple[Count, Counts]]]
    ) -> None:
        """State that the figure was printed as it was."""
        inside: list[Counts] = []
        of_unit: dict[int, list[Count]] = defaultdict(list)
        of_person: dict[str, list[Count]] = defaultdict(list)
        for crowd, place in self._seated(number):
            everybody = len(crowd.answers)
            people: Count = everybody
            if figure.units[place].certain or figure.certain:
                counts = self.said[crowd]
            else:
                people = self.model.new_int_var(0, everybody, "")
                counts = self._counts(everybody, people)
                drawn[crowd].append((people, counts))
            inside.append(counts)
            of_unit[place].append(people)
            if crowd.person:
                of_person[crowd.person].append(people)
        for place, unit in enumerate(figure.units):
            if unit.many is not None and not unit.certain:
                self.model.add(sum(of_unit[place]) == unit.many)
        if not figure.certain:
            for answers in of_person.values():
                self.model.add(sum(answers) <= 1)
        everybody = sum(1 for _ in figure.candidates)
        self._shown(figure.printed, sum(map(sum, of_unit.values())), everybody, inside)

    def _seated(self, number: int) -> list[tuple[Crowd, int]]:
        """Who may be in a figure, and in which of its units."""
        return [(c, place) for c in self.crowds for figure, place in c.seats if figure == number]

    def _divide(self, crowd: Crowd, parts: Sequence[tuple[Count, Counts]]) -> None:
        """Who is drawn into one figure is in no other."""
        elsewhere = len(crowd.answers) - sum(people for people, _ in parts)
        self.model.add(elsewhere >= 0)
        for mark, count in self.said[crowd].items():
            left = count - sum(counts[mark] for _, counts in parts)
            self.model.add(left >= 0)
            self.model.add(left <= elsewhere)

    def _shown(self, printed: Printed, number: Count, most: int, inside: Sequence[Counts]) -> None:
        """``inside`` are the marks of ``number`` people, of whom this was printed."""
        most = min(most, most if printed.most is None else printed.most)
        if isinstance(number, int):
            if not printed.least <= number <= most:
                raise Unexplained("more or fewer people than were printed")
        else:
            people = self.model.new_int_var(printed.least, max(most, printed.least), "")
            self.model.add(people == number)
            number = people
        for part, share in zip(self.question.parts, printed.shares, strict=True):
            count = sum(counts[mark] for counts in inside for mark in part)
            self._among(number, most, count, partial(counts_shown, share))
        if printed.score is not None:
            weights = self.question.weights
            total = sum(weights[mark] * counts[mark] for counts in inside for mark in counts)
            shown = partial(totals_shown, printed.score, self.question.kind, printed.shares)
            self._among(number, most, total, shown)

    def _among(
        self, number: Count, most: int, count: Count, shown: Callable[[int], Sequence[int]]
    ) -> None:
        """``count`` is one that would have been printed so, of ``number`` people."""
        if isinstance(number, int):
            allowed = shown(number)
            if isinstance(count, int):
                if count not in allowed:
                    raise Unexplained("a count that would have been printed otherwise")
                return
            self.model.add_linear_expression_in_domain(
                count, cp_model.Domain.from_values(list(allowed))
            )
            return
        pairs = [(n, c) for n in range(SMALLEST_LOT, most + 1) for c in shown(n)]
        as_variable = self.model.new_int_var(-most, 10 * most, "")
        self.model.add(as_variable == count)
        self.model.add_allowed_assignments([number, as_variable], pairs)


def _fewest(number: int, marks: Sequence[Mark], said: Counts) -> Any:
    """The claim that at least so many gave one of these marks."""
    return sum(said[mark] for mark in marks) >= number


def _most(number: int, marks: Sequence[Mark], said: Counts) -> Any:
    """The claim that at most so many did."""
    return sum(said[mark] for mark in marks) <= number
