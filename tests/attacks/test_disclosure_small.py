"""Small worlds in which every possibility is tried: nothing leaks, and classic leaks are found."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from attacks.disclosure.possible import isolated, publish_data
from attacks.disclosure.publishing import Forms, Publications, publish, released
from attacks.disclosure.worlds import Given, Home, Week, World, questions
from conversations.items import YOUNG
from summaries import forming, lots
from summaries.banding import People, Share
from summaries.figures import figure
from summaries.lots import BoxedAnswer, Lot, Plan
from summaries.weekly import Material, WeeklySummary, summarise

NAMES = ("ada", "bea", "cia", "dan", "eve", "fia", "gus")
HOME = (Home("home", "home", "care", 7),)


def said(person: str, value: int, week: int = 1) -> Given:
    """One answer to one question of a round."""
    return Given(
        "heard", value, YOUNG, "home", person, "2026-Q1", asked=True, set="round", number=week
    )


def world(*weeks: Sequence[Given]) -> World:
    """A home of seven in its first weeks."""
    lived = [
        Week(f"2026-W{number:02}", {"home": NAMES}, tuple(given))
        for number, given in enumerate(weeks, 1)
    ]
    return World(HOME, tuple(lived))


def answers(*values: int) -> list[Given]:
    """The first people of the home, one after the other."""
    return [said(name, value) for name, value in zip(NAMES, values, strict=False)]


MIXED = world(answers(1, 1, 5, 5, 5, 1))
ALIKE = world(answers(1, 1, 1, 1, 1))
FOUR = world(answers(1, 1, 5, 5))
ONE_MORE = world(answers(1, 1, 5, 5, 5), [said("fia", 1, 2)])
TALKATIVE = world([said(name, value) for name in NAMES[:2] for value in (1, 5, 5)])


@pytest.mark.parametrize("small", [MIXED, ALIKE, FOUR, ONE_MORE, TALKATIVE])
def test_nothing_is_found_in_what_the_program_publishes(small: World) -> None:
    assert isolated(small) == ()


def test_every_form_of_a_small_world_can_be_tried_too() -> None:
    assert isolated(world(answers(1, 5, 5, 5, 5)), publish) == ()


@pytest.mark.parametrize("many", range(1, 5))
def test_false_members_shrink_the_group_that_may_be_spoken_of_and_no_more(many: int) -> None:
    """With four of five false members the fifth is known; fewer need a lucky split (0009)."""
    attacked = replace(world(answers(1, 1, 1, 1, 1)), false_members=frozenset(NAMES[:many]))
    assert {each.attacker for each in isolated(attacked)} <= {"D2"}


def with_lots(form: Callable[..., Plan]) -> Callable[[World], Publications]:
    """Publishes with another way of forming lots."""
    return lambda given: publish(given, forms=Forms(only_json=True), form=form)


def of_answers_not_people(
    given: Sequence[BoxedAnswer], where: Mapping[str, Any], draw: Random, *, quarter_ends: bool
) -> Plan:
    """k counts answers."""
    apart = [replace(each, person=f"{each.person}-{n}") for n, each in enumerate(given)]
    crowded = {
        unit: replace(place, enrolled={YOUNG: {"13-15": len(apart) + 9}}, size=None)
        for unit, place in where.items()
    }
    return forming.form_lots(apart, crowded, draw, quarter_ends=quarter_ends)


def cumulative(given: World) -> Publications:
    """Totals since the beginning, every week anew."""
    form = Forms(only_json=True)
    published, so_far = {}, []
    for week, _ in released(given):
        so_far += [each.value for each in week.given]
        shown = _lots_of(so_far)
        named = {(lot.label.level, lot.label.place): "home" for lot in shown}
        material = Material(week.week, shown, places=named)
        published[week.week] = form.of(summarise(material, questions()))
    return published


def _lots_of(values: Sequence[lots.Value]) -> tuple[Lot, ...]:
    label = lots.Label("heard", YOUNG, lots.Level.GROUP, "home", asked=True)
    return (Lot(label, tuple(values)),) if len(values) >= 5 else ()


def shown_exactly(given: World, *, number: bool, shares: bool) -> Publications:
    """Bands replaced by exact numbers."""
    form = Forms(only_json=True)
    published = {}
    for week, plan in released(given):
        exact = tuple(_exact(lot, week.week, number=number, shares=shares) for lot in plan.lots)
        summary = summarise(Material(week.week), questions())
        published[week.week] = form.of(replace(summary, figures=exact))
    return published


def _exact(lot: Lot, week: str, *, number: bool, shares: bool) -> Any:
    made, n = figure(lot, week, "home", questions()), len(lot.values)
    if number:
        made = replace(made, people=People(n, n))
    if shares:
        said = [value for value in lot.values if isinstance(value, int)]
        thirds = ((1, 2), (3, 3), (4, 5))
        marks = [sum(low <= value <= high for value in said) for low, high in thirds]
        parts = tuple(
            replace(part, share=Share(100 * count // n, 100 * count // n))
            for part, count in zip(made.parts, marks, strict=True)
        )
        made = replace(made, parts=parts)
    return made


def found(small: World, publishing: Callable[[World], Publications]) -> set[str]:
    """Which attackers found something."""
    return {each.attacker for each in isolated(small, publishing)}


def test_totals_since_the_beginning_isolate_whoever_answers_alone_in_a_week() -> None:
    assert "D2" in found(ONE_MORE, cumulative)


def test_exact_numbers_of_people_are_found() -> None:
    assert found(MIXED, lambda w: shown_exactly(w, number=True, shares=False)) == {"D6"}


def test_exact_shares_tell_that_everybody_answered_alike() -> None:
    assert "D2" in found(ALIKE, lambda w: shown_exactly(w, number=False, shares=True))


def test_lots_of_four_speak_of_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summaries.forming.SMALLEST_LOT", 4)
    monkeypatch.setattr("summaries.banding.FIRST_OF_BAND", (4, 10, 15, 20, 30, 50, 100))
    monkeypatch.setattr("summaries.banding.SMALLEST_LOT", 4)
    monkeypatch.setattr("summaries.room.ROOM_FOR_NINE", 0)  # else wide bands hide even four
    assert "D1" in found(FOUR, publish_data)


def test_counting_answers_instead_of_people_speaks_of_too_few() -> None:
    assert "D1" in found(TALKATIVE, with_lots(of_answers_not_people))


def test_a_field_that_nobody_sees_is_found() -> None:
    def betraying(given: World) -> Publications:
        return {
            week: {
                name: text.replace('"asked": []', '"asked": [], "held": 3')
                for name, text in it.items()
            }
            for week, it in publish_data(given).items()
        }

    assert found(MIXED, betraying) == {"D6"}


def test_the_summaries_tried_here_do_show_figures() -> None:
    shown = publish_data(MIXED)["2026-W01"]["summary.json"]
    assert len(WeeklySummary.from_record(json.loads(shown)).figures) == 1
