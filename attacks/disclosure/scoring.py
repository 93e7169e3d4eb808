"""Lets the attackers loose on years of publications, and scores them against the truth."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from attacks.disclosure.behind import behind
from attacks.disclosure.hidden import hidden
from attacks.disclosure.inference import Certain, certain
from attacks.disclosure.posterior import Gain, largest_gain
from attacks.disclosure.publishing import Publications
from attacks.disclosure.reading import Printed, read
from attacks.disclosure.scales import question
from attacks.disclosure.singling import smallest_determined
from attacks.disclosure.solver import Proof
from attacks.disclosure.worlds import World
from conversations.panel_questions import is_panels


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out about the answers to some items, or to all.

    ``respondent_weeks`` is how often somebody answered in a week; ``isolated`` how often at least
    one of these answers could be proved; ``confined`` how often at least to one part of a scale.
    """

    figures: int
    respondent_weeks: int
    isolated: int
    confined: int

    def per_ten_thousand(self, found: int) -> float:
        """So many of 10,000 respondent-weeks."""
        return round(10_000 * found / self.respondent_weeks, 1) if self.respondent_weeks else 0.0


@dataclass(frozen=True, slots=True)
class Score(Found):
    """What was found out in one world: about all answers, and ``of_panel`` to what the panel asked.

    ``wrong`` proofs would mean that the attacker errs: there must be none. ``smallest`` is the
    fewest people of whom a combination of counts speaks; ``hidden`` what D6 found; ``gain`` how
    much likelier a figure makes an end of the scale for each of its people. ``unexplained`` figures
    are printed although, as the attacker sees it, nobody is behind them: there must be none.
    ``scored`` is how many figures have a mean, a grade or an NPS, by the kind of their item.
    """

    of_panel: Found
    wrong: int
    smallest: int | None
    hidden: tuple[str, ...]
    gain: Gain
    unexplained: int
    scored: Mapping[str, int]


def score(world: World, published: Publications) -> Score:
    """All attackers at once: one without false members, or one for each place that has some."""
    printed = read(published)
    proofs: list[Certain] = []
    smallest: list[int] = []
    known: dict[object, list[Proof]] = {}
    gain, unexplained = Gain(0.0, 0.0), 0
    for attacked in _attackers(world):
        figures = list(behind(attacked, printed))
        proofs += certain(figures, known, only_helped=bool(attacked.false_members))
        gain = largest_gain(figures)
        unexplained += len(printed) - len(figures)
        found = smallest_determined(figures)
        smallest += [found] if found is not None else []
    return Score(
        **asdict(_found(world, printed, proofs, lambda _: True)),
        of_panel=_found(world, printed, proofs, is_panels),
        wrong=sum(map(_is_wrong, proofs)),
        smallest=min(smallest, default=None),
        hidden=tuple(hidden(published)),
        gain=gain,
        unexplained=unexplained,
        scored=Counter(question(each.label.item).kind.value for each in printed if each.score),
    )


def _found(
    world: World, printed: Sequence[Printed], proofs: Sequence[Certain], of: Callable[[str], bool]
) -> Found:
    """What was proved of the answers to those items."""
    answered = {
        (answer.person, week.week)
        for week in world.weeks
        for answer in week.given
        if answer.person not in world.false_members and of(answer.item)
    }
    proved = [each for each in proofs if of(each.someone.answer.item)]
    return Found(
        figures=sum(of(each.label.item) for each in printed),
        respondent_weeks=len(answered),
        isolated=len(_people(each for each in proved if each.mark is not None) & answered),
        confined=len(_people(proved) & answered),
    )


def _attackers(world: World) -> Iterator[World]:
    """Each attacker knows the answers of their own false members alone."""
    groups = {home.unit: home.group for home in world.homes}
    of_group: dict[str, set[str]] = {}
    for week in world.weeks:
        for answer in week.given:
            if answer.person in world.false_members:
                of_group.setdefault(groups[answer.unit], set()).add(answer.person)
    if not of_group:
        yield world
    for people in of_group.values():
        yield replace(world, false_members=frozenset(people))


def _people(proofs: Iterable[Certain]) -> set[tuple[str, str]]:
    return {(each.someone.answer.person, each.someone.week) for each in proofs}


def _is_wrong(proof: Certain) -> bool:
    value = proof.someone.answer.value
    if isinstance(value, tuple):
        return False  # certain of one option: that it was chosen, or that it was not
    return value not in question(proof.someone.answer.item).parts[proof.part] or (
        proof.mark is not None and proof.mark != value
    )
