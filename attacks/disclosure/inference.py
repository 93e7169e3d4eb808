"""D2: what somebody answered, proved by a solver from everything that was printed.

For every figure the solver gets the bands and rounded numbers exactly as the program makes them,
and who may be behind it. Where only one answer is possible for somebody, that is certain; where all
possible answers are in one part of the scale, that end is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attacks.disclosure.behind import Behind, Someone
from attacks.disclosure.crowds import Crowd, crowds, together
from attacks.disclosure.scales import Mark
from attacks.disclosure.solver import Proof, Solver, Unexplained


@dataclass(frozen=True, slots=True)
class Certain:
    """What is certain of one answer: the answer itself, or only the part of the scale."""

    someone: Someone
    mark: Mark | None
    part: int


def certain(
    figures: Iterable[Behind],
    known: dict[object, list[Proof]] | None = None,
    *,
    only_helped: bool = False,
) -> Iterator[Certain]:
    """Every answer, or end of a scale, that can be proved. Raises Unexplained.

    ``known`` keeps what was proved of figures that look alike, for the next call. With
    ``only_helped`` those are left out with which no false member helps.
    """
    known = {} if known is None else known
    for group in together(list(figures)):
        if only_helped and not any(each.known for one in group for each in one.candidates):
            continue
        people = crowds(group)
        unknown = [crowd for crowd in people if not crowd.known]
        likeness = _likeness(group, people)
        if likeness not in known:
            known[likeness] = _proofs(group) if unknown else []
        for proof, crowd in zip(known[likeness], unknown, strict=True):
            if proof is not None:
                yield from (Certain(each, *proof) for each in crowd.answers)


def _likeness(group: Sequence[Behind], people: Sequence[Crowd]) -> object:
    """What two cases must share to be the same: one figure of whose people all is known."""
    figure = group[0]
    if len(group) > 1 or not figure.certain:
        return object()
    told = tuple(
        sorted((str(c.answers[0].answer.value), len(c.answers)) for c in people if c.known)
    )
    printed = figure.printed
    everybody = sum(len(crowd.answers) for crowd in people)
    return printed.label.item, everybody, printed.least, printed.shares, printed.score, told


def _proofs(group: Sequence[Behind]) -> list[Proof]:
    try:
        return Solver(group).proofs()
    except Unexplained:
        return Solver([figure.loosened() for figure in group]).proofs()
