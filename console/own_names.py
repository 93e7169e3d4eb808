"""Names to hide: workers, units and schools whose names never stay in what young people write."""

from typing import Any

from starlette.responses import Response

from console.visiting import Visit
from conversations.phrases import say
from panel.own_names import LONGEST_NAME, MOST_NAMES, OwnKind, read_names
from panel.refusals import Refused

KINDS = {
    OwnKind.WORKER: say("Workers"),
    OwnKind.UNIT: say("Units, by all their names"),
    OwnKind.SCHOOL: say("Schools and day-care centres"),
}
LONGEST_LIST = MOST_NAMES * LONGEST_NAME
KIND, NAMES = say("Whose names"), say("Names, one a line")
SAID = {"added": say("The names are kept."), "removed": say("Removed.")}


def own_names(visit: Visit) -> Response:
    """What is hidden already, and the form for more."""
    return visit.draw("own_names.html", said=SAID.get(visit.query.raw("said")), **_shown(visit))


def add(visit: Visit) -> Response:
    """Take in a pasted list."""
    try:
        kind = OwnKind(visit.form.choice("kind", KIND, tuple(KINDS)))
        names = read_names(kind, visit.form.text("names", NAMES, LONGEST_LIST))
        count = visit.office.own_names.add(names)
    except Refused as problem:
        return visit.again("own_names.html", problem, **_shown(visit))
    visit.did("own names added", f"{kind}: {count}")
    return visit.go("/names?said=added")


def remove(visit: Visit) -> Response:
    """Remove one name, or all of a kind."""
    kind = OwnKind(visit.form.choice("kind", KIND, tuple(KINDS)))
    count = visit.office.own_names.remove(kind, visit.form.raw("name"))
    visit.did("own names removed", f"{kind}: {count}")
    return visit.go("/names?said=removed")


def _shown(visit: Visit) -> dict[str, Any]:
    names = visit.office.own_names.all()
    return {
        "kinds": [(k, label, [n.name for n in names if n.kind is k]) for k, label in KINDS.items()],
        "units": [unit.name for unit in visit.office.units.all()],
        "most": LONGEST_LIST,
    }
