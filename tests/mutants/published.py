"""Mutants of lots: what is published together, or twice, speaks of too few people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from attacks.disclosure.worlds import Given
from conversations.phrases import Phrase, say
from summaries import banding, forming, room
from summaries.lots import BoxedAnswer, Label, Level, Lot, Place, Plan
from tests.mutants.figures import (
    HIGH,
    LOW,
    answers,
    leaving_out_the_last_answer,
    reading_between_the_bands,
    said,
    trying_everything,
    with_false,
    world,
)
from tests.mutants.mutant import mutant

Places = Mapping[str, Place]
Formed = Callable[..., Plan]  # forms lots of some answers, at other places if they are given

FIVE = answers(LOW, LOW, HIGH, HIGH, HIGH)
FIVE_GRADES = [replace(said(f"person {n}", 8), item="grade_place") for n in range(5)]
SIX = [*FIVE, said("person 5", LOW)]
FOUR = answers(LOW, LOW, HIGH, HIGH)
TWO_TALKATIVE = [said(f"person {n}", v) for n in range(2) for v in (LOW, HIGH, HIGH)]
ONE_BY_CARD = [*FIVE, said("person 5", LOW, set="meeting_held")]
ONE_AT_THE_DOOR = [*FIVE, said("visitor", LOW, door=True)]
ONE_IN_THE_ANNEX = [*FIVE, said("annex 0", LOW, "annex")]
ONE_LOW_IN_EACH = [*answers(LOW, HIGH, HIGH, HIGH, HIGH), said("annex 0", LOW, "annex")]
VISITS = [said(f"visit {n}", v, door=True) for n, v in enumerate((LOW, LOW, HIGH, HIGH))]


def changing_plans(
    patched: pytest.MonkeyPatch,
    change: Callable[[Formed, Sequence[BoxedAnswer], Places], Plan],
) -> None:
    """Put another way of forming lots in the place of the real one, which it may use."""
    real = forming.form_lots

    def form(
        given: Iterable[BoxedAnswer], places: Places, draw: Random, *, quarter_ends: bool = False
    ) -> Plan:
        def formed(some: Iterable[BoxedAnswer], where: Places = places) -> Plan:
            return real(some, where, draw, quarter_ends=quarter_ends)

        return change(formed, tuple(given), places)

    patched.setattr(forming, "form_lots", form)


@mutant(
    "B-02",
    "Four people are enough for a lot.",
    learns="how many of four known people are content",
    caught_by=trying_everything(world(FOUR)),
)
def lots_of_four(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(forming, "SMALLEST_LOT", 4)
    patched.setattr(banding, "SMALLEST_LOT", 4)
    patched.setattr(banding, "FIRST_OF_BAND", (4, *banding.FIRST_OF_BAND[1:]))


@mutant(
    "decision 0020",
    "A home of seven is told in fifths, like a larger place.",
    learns="that nobody there said 'sometimes', as two and three of five leave no room",
    caught_by=reading_between_the_bands(world(FIVE, size=7)),
)
def few_are_told_in_fifths(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(room, "ROOM_FOR_NINE", 0)


@mutant(
    "B-02",
    "Five answers are enough for a lot, whoever gave them.",
    learns="what two talkative people said, between them",
    caught_by=trying_everything(world(TWO_TALKATIVE)),
)
def answers_counted_instead_of_people(patched: pytest.MonkeyPatch) -> None:
    real = forming._choose

    def choose(pool: Sequence[BoxedAnswer], places: Places, draw: Random) -> Any:
        apart = [replace(each, person=f"{each.person}, {n}") for n, each in enumerate(pool)]
        return real(apart, _roomy(places), draw)

    patched.setattr(forming, "_choose", choose)


def _roomy(places: Places) -> Places:
    """The same places with so many enrolled that nobody has to be left out."""
    return {
        u: replace(p, enrolled={who: {"13-15": 9} for who in p.enrolled}) for u, p in places.items()
    }


@mutant(
    "rule 4 of lots",
    "Each visit through the door without a slip counts as another person.",
    learns="who answers four times at the door: what the fifth person said",
    caught_by=trying_everything(
        with_false(world([*VISITS, said("person 0", LOW)]), [each.person for each in VISITS])
    ),
)
def visitors_count_one_by_one(patched: pytest.MonkeyPatch) -> None:
    real = forming._choose

    def choose(pool: Sequence[BoxedAnswer], places: Places, draw: Random) -> Any:
        return real([replace(each, door=False) for each in pool], places, draw)

    patched.setattr(forming, "_choose", choose)


@mutant(
    "B-09",
    "A home's figure is shown although everybody in the home answered.",
    learns="that each of them answered, from the figure's being there alone",
    caught_by=leaving_out_the_last_answer(world(FIVE, size=5)),
)
def nobody_is_left_out(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Place, "fewest_asked", lambda place, answer: 1000)


@mutant(
    "decision 0020",
    "Whoever has left a home without 'forget me' counts as asked there.",
    learns="who lives there and knows who has left: that each of the five there answered",
    caught_by=leaving_out_the_last_answer(world(FIVE, size=5, left=3)),
)
def who_has_left_is_asked(patched: pytest.MonkeyPatch) -> None:
    real = Place.people_asked

    def asked(place: Place, item: str, audience: str) -> int:
        return real(replace(place, size=None), item, audience)

    patched.setattr(Place, "people_asked", asked)


@mutant(
    "decision 0020",
    "The youngest count as asked for a grade, which they are not asked for.",
    learns="that all five older ones of a home of seven answered, from the figure's being there",
    caught_by=leaving_out_the_last_answer(world(FIVE_GRADES, size=7, youngest=2)),
)
def the_youngest_count_as_asked(patched: pytest.MonkeyPatch) -> None:
    def asked(place: Place, item: str, audience: str) -> int:
        return sum(place.enrolled.get(audience, {}).values())

    patched.setattr(Place, "people_asked", asked)


@mutant(
    "decision 0009",
    "An answer that waits may open a lot in any later week.",
    learns="who handed out a single card this week, and sees a new figure: that it was answered",
    caught_by=leaving_out_the_last_answer(world(FOUR, [said("person 4", LOW)])),
)
def late_answers_open_lots(patched: pytest.MonkeyPatch) -> None:
    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        return formed([replace(each, waited=0) for each in given])

    changing_plans(patched, change)


@mutant(
    "B-01",
    "Figures are totals since the beginning, made anew each week.",
    learns="this week's only answer, by subtracting last week's figure",
    caught_by=trying_everything(world(FIVE, [said("person 5", LOW)])),
)
def totals_since_the_beginning(patched: pytest.MonkeyPatch) -> None:
    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        return replace(formed([replace(each, waited=0) for each in given]), held=tuple(given))

    changing_plans(patched, change)


@mutant(
    "B-05",
    "A total of the organisation counts what waits, too.",
    learns="the one answer that waits, by subtracting what is shown",
    caught_by=trying_everything(world(ONE_IN_THE_ANNEX, annex=4, apart=True)),
)
def totals_include_what_waits(patched: pytest.MonkeyPatch) -> None:
    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        plan = formed(given)
        if not given:
            return plan
        first = given[0]
        whole = places[first.unit].organisation
        label = Label(first.item, first.audience, Level.ORGANISATION, whole, first.asked)
        return replace(plan, lots=(*plan.lots, Lot(label, tuple(each.value for each in given))))

    changing_plans(patched, change)


@mutant(
    "B-06",
    "The summary says how many answers wait.",
    learns="whether somebody answered, in a week in which nothing is shown",
    caught_by=leaving_out_the_last_answer(world(FOUR)),
)
def what_waits_is_counted(patched: pytest.MonkeyPatch) -> None:
    waiting = 0

    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        nonlocal waiting
        plan = formed(given)
        waiting = len(plan.held)
        return plan

    def saying(text: str, **values: Any) -> Phrase:
        return say("{n} wait", n=waiting) if text == "waiting" else say(text, **values)

    changing_plans(patched, change)
    patched.setattr("summaries.weekly.say", saying)


@mutant(
    "B-12",
    "A page has a filter: all answers, or those of the round alone.",
    learns="the one answer that came by a card, by subtracting",
    caught_by=trying_everything(world(ONE_BY_CARD)),
)
def a_live_filter(patched: pytest.MonkeyPatch) -> None:
    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        of_the_round = formed(
            [each for each in given if isinstance(each, Given) and each.set == "round"]
        )
        plan = formed(given)
        return replace(plan, lots=(*plan.lots, *of_the_round.lots))

    changing_plans(patched, change)


@mutant(
    "B-16",
    "The coordinator's page leaves out visitors, the facilitator's does not.",
    learns="what the one visitor said, from both pages side by side",
    caught_by=trying_everything(world(ONE_AT_THE_DOOR)),
)
def a_page_for_each_role(patched: pytest.MonkeyPatch) -> None:
    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        for_coordinators = formed([each for each in given if not each.door])
        plan = formed(given)
        return replace(plan, lots=(*plan.lots, *for_coordinators.lots))

    changing_plans(patched, change)


@mutant(
    "B-14",
    "When somebody is forgotten, last week's figures are made anew without them.",
    learns="what that person had said, from the two versions",
    caught_by=trying_everything(world(SIX, [])),
)
def lots_cut_again_on_correction(patched: pytest.MonkeyPatch) -> None:
    last_week: Sequence[BoxedAnswer] = ()

    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        nonlocal last_week
        if not given:
            return formed(last_week[:-1])
        last_week = given
        return formed(given)

    changing_plans(patched, change)


@mutant(
    "B-15",
    "A home that moves to another group takes its old answers along.",
    learns="what the only one who had answered there said",
    caught_by=trying_everything(world(ONE_LOW_IN_EACH, [], size=7, annex=4)),
)
def old_lots_get_new_labels(patched: pytest.MonkeyPatch) -> None:
    last_week: Sequence[BoxedAnswer] = ()

    def change(formed: Formed, given: Sequence[BoxedAnswer], places: Places) -> Plan:
        nonlocal last_week
        if given:
            last_week = given
            return formed(given)
        annex = replace(places["annex"], group="annex", service="elsewhere")
        return formed(last_week, {**places, "annex": annex})

    changing_plans(patched, change)
