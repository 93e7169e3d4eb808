"""The webhook: who is let in, what is answered when, and that nothing is taken twice."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from bot.telegram import webhook as guards
from bot.telegram.webhook import LARGEST, SECRET_HEADER, CannotTake, NotAnUpdate, Webhook
from conversations.replies import Act
from storage.contacts.tables import TakenRow
from tests.bot.telegram_world import (
    House,
    address,
    begin,
    button,
    eventually,
    open_house,
    open_port,
    open_server,
    sees,
    served,
    tap,
)
from tests.telegram_server import PATIENCE, TelegramServer, World

SECRET = "s3cret-of-these-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Asked:
    """One request to a webhook without a web server between, and what became of it."""

    def __init__(self, webhook: Webhook) -> None:
        self.webhook = webhook
        self.read = 0
        self.said: list[dict[str, Any]] = []

    async def post(
        self,
        *pieces: bytes,
        secret: str | None = SECRET,
        length: str = "",
        method: str = "POST",
        wait: float = 0,
    ) -> int:
        """Send a body in pieces, a pause before each; returns the status."""
        given = [] if secret is None else [(SECRET_HEADER, secret.encode())]
        given += [(b"content-length", length.encode())] if length else []
        left = list(pieces)

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(wait)
            self.read += 1
            body = left.pop(0) if left else b""
            return {"type": "http.request", "body": body, "more_body": bool(left)}

        async def send(message: dict[str, Any]) -> None:
            self.said.append(message)

        await self.webhook({"type": "http", "method": method, "headers": given}, receive, send)
        return int(self.said[0]["status"])


async def echo(body: bytes) -> bytes:
    """Takes everything."""
    return body


@pytest.fixture
def asked() -> Asked:
    webhook = Webhook("https://chat.example/telegram", SECRET)
    webhook.take = echo
    return Asked(webhook)


async def test_telegram_is_let_in(asked: Asked) -> None:
    assert await asked.post(b"{", b"}") == 200
    assert asked.said[1]["body"] == b"{}"


@pytest.mark.parametrize("given", [None, "another", "", SECRET + "x"])
async def test_without_the_secret_no_byte_is_read(asked: Asked, given: str | None) -> None:
    assert await asked.post(b"{}", secret=given) == 401
    assert asked.read == 0


@pytest.mark.parametrize("length", [str(LARGEST + 1), "9" * 40, "-1", "many"])
async def test_a_body_that_is_announced_too_large_is_not_read(asked: Asked, length: str) -> None:
    assert await asked.post(b"{}", length=length) == 413
    assert asked.read == 0


async def test_a_body_that_grows_too_large_is_read_no_further(asked: Asked) -> None:
    assert await asked.post(*[b"x" * (LARGEST // 4)] * 100) == 413
    assert asked.read == 5


async def test_a_body_that_trickles_in_is_not_waited_for(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "BODY_SECONDS", 0.05)
    assert await asked.post(*[b"x"] * 1000, wait=0.02) == 408


async def test_only_posts_are_updates(asked: Asked) -> None:
    assert await asked.post(method="GET") == 405


async def test_until_the_channel_is_there_telegram_keeps_its_updates(asked: Asked) -> None:
    asked.webhook.take = None
    assert await asked.post(b"{}") == 503
    assert (b"retry-after", b"5") in asked.said[0]["headers"]


@pytest.mark.parametrize(("error", "status"), [(CannotTake, 503), (NotAnUpdate, 400)])
async def test_what_cannot_be_taken_has_its_status(
    asked: Asked, error: type[Exception], status: int
) -> None:
    async def refuse(body: bytes) -> bytes:
        raise error

    asked.webhook.take = refuse
    assert await asked.post(b"{}") == status


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for opened in open_server(World(punish_repolling=False)):
        opened.webhooks.first_pause = 0.05
        yield opened


@pytest.fixture
def port() -> Iterator[tuple[socket.socket, str]]:
    listening, url = open_port()
    with listening:
        yield listening, url


@pytest.fixture
async def webhook(port: tuple[socket.socket, str]) -> AsyncIterator[Webhook]:
    made = Webhook(port[1], SECRET)
    async with served(made, port=port[0]):
        yield made


async def post(url: str, update: object) -> httpx.Response:
    """Post an update as Telegram does."""
    async with httpx.AsyncClient(timeout=20) as client:
        return await client.post(url, json=update, headers={HEADER: SECRET})


def a_tap(server: TelegramServer, number: int, person: Any, act: Act, value: str) -> object:
    """The update of a tap that no emulator sends."""
    seen = person.last
    server.world._numbers.tap += 1
    return {
        "update_id": number,
        "callback_query": {
            "id": str(number),
            "from": person.user,
            "message": person.history[seen.id],
            "chat_instance": "1",
            "data": button(seen, act, value).data,
        },
    }


async def test_somebody_walks_through_a_round(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        for number in range(1, 6):
            await sees(person, f"{number}/5")
            tap(person, *((Act.PICK, "5") if number < 4 else (Act.SKIP, None)))
        await sees(person, "Thank you")
        await eventually(lambda: not server.world.updates.waiting())
        await eventually(lambda: all(each.answered for each in person.taps))
    assert house.values()["heard"] == 5
    assert "getUpdates" not in server.world.call_counts
    assert house.trouble == []


async def test_the_answer_comes_after_the_screen_and_stops_the_spinner(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        await eventually(lambda: all(each.answered for each in person.taps))
        before = server.world.call_counts["answerCallbackQuery"]
        answer = await post(webhook.url, a_tap(server, 77, person, Act.PICK, "4"))
        assert "2/5" in person.last.text
        assert answer.json() == {"method": "answerCallbackQuery", "callback_query_id": "77"}
        assert server.world.call_counts["answerCallbackQuery"] == before
    assert house.values() == {"heard": 4}


async def test_nothing_is_acknowledged_before_it_is_durable(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        house.books.broken = lambda: True
        tap(person, Act.PICK, "4")
        await eventually(lambda: server.world.webhook.last_error)
        assert "503" in server.world.webhook.last_error[1]  # type: ignore[index]
        await eventually(lambda: person.notices)
        assert "cannot write anything down" in person.notices[0]
        assert len(server.world.updates.waiting()) == 1
        assert house.values() == {}
        house.books.broken = lambda: False
        await sees(person, "2/5")
    assert house.values() == {"heard": 4}


async def test_an_unforeseen_error_in_one_batch_does_not_end_the_taking(
    house: House, server: TelegramServer, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        with monkeypatch.context() as broken:
            broken.setattr("bot.telegram.taking.Intake.take", None)
            assert (
                await post(webhook.url, a_tap(server, 77, person, Act.PICK, "4"))
            ).status_code == 503
        await post(webhook.url, a_tap(server, 77, person, Act.PICK, "4"))
        await sees(person, "2/5")
    assert house.values() == {"heard": 4}


async def test_what_is_brought_again_is_not_taken_again(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        update = a_tap(server, 77, person, Act.PICK, "4")
        first = await post(webhook.url, update)
        again = await asyncio.gather(*(post(webhook.url, update) for _ in range(10)))
        tap(person, Act.PICK, "2")
        await sees(person, "3/5")
        late = await post(webhook.url, update)
        assert {each.content for each in again} == {first.content} == {late.content}
        assert "3/5" in person.last.text
    assert sorted(house.values().values()) == [2, 4]


async def test_what_was_stored_and_never_shown_is_shown_when_it_is_brought_again(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server, webhook):
        await begin(person, house.code("RIVER12345"))
        update = a_tap(server, 77, person, Act.PICK, "4")
    with house.contacts.writing() as book:  # as another process stored it, before it was killed
        book.first_time([77])
        dialog = book.dialog(address(person))
        assert dialog
        book.save_dialog(address(person), replace(dialog, shown_step=0))
    async with house.talking(server, webhook):
        await post(webhook.url, update)
        await eventually(lambda: house.steps(person) == (1, 1))


async def test_what_comes_together_is_committed_together(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    people = [server.world.person(language="en") for _ in range(40)]
    house.code("RIVER12345")
    async with house.talking(server, webhook):
        for person in people:
            person.start("RIVER12345")
        await eventually(lambda: server.world.webhook.url)
        for person in people:
            await sees(person, "How old are you")
    assert house.books.commits < 25


async def test_from_polling_to_a_webhook_and_back_nothing_is_lost_or_taken_twice(
    house: House, server: TelegramServer, webhook: Webhook
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
    tap(person, Act.PICK, "1")
    async with house.talking(server, webhook):
        await sees(person, "2/5")
        taken = a_tap(server, 10**10, person, Act.PICK, "2")
        await post(webhook.url, taken)
        await sees(person, "3/5")
    tap(person, Act.PICK, "3")
    async with house.talking(server):
        await sees(person, "4/5")
    assert sorted(v for v in house.values().values() if v) == [1, 2, 3]
    assert server.world.webhook.url == ""


async def test_the_bot_forgets_what_it_took_the_day_before_yesterday(
    house: House, server: TelegramServer
) -> None:
    with house.contacts.writing() as book:
        book.first_time([800_000_001])
    house.now += timedelta(days=2)

    def known() -> list[TakenRow]:
        with house.database.reading() as session:
            return list(session.exec(select(TakenRow)))

    assert known()
    async with house.talking(server):
        await eventually(lambda: not known())


async def test_an_address_that_telegram_refuses_ends_the_channel_with_a_sentence(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    channel = house.channel(server, webhook=Webhook("ftp://chat.example/telegram", SECRET))
    await asyncio.wait_for(channel.run(asyncio.Event()), PATIENCE)
    assert "Telegram does not accept the webhook's address" in caplog.text
    assert SECRET not in caplog.text
