"""What the panel itself asks is attacked as everything else; planted leaks of it are found."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from attacks.disclosure.asking import QUESTIONS, ROUNDS_APART, asked_in
from attacks.disclosure.behind import behind
from attacks.disclosure.hidden import hidden
from attacks.disclosure.possible import isolated, publish_data
from attacks.disclosure.publishing import Forms, Publications, publish, released
from attacks.disclosure.reading import read
from attacks.disclosure.scales import question
from attacks.disclosure.scoring import score
from attacks.disclosure.singling import smallest_determined
from attacks.disclosure.worlds import (
    Life,
    World,
    hard_cases,
    pilot,
    questions,
    uneven,
)
from console.wording_well import assert_can_be_asked
from conversations.items import YOUNG, Kind
from conversations.panel_questions import WEEKS_APART, is_panels
from conversations.rounds import WEEKS_BETWEEN_ROUNDS
from conversations.weeks import week_after
from summaries import banding, forming, lots, weekly
from summaries.figures import figure
from summaries.lots import BoxedAnswer, Label, Level, Lot
from summaries.weekly import Material, summarise
from tests.attacks.test_disclosure_small import answers, world

JSON = Forms(only_json=True)
ASKED = QUESTIONS[0].id


@pytest.fixture(scope="module")
def lived() -> World:
    """A year with all hard cases, in which the panel asks in every other round."""
    return Life(hard_cases(), uneven(0.5), Random(4), hard=True, panel_from=1).live(53)


def to_the_panel(small: World) -> World:
    """The same world, in which everything was an answer to a question of the panel."""
    weeks = [
        replace(week, given=tuple(replace(each, item=ASKED) for each in week.given))
        for week in small.weeks
    ]
    return replace(small, weeks=tuple(weeks))


MIXED = to_the_panel(world(answers(1, 1, 5, 5, 5, 1)))
ALIKE = to_the_panel(world(answers(1, 1, 1, 1, 1)))
FOUR = to_the_panel(world(answers(1, 1, 5, 5)))
ONE_LATE = to_the_panel(world(answers(1, 1, 5, 5, 5), answers(1)))


def test_the_panel_of_these_worlds_could_put_in_what_it_asks() -> None:
    for each in QUESTIONS:
        assert_can_be_asked(each, questions().panel_rungs, ())
    assert len(QUESTIONS) * ROUNDS_APART * WEEKS_BETWEEN_ROUNDS >= WEEKS_APART


def test_the_rotation_stands_still_in_a_round_in_which_the_panel_asks() -> None:
    third = [questions().questions("round", "13-15", n, *asked_in(n, 1))[2] for n in range(6)]
    first, second, third_one, *_ = questions().set("round").rotation
    panels = [each.id for each in QUESTIONS]
    assert third == [first, panels[0], second, panels[1], third_one, panels[2]]
    assert {asked_in(n, None) for n in range(9)} == {("", 0)}


def test_the_panel_asks_everybody_but_the_youngest(lived: World) -> None:
    life = Life(pilot(), uneven(0.5), Random(4), panel_from=0)
    (week,) = life.live(1).weeks
    band = {person.name: person.band for person in life.people}
    asked = {band[each.person] for each in week.given if is_panels(each.item)}
    assert asked == set(questions().panel_rungs)
    assert "7-9" in {band[each.person] for each in week.given}


def test_nobody_is_isolated_by_what_the_panel_asks(lived: World) -> None:
    found = score(lived, publish(lived))
    assert found.of_panel.figures > 10
    assert (found.of_panel.isolated, found.of_panel.confined) == (0, 0)
    assert (found.isolated, found.hidden, found.wrong, found.unexplained) == (0, (), 0, 0)
    assert found.smallest is not None
    assert found.smallest >= lots.SMALLEST_LOT


def test_false_members_find_out_what_others_said_to_the_panel_and_are_never_wrong() -> None:
    attacked = Life(hard_cases(), uneven(0.5), Random(1), false_members=4, panel_from=0).live(40)
    found = score(attacked, publish(attacked, forms=JSON))
    assert 0 < found.of_panel.isolated <= found.of_panel.confined < found.confined
    assert found.wrong == 0


def test_what_a_panel_asked_elsewhere_is_of_smileys_too() -> None:
    """The attacker of a folder knows only that somebody asked, and what was printed."""
    assert question("panel_0123abcd") == question(ASKED)
    assert question(ASKED).kind is Kind.SMILEY


def of_four_to_the_panel(
    given: Sequence[BoxedAnswer], where: Any, draw: Random, *, quarter_ends: bool
) -> lots.Plan:
    """A leak: four people are enough for what the panel asks, and five for all else."""
    to_panel = [each for each in given if is_panels(each.item)]
    to_us = [each for each in given if not is_panels(each.item)]
    sound = forming.form_lots(to_us, where, draw, quarter_ends=quarter_ends)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("summaries.forming.SMALLEST_LOT", 4)
        leaking = forming.form_lots(to_panel, where, draw, quarter_ends=quarter_ends)
    return lots.Plan((*sound.lots, *leaking.lots), (*sound.held, *leaking.held), 0)


@pytest.fixture
def four_said_to_be_five(monkeypatch: pytest.MonkeyPatch) -> None:
    """The leak does not stand on the page: of four it says that they are five to nine."""
    real = banding.people
    monkeypatch.setattr(banding, "people", lambda answered: real(max(answered, 5)))
    monkeypatch.setattr("summaries.room.ROOM_FOR_NINE", 0)  # else wide bands hide even four


def leaking(given: World) -> Publications:
    """Publishes with that leak."""
    return publish(given, forms=JSON, form=of_four_to_the_panel)


@pytest.mark.usefixtures("four_said_to_be_five")
def test_a_panel_figure_of_four_is_found_where_every_world_is_tried() -> None:
    assert "D1" in {each.attacker for each in isolated(FOUR, leaking)}
    assert not isolated(world(answers(1, 1, 5, 5)), leaking)  # the same to another question


@pytest.mark.usefixtures("four_said_to_be_five")
def test_a_panel_figure_of_four_is_found_in_a_year(lived: World) -> None:
    published = leaking(lived)
    figures = list(behind(lived, read(published)))
    of_us = [each for each in figures if not is_panels(each.printed.label.item)]
    assert (smallest_determined(figures), smallest_determined(of_us)) == (4, 5)
    assert list(hidden(published)) == []  # only whoever counts finds it


def test_a_panel_figure_that_takes_in_late_answers_while_it_stands_is_found() -> None:
    def growing(given: World) -> Publications:
        published, so_far = {}, []
        for week, _ in released(given):
            so_far += [each.value for each in week.given]
            label = Label(ASKED, YOUNG, Level.GROUP, "home", asked=True)
            shown = figure(Lot(label, tuple(so_far)), "2026-W01", "home", questions())
            summary = summarise(Material(week.week), questions())
            new, standing = ((shown,), ()) if week.week == "2026-W01" else ((), (shown,))
            published[week.week] = JSON.of(replace(summary, figures=new, standing=standing))
        return published

    assert {"D2", "D6"} <= {each.attacker for each in isolated(ONE_LATE, growing)}
    assert isolated(ONE_LATE) == ()


def test_a_panel_figure_that_stands_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = to_the_panel(world(answers(1, 1, 5, 5, 5), *[()] * 15))
    assert list(hidden(publish_data(quiet))) == []
    monkeypatch.setattr(weekly, "PANEL_STANDS", 14)
    last = week_after("2026-W01", 14)
    assert list(hidden(publish_data(quiet))) == [f"{last}: {ASKED}: stands since 2026-W01"]


@pytest.mark.parametrize("small", [MIXED, ALIKE, FOUR, ONE_LATE])
def test_nothing_is_found_in_what_the_program_publishes_of_the_panels(small: World) -> None:
    assert isolated(small) == ()
    assert isolated(small, publish) == ()
