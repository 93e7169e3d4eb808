"""One visit to one page: who came, in which language, with what form; and the ways to answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from starlette.responses import RedirectResponse, Response

from console.drawing import Pages
from console.fields import Fields, Mistake
from console.ports import Office
from conversations.phrases import Phrase
from conversations.weeks import day_of, week_of
from locales import speak
from panel.organisation import Role, StaffMember, Unit
from panel.refusals import Refused

HOME = "/console"
NOBODY = StaffMember("", "", "", frozenset())
INSIDE = re.compile(r"/console(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*(\?[A-Za-z0-9_.=&:-]*)?", re.ASCII)


class NotHere(Exception):
    """There is no such page, unit, round, note or week."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a view gets. ``me`` is ``NOBODY`` on the pages that anybody may open.

    ``session`` is the session's token; ``given`` are the parts of the path; ``secure`` says that
    the public address is https; ``source`` is the address that the visit comes from, which
    nothing keeps.
    """

    office: Office
    pages: Pages
    path: str
    me: StaffMember = NOBODY
    language: str = "fi"
    session: str = ""
    secure: bool = True
    source: str = ""
    form: Fields = field(default_factory=Fields)
    query: Fields = field(default_factory=Fields)
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.office.clock()

    @property
    def today(self) -> date:
        """Today in Finland: notes are due by Finnish days."""
        return day_of(self.now)

    @property
    def week(self) -> str:
        """This week."""
        return week_of(self.now)

    def tongue(self, phrase: Phrase) -> str:
        """A phrase in the visitor's language."""
        return speak(phrase, self.language)

    def may(self, *roles: Role) -> bool:
        """Whether the visitor holds one of the roles."""
        return self.me.may(*roles)

    def unit(self) -> Unit:
        """The unit that the path names. Raises NotHere."""
        wanted = self.given.get("unit", "")
        for unit in self.office.units.all():
            if unit.id == wanted:
                return unit
        raise NotHere

    def draw(self, template: str, status: int = 200, **shown: Any) -> Response:
        """A page."""
        return self.pages.draw(template, self, status, **shown)

    def again(self, template: str, problem: Refused, status: int = 422, **shown: Any) -> Response:
        """The same form as it was, with one sentence about what is wrong."""
        wrong = problem.field if isinstance(problem, Mistake) else ""
        return self.draw(template, status, problem=problem.kindly, wrong=wrong, **shown)

    def go(self, where: str) -> Response:
        """Send the browser on to a page of the console, after something was done."""
        return RedirectResponse(HOME + where, 303)

    def did(self, event: str, subject: str = "") -> None:
        """Write to the audit what this staff member did."""
        self.office.staff.note(self.me.id, event, subject)


View = Callable[[Visit], Response]


def inside(where: str) -> str:
    """Where to go next, if that is a page of the console; else its start page."""
    return where if INSIDE.fullmatch(where) else HOME
