"""Keeps exceptions out of the web server's log: a traceback could carry a code or a text (A-22)."""

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class Unspoken:
    """ASGI: the site, with whatever escapes it counted by type. Its error page has been sent."""

    def __init__(self, app: ASGIApp, trouble: Callable[[str], None]) -> None:
        """``trouble`` hears the name of an exception's type, and nothing else."""
        self.app, self.trouble = app, trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what happens at start and stop may be told."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - counted and told once an hour
            self.trouble(type(error).__name__)
