"""The panel's own question: written, looked at as it will be asked, put in, taken back in time."""

from typing import Any

from starlette.responses import Response

from console.fields import Mistake
from console.rounds import common_round
from console.visiting import NotHere, Visit
from console.wording_well import assert_can_be_asked
from conversations.asking import question_screen
from conversations.items import Kind, Scale
from conversations.panel_questions import LONGEST, PanelQuestion
from conversations.phrases import COMPLETE, Phrase, say
from conversations.rounds import ROUND, next_round
from conversations.screens import Screen
from conversations.weeks import week_after
from locales import speak
from panel.own_questions import OnItsWay, QuestionState
from panel.refusals import Refused
from summaries.rendering import week_phrase

SAID = {
    "waits": say("It goes into the next common round. Until that starts, it can be taken back."),
    "back": say("Taken back. Nobody was asked."),
    "late": say("Its round had already started, so it could not be taken back any more."),
}
ANSWERED, IN_WORDS = say("How it is answered"), Kind.WORDS.value
WORDINGS = {
    "fi": say("The question in Finnish"),
    "sv": say("The question in Swedish"),
    "en": say("The question in English"),
}


def panel_questions(visit: Visit) -> Response:
    """What is on its way, and what has been asked."""
    rows = [
        {"on_its_way": each, "item": each.question.item(()), "state": _in_words(visit, each)}
        for each in visit.office.panel_questions.all()
    ]
    return visit.draw("panel_questions.html", rows=rows, said=SAID.get(visit.query.raw("said")))


def new(visit: Visit) -> Response:
    """The form; with everything still in it for whoever comes back from the look."""
    return visit.draw("panel_question.html", **_form(visit))


def put_in(visit: Visit) -> Response:
    """First a look at how it will be asked, then, on the second press, it waits for its round."""
    try:
        question = _written(visit)
        if visit.form.raw("step") != "put":
            return visit.draw("panel_look.html", **_look(visit, question))
        visit.office.panel_questions.put_in(question)
    except Refused as problem:
        return visit.again("panel_question.html", problem, **_form(visit))
    visit.did("panel question put in", question.id)
    return visit.go("/panel?said=waits")


def take_back(visit: Visit) -> Response:
    """Take a question back before anybody is asked."""
    known = {each.question.id for each in visit.office.panel_questions.all()}
    if (question := visit.given["question"]) not in known:
        raise NotHere
    back = visit.office.panel_questions.take_back(question)
    if back:
        visit.did("panel question taken back", question)
    return visit.go(f"/panel?said={'back' if back else 'late'}")


def _written(visit: Visit) -> PanelQuestion:
    """What was written, if it can be asked. Raises Refused."""
    answered = visit.form.choice("answered", ANSWERED, [key for key, _ in _ways(visit)])
    said = {code: _line(visit, code) for code in WORDINGS}
    in_words = answered == IN_WORDS
    question = PanelQuestion(
        kind=Kind.WORDS if in_words else Kind.SMILEY, scale="" if in_words else answered, **said
    )
    units, names = visit.office.units.all(), visit.office.own_names.all()
    own = (*(each.name for each in units), *(each.name for each in names))
    assert_can_be_asked(question, visit.office.catalogue.panel_rungs, own)
    return question


def _line(visit: Visit, code: str) -> str:
    """One wording; the Finnish one has to be there."""
    label = WORDINGS[code]
    read = visit.form.line if code == "fi" else visit.form.optional_line
    said = read(code, label, LONGEST)
    if code == "fi" and not any(map(str.isalpha, said)):
        raise Mistake(code, say("Please fill in: {field}.", field=label))
    return said


def _ways(visit: Visit) -> list[tuple[str, Phrase]]:
    """The ways in which it can be answered: every smiley scale, and words."""
    scales = [(each.id, _from_to(each)) for each in visit.office.catalogue.scales]
    return [*scales, (IN_WORDS, say("In their own words, which a reader passes first"))]


def _from_to(scale: Scale) -> Phrase:
    low, high = scale.point_phrase(scale.points[0]), scale.point_phrase(scale.points[-1])
    return say("Five faces, from “{low}” to “{high}”", low=low, high=high)


def _form(visit: Visit) -> dict[str, Any]:
    return {"ways": _ways(visit), "wordings": WORDINGS, "longest": LONGEST}


def _look(visit: Visit, question: PanelQuestion) -> dict[str, Any]:
    asked = question.said_on("title")
    written = {code: (name, speak(asked, code)) for code, name in COMPLETE.items()}
    missing = [code for code in WORDINGS if not getattr(question, code)]
    return {
        "bands": list(_screens(visit, question)),
        "written": written,
        "missing": missing,
        "round_week": _next_week(visit),
        "fields": ("answered", *WORDINGS),
    }


def _screens(visit: Visit, question: PanelQuestion) -> list[tuple[str, Screen]]:
    """The question on each band's screen, in the place that it takes."""
    catalogue = visit.office.catalogue.with_panel(lambda _: question)
    shown = []
    for band in catalogue.panel_rungs:
        items = catalogue.questions(ROUND, band, panel=question.id)
        step, of = items.index(question.id) + 1, len(items)
        screen = question_screen(catalogue, catalogue.item(question.id), band, step, of)
        shown.append((band, screen))
    return shown


def _next_week(visit: Visit) -> str:
    """The week of the next common round that is not planned yet."""
    first = visit.office.units.organisation().first_round
    return next_round(first, week_after(visit.week) if common_round(visit) else visit.week)


def _in_words(visit: Visit, each: OnItsWay) -> Phrase:
    """Where a question is. Never how many were asked or answered."""
    week = week_phrase(each.week or _next_week(visit))
    match each.state:
        case QuestionState.WAITS:
            return say("Waits for the next common round, in {week}.", week=week)
        case QuestionState.PLANNED:
            return say("In the round of {week}, which has not started.", week=week)
        case QuestionState.TAKEN_BACK:
            return say("Taken back. Nobody was asked.")
    return say("Asked in {week}. What was answered is in the summary of that week.", week=week)
