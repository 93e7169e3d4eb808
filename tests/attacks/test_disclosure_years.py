"""Years of publications attacked: nobody is isolated, and the attackers can be relied on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli import kuulolla
from app.content import load_catalogue
from attacks.disclosure.behind import Behind, SomeOf, Someone, behind
from attacks.disclosure.hidden import hidden
from attacks.disclosure.inference import certain
from attacks.disclosure.membership import GATE, membership
from attacks.disclosure.posterior import posterior_gain
from attacks.disclosure.publishing import Forms, Publications, publish, released, serial
from attacks.disclosure.reading import Printed, publications_in, read, world_in
from attacks.disclosure.scales import question
from attacks.disclosure.scoring import Score, score
from attacks.disclosure.singling import fewest, smallest_determined
from attacks.disclosure.solver import Solver, Unexplained
from attacks.disclosure.worlds import (
    Given,
    Home,
    Life,
    World,
    changing,
    even,
    hard_cases,
    pilot,
    questions,
    uneven,
)
from conversations.items import YOUNG
from summaries import lots
from summaries.banding import Share, share
from summaries.figures import figure
from summaries.lots import BoxedAnswer, Label, Level, Lot

JSON = Forms(only_json=True)


@pytest.fixture(scope="module")
def world() -> World:
    """A year with all hard cases."""
    return Life(hard_cases(), uneven(0.3), Random(1), hard=True).live(53)


@pytest.fixture(scope="module")
def found(world: World) -> Score:
    """What every attacker finds in it."""
    return score(world, publish(world))


def test_nobody_is_isolated_and_no_combination_speaks_of_fewer_than_five(found: Score) -> None:
    assert found.figures > 100
    assert (found.isolated, found.confined, found.hidden) == (0, 0, ())
    assert (found.wrong, found.unexplained) == (0, 0)
    assert found.smallest is not None
    assert found.smallest >= lots.SMALLEST_LOT


def test_false_members_find_out_some_and_are_never_wrong() -> None:
    """The residual that docs/privacy.md tells; and an attack that can succeed at all."""
    life = Life(pilot(), uneven(0.5), Random(2), false_members=3)
    attacked = life.live(40)
    result = score(attacked, publish(attacked, forms=JSON))
    assert result.confined > 0
    assert result.wrong == 0
    assert result.smallest is not None
    assert result.smallest >= lots.SMALLEST_LOT - 3


def test_the_attacker_knows_who_is_behind_each_figure(world: World) -> None:
    """Scored against who really was: nobody is missing, and where it is certain nobody is extra."""
    _assert_known(world)


def test_nobody_is_isolated_where_homes_join_a_group_and_close() -> None:
    """Some answer in a home that closes, and then in the next one (0021)."""
    changed = Life(changing(), uneven(0.6), Random(11), hard=True).live(53)
    _assert_known(changed)
    result = score(changed, publish(changed, forms=JSON))
    assert result.figures > 100
    assert (result.isolated, result.confined, result.hidden) == (0, 0, ())
    assert (result.wrong, result.unexplained) == (0, 0)
    assert result.smallest is not None
    assert result.smallest >= lots.SMALLEST_LOT


def _assert_known(world: World) -> None:
    numbered, answers = serial(world)
    really = {
        (week.week, lot.label): {answers[n] for n in lot.values if isinstance(n, int)}
        for week, plan in released(numbered)
        for lot in plan.lots
    }
    supposed = list(behind(world, read(publish(world, forms=JSON))))
    assert len(supposed) == len(really)
    for each in supposed:
        people = {one.answer for one in each.candidates}
        real = really[each.printed.week, each.printed.label]
        assert real <= people
        if each.certain:
            assert real == people
        for unit in each.units:
            if unit.many is not None:
                assert len(real & {one.answer for one in unit.candidates}) == unit.many


def lot_of(values: Sequence[int], known: int) -> Behind:
    """The figure of these answers, the first ``known`` of which the attacker knows."""
    label = Label("heard", YOUNG, Level.GROUP, "home", asked=True)
    shown = figure(Lot(label, tuple(values)), "2026-W02", "home", questions())
    printed = Printed(
        "2026-W02",
        label,
        shown.people.least,
        shown.people.most,
        tuple(part.share for part in shown.parts),
        shown.score.number if shown.score else None,
    )
    people = tuple(
        Someone(answer(f"p{number}", value), "2026-W02", known=number < known)
        for number, value in enumerate(values)
    )
    return Behind(printed, (SomeOf(people, len(people)),))


def answer(person: str, value: int) -> Given:
    """One answer."""
    return Given("heard", value, YOUNG, "home", person, "2026-Q1", asked=True)


@pytest.mark.parametrize("known", range(5))
def test_the_solver_proves_exactly_what_trying_every_lot_of_five_shows(known: int) -> None:
    alike: dict[tuple[Any, ...], list[tuple[int, ...]]] = defaultdict(list)
    for values in combinations_with_replacement(range(1, 6), 5 - known):
        printed = lot_of((*(1, 5, 1, 5)[:known], *values), known).printed
        alike[printed.shares].append(values)
    proved = 0
    for possible in alike.values():
        one = lot_of((*(1, 5, 1, 5)[:known], *possible[0]), known)
        marks = {mark for values in possible for mark in values}
        parts = {next(n for n, p in enumerate(question("heard").parts) if m in p) for m in marks}
        found = list(certain([one]))
        assert (len(found) == 5 - known) == (len(parts) == 1)
        proved += len(parts) == 1
        if len(parts) == 1:
            assert {each.part for each in found} == parts
            assert {each.mark for each in found} == ({None} if len(marks) > 1 else marks)
    assert (proved > 0) == (known > 0)


def test_what_a_figure_makes_likely_is_what_trying_every_answer_makes_of_it() -> None:
    """Of five where 80 % or more were low, and people are low as often as not."""
    shown, belief = (Share(80, 100), Share(0, 20), Share(0, 20)), (0.5, 0.25, 0.25)
    likely = low = 0.0
    for parts in product(range(3), repeat=5):
        if tuple(share(parts.count(part), 5) for part in range(3)) == shown:
            weight = prod(belief[part] for part in parts)
            likely, low = likely + weight, low + weight * (parts[0] == 0)
    assert posterior_gain(shown, 5, belief).low == pytest.approx(low / likely - 0.5)


def test_what_contradicts_itself_is_not_taken_for_proof() -> None:
    one = lot_of((1, 1, 1, 1, 1), 0)
    odd = replace(one, printed=replace(one.printed, least=10, most=14))
    with pytest.raises(Unexplained):
        Solver([odd])


def test_figures_that_can_be_subtracted_are_found() -> None:
    """Six people this week and five of them last week: one alone."""
    assert fewest(Counter({frozenset({0, 1}): 5, frozenset({1}): 1}), 2) == 1
    assert fewest(Counter({frozenset({0}): 5, frozenset({1}): 6}), 2) == 5
    assert smallest_determined([]) is None


def test_whether_somebody_answered_is_hardly_told() -> None:
    told = membership(pilot(), uneven(0.3), Random(3), pairs=240)
    assert told.gain < GATE


def everything_at_once(
    given: Sequence[BoxedAnswer], where: Any, draw: Random, *, quarter_ends: bool
) -> lots.Plan:
    """Every answer is shown, whoever gave it: no five, and nobody left out."""
    pools: dict[str, list[lots.Value]] = defaultdict(list)
    for each in given:
        pools[each.item].append(each.value)
    labels = {item: Label(item, YOUNG, Level.GROUP, "home", asked=True) for item in pools}
    return lots.Plan(tuple(Lot(labels[i], tuple(v)) for i, v in pools.items()), (), 0)


def test_exact_numbers_would_tell_whether_somebody_answered() -> None:
    """The measure can fail: where all others answer and their number is told, it does."""

    def telling(given: World, forms: Forms) -> Publications:
        return publish(given, forms=forms, form=everything_at_once)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("summaries.banding.FIRST_OF_BAND", tuple(range(1, 101)))
        patched.setattr("summaries.banding.SMALLEST_LOT", 1)
        told = membership((Home("home", "home", "care", 8),), even(1.0), Random(3), 120, telling)
    assert told.gain > GATE


def test_the_questions_attacked_are_the_questions_asked() -> None:
    assert questions().model_dump() == load_catalogue().model_dump()


def test_a_chart_that_is_too_exact_is_found(world: World) -> None:
    published = publish(replace(world, weeks=world.weeks[:1]))
    forms = dict(published["2026-W01"])
    assert "<rect" in forms["summary.fi.html"]
    forms["summary.fi.html"] = forms["summary.fi.html"].replace(
        "<rect class", '<rect data-n="6" class', 1
    )
    assert list(hidden({"2026-W01": forms})) == [
        "2026-W01: summary.fi.html is not what the data file makes"
    ]


def test_a_folder_that_a_simulation_left_can_be_attacked(tmp_path: Path) -> None:
    words = ["simulate", "--weeks", "5", "--answering", "0.6", "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(kuulolla, words).exit_code == 0
    world, published = world_in(tmp_path / "out"), publications_in(tmp_path / "out")
    result = score(world, published)
    assert result.figures > 3
    assert result.of_panel.figures > 0
    assert (result.isolated, result.confined, result.hidden) == (0, 0, ())
    assert (result.wrong, result.unexplained) == (0, 0)
