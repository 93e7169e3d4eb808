"""The rules of lots, one by one, on small examples."""

from collections import Counter
from dataclasses import replace
from random import Random

from summaries.lots import SMALLEST_LOT, BoxedAnswer, Level, Place, form_lots

YOUNG = "young_person"
UNITS = {
    "aspen": ("homes", "care"),
    "birch": ("homes", "care"),
    "cedar": ("cedar-group", "care"),
    "after": ("after-group", "aftercare"),
}


def places(**enrolled: int) -> dict[str, Place]:
    """Four units, seven people each if nothing else is said."""
    return {
        unit: Place(unit, group, service, "city", {YOUNG: enrolled.get(unit, 7)})
        for unit, (group, service) in UNITS.items()
    }


def said(person: str, unit: str = "aspen", value: int = 3, **more: object) -> BoxedAnswer:
    """One answer."""
    answer = BoxedAnswer("heard", "round", 1, value, YOUNG, unit, person, "2026-Q4", asked=True)
    return replace(answer, **more)  # type: ignore[arg-type]


def serial(answers: list[BoxedAnswer]) -> list[BoxedAnswer]:
    """Give every answer a value of its own, so that it can be followed."""
    return [replace(answer, value=number) for number, answer in enumerate(answers)]


def test_four_people_open_no_lot_however_often_they_answer() -> None:
    answers = [said(f"p{n % 4}") for n in range(40)]
    plan = form_lots(answers, places(), Random(1))
    assert plan.lots == ()
    assert len(plan.held) == 40


def test_five_people_open_a_lot_and_second_answers_wait() -> None:
    answers = serial([said(f"p{n % 5}") for n in range(10)])
    plan = form_lots(answers, places(), Random(1))
    (lot,) = plan.lots
    assert len(lot.values) == SMALLEST_LOT == len(plan.held)


def test_everybody_at_the_door_is_one_person() -> None:
    visitors = [said(f"v{n}", door=True) for n in range(30)]
    four = [said(f"p{n}") for n in range(4)]
    assert form_lots([*visitors, *four[:3]], places(), Random(1)).lots == ()
    (lot,) = form_lots([*visitors, *four], places(), Random(1)).lots
    assert len(lot.values) == 5


def test_one_of_each_unit_waits_where_everybody_answered() -> None:
    answers = [said(f"p{n}", "aspen" if n < 7 else "birch") for n in range(14)]
    plan = form_lots(answers, places(aspen=7, birch=7), Random(1))
    assert [len(lot.values) for lot in plan.lots] == [12]
    assert sorted(answer.unit for answer in plan.held) == ["aspen", "birch"]


def test_a_whole_home_is_never_in_a_lot_even_of_a_larger_place() -> None:
    """A home of five, all of whom answered, was exactly the service's lot a week later."""
    answers = [said(f"p{n}", "cedar", waited=1) for n in range(5)]
    plan = form_lots(answers, places(cedar=5, aspen=12), Random(1))
    assert plan.lots == ()


def test_where_five_of_five_answered_nothing_is_shown() -> None:
    answers = [said(f"p{n}", "cedar") for n in range(5)]
    assert form_lots(answers, places(cedar=5), Random(1)).lots == ()


def test_anybody_may_be_the_one_who_waits() -> None:
    answers = serial([said(f"p{n}", "cedar") for n in range(6)])
    waiting = Counter(
        form_lots(answers, places(cedar=6), Random(seed)).held[0].value for seed in range(300)
    )
    assert sorted(waiting) == list(range(6))
    assert max(waiting.values()) < 100


def test_when_some_have_moved_away_as_many_wait_as_it_takes() -> None:
    answers = [said(f"p{n}", "cedar") for n in range(9)]
    plan = form_lots(answers, places(cedar=7), Random(1))
    assert [len(lot.values) for lot in plan.lots] == [6]


def test_where_nobody_is_enrolled_any_more_nothing_is_shown() -> None:
    answers = [said(f"p{n}", "cedar") for n in range(9)]
    assert form_lots(answers, places(cedar=0), Random(1)).lots == ()


def test_the_tags_of_two_quarters_do_not_make_one_person_two() -> None:
    three = [said(f"p{n}") for n in range(3)]
    again = [said(f"q{n}", quarter="2026-Q3") for n in range(3)]
    assert form_lots([*three, *again], places(), Random(1)).lots == ()


def test_the_same_record_given_twice_is_not_lost() -> None:
    answers = [said(f"p{n}") for n in range(5)]
    plan = form_lots([*answers, answers[0]], places(), Random(1))
    assert (len(plan.lots[0].values), len(plan.held)) == (5, 1)


def test_small_units_pool_as_a_group_and_a_large_one_stands_alone() -> None:
    small = [said(f"a{n}", "aspen") for n in range(3)] + [said(f"b{n}", "birch") for n in range(3)]
    large = [said(f"c{n}", "cedar") for n in range(6)]
    plan = form_lots([*small, *large], places(cedar=12), Random(1))
    found = {(lot.label.level, lot.label.place, len(lot.values)) for lot in plan.lots}
    assert found == {(Level.GROUP, "homes", 6), (Level.UNIT, "cedar", 6)}


def test_an_answer_goes_up_one_level_a_week_and_then_is_destroyed() -> None:
    waiting = [said("p1")]
    seen = []
    for _ in range(3):
        plan = form_lots(waiting, places(), Random(1))
        waiting = list(plan.held)
        seen.append((len(waiting), plan.not_shown))
    assert seen == [(1, 0), (1, 0), (0, 1)]


def test_the_order_in_a_lot_does_not_follow_the_order_of_answering() -> None:
    answers = serial([said(f"p{n}") for n in range(6)])
    orders = {form_lots(answers, places(), Random(seed)).lots[0].values for seed in range(60)}
    assert len(orders) > 50
