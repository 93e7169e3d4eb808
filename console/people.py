"""The administrator's pages: who uses the console, as what, how they come in and how they leave."""

import re
from typing import Any

from starlette.responses import Response

from console.fields import Mistake
from console.gate import ROLES
from console.visiting import NotHere, Visit
from conversations.phrases import say
from panel.organisation import Role, StaffMember
from panel.refusals import Refused

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}", re.ASCII)
LONGEST_NAME = 80
SAID = {
    "roles": say("The roles are changed."),
    "removed": say("This person has been removed and cannot come in any more."),
}


def people(visit: Visit) -> Response:
    """Everybody who may come in, and the form for somebody new."""
    return visit.draw("staff.html", said=SAID.get(visit.query.raw("said")), **_shown(visit))


def add(visit: Visit) -> Response:
    """Somebody new: their one-time link is shown on the next page, once."""
    try:
        name = visit.form.line("name", say("Name"), LONGEST_NAME)
        login, roles = _new_login(visit), _roles(visit)
        member = visit.office.staff.add(name, login, roles)
    except Refused as problem:
        return visit.again("staff.html", problem, **_shown(visit))
    visit.did("staff added", f"{login}: {', '.join(sorted(roles))}")
    return _link_page(visit, member)


def new_link(visit: Visit) -> Response:
    """A new one-time link for somebody who forgot their password or never came in."""
    member = _member(visit)
    visit.did("login link", member.login)
    return _link_page(visit, member)


def member(visit: Visit) -> Response:
    """One person: their roles, which can be changed, and the way to remove them."""
    here = _member(visit)
    return visit.draw("member.html", member=here, roles=ROLES, ticked=sorted(here.roles))


def change_roles(visit: Visit) -> Response:
    """From now on somebody has other roles, in the sessions that are open too."""
    here = _member(visit)
    try:
        roles = _roles(visit)
        visit.office.staff.set_roles(here.id, roles)
    except Refused as problem:
        ticked = visit.form.every("role")
        return visit.again("member.html", problem, member=here, roles=ROLES, ticked=ticked)
    visit.did("roles changed", f"{here.login}: {', '.join(sorted(roles))}")
    return visit.go("/staff?said=roles")


def leaving(visit: Visit) -> Response:
    """What it means to remove somebody, before it is done."""
    return visit.draw("leaving.html", **_leaving(visit, _member(visit)))


def remove(visit: Visit) -> Response:
    """Somebody no longer belongs to the staff."""
    here = _member(visit)
    shown = _leaving(visit, here)
    unread_too = visit.form.raw("unread") == "yes"
    try:
        visit.office.staff.remove(here.id, unread_too=unread_too)
    except Refused as problem:
        return visit.again("leaving.html", problem, **shown)
    unread = ", with unread requests" if unread_too and shown["waits"] else ""
    visit.did("staff removed", f"{here.login} {here.id}{unread}")
    return visit.go("/staff?said=removed")


def health(visit: Visit) -> Response:
    """Whether everything is as it should be."""
    return visit.draw("health.html", findings=visit.office.health())


def _member(visit: Visit) -> StaffMember:
    """The person whom the path names. Raises NotHere."""
    for each in visit.office.staff.all():
        if each.id == visit.given["member"]:
            return each
    raise NotHere


def _leaving(visit: Visit, here: StaffMember) -> dict[str, Any]:
    """``waits``: a request to be contacted that nobody else can open. ``missed``: the roles that
    nobody else has."""
    waiting = visit.office.requests.waiting(here.id)
    others = [each for each in visit.office.staff.all() if each.id != here.id]
    return {
        "member": here,
        "waits": any(each.waits_only_for(here.id) for each in waiting),
        "missed": [
            label
            for role, label in ROLES.items()
            if here.may(role) and not any(each.may(role) for each in others)
        ],
    }


def _link_page(visit: Visit, member: StaffMember) -> Response:
    link = visit.office.login_link(visit.office.staff.login_token(member.id))
    return visit.draw("link.html", member=member, link=link)


def _new_login(visit: Visit) -> str:
    login = visit.form.raw("login").strip().lower()
    if not LOGIN.fullmatch(login):
        raise Mistake(
            "login",
            say(
                "A login has 2 to 60 characters: small letters a–z, numbers, and . _ - @ "
                "An e-mail address will do."
            ),
        )
    if any(member.login == login for member in visit.office.staff.all()):
        taken = say("Somebody already has the login {login}. Choose another one.", login=login)
        raise Mistake("login", taken)
    return login


def _roles(visit: Visit) -> list[Role]:
    roles = [role for role in Role if role.value in visit.form.every("role")]
    if not roles:
        raise Mistake("role", say("Choose at least one role."))
    if {Role.READER, Role.COORDINATOR} <= set(roles):
        outside = say(
            "A reader reads texts from every unit, so nobody can be a coordinator as well."
        )
        raise Mistake("role", outside)
    return roles


def _shown(visit: Visit) -> dict[str, Any]:
    return {"people": visit.office.staff.all(), "roles": ROLES, "ticked": visit.form.every("role")}
