"""The rules of lots, one by one, on small examples."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from summaries.forming import form_lots
from summaries.lots import SMALLEST_LOT, BoxedAnswer, Level, Place

YOUNG = "young_person"


def rungs_asked(item: str) -> tuple[str, ...]:
    """Of whom an item is asked: a grade is not asked of the youngest."""
    return ("13-15",) if item == "grade" else ("7-9", "13-15")


UNITS = {
    "aspen": ("homes", "care"),
    "birch": ("homes", "care"),
    "cedar": ("cedar-group", "care"),
    "after": ("after-group", "aftercare"),
}


def places(**enrolled: int) -> dict[str, Place]:
    """Four units, seven people each if nothing else is said."""
    return {
        unit: Place(
            unit, group, service, "city", {YOUNG: {"13-15": enrolled.get(unit, 7)}}, rungs_asked
        )
        for unit, (group, service) in UNITS.items()
    }


def young(older: int, youngest: int) -> dict[str, Place]:
    """One home, of which so many are asked for a grade."""
    here = {YOUNG: {"13-15": older, "7-9": youngest}}
    return {"cedar": Place("cedar", "cedar-group", "care", "city", here, rungs_asked)}


def said(person: str, unit: str = "aspen", value: int = 3, **more: object) -> BoxedAnswer:
    """One answer."""
    answer = BoxedAnswer("heard", value, YOUNG, unit, person, "2026-Q4", asked=True)
    return replace(answer, **more)  # type: ignore[arg-type]


def serial(answers: list[BoxedAnswer]) -> list[BoxedAnswer]:
    """Give every answer a value of its own, so that it can be followed."""
    return [replace(answer, value=number) for number, answer in enumerate(answers)]


def test_four_people_open_no_lot_however_often_they_answer() -> None:
    answers = [said(f"p{n % 4}") for n in range(40)]
    plan = form_lots(answers, places(), Random(1))
    assert plan.lots == ()
    assert len(plan.held) == 40


def test_five_people_open_a_lot_and_second_answers_go_on() -> None:
    answers = serial([said(f"p{n % 5}") for n in range(9)])
    plan = form_lots(answers, places(), Random(1))
    (lot,) = plan.lots
    assert (len(lot.values), len(plan.held)) == (SMALLEST_LOT, 4)


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
    """A home of five, all of whom answered, was once exactly the service's lot."""
    answers = [said(f"p{n}", "cedar") for n in range(5)]
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


def test_who_has_moved_counts_in_the_unit_of_the_answer_that_is_shown() -> None:
    """Else the answer given after a move was the fifth of five, shown with all the others."""
    answers = serial(
        [
            said("mover", "aspen"),
            said("mover", "birch"),
            *(said(f"p{n}", "birch") for n in range(4)),
        ]
    )
    shown = [
        lot.values
        for seed in range(200)
        for lot in form_lots(answers, places(aspen=7, birch=5), Random(seed)).lots
    ]
    assert shown, "with the answer from where the mover lived before there are five"
    assert all(0 in values and 1 not in values for values in shown)


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


def test_what_is_too_little_at_home_is_put_together_further_up_in_the_same_release() -> None:
    homes = [said(f"a{n}", "aspen") for n in range(3)]
    cedar = [said(f"c{n}", "cedar") for n in range(2)]
    after = [said(f"d{n}", "after") for n in range(2)]
    plan = form_lots([*homes, *cedar, *after], places(), Random(1))
    assert [(lot.label.level, lot.label.place) for lot in plan.lots] == [(Level.SERVICE, "care")]
    plan = form_lots([*homes, *after], places(), Random(1))
    assert [(lot.label.level, lot.label.place) for lot in plan.lots] == [
        (Level.ORGANISATION, "city")
    ]


def test_what_waits_opens_no_lot_for_a_single_late_answer() -> None:
    """Else a card handed to one person, and a new figure, would tell that they had answered."""
    waiting = [said(f"p{n}", waited=2) for n in range(4)]
    plan = form_lots([*waiting, said("late")], places(), Random(1))
    assert plan.lots == ()
    assert sorted(answer.waited for answer in plan.held) == [1, 3, 3, 3, 3]


def test_in_the_quarters_last_week_all_that_waited_is_put_together_once_more() -> None:
    waiting = [said(f"p{n}", waited=1 + n) for n in range(4)]
    plan = form_lots([*waiting, said("late")], places(), Random(1), quarter_ends=True)
    assert [len(lot.values) for lot in plan.lots] == [5]


def test_what_is_left_at_the_quarters_end_is_destroyed_and_counted() -> None:
    plan = form_lots([said("p1", waited=3), said("p2")], places(), Random(1), quarter_ends=True)
    assert (plan.lots, plan.held, plan.not_shown) == ((), (), 2)


def test_newcomers_do_not_hide_that_everybody_answered_who_was_there() -> None:
    then = form_lots([said(f"p{n}", "cedar") for n in range(5)], places(cedar=5), Random(1))
    later = form_lots(then.held, places(cedar=9), Random(1))
    assert later.lots == ()
    assert form_lots(later.held, places(cedar=9), Random(1), quarter_ends=True).lots == ()


def test_the_order_in_a_lot_does_not_follow_the_order_of_answering() -> None:
    answers = serial([said(f"p{n}") for n in range(6)])
    orders = {form_lots(answers, places(), Random(seed)).lots[0].values for seed in range(60)}
    assert len(orders) > 50


def test_a_lot_of_a_home_of_seven_knows_that_few_could_be_in_it() -> None:
    (small,) = form_lots([said(f"p{n}", "cedar") for n in range(5)], places(), Random(1)).lots
    (large,) = form_lots(
        [said(f"p{n}", "cedar") for n in range(5)], places(cedar=10), Random(1)
    ).lots
    assert (small.few, large.few) == (True, False)


def test_of_each_unit_one_has_to_wait_so_five_and_five_are_eight_and_few() -> None:
    answers = [said(f"p{n}", "aspen" if n < 3 else "birch") for n in range(6)]
    for aspen, few in ((5, True), (6, False)):
        (lot,) = form_lots(answers, places(aspen=aspen, birch=5), Random(1)).lots
        assert lot.few is few


def test_a_lot_further_up_is_of_few_where_two_places_had_too_little() -> None:
    """Four of each at most, or they would have had lots of their own."""
    answers = [said(f"p{n}", "aspen" if n < 4 else "cedar") for n in range(8)]
    (lot,) = form_lots(answers, places(aspen=9, cedar=9), Random(1)).lots
    assert (lot.label.level, lot.few) == (Level.SERVICE, True)


def test_of_three_places_that_had_too_little_more_than_nine_could_be() -> None:
    answers = [said(f"{unit}{n}", unit) for unit in ("aspen", "cedar", "oak") for n in range(2)]
    oak = Place("oak", "oak-group", "care", "city", {YOUNG: {"13-15": 7}}, rungs_asked)
    (lot,) = form_lots(answers, places() | {"oak": oak}, Random(1)).lots
    assert (lot.label.level, lot.few) == (Level.SERVICE, False)


def test_a_place_with_a_lot_of_its_own_leaves_nobody_to_count_on_further_up() -> None:
    theirs = [said(f"{unit}{n}", unit) for unit in ("cedar", "oak") for n in range(3)]
    answers = [*theirs, *(said(f"a{n}", "aspen") for n in range(6))]
    oak = Place("oak", "oak-group", "care", "city", {YOUNG: {"13-15": 7}}, rungs_asked)
    lots = form_lots(answers, places() | {"oak": oak}, Random(1)).lots
    assert {(lot.label.level, lot.few) for lot in lots} == {
        (Level.GROUP, False),
        (Level.SERVICE, True),
    }


def test_nine_who_could_be_in_a_lot_further_up_are_enough() -> None:
    """Four of each place that had too little, one of a unit of two, and nobody of a place that had
    a lot, however many units it has."""
    homes = [said(f"a{n}", "aspen") for n in range(6)]
    others = [said(f"{unit}{n}", unit) for unit in ("cedar", "oak") for n in range(2)]
    for elm, few in ((2, False), (1, True)):
        more = {
            unit: Place(unit, unit, "care", "city", {YOUNG: {"13-15": people}}, rungs_asked)
            for unit, people in (("oak", 7), ("elm", elm))
        }
        fifth = said("c2", "cedar") if few else said("e", "elm")
        lots = form_lots([*homes, *others, fifth], places() | more, Random(1)).lots
        assert {lot.few for lot in lots if lot.label.level is Level.SERVICE} == {few}


def test_with_whom_one_was_asked_in_another_unit_does_not_count() -> None:
    for large, small in (("aspen", "cedar"), ("cedar", "aspen")):
        waiting = [said(f"p{n}", large, waited=1, asked_with=7) for n in range(4)]
        waiting += [said(f"q{n}", small, waited=1, asked_with=3) for n in range(2)]
        (lot,) = form_lots(waiting, places(), Random(1), quarter_ends=True).lots
        assert (lot.label.level, len(lot.values)) == (Level.SERVICE, 6)


def test_whom_waiting_answers_were_asked_with_counts_for_the_room() -> None:
    waiting = [said(f"p{n}", "cedar", waited=1, asked_with=7) for n in range(5)]
    (lot,) = form_lots(waiting, places(cedar=12), Random(1), quarter_ends=True).lots
    assert lot.few


def test_who_is_not_asked_an_item_hides_nobody_who_answered_it() -> None:
    """Of seven, five are asked for a grade: their figure would prove that all of them answered."""
    answers = [said(f"p{n}", "cedar", item="grade") for n in range(5)]
    assert form_lots(answers, young(older=5, youngest=2), Random(1)).lots == ()
    assert len(form_lots(answers, young(older=6, youngest=1), Random(1)).lots) == 1
    everybody = [replace(each, item="heard") for each in answers]
    assert len(form_lots(everybody, young(older=5, youngest=2), Random(1)).lots) == 1


def test_a_unit_is_a_place_of_its_own_only_for_what_ten_are_asked() -> None:
    for item, level in (("grade", Level.GROUP), ("heard", Level.UNIT)):
        answers = [said(f"p{n}", "cedar", item=item) for n in range(6)]
        (lot,) = form_lots(answers, young(older=9, youngest=1), Random(1)).lots
        assert lot.label.level is level


def test_only_those_who_are_asked_make_room_in_a_lot() -> None:
    for item, few in (("grade", True), ("heard", False)):
        answers = [said(f"p{n}", "cedar", item=item) for n in range(6)]
        (lot,) = form_lots(answers, young(older=9, youngest=3), Random(1)).lots
        assert lot.few is few


def test_of_those_who_were_asked_the_fewest_since_then_count() -> None:
    answers = [said(f"p{n}", "cedar", item="grade") for n in range(5)]
    waiting = form_lots(answers, young(older=5, youngest=2), Random(1)).held
    assert {answer.asked_with for answer in waiting} == {5}
    grown_older = young(older=7, youngest=0)
    assert form_lots(waiting, grown_older, Random(1), quarter_ends=True).lots == ()


def room_for(size: int, **rungs: int) -> dict[str, Place]:
    """One home with so many places, and who is enrolled there: ``older`` and ``youngest``."""
    (home,) = young(**rungs).values()
    return {"cedar": replace(home, size=size)}


def test_who_has_left_without_a_word_hides_nobody_who_lives_there() -> None:
    """Five live in a home of five: with three who left, their figure would prove that all did."""
    answers = [said(f"p{n}", "cedar") for n in range(5)]
    assert form_lots(answers, room_for(5, older=8, youngest=0), Random(1)).lots == ()
    (lot,) = form_lots(answers, room_for(6, older=9, youngest=0), Random(1)).lots
    assert len(lot.values) == 5


def test_a_home_grows_no_larger_by_those_who_have_left() -> None:
    answers = [said(f"p{n}", "cedar") for n in range(6)]
    (lot,) = form_lots(answers, room_for(7, older=12, youngest=0), Random(1)).lots
    assert (lot.label.level, lot.few) == (Level.GROUP, True)


@pytest.mark.parametrize(("size", "youngest"), [(7, 2), (11, 6)])
def test_whoever_has_left_may_have_been_of_any_age(size: int, youngest: int) -> None:
    """Three of eight who are asked a grade have left: the five who live there all answered."""
    answers = [said(f"p{n}", "cedar", item="grade") for n in range(5)]
    assert form_lots(answers, room_for(size, older=8, youngest=youngest), Random(1)).lots == ()


def test_how_many_others_a_unit_has_room_for_is_not_known() -> None:
    close = {"close_person": {"13-15": 9}}
    home = Place("cedar", "cedar-group", "care", "city", close, rungs_asked, size=5)
    assert home.people_asked("heard", "close_person") == 9
