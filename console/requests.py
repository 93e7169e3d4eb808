"""Requests to be contacted: their reader opens them; who may be asked for; when the panel meets."""

from datetime import date
from typing import Any

from starlette.responses import Response

from console.fields import Mistake
from console.visiting import NotHere, Visit
from conversations.phrases import say
from conversations.reaching import ADULT, PANEL
from panel.contact_requests import ContactReader
from panel.refusals import Refused

LONGEST_NAME = 60  # it stands on a button
LONGEST_ABOUT = 120
PURPOSES = {
    ADULT: say("Wants an adult to contact them"),
    PANEL: say("Would like to come to the panel"),
}
WHO, SHOWN_AS = say("Who"), say("Name as young people see it")
PURPOSE, WORKS_IN = say("For what"), say("Works in")
ABOUT = say("What is told of it")
SAID = {
    "done": say("It is destroyed."),
    "added": say("Young people can choose this person now."),
    "removed": say("Young people can no longer choose this person."),
    "meeting": say("Young people are told of this day now."),
}


def requests(visit: Visit) -> Response:
    """What waits for whoever looks."""
    return visit.draw(
        "requests.html", waiting=_waiting(visit), purposes=PURPOSES, said=_said(visit)
    )


def open_request(visit: Visit) -> Response:
    """Show what was written; from then on it is read, and its sender is told so."""
    text = visit.office.requests.open(visit.given["request"], visit.me.id)
    if text is None:
        raise NotHere
    visit.did("contact request opened")
    here = next(each for each in _waiting(visit) if each.id == visit.given["request"])
    return visit.draw("request.html", request=here, text=text, purposes=PURPOSES)


def done(visit: Visit) -> Response:
    """Destroy what was read, before its seven days are over."""
    if not visit.office.requests.done(visit.given["request"], visit.me.id):
        raise NotHere
    visit.did("contact request destroyed")
    return visit.go("/requests?said=done")


def readers(visit: Visit) -> Response:
    """Whom young people may choose, and the form for one more."""
    return visit.draw("readers.html", said=_said(visit), **_readers(visit))


def add_reader(visit: Visit) -> Response:
    """Somebody may be chosen."""
    form, shown = visit.form, _readers(visit)
    try:
        staff = form.choice("staff", WHO, [each.id for each in shown["people"]])
        purpose = form.choice("purpose", PURPOSE, list(PURPOSES))
        name = form.line("name", SHOWN_AS, LONGEST_NAME)
        unit = form.choice("unit", WORKS_IN, ["", *(each.id for each in shown["units"])])
        visit.office.requests.add_reader(ContactReader(staff, purpose, name, unit))
    except Refused as problem:
        return visit.again("readers.html", problem, **shown)
    visit.did("contact reader added", f"{purpose} {staff}")
    return visit.go("/readers?said=added")


def remove_reader(visit: Visit) -> Response:
    """Somebody may no longer be chosen."""
    staff, purpose = visit.form.raw("staff"), visit.form.raw("purpose")
    try:
        visit.office.requests.remove_reader(staff, purpose)
    except Refused as problem:
        return visit.again("readers.html", problem, **_readers(visit))
    visit.did("contact reader removed", f"{purpose} {staff}")
    return visit.go("/readers?said=removed")


def meeting(visit: Visit) -> Response:
    """When the panel meets next, and the form to say so."""
    coming = visit.office.requests.next_meeting()
    return visit.draw("meeting.html", coming=coming, longest=LONGEST_ABOUT, said=_said(visit))


def set_meeting(visit: Visit) -> Response:
    """Tell young people of the next meeting."""
    coming = visit.office.requests.next_meeting()
    try:
        day = _day(visit)
        about = visit.form.line("about", ABOUT, LONGEST_ABOUT)
    except Refused as problem:
        return visit.again("meeting.html", problem, coming=coming, longest=LONGEST_ABOUT)
    visit.office.requests.set_meeting(day, about)
    visit.did("panel meeting told", day.isoformat())
    return visit.go("/meeting?said=meeting")


def _day(visit: Visit) -> date:
    try:
        day = date.fromisoformat(visit.form.raw("day"))
    except ValueError:
        day = date.min
    if day < visit.today:
        raise Mistake("day", say("Choose a day that lies ahead."))
    return day


def _waiting(visit: Visit) -> Any:
    return visit.office.requests.waiting(visit.me.id)


def _said(visit: Visit) -> Any:
    return SAID.get(visit.query.raw("said"))


def _readers(visit: Visit) -> dict[str, Any]:
    people = visit.office.staff.all()
    return {
        "readers": visit.office.requests.all_readers(),
        "people": people,
        "names": {each.id: each.name for each in people},
        "units": visit.office.units.all(),
        "unit_names": {each.id: each.name for each in visit.office.units.all()},
        "purposes": PURPOSES,
        "longest": LONGEST_NAME,
    }
