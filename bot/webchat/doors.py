"""The pages before anybody is inside: front door, codes, help, and what is seen after leaving."""

from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from bot.webchat import entering
from bot.webchat.drawing import Pages, View
from bot.webchat.entering import CHAT, Doorkeeper, Known
from bot.webchat.forms import language_of, read_form, tidy
from conversations import doorways, screens
from conversations.guessing import WAIT
from conversations.helping import Stranger, help_screen
from conversations.listening import Listener
from conversations.phrases import say
from conversations.ports import Address
from conversations.replies import Act
from conversations.screens import Screen, button

FRONT = (
    say("A few short questions"),
    say(
        "Here young people tell how things are where they live and with the adults who help them. "
        "A panel that can change something reads the answers, mixed with others', "
        "and tells back what came of them."
    ),
)
LEFT = (
    say("You have left"),
    say("Nothing of the talk stays open here. You can come back with a code."),
)
WELCOME_BACK = say("Welcome back.")


@dataclass(frozen=True, slots=True)
class Doors:
    """Handlers for strangers. None of these pages ever gets the cookie."""

    listener: Listener
    doorkeeper: Doorkeeper
    pages: Pages

    async def front(self, request: Request) -> Response:
        """What this is, and a field for the code."""
        lines = (*FRONT, screens.HELP_LINE)
        return self._draw(Screen(None, lines), language_of(request), asks_code=True)

    async def help(self, request: Request) -> Response:
        """Where help is, for everybody."""
        language = language_of(request)
        screen = help_screen(help_now=self.listener.help_now(), whom=Stranger(language))
        return self._draw(Screen(None, screen.lines), language, at="/help")

    async def left(self, request: Request) -> Response:
        """A neutral page after leaving."""
        return self._draw(Screen(None, LEFT), language_of(request), at="/left", asks_code=True)

    async def door(self, request: Request, code: str) -> Response:
        """A link or QR code: the age question, or a welcome back; nothing is stored yet."""
        return await self.meet(request, tidy(code), await self.known(request, tidy(code)))

    async def known(self, request: Request, code: str, visitor: Address | None = None) -> Known:
        """What a code opens for whoever sent a request."""
        source = entering.source_of(request)
        return await run_in_threadpool(entering.know, self.listener, code, source, visitor)

    async def meet(self, request: Request, code: str, known: Known) -> Response:
        """Somebody who came by a link, whose code was looked up."""
        language = language_of(request)
        if known.returning:
            return self._welcome_back(code, language)
        return await self.knock(code, known, language, request.url.path)

    async def code(self, request: Request) -> Response:
        """A typed code; the owner of a used slip is inside at once."""
        form = await read_form(request)
        known = await self.known(request, form.code)
        if known.returning:
            return self.let_in(known)
        return await self.knock(form.code, known, language_of(request, form))

    def let_in(self, known: Known) -> Response:
        """The owner of a slip goes on where they were, or to the start page."""
        assert known.returning is not None
        where = CHAT if known.midway else f"{CHAT}/home"
        return self.doorkeeper.let_in(RedirectResponse(where, 303), known.returning)

    async def knock(self, code: str, known: Known, language: str, at: str = "/") -> Response:
        """The age question, or what is wrong with the code; it can be typed again at once."""
        if known.held:  # an error page, and those carry no code
            return self._draw(doorways.no_code_screen(WAIT), language, asks_code=True, status=429)
        screen = await run_in_threadpool(entering.knock, self.listener, code, known, language)
        if screen.answers:
            return self._draw(screen, language, at=at)
        return self._draw(screen, language, asks_code=True)

    def _welcome_back(self, code: str, language: str) -> Response:
        """A tap is asked for: a link alone must not log anybody in."""
        screen = Screen(None, (WELCOME_BACK,), answers=(button(Act.GO_ON, say("Go on")),))
        view = View(screen, language, action="/", hidden=(("code", code),), languages_at="/")
        return self.pages.draw(view)

    def _draw(
        self,
        screen: Screen,
        language: str,
        *,
        asks_code: bool = False,
        at: str = "/",
        status: int = 200,
    ) -> HTMLResponse:
        return self.pages.draw(View(screen, language, asks_code=asks_code, languages_at=at), status)
