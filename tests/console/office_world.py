"""A small organisation with its console on real databases, and people of every role."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from sqlmodel import select

from app.beats import Beats
from app.parts import Kuulolla
from app.server.headers import SecurityHeaders
from app.settings import Settings
from app.showing import office
from app.wiring import build
from console.pages import router
from console.sessions import SESSION, cookie
from panel.organisation import Role, StaffMember, Unit
from storage.office.tables import AuditRow

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)  # 14 o'clock in Helsinki, week 47
ANYBODY, NOBODYS_ROLE = "anybody", "nobody"


@dataclass(slots=True)
class Clock:
    """A clock that the test moves."""

    moment: datetime = TUESDAY

    def __call__(self) -> datetime:
        return self.moment

    def goes_on(self, **passed: float) -> None:
        """Let time pass; ``passed`` are a timedelta's own words."""
        self.moment += timedelta(**passed)


@dataclass(slots=True)
class World:
    """The organisation, its clock, and what the console was troubled by."""

    house: Kuulolla
    clock: Clock
    site: FastAPI
    home: Unit
    troubles: list[str] = field(default_factory=list)

    @property
    def beats(self) -> Beats:
        """What happens in time."""
        return Beats(self.house)

    def staff(self, *roles: Role) -> StaffMember:
        """Somebody who holds exactly these roles."""
        login = "-".join(sorted(roles)) or NOBODYS_ROLE
        return self.house.staff.add(f"Sam {login}", login, roles)

    def stranger(self, language: str = "en") -> httpx.AsyncClient:
        """A browser without a session."""
        return browser(self.site, language)

    def as_(self, *roles: Role, language: str = "en") -> httpx.AsyncClient:
        """A browser in which somebody with these roles has a session."""
        client = self.stranger(language)
        session = self.house.staff.enter_by_link(
            self.house.staff.login_token(self.staff(*roles).id)
        )
        assert session
        value = cookie(office(self.house), session)
        client.cookies.set(SESSION, value, domain="console.test", path="/console")
        return client

    def audit(self) -> list[str]:
        """Every event of the audit, in no telling order."""
        with self.house.databases[1].reading() as session:
            return sorted(row.event for row in session.exec(select(AuditRow)))


def browser(site: FastAPI, language: str = "en") -> httpx.AsyncClient:
    """A client that keeps cookies and follows nothing by itself."""
    client = httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://console.test")
    client.cookies.set("kuulolla_language", language, domain="console.test", path="/console")
    return client


@contextmanager
def opened(folder: Path, *, secure: bool = False) -> Iterator[World]:
    """A world in ``folder``: one home of seven in a reporting group, and no staff yet."""
    clock = Clock()
    settings = Settings(
        data=folder, public_url="https://chat.example" if secure else "http://chat.example"
    )
    house = build(settings, clock)
    home = house.units.add("Koivula", 7, "Sijaishuolto", "Pienet kodit")
    house.units.add("Rantakoto", 7, "Sijaishuolto", "Pienet kodit")
    house.units.add("Jälkihuolto", 25, "Jälkihuolto")
    troubles: list[str] = []
    handed = replace(office(house), trouble=troubles.append)
    site = FastAPI(openapi_url=None)
    site.include_router(router(handed, name="Kuulolla", secure=secure))
    site.add_middleware(CrossOriginProtection)
    site.add_middleware(SecurityHeaders)
    try:
        yield World(house, clock, site, home, troubles)
    finally:
        house.close()


def words(html: str) -> str:
    """What a page says, as one line of text."""
    body = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<[^>]+>", " ", html.partition("<main")[2])
    return " ".join(unescape(body).split())
