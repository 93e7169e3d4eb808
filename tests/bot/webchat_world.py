"""A small organisation with its web chat on real databases, for the tests of the pages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlmodel import select

from app.parts import Kuulolla
from app.said import latest_said
from app.server.headers import SecurityHeaders
from app.settings import Settings
from app.wiring import build
from bot.webchat.excuses import excuses
from bot.webchat.pages import router
from conversations.listening import Listener
from conversations.rounds import WaveState
from storage.contacts.closing import ClosingBox
from storage.contacts.tables import BoxRow, ContactRow, DialogRow, NoteRow
from storage.sealing import open_box

MONDAY = datetime(2026, 11, 16, 14, tzinfo=UTC)
MILESTONE_CARD = "meeting_held"
TABLES = (ContactRow, DialogRow, BoxRow, NoteRow)


def web_app(house: Kuulolla, listener: Listener | None = None) -> FastAPI:
    """The chat as the program serves it, without the cross-origin guard that ``app`` adds."""
    app = FastAPI(
        openapi_url=None,
        exception_handlers=excuses("Kuulolla"),
    )
    others = partial(latest_said, house)
    listener = listener or house.listener
    app.include_router(router(listener, house.cookies, secure=False, others=others))
    app.add_middleware(SecurityHeaders)
    return app


@dataclass(slots=True)
class World:
    """The organisation; ``troubles`` are the exception types the listener heard of."""

    house: Kuulolla
    door: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.house = replace(
            self.house, listener=replace(self.house.listener, trouble=self.troubles.append)
        )

    def visitor(self, listener: Listener | None = None, language: str = "en") -> "Visitor":
        """Somebody with a browser of their own."""
        transport = httpx.ASGITransport(web_app(self.house, listener), raise_app_exceptions=False)
        client = httpx.AsyncClient(
            transport=transport,
            base_url="http://chat.test",
            headers={"Accept-Language": language},
            follow_redirects=True,
        )
        return Visitor(client)

    def slip(self) -> str:
        """A single-use slip."""
        return self.codes(slips=1)

    def card(self) -> str:
        """A milestone's card that many can use."""
        return self.codes(uses=3, milestone_set=MILESTONE_CARD)

    def codes(self, **wanted: Any) -> str:
        """Make a code and hand it to the contact book."""
        (unit, *_) = self.house.units.all()
        (code,) = self.house.codes.invite(unit, "young_person", beyond_cap=True, **wanted)
        take_codes(self.house)
        return code

    def start_round(self) -> None:
        """Start this week's common round."""
        waves = self.house.waves
        wave = waves.plan_round(self.house.units.organisation().id, at_once=True)
        waves.mark(wave.id, WaveState.STARTED)

    def rows(self) -> dict[str, int]:
        """How many rows each table of the contact book has."""
        with self.house.databases[0].reading() as session:
            return {t.__name__: len(session.exec(select(t)).all()) for t in TABLES}

    def sealed(self) -> list[dict[str, Any]]:
        """What is in the open week's boxes, as only the release could read it."""
        box = self.house.release.box
        assert isinstance(box, ClosingBox)
        with self.house.databases[0].reading() as session:
            rows = [*session.exec(select(BoxRow)), *session.exec(select(NoteRow))]
        return [open_box(row.sealed, box.keys.private(row.week)) for row in rows]

    def notes(self) -> list[str]:
        """The open notes, as the facilitator would get them."""
        return [each["text"] for each in self.sealed() if "text" in each]

    def answers(self) -> list[Any]:
        """Every value in the boxes that is an answer."""
        return [each["value"] for each in self.sealed() if each.get("value") is not None]


def take_codes(house: Kuulolla) -> None:
    """Do what the clock does: codes go from the office to the contact book."""
    with house.contacts.writing() as book:
        book.take_codes(house.codes.waiting())


def open_world(folder: Path, clock: Callable[[], datetime] = lambda: MONDAY) -> Iterator[World]:
    """A house with one unit of seven and its door."""
    settings = Settings(data=folder, _env_file=None)  # type: ignore[call-arg]
    house = build(settings, clock)
    unit = house.units.add("Koivula", 7, "Sijaishuolto")
    take_codes(house)
    yield World(house, unit.door)
    house.close()


@dataclass(slots=True)
class Visitor:
    """A browser without JavaScript: follows redirects, and taps what is on the page."""

    client: httpx.AsyncClient
    page: httpx.Response = field(init=False)

    async def open(self, path: str) -> "Visitor":
        """Go to an address."""
        self.page = await self.client.get(path)
        return self

    async def post(self, path: str, data: dict[str, Any]) -> "Visitor":
        """Send a form."""
        self.page = await self.client.post(path, data=data)
        return self

    async def tap(self, label: str, **fields: Any) -> "Visitor":
        """Press the button with these words, with the hidden fields of its form."""
        for form in re.findall(r"<form.*?</form>", self.page.text, re.S):
            for button in re.findall(r"<button.*?</button>", form, re.S):
                if label == words(button):
                    return await self.post(attribute(form, "action"), hidden(form, button) | fields)
        raise AssertionError(f"no button says {label!r}, only {self.buttons()}")

    def buttons(self) -> list[str]:
        """The words on all buttons that are seen without JavaScript, without their faces."""
        shown = re.findall(r"<button(?![^>]* hidden).*?</button>", self.page.text, re.S)
        return [words(each) for each in shown]

    def forms(self) -> list[dict[str, Any]]:
        """What a browser would send for each button."""
        return [
            hidden(form, button)
            for form in re.findall(r"<form.*?</form>", self.page.text, re.S)
            for button in re.findall(r"<button.*?</button>", form, re.S)
        ]

    @property
    def heading(self) -> str:
        """The words of the heading."""
        (heading,) = re.findall(r"<h1.*?</h1>", self.page.text, re.S)
        return words(heading)

    @property
    def text(self) -> str:
        """All words of the page."""
        return words(self.page.text.partition("<body>")[2])

    @property
    def written(self) -> str:
        """What stands in the page's text field."""
        (area,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", self.page.text, re.S)
        return unescape(area)


def words(html: str) -> str:
    """The words of some HTML, faces left out."""
    html = re.sub(r'<span class="face".*?</span>', "", html)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", html).split()))


def attribute(tag: str, name: str) -> str:
    """The value of a tag's attribute; empty when it is missing."""
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def hidden(form: str, button: str) -> dict[str, Any]:
    """What a browser sends along with a button."""
    inputs = re.findall(r'<input type="hidden"[^>]*>', form)
    fields = {attribute(each, "name"): attribute(each, "value") for each in inputs}
    area = re.search(r'<textarea name="text".*?>\n(.*?)</textarea>', form, re.S)
    if area:
        fields["text"] = unescape(area.group(1))
    name = attribute(button.partition(">")[0], "name")
    return fields | ({name: attribute(button.partition(">")[0], "value")} if name else {})


async def begin(world: World, slip: str = "") -> Visitor:
    """Somebody of 13–15 who came by slip while a round is open."""
    if not world.house.waves.recent():
        world.start_round()
    visitor = await world.visitor().open(f"/c/{slip or world.slip()}")
    return await visitor.tap("13–15 years")


async def at_words(world: World) -> Visitor:
    """The same person at the round's last question, after the best answers and an 8."""
    visitor = await begin(world)
    await visitor.tap("Start")
    for _ in range(3):
        await visitor.tap(visitor.buttons()[0])
    return await visitor.tap("8")
