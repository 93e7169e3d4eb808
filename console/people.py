"""The administrator's pages: who uses the console, their one-time links, and the health check."""

import re
from typing import Any

from starlette.responses import Response

from console.fields import Mistake
from console.gate import ROLES
from console.visiting import HOME, NotHere, Visit
from conversations.phrases import say
from panel.organisation import Role, StaffMember
from panel.refusals import Refused

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}", re.ASCII)
LONGEST_NAME = 80


def people(visit: Visit) -> Response:
    """Everybody who may come in, and the form for somebody new."""
    return visit.draw("staff.html", **_shown(visit))


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
    for member in visit.office.staff.all():
        if member.id == visit.given["member"]:
            visit.did("login link", member.login)
            return _link_page(visit, member)
    raise NotHere


def health(visit: Visit) -> Response:
    """Whether everything is as it should be."""
    return visit.draw("health.html", findings=visit.office.health())


def _link_page(visit: Visit, member: StaffMember) -> Response:
    token = visit.office.staff.login_link(member.id)
    link = f"{visit.office.address}{HOME}/enter/{token}"
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
