"""Units: the list, adding, renaming, resizing and closing one, and what is handed out at each."""

from typing import Any

from starlette.responses import Response

from console.visiting import Visit
from conversations.phrases import say
from panel.organisation import MOST_PLACES, SMALLEST_GROUP
from panel.refusals import Refused

LONGEST_NAME = 80
NAME, SIZE = say("Name of the unit"), say("Places")
SERVICE, GROUP = say("Service"), say("Reporting group")
SAID = {
    "added": say("The unit is here. Its door works in about a minute."),
    "renamed": say("The unit has its new name. Posters that hang go on working."),
    "resized": say("The unit has its new number of places."),
    "closed": say("The unit closes on Sunday night. Until then you can take it back here."),
    "reopened": say("The unit is open, and its door and slips work as before."),
}


def units(visit: Visit) -> Response:
    """Every unit, and the form for a new one."""
    return visit.draw("units.html", **_shown(visit))


def add(visit: Visit) -> Response:
    """A new unit; its service and reporting group are made when they are new."""
    form = visit.form
    try:
        name = form.line("name", NAME, LONGEST_NAME)
        size = form.number("size", SIZE, 1, MOST_PLACES)
        service = form.line("service", SERVICE, LONGEST_NAME)
        group = form.optional_line("group", GROUP, LONGEST_NAME)
        unit = visit.office.units.add(name, size, service, group or None)
    except Refused as problem:
        return visit.again("units.html", problem, **_shown(visit))
    visit.did("unit added", unit.name)
    return visit.go(f"/units/{unit.id}?said=added")


def unit(visit: Visit) -> Response:
    """One unit: its door, slips, cards and texts."""
    return visit.draw("unit.html", said=SAID.get(visit.query.raw("said")), **_one(visit))


def rename(visit: Visit) -> Response:
    """Another name from now on; what was published keeps the one before."""
    found = visit.unit()
    try:
        name = visit.form.line("name", NAME, LONGEST_NAME)
        visit.office.units.rename(found.id, name)
    except Refused as problem:
        return visit.again("unit.html", problem, **_one(visit))
    visit.did("unit renamed", f"{found.name} → {name}")
    return visit.go(f"/units/{found.id}?said=renamed")


def resize(visit: Visit) -> Response:
    """More places from now on, or fewer."""
    found = visit.unit()
    try:
        size = visit.form.number("size", SIZE, 1, MOST_PLACES)
    except Refused as problem:
        return visit.again("unit.html", problem, **_one(visit))
    visit.office.units.resize(found.id, size)
    visit.did("unit resized", f"{found.name}: {found.size} → {size}")
    return visit.go(f"/units/{found.id}?said=resized")


def before_closing(visit: Visit) -> Response:
    """What closing does, before it is done."""
    return visit.draw("closing.html", unit=visit.unit())


def close(visit: Visit) -> Response:
    """This week is the unit's last."""
    found = visit.unit()
    visit.office.units.close(found.id)
    visit.did("unit closed", found.name)
    return visit.go(f"/units/{found.id}?said=closed")


def reopen(visit: Visit) -> Response:
    """It was closed by mistake."""
    found = visit.unit()
    visit.office.units.reopen(found.id)
    visit.did("unit opened again", found.name)
    return visit.go(f"/units/{found.id}?said=reopened")


def _one(visit: Visit) -> dict[str, Any]:
    found = visit.unit()
    return {
        "unit": found,
        "group": visit.office.units.place_name("group", found.group),
        "service": visit.office.units.place_name("service", found.service),
        "door": visit.office.door_link(found.door),
        "tablet": visit.office.tablet_link(found.door),
        "small": found.size < SMALLEST_GROUP,
        "most": MOST_PLACES,
    }


def _shown(visit: Visit) -> dict[str, Any]:
    office = visit.office.units
    groups = {group.id: group.name for group in office.groups()}
    services = {service.id: service.name for service in office.services()}
    return {"units": office.all(), "groups": groups, "services": services, "most": MOST_PLACES}
