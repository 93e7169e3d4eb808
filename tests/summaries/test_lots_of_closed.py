"""A unit that has closed is no place any more, and none of its answers goes astray (B-15)."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from summaries.forming import form_lots
from summaries.lots import SMALLEST_LOT, BoxedAnswer, Level, Place, Plan
from tests.summaries.test_lots import places, said


def closing(unit: str = "aspen", /, **enrolled: int) -> dict[str, Place]:
    """The four units, of which one has closed."""
    made = places(**enrolled)
    return {**made, unit: replace(made[unit], closed=True)}


def waited(people: int, asked_with: int, unit: str = "aspen") -> list[BoxedAnswer]:
    """Answers that lay in the box when their unit was still there."""
    return [said(f"p{n}", unit, n, waited=3, asked_with=asked_with) for n in range(people)]


def levels(plan: Plan) -> dict[Level, int]:
    """How many answers are shown on which level."""
    return {lot.label.level: len(lot.values) for lot in plan.lots}


def at_quarters_end(
    answers: list[BoxedAnswer], here: Mapping[str, Place], forgotten: int = 0
) -> Plan:
    """What becomes of it all when the tags' key dies."""
    return form_lots(answers, here, Random(1), quarter_ends=True, forgotten=forgotten)


def test_its_answers_go_to_the_service_and_not_to_the_group() -> None:
    answers = [said(f"a{n}") for n in range(6)] + [said(f"b{n}", "birch") for n in range(6)]
    assert levels(form_lots(answers, places(), Random(1))) == {Level.GROUP: 12}
    plan = form_lots(answers, closing(), Random(1))
    assert levels(plan) == {Level.GROUP: 6, Level.SERVICE: 6}
    assert {lot.label.place for lot in plan.lots} == {"homes", "care"}


def test_a_large_unit_is_no_place_of_its_own_any_more() -> None:
    answers = [said(f"p{n}") for n in range(9)]
    assert levels(form_lots(answers, places(aspen=12), Random(1))) == {Level.UNIT: 9}
    assert levels(form_lots(answers, closing(aspen=12), Random(1))) == {Level.SERVICE: 9}


def test_there_is_one_figure_of_a_service_however_its_answers_came_there() -> None:
    answers = [said(f"a{n}") for n in range(6)] + [said(f"c{n}", "cedar") for n in range(4)]
    assert levels(form_lots(answers, closing(), Random(1))) == {Level.SERVICE: 10}


@pytest.mark.parametrize("left", [0, 3, 7])
def test_what_waits_is_shown_however_many_have_gone_elsewhere_since(left: int) -> None:
    plan = at_quarters_end(waited(6, asked_with=7), closing(aspen=left))
    assert (levels(plan), plan.not_shown) == ({Level.SERVICE: 6}, 0)


def test_of_a_unit_that_is_there_those_who_moved_away_still_hide_nobody() -> None:
    assert levels(at_quarters_end(waited(6, asked_with=7), places(aspen=3))) == {}


def test_not_all_of_a_closed_unit_are_shown_either() -> None:
    plan = at_quarters_end(waited(7, asked_with=7), closing(aspen=0))
    assert (levels(plan), plan.not_shown) == ({Level.SERVICE: 6}, 1)


def test_who_was_forgotten_may_have_been_the_one_who_did_not_answer() -> None:
    assert levels(at_quarters_end(waited(6, asked_with=7), closing(), forgotten=1)) == {
        Level.SERVICE: 5
    }
    assert levels(at_quarters_end(waited(6, asked_with=7), closing(), forgotten=2)) == {}


@pytest.mark.parametrize(("forgotten", "left"), [(0, 7), (1, 6), (5, 2), (9, 0)])
def test_who_was_forgotten_in_an_earlier_week_is_remembered(forgotten: int, left: int) -> None:
    week = form_lots(waited(6, asked_with=7), closing(), Random(1), forgotten=forgotten)
    assert {answer.asked_with for answer in week.held} == {left}
    shown = {Level.SERVICE: min(6, left - 1)} if left > SMALLEST_LOT else {}
    assert levels(at_quarters_end(list(week.held), closing())) == shown


def test_nobody_was_forgotten_where_nobody_says_so() -> None:
    week = form_lots(waited(6, asked_with=7), closing(), Random(1))
    assert {answer.asked_with for answer in week.held} == {7}


def test_what_waits_opens_no_lot_in_an_ordinary_week() -> None:
    answers = [*waited(4, asked_with=7), said("late", "cedar")]
    plan = form_lots(answers, closing(), Random(1))
    assert (plan.lots, len(plan.held)) == ((), 5)


def test_nobody_is_counted_on_to_be_in_a_lot_because_of_a_closed_unit() -> None:
    """Who knows that it has closed knows that nobody there could answer: the lot is one of few."""
    answers = [said(f"c{n}", "cedar") for n in range(4)] + [said("b", "birch")]
    here = {"aspen": 40, "birch": 40, "cedar": 40}
    assert [lot.few for lot in form_lots(answers, places(**here), Random(1)).lots] == [False]
    assert [lot.few for lot in form_lots(answers, closing(**here), Random(1)).lots] == [True]
    (alone,) = at_quarters_end(waited(9, asked_with=12), closing(aspen=40)).lots
    assert alone.few
