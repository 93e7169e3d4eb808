"""The gate before every page: session, role, form; and kind words when it stays shut."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.drawing import Pages
from console.fields import Fields, TooLong, parsed, read_fields
from console.ports import Office
from console.sessions import SESSION, renew, session_in
from console.visiting import HOME, NOBODY, NotHere, View, Visit
from conversations.phrases import LANGUAGES, Phrase, say
from panel.organisation import Role
from panel.refusals import Refused

LANGUAGE = "kuulolla_language"
SECRET = ("password", "again")  # fields that no page shows again
ROLES: Mapping[Role, Phrase] = {
    Role.ADMINISTRATOR: say("Administrator"),
    Role.COORDINATOR: say("Coordinator"),
    Role.FACILITATOR: say("Panel facilitator"),
    Role.READER: say("Reader"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the site map. ``roles`` is None where nobody has to be logged in; ``label`` is
    what the menu calls it, if it stands there."""

    method: str
    path: str
    view: View
    roles: frozenset[Role] | None
    label: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets people in to pages. ``secure``: the public address is https."""

    office: Office
    pages: Pages
    secure: bool

    def guard(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page. No exception leaves it: a traceback could carry a text."""

        async def endpoint(request: Request) -> Response:
            try:
                form, problem = await read_fields(request), None
            except TooLong as too_long:
                form, problem = Fields(), too_long
            return await run_in_threadpool(self._answer, page, request, form, problem)

        return endpoint

    def _answer(
        self, page: Page, request: Request, form: Fields, problem: TooLong | None
    ) -> Response:
        visit = self._visit(request, form)
        answer = self._met(page, visit, problem)
        return answer if visit.me is NOBODY else renew(visit, answer)

    def _met(self, page: Page, visit: Visit, problem: TooLong | None) -> Response:
        try:
            if problem:
                return _kindly(visit, problem.kindly, 413)
            return self._let_in(page, visit)
        except NotHere:
            return _kindly(visit, say("There is no such page here. It may have been moved."), 404)
        except Refused as refused:
            return _kindly(visit, refused.kindly, 422)
        except Exception as error:  # noqa: BLE001 - see guard
            self.office.trouble(type(error).__name__)
        broken = say("Something broke here. Nothing you had saved is lost. Please try once more.")
        return _kindly(visit, broken, 500)

    def _visit(self, request: Request, form: Fields) -> Visit:
        session = session_in(self.office, request.cookies.get(SESSION, ""))
        me = (self.office.staff.in_session(session) if session else None) or NOBODY
        wish = request.cookies.get(LANGUAGE, "")
        return Visit(
            office=self.office,
            pages=self.pages,
            path=request.url.path,
            me=me,
            language=wish if wish in LANGUAGES else me.language,
            session=session,
            secure=self.secure,
            source=request.client.host if request.client else "",
            form=form,
            query=parsed(request.url.query.encode("utf-8", "replace")),
            given={name: str(part) for name, part in request.path_params.items()},
        )

    def _let_in(self, page: Page, visit: Visit) -> Response:
        if page.roles is None:
            return page.view(visit)
        if visit.me is NOBODY:
            return _outside(visit, fetched=page.method == "GET")
        if not visit.may(*page.roles):
            return _not_allowed(visit, page.roles)
        return page.view(visit)


def _outside(visit: Visit, *, fetched: bool) -> Response:
    """The way in. What somebody wrote while their session ended comes back, to be sent again."""
    sent = visit.form.sent.items()
    typed = [(field, each) for field, values in sent if field not in SECRET for each in values]
    if typed:
        return visit.draw("ended.html", 401, typed=typed)
    back = quote(visit.path) if fetched else HOME
    return RedirectResponse(f"{HOME}/login?to={back}", 303)


def _not_allowed(visit: Visit, roles: frozenset[Role]) -> Response:
    wanted = " / ".join(visit.tongue(ROLES[role]) for role in Role if role in roles)
    kindly = say(
        "This page is for another role: {roles}. If you need it, ask your administrator.",
        roles=wanted,
    )
    return _kindly(visit, kindly, 403)


def _kindly(visit: Visit, kindly: Phrase, status: int) -> Response:
    return replace(visit, form=Fields()).draw("message.html", status, kindly=kindly)
