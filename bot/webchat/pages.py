"""The web chat's routes, and the pages of the talk itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from bot.webchat import entering, talking
from bot.webchat.doors import Doors
from bot.webchat.drawing import Pages, View
from bot.webchat.entering import CHAT, Cookies, Doorkeeper
from bot.webchat.excuses import kind_routes
from bot.webchat.forms import Posted, language_of, padded, read_form, tidy
from bot.webchat.live import CHANGES, Live
from bot.webchat.practice import Practice
from bot.webchat.tablet import Tablet, last_lines
from bot.webchat.talking import Answer, Others
from conversations.channels import SLIP
from conversations.listening import Listener
from conversations.phrases import Phrase
from conversations.ports import Address, Outgoing
from conversations.replies import Act, Reply
from conversations.screens import Screen


def router(
    listener: Listener,
    cookies: Cookies,
    *,
    name: str = "Kuulolla",
    secure: bool = True,
    fictional: bool = False,
    others: Others = lambda unit, audience: (),
) -> APIRouter:
    """Every page of the chat. ``name`` is shown on each; ``secure`` says that the public
    address is https, so that the cookie never travels without it; ``fictional`` that every page
    has to say so; ``others`` gives what was published of a unit's people last."""
    pages, doorkeeper = Pages(name, fictional=fictional), Doorkeeper(cookies, secure)
    doors = Doors(listener, doorkeeper, pages)
    tablet = Tablet(listener, doorkeeper, pages, doors)
    live = Live(listener, doorkeeper)
    talk = Talk(listener, doorkeeper, pages, doors, tablet, others, live)
    practice = Practice(listener.catalogue, pages, listener.help_now)
    routes = APIRouter(route_class=kind_routes(listener.trouble), include_in_schema=False)
    for path, method, page in (
        ("/", "GET", doors.front),
        ("/", "POST", doors.code),
        ("/help", "GET", doors.help),
        ("/left", "GET", doors.left),
        ("/d/{code}", "GET", doors.door),
        ("/c/{code}", "GET", doors.door),
        ("/t/{code}", "GET", tablet.first),
        ("/t/{code}", "POST", tablet.next),
        ("/t/{code}/quiet", "GET", tablet.quiet),
        (CHAT, "GET", talk.now),
        (CHAT, "POST", talk.reply),
        (f"{CHAT}/home", "GET", talk.home),
        (CHANGES, "GET", live.changes),
        (f"{CHAT}/leave", "POST", talk.leave),
        (f"{CHAT}/out", "GET", talk.out),
        ("/try/{set_id}/{rung}", "GET", practice.first),
        ("/try/{set_id}/{rung}", "POST", practice.next),
    ):
        routes.add_api_route(path, page, methods=[method], response_model=None)
    routes.mount("/static/chat", StaticFiles(directory=Path(__file__).parent / "static"))
    return routes


@dataclass(frozen=True, slots=True)
class Talk:
    """Handlers of the talk: read the form, let a thread do the work, draw a page or send on."""

    listener: Listener
    doorkeeper: Doorkeeper
    pages: Pages
    doors: Doors
    tablet: Tablet
    others: Others
    live: Live

    async def now(self, request: Request) -> Response:
        """The open step."""
        return await self._look(request, talking.look)

    async def home(self, request: Request) -> Response:
        """What is behind the door."""
        return await self._look(request, talking.home)

    async def reply(self, request: Request) -> Response:
        """One answer, or any other tap."""
        form = await read_form(request)
        language = language_of(request, form)
        visitor = self.doorkeeper.visitor(request)
        if form.reply.act is Act.JOIN:
            return await self._join(request, form, language, visitor)
        address = visitor or entering.nobody()
        done = await run_in_threadpool(talking.answer, self.listener, address, form, language)
        if visitor:
            await self.live.changed(visitor)
        if done.again and form.reply.act is Act.LANGUAGE and "hx-request" in request.headers:
            return Response(headers={"HX-Redirect": CHAT})  # the whole page changes its language
        done = await run_in_threadpool(talking.with_others, self.listener, self.others, done)
        return self._answer(done, visitor, self.doorkeeper.tablet(request))

    async def leave(self, request: Request) -> Response:
        """Done on this device: the cookie goes."""
        form = await read_form(request)
        language = language_of(request, form)
        if tablet := self.doorkeeper.tablet(request):
            return self.tablet.anew(tablet, language)
        where = f"/left?lang={language}"
        return self.doorkeeper.let_out(RedirectResponse(where, 303))

    async def out(self, request: Request) -> Response:
        """Away from here, quickly: the cookie goes, and with it what Back could show.

        A plain link, so that it works without JavaScript. It empties no more than that (no
        Clear-Site-Data): that would wipe the console's session too, and take time that is short.
        """
        return self.doorkeeper.let_out(RedirectResponse(entering.ELSEWHERE, 303))

    async def _join(
        self, request: Request, form: Posted, language: str, visitor: Address | None
    ) -> Response:
        """The age has been said. A slip is always somebody new; at a door, who is here is asked."""
        rung, _, code = form.reply.value.partition(" ")
        visitor = None if form.tablet else visitor  # fresh for each, without asking
        reply = Reply(Act.JOIN, value=f"{rung} {tidy(code)}")
        known = await self.doors.known(request, tidy(code), visitor)
        if known.returning:
            return self.doors.let_in(known)
        if known.held:
            return await self.doors.knock(tidy(code), known, language)
        if visitor and known.could_be_the_same:
            if not form.who:
                return self._who(reply, language)
            if form.who == "me":
                arrive = talking.arrive
                done = await run_in_threadpool(arrive, self.listener, visitor, tidy(code), language)
                return self._answer(done, visitor)
        said = await run_in_threadpool(entering.join, self.listener, reply, language)
        if said.joined:
            shared = tidy(code) if form.tablet else ""
            return self.doorkeeper.let_in(RedirectResponse(CHAT, 303), said.joined, shared)
        return self._answer(Answer(said), None)

    async def _look(
        self, request: Request, at: Callable[[Listener, Address, str], Answer]
    ) -> Response:
        visitor = self.doorkeeper.visitor(request)
        if visitor is None:
            return await self.doors.front(request)
        done = await run_in_threadpool(at, self.listener, visitor, language_of(request))
        done = await run_in_threadpool(talking.with_others, self.listener, self.others, done)
        return self._answer(done, visitor, self.doorkeeper.tablet(request), fetched=True)

    def _who(self, reply: Reply, language: str) -> Response:
        view = View(
            Screen(None, (entering.WAS_IT_YOU,)),
            language,
            hidden=(("reply", padded(reply)),),
            who=(("me", entering.IT_WAS_ME), ("other", entering.NOT_ME)),
            languages_at="/",
        )
        return self.pages.draw(view)

    def _answer(
        self, done: Answer, visitor: Address | None, tablet: str = "", *, fetched: bool = False
    ) -> Response:
        """Draw what was said, or send the browser to where the very same can be fetched."""
        if done.again and visitor:
            return RedirectResponse(CHAT, 303)
        if tablet and visitor and not _outside(done.said):
            return self._shared(done, visitor, tablet)
        view = replace(_view(done, visitor), live=visitor is not None and _same(done, fetched))
        drawn = self.pages.draw(view, done.status)
        unknown = visitor is not None and _outside(done.said)
        return self.doorkeeper.let_out(drawn) if done.said.ended or unknown else drawn

    def _shared(self, done: Answer, visitor: Address, tablet: str) -> Response:
        """The same on a shared device: the last screen ends it, and every other goes on a while."""
        said = done.said
        last = last_lines(said) if done.status == 200 else None
        if last:
            return self.tablet.goodbye(tablet, said.language, last, said.urgent)
        if said.screen.step == 0:  # what came of it was told before; what is left is the band's own
            own = tuple(each for each in said.screen.lines if each.context)
            done = replace(done, said=replace(said, screen=replace(said.screen, lines=own)))
        drawn = self.tablet.draw(tablet, _view(done, visitor))
        drawn.status_code = done.status
        return self.doorkeeper.let_in(drawn, visitor, tablet)


def _same(done: Answer, fetched: bool) -> bool:
    """Whether the page's own address gives the same again: only then is it shown anew by itself."""
    said = done.said
    step = fetched or (said.step is not None and said.step == said.screen.step)
    return step and not (said.screen.draft or done.carried or said.urgent)


def _view(done: Answer, visitor: Address | None) -> View:
    said = done.said
    more: tuple[Phrase, ...] = ()
    if said.screen.step == 0 and visitor and visitor.channel == SLIP:
        more = (entering.KEEP_YOUR_SLIP,)
    inside = visitor is not None and not _outside(said)
    return View(
        said.screen,
        said.language,
        urgent=said.urgent,
        carried=done.carried,
        asks_code=_outside(said),
        leave=inside,
        languages_at="" if inside else "/",
        swaps=inside,
        more=more,
    )


def _outside(said: Outgoing) -> bool:
    """Whether nothing is left to do here but to type a code."""
    screen = said.screen
    return screen.step is None and not screen.answers and not screen.writes
