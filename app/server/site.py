"""The web site: chat and console behind one set of guards."""

from functools import partial
from typing import Any, cast

from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

from app.checking import check
from app.parts import ChatSide, OfficeSide
from app.said import latest_said
from app.server.headers import SecurityHeaders
from app.server.unspoken import Unspoken
from app.showing import office
from bot.telegram.webhook import PATH, Webhook
from bot.webchat.excuses import excuses
from bot.webchat.pages import router as chat
from console.pages import router as console


def site(app: OfficeSide, webhook: Webhook | None = None) -> ASGIApp:
    """The pages of the part that this process is; its health in any case.

    What escapes every guard still gets an error page with all headers, and is told to nobody.
    """
    name, secure = app.settings.name, app.settings.address.startswith("https://")
    fictional = app.units.organisation().simulated
    pages = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=excuses(name, fictional=fictional),
    )
    if webhook:
        pages.add_route(PATH, cast(Any, webhook), include_in_schema=False)
    if isinstance(app, ChatSide) and app.settings.part in ("all", "chat"):
        pages.include_router(
            chat(
                app.listener,
                app.cookies,
                name=name,
                secure=secure,
                fictional=fictional,
                others=partial(latest_said, app),
            )
        )
    if app.settings.part in ("all", "console"):
        pages.include_router(console(office(app), name=name, secure=secure))

    @pages.get("/healthz", include_in_schema=False)
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @pages.get("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        """Everything that an operator should know is fine."""
        problems = [finding.what for finding in check(app) if not finding.fine]
        return JSONResponse({"problems": problems}, status_code=503 if problems else 200)

    pages.add_middleware(CrossOriginProtection)
    return SecurityHeaders(Unspoken(pages, app.troubles.count))
