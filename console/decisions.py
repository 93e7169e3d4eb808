"""What came of it: a decision with its reason, looked at as it will be told, then told."""

from typing import Any

from starlette.responses import Response

from console.rounds import places
from console.visiting import Visit
from conversations.phrases import say
from conversations.rounds import EVERYWHERE
from panel.decisions import LONGEST, Decision, Outcome
from panel.organisation import Unit, units_of
from panel.refusals import Refused

OUTCOMES = {
    Outcome.DONE: say("It has been done"),
    Outcome.LATER: say("It will be done later"),
    Outcome.NO: say("It will not be done"),
}
WHAT, BECAUSE = say("What was decided"), say("Because")
PLACE, OUTCOME = say("Whom it concerns"), say("What came of it")
TOLD = say("It is being told now. It also stands in this list.")


def decisions(visit: Visit) -> Response:
    """Everything that has been told, the newest week first."""
    rows = [
        {
            "decision": each,
            "outcome": OUTCOMES[each.outcome],
            "place": visit.office.units.place_name(each.level, each.place),
            "late": each.is_late(visit.week),
        }
        for each in visit.office.desk.decisions()
    ]
    said = TOLD if visit.query.raw("said") == "told" else None
    return visit.draw("decisions.html", rows=rows, said=said)


def new(visit: Visit) -> Response:
    """The form."""
    return visit.draw("decide.html", **_form(visit))


def decide(visit: Visit) -> Response:
    """First a look at how it will be told, then, on the second press, it is told."""
    try:
        drafted, units = _drafted(visit)
        if visit.form.raw("step") != "tell":
            return visit.draw("check.html", drafted=drafted, units=units, kept=visit.form.raw)
        visit.office.desk.decide(
            drafted.level,
            drafted.place,
            drafted.outcome.value,
            drafted.what,
            drafted.because,
            drafted.due_week,
        )
    except Refused as problem:
        return visit.again("decide.html", problem, **_form(visit))
    visit.did("decision told", drafted.what[:60])
    return visit.go("/decisions?said=told")


def change(visit: Visit) -> Response:
    """Back from the look to the form, with everything still in it."""
    return visit.draw("decide.html", **_form(visit))


def _drafted(visit: Visit) -> tuple[Decision, list[Unit]]:
    """What was written, and the units it concerns. Raises Refused."""
    form = visit.form
    level, _, place = form.choice("place", PLACE, _offered(visit)).partition(":")
    place = place or visit.office.units.organisation().id
    outcome = Outcome(form.choice("outcome", OUTCOME, [each.value for each in Outcome]))
    due = form.raw("due").strip() if outcome is Outcome.LATER else ""
    what, because = form.text("what", WHAT, LONGEST), form.text("because", BECAUSE, LONGEST)
    drafted = Decision("", visit.week, level, place, outcome, what, because, due)
    return drafted, units_of(level, place, visit.office.units.there())


def _offered(visit: Visit) -> list[str]:
    return [EVERYWHERE, *(value for _, group in places(visit) for value, _ in group)]


def _form(visit: Visit) -> dict[str, Any]:
    return {
        "outcomes": OUTCOMES,
        "places": places(visit),
        "organisation_name": visit.office.units.organisation().name,
        "longest": LONGEST,
        "this_week": visit.week,
    }
