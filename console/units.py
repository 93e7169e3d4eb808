"""Units: the list, adding one, and one unit's page with everything that is handed out there."""

from typing import Any

from starlette.responses import Response

from console.visiting import Visit
from conversations.phrases import say
from panel.organisation import SMALLEST_GROUP
from panel.refusals import Refused

MOST_PLACES = 500
LONGEST_NAME = 80
NAME, SIZE = say("Name of the unit"), say("Places")
SERVICE, GROUP = say("Service"), say("Reporting group")


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
    found = visit.unit()
    said = say("The unit is here. Its door works in about a minute.")
    return visit.draw(
        "unit.html",
        unit=found,
        group=visit.office.units.place_name("group", found.group),
        service=visit.office.units.place_name("service", found.service),
        door=visit.office.door_link(found.door),
        tablet=visit.office.tablet_link(found.door),
        small=found.size < SMALLEST_GROUP,
        said=said if visit.query.raw("said") == "added" else None,
    )


def _shown(visit: Visit) -> dict[str, Any]:
    office = visit.office.units
    groups = {group.id: group.name for group in office.groups()}
    services = {service.id: service.name for service in office.services()}
    return {"units": office.all(), "groups": groups, "services": services, "most": MOST_PLACES}
