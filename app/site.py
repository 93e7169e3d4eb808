"""The web site: chat and console behind one set of guards."""

from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from app.checking import check
from app.headers import SecurityHeaders
from app.wiring import Kuulolla
from bot.webchat.pages import router as chat


def site(app: Kuulolla) -> FastAPI:
    """Chat, console and health of one installation."""
    pages = FastAPI(title=app.settings.name, docs_url=None, redoc_url=None, openapi_url=None)
    secure = app.settings.address.startswith("https://")
    pages.include_router(chat(app.listener, app.cookies, name=app.settings.name, secure=secure))

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
    pages.add_middleware(SecurityHeaders)
    return pages
