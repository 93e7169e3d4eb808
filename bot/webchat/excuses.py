"""What a page says when something went wrong: kind, in the person's language, help at hand."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as AnyHTTPException

from bot.webchat.drawing import Pages, View
from bot.webchat.entering import CHAT
from bot.webchat.forms import language_of
from conversations import screens
from conversations.listening import not_understood
from conversations.phrases import Phrase, say
from conversations.screens import Screen

NOT_HERE = say("There is no such page here.")
TOO_MUCH = say("That was too much at once, so it was not taken in. Could you send less?")

Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def excuses(name: str, *, fictional: bool = False) -> dict[int | type[Exception], Handler]:
    """Handlers for FastAPI's ``exception_handlers``: every error page of the chat."""
    pages = Pages(name, fictional=fictional)

    async def excuse(request: Request, error: Exception) -> Response:
        status = 500
        if isinstance(error, AnyHTTPException):
            status = error.status_code
        elif isinstance(error, RequestValidationError):
            status = 404
        screen = Screen(None, (_phrase(status), screens.HELP_LINE))
        inside = request.url.path.startswith(CHAT)  # they have no use for a code: the way back
        view = View(
            screen,
            language_of(request),
            languages_at="/",
            asks_code=status < 500 and not inside,
            leave=inside,
        )
        return pages.draw(view, status)

    return {AnyHTTPException: excuse, RequestValidationError: excuse, Exception: excuse}


def kind_routes(trouble: Callable[[str], None]) -> type[APIRoute]:
    """Routes from which no exception escapes: a traceback could carry a code or a text to a log.

    ``trouble`` hears the name of the exception's type, and nothing else.
    """

    class KindRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def kindly(request: Request) -> Response:
                try:
                    return await handle(request)
                except (AnyHTTPException, RequestValidationError):
                    raise
                except Exception as error:  # noqa: BLE001 - see above
                    trouble(type(error).__name__)
                raise HTTPException(500)

            return kindly

    return KindRoute


def _phrase(status: int) -> Phrase:
    match status:
        case 413:
            return TOO_MUCH
        case 404 | 405:
            return NOT_HERE
    return not_understood()
