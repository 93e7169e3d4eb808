"""A whole bot for tests: real storage in files, the real content, and the emulated Telegram."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import uvicorn
from sqlmodel import col, select

from app.content import load_catalogue
from bot.telegram.channel import TelegramChannel
from bot.telegram.webhook import Webhook
from conversations.listening import Listener
from conversations.phrases import Phrase
from conversations.ports import (
    Address,
    ContactBook,
    ContactBooks,
    Errand,
    Prompt,
    Ready,
)
from conversations.replies import Act, Reply
from conversations.screens import Screen
from language.masking import OwnWords
from storage.alone import Alone
from storage.code_requests import CodeRequest
from storage.contacts.book import Contacts
from storage.contacts.invitations import hash_code
from storage.contacts.tables import BoxRow, NoteRow, StateRow, metadata
from storage.databases import Database, sqlite_url
from storage.keys import Keys
from storage.sealing import open_box
from tests.telegram_server import PATIENCE, Button, Person, Seen, TelegramServer, World

WEEK, QUARTER = "2026-W46", "2026-Q4"
NOW = datetime(2026, 11, 11, 15, 0, tzinfo=UTC)
ROUND = Prompt("round-46", "round", WEEK)


@dataclass
class OpenOffice:
    """An office with one round open for everybody."""

    prompts: list[Prompt] = field(default_factory=lambda: [ROUND])
    told: list[Phrase] = field(default_factory=list)
    prepared: list[Ready] = field(default_factory=list)
    wishes: list[tuple[str, str, str]] = field(default_factory=list)

    def as_it_stands(self) -> "OpenOffice":
        return self

    def open_prompts(self, unit: str) -> list[Prompt]:
        return self.prompts

    def ready(self) -> list[Ready]:
        return self.prepared

    def wish(self, staff: str, what: str, subject: str) -> None:
        self.wishes.append((staff, what, subject))

    def has_closed(self, unit: str) -> bool:
        return False

    def has_reader(self) -> bool:
        return True

    def own_names(self) -> OwnWords:
        return OwnWords()

    def happened(self, unit: str) -> list[Phrase]:
        return self.told

    def prompts_this_week(self) -> list[str]:
        return [p.id for p in self.prompts]

    def news(self, unit: str) -> list[Phrase]:
        return self.told


class Watched:
    """Books that can be made to fail, and that know when a transaction is open."""

    def __init__(self, books: Contacts) -> None:
        self._books = books
        self.broken: Callable[[], bool] = lambda: False
        self.commits = 0
        self.on_commit: Callable[[], None] = lambda: None

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        with self._books.writing() as book:
            yield book
            if self.broken():
                raise OSError("no space left on device")
            self.on_commit()
        self.commits += 1

    def reading(self) -> AbstractContextManager[ContactBook]:
        return self._books.reading()


class House:
    """Everything behind the bot. Opening one twice on a folder is a restart."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.office = OpenOffice()
        self.trouble: list[str] = []
        self.quiet = False
        self.composed: Callable[[Errand], Screen | None] = lambda errand: None
        self.catalogue = load_catalogue()
        self.keys = Keys(folder / "keys", b"m" * 32)
        self.keys.make_week(WEEK, QUARTER)
        self.database = Database(url or sqlite_url(folder / "contacts.db"))
        self.alone = Alone(self.database, "telegram delivery")
        metadata.create_all(self.database.engine)
        self.now = NOW
        self.contacts = Contacts(self.database, self.keys, lambda: self.now)
        self.books = Watched(self.contacts)
        with self.database.writing() as session:
            session.merge(StateRow(name="week", value=WEEK))
        self.listener = Listener(
            books=self.books,
            office=self.office,
            catalogue=self.catalogue,
            web_link=lambda code: f"https://kuulolla.example/c/{code}",
            trouble=self.trouble.append,
        )

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        self.alone.let_go()
        self.database.close()

    def code(
        self,
        code: str,
        purpose: str = "join",
        uses: int | None = None,
        audience: str = "young_person",
    ) -> str:
        """Hand out a code of a unit; ``uses`` None wears out never."""
        request = CodeRequest(
            code=hash_code(code, self.keys.code_key),
            purpose=purpose,
            unit="unit-1",
            audience=audience,
            set=None,
            uses_left=uses,
            single_use=False,
            last_week="2027-W10",
        )
        with self.contacts.writing() as book:
            book.take_codes([request])
        return code

    def answers(self) -> list[dict[str, Any]]:
        """What is in the box, as the release would read it; empty boxes aside."""
        with self.database.reading() as session:
            sealed = list(session.exec(select(col(BoxRow.sealed))))
        opened = [open_box(each, self.keys.private(WEEK)) for each in sealed]
        return [record for record in opened if record]

    def values(self) -> dict[str, Any]:
        """One person's answers by item. Raises AssertionError when an item is there twice."""
        answers = self.answers()
        assert len({a["item"] for a in answers}) == len(answers)
        return {a["item"]: a["value"] for a in answers}

    def notes(self) -> list[dict[str, Any]]:
        """The open notes, as the facilitator would get them."""
        with self.database.reading() as session:
            sealed = list(session.exec(select(col(NoteRow.sealed))))
        rooms = [open_box(each, self.keys.private(WEEK)) for each in sealed]
        return [room for room in rooms if "text" in room]

    def steps(self, person: Person) -> tuple[int, int | None]:
        """Where somebody's talk stands, and what has been shown of it."""
        with self.contacts.reading() as book:
            dialog = book.dialog(address(person))
        assert dialog is not None
        return dialog.conversation.step, dialog.shown_step

    def channel(
        self,
        server: TelegramServer,
        books: ContactBooks | None = None,
        webhook: Webhook | None = None,
    ) -> TelegramChannel:
        """The bot, not yet running."""
        return TelegramChannel(
            token=server.world.token,
            api_url=server.url,
            books=books or self.books,
            listener=self.listener,
            compose=lambda errand: self.composed(errand),
            is_quiet=lambda: self.quiet,
            alone=self.alone.mine,
            webhook=webhook,
        )

    @asynccontextmanager
    async def talking(
        self, server: TelegramServer, webhook: Webhook | None = None
    ) -> AsyncIterator[None]:
        """The bot runs while inside, and stops in order at the end."""
        stop = asyncio.Event()
        running = asyncio.create_task(self.channel(server, webhook=webhook).run(stop))
        try:
            yield
        finally:
            stop.set()
            await running


@asynccontextmanager
async def doomed(folder: Path, server: TelegramServer) -> AsyncIterator[House]:
    """A house whose bot runs while inside, and is torn out at the end."""
    with House(folder) as house:
        running = asyncio.create_task(house.channel(server).run(asyncio.Event()))
        try:
            yield house
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def served(*webhooks: Webhook, port: socket.socket) -> AsyncIterator[None]:
    """Webhooks behind one port, each request to the next of them, as a load balancer does it."""
    turns = cycle(webhooks)

    async def balancer(scope: Any, receive: Any, send: Any) -> None:
        await next(turns)(scope, receive, send)

    web = uvicorn.Server(uvicorn.Config(balancer, lifespan="off", log_level="critical"))
    serving = asyncio.create_task(web.serve(sockets=[port]))
    try:
        yield
    finally:
        web.should_exit = True
        await serving


def open_port() -> tuple[socket.socket, str]:
    """A port of this machine, and the webhook's address there."""
    port = socket.create_server(("127.0.0.1", 0))
    return port, f"http://127.0.0.1:{port.getsockname()[1]}/telegram"


def open_house(folder: Path) -> Iterator[House]:
    """A house for a fixture."""
    with House(folder) as house:
        yield house


async def open_server(world: World) -> AsyncIterator[TelegramServer]:
    """Telegram for a fixture; at the end every word that was exchanged fits the Bot API."""
    async with TelegramServer(world) as server:
        yield server
    assert world.complaints == []


def address(person: Person) -> Address:
    """Where a person is reached."""
    return Address("telegram", str(person.id))


def button(seen: Seen, act: Act, value: str | None = None) -> Button:
    """A button by what it does. Raises LookupError."""
    for shown in (b for row in seen.rows for b in row):
        reply = Reply.parse(shown.data)
        if reply and reply.act is act and value in (None, reply.value):
            return shown
    raise LookupError(f"no button does {act.name} {value or ''} on {seen.buttons}")


def tap(person: Person, act: Act, value: str | None = None) -> None:
    """Press a button of the bot's newest message."""
    seen = person.last
    person.forge_tap(seen.id, button(seen, act, value).data)


async def sees(person: Person, text: str, within: float = PATIENCE) -> Seen:
    """Wait until the bot's newest message holds a text."""
    await person.until(lambda p: _bot_spoke(p) and text in p.last.text, within)
    return person.last


def _bot_spoke(person: Person) -> bool:
    return any(seen.sender == "bot" for seen in person.messages)


async def eventually(check: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not check():  # noqa: ASYNC110 - not everything waited for can wake us
            await asyncio.sleep(0.02)


async def join(person: Person, code: str, band: str = "16-17", within: float = PATIENCE) -> Seen:
    """Come with a code, say one's age, and stand before the first screen of the round."""
    person.start(code)
    await sees(person, "How old are you", within)
    tap(person, Act.JOIN, f"{band} {code}")
    await person.until(lambda p: "How old are you" not in p.last.text, within)
    return person.last


async def begin(person: Person, code: str, band: str = "16-17", within: float = PATIENCE) -> Seen:
    """The same, as far as the first question."""
    await join(person, code, band, within)
    tap(person, Act.BEGIN)
    return await sees(person, "1/", within)
