"""The panel's question from being put in to its figure in the summary, and every way it may go."""

from datetime import timedelta

import pytest

from app.summing import publish_summaries, render_summary, summary_of
from conversations.items import Kind
from conversations.panel_questions import PanelQuestion
from conversations.ports import Address
from conversations.replies import Reply
from conversations.rounds import InTurn, Wave, round_id
from conversations.screens import Screen
from conversations.weeks import week_after
from panel.organisation import Role
from panel.own_questions import QuestionState
from panel.refusals import Refused
from storage.grants import CHAT, CONSOLE, OFFICE
from storage.office.tables import PanelQuestionRow
from summaries.words import Verdict
from tests.storage.house import House, first_answer

HONEST = PanelQuestion(
    kind=Kind.SMILEY, scale="agree", fi="Onko hyvä työntekijä rehellinen?", en="Is honesty good?"
)
FOOD = PanelQuestion(kind=Kind.SMILEY, scale="well", fi="Miten ruoka maistuu?")
WORDS = PanelQuestion(kind=Kind.WORDS, fi="Millainen on hyvä työntekijä?")


def plan(house: House) -> Wave:
    """The common round of this week is planned, and can be taken back for five minutes."""
    return house.app.waves.plan_round(house.app.units.organisation().id)


def left(house: House) -> None:
    """The minutes are over, and it leaves."""
    house.clock.pass_minutes(6)
    house.beats.minutely()


def standing(house: House) -> dict[str, tuple[QuestionState, str]]:
    """Where each question is."""
    all_of_them = house.app.panel_questions.all()
    return {each.question.id: (each.state, each.week) for each in all_of_them}


def test_a_question_waits_goes_with_the_next_round_and_stays_in_it(house: House) -> None:
    house.app.panel_questions.put_in(HONEST)
    assert standing(house) == {HONEST.id: (QuestionState.WAITS, "")}
    wave = plan(house)
    assert wave.panel == HONEST.id
    assert standing(house) == {HONEST.id: (QuestionState.PLANNED, house.week)}
    left(house)
    assert standing(house) == {HONEST.id: (QuestionState.ASKED, house.week)}
    house.app.panel_questions.put_in(FOOD)
    started = house.app.waves.get(wave.id)
    assert started
    assert started.panel == HONEST.id
    assert house.app.waves.next_turn().panel == FOOD.id


def test_the_clocks_own_round_takes_it_too(house: House) -> None:
    house.unit()
    plan(house)
    left(house)
    house.app.panel_questions.put_in(HONEST)
    house.next_week(4)
    house.beats.hourly()
    wave = house.app.waves.get(round_id(house.week))
    assert wave
    assert wave.in_turn == InTurn(1, HONEST.id, 0)


def test_one_that_comes_after_the_round_was_planned_waits_for_the_next(house: House) -> None:
    wave = plan(house)
    house.app.panel_questions.put_in(HONEST)
    left(house)
    (prompt,) = house.app.noticeboard.open_prompts(house.unit().id)
    assert (prompt.id, prompt.panel) == (wave.id, "")
    assert standing(house)[HONEST.id] == (QuestionState.WAITS, "")


def test_it_can_be_taken_back_until_its_round_starts_and_then_no_more(house: House) -> None:
    questions = house.app.panel_questions
    questions.put_in(HONEST)
    wave = plan(house)
    assert questions.take_back(HONEST.id)
    assert not questions.take_back(HONEST.id)
    left(house)
    started = house.app.waves.get(wave.id)
    assert started
    assert (started.state, started.panel) == ("started", "")
    assert standing(house)[HONEST.id] == (QuestionState.TAKEN_BACK, "")
    questions.put_in(HONEST)  # nobody was asked, so it may come again
    house.next_week(4)
    plan(house)
    left(house)
    assert not questions.take_back(HONEST.id)
    assert standing(house)[HONEST.id] == (QuestionState.ASKED, house.week)


def test_a_round_that_was_taken_back_or_missed_gives_its_question_to_the_next(
    house: House,
) -> None:
    house.app.panel_questions.put_in(HONEST)
    assert house.app.waves.cancel(plan(house).id)
    assert standing(house)[HONEST.id] == (QuestionState.WAITS, "")
    assert plan(house).panel == HONEST.id  # the same week, planned anew
    house.next_week()  # and nothing ran all week
    assert standing(house)[HONEST.id] == (QuestionState.WAITS, "")
    assert plan(house).panel == HONEST.id


def test_one_waits_at_a_time_and_the_same_is_not_asked_again_for_half_a_year(
    house: House,
) -> None:
    questions = house.app.panel_questions
    questions.put_in(HONEST)
    with pytest.raises(Refused, match="waits already"):
        questions.put_in(FOOD)
    plan(house)
    left(house)
    house.next_week(25)
    with pytest.raises(Refused, match="half a year"):
        questions.put_in(HONEST)
    house.next_week()
    questions.put_in(HONEST)
    assert len(house.rows(PanelQuestionRow)) == 1  # the same item, so its answers pool


def test_the_turn_that_a_round_gives_up_is_the_next_rounds(house: House) -> None:
    unit = house.unit()
    third: dict[str, list[str]] = {"13-15": [], "7-9": []}
    for number in range(4):
        if number == 1:
            house.app.panel_questions.put_in(HONEST)
        plan(house)
        left(house)
        (prompt,) = house.app.noticeboard.open_prompts(unit.id)
        in_turn = InTurn(prompt.turn, prompt.panel, prompt.yielded)
        for rung, asked in third.items():
            asked.append("".join(house.app.catalogue.questions("round", rung, *in_turn)[2:3]))
        house.next_week(4)
    rotation = house.app.catalogue.set("round").rotation
    assert third["13-15"] == [rotation[0], HONEST.id, rotation[1], rotation[2]]
    assert third["7-9"] == [rotation[0], "", rotation[1], rotation[2]], "no figure is of one age"


def answered(house: House, question: PanelQuestion, count: int = 12) -> str:
    """A round with the question, which people of one unit answered; returns the round's id."""
    people = house.enrol(house.unit(), count)
    house.enrol(house.app.units.all()[0], 3, first=100)  # they were asked, and did not answer
    house.app.panel_questions.put_in(question)
    prompt = house.start_round()
    for address in people:
        house.talk(address, prompt)
    return prompt


def test_answers_are_sealed_pooled_by_item_and_shown_with_who_asked(house: House) -> None:
    answered(house, HONEST)
    sealed = [box for box in house.boxes() if box.get("item") == HONEST.id]
    assert [box["value"] for box in sealed] == [5] * 12
    week = house.week
    house.next_week()
    house.clock.moment += timedelta(hours=9)
    house.beats.hourly()
    summary = summary_of(house.app, week)
    assert summary
    (figure,) = [each for each in summary.figures if each.label.item == HONEST.id]
    assert (figure.place, figure.people.least) == ("Koivula", 10)
    for language, said in (
        ("fi", "Raati kysyy: Onko hyvä työntekijä rehellinen?"),
        ("en", "The panel asks: Is honesty good?"),
        ("sv", "Rådet frågar: Onko hyvä työntekijä rehellinen?"),
    ):
        text = " ".join((render_summary(house.app, week, "text", language) or "").split())
        assert text.count(said) >= 2, language  # what was asked, and its figure
    html = render_summary(house.app, week, "html", "fi") or ""
    assert "Raati kysyy: Onko hyvä työntekijä rehellinen?" in html


def test_fewer_than_five_make_no_figure_of_it_either(house: House) -> None:
    answered(house, HONEST, count=4)
    week = house.week
    house.next_week()
    house.beats.hourly()
    assert [lot for lot in house.lots(week) if lot.label.item == HONEST.id] == []


def test_a_frozen_summary_stays_as_it_was_when_the_next_ones_are_made(house: House) -> None:
    answered(house, HONEST)
    week = house.week
    house.next_week()
    house.clock.moment += timedelta(hours=9)
    house.beats.hourly()
    frozen = render_summary(house.app, week, "json", "fi")
    house.restart()
    house.next_week()
    house.clock.moment += timedelta(hours=9)
    house.beats.hourly()
    publish_summaries(house.app)
    assert render_summary(house.app, week, "json", "fi") == frozen
    later = summary_of(house.app, week_after(week))
    assert later
    assert HONEST.id in {each.label.item for each in later.standing}


def test_a_process_that_was_there_before_asks_what_another_one_put_in(house: House) -> None:
    unit = house.unit()
    (person,) = house.enrol(unit, 1)
    before = house.app
    other = House(house.folder, urls=house.urls)
    other.app.panel_questions.put_in(HONEST)
    other.app.close()
    prompt = house.start_round()
    assert house.app is before
    asked: list[str] = []

    def note(screen: Screen) -> Reply:
        asked.extend(line.msgid for line in screen.lines)
        return first_answer(screen)

    house.talk(person, prompt, note)
    assert HONEST.fi in asked


def test_words_for_the_panel_are_shown_when_their_reader_has_passed_them(house: House) -> None:
    house.app.staff.add("Rea", "rea", [Role.READER])
    house.app.panel_questions.put_in(WORDS)
    for address in house.enrol(house.unit(), 9)[:6]:
        house.keep(address, f"Se kuuntelee {address.value}", item=WORDS.id)
    house.next_week()
    house.beats.hourly()
    reading = house.app.answers.reading
    batch = reading.batch()
    assert batch
    assert {house.app.catalogue.item(text.label.item).kind for text in batch.texts} == {Kind.WORDS}
    for text in batch.texts:
        assert reading.decide(text.id, Verdict.SHOW)
    assert reading.close(batch.week)
    house.beats.minutely()
    week = house.week
    house.go_to(week_after(week), hour=9)
    house.beats.hourly()
    shown = render_summary(house.app, week, "html", "fi") or ""
    assert "Raati kysyy: Millainen on hyvä työntekijä?" in shown
    assert shown.count("Se kuuntelee") == 6


def test_the_console_can_add_a_question_and_never_change_what_one_says() -> None:
    assert OFFICE["panel_question"] == {
        CHAT: "SELECT",
        CONSOLE: "SELECT, INSERT, UPDATE (waits)",
    }


def test_forgetting_takes_the_answer_to_it_as_well(house: House) -> None:
    prompt = answered(house, HONEST, count=1)
    assert 5 in house.kept()
    person = Address("telegram", f"{house.app.units.all()[0].id}1")
    with house.app.contacts.writing() as book:
        book.forget(person, [prompt])
    assert house.kept() == []
