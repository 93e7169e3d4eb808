"""Whether the webhook still stands is looked at by one process, and whatever comes of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram import announcing
from bot.telegram.webhook import TROUBLE, Webhook
from tests.bot.telegram_world import House, eventually, open_house, open_server
from tests.telegram_server import Fault, TelegramServer, World
from tests.telegram_server.faults import Kind

HERE = Webhook("https://chat.example/telegram", "s3cret-of-these-tests")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setattr(announcing, "LOOK_SECONDS", 0.02)
    async for opened in open_server(World()):
        yield opened


def looks(server: TelegramServer) -> int:
    """How often somebody has looked."""
    return server.world.call_counts["getWebhookInfo"]


async def test_one_that_stands_is_announced_once(house: House, server: TelegramServer) -> None:
    async with house.talking(server, HERE):
        await eventually(lambda: looks(server) > 3)
    assert server.world.call_counts["setWebhook"] == 1


async def test_a_start_announces_the_secret_also_where_the_address_is_the_same(
    house: House, server: TelegramServer
) -> None:
    server.world.webhook = replace(server.world.webhook, url=HERE.url, secret="the-one-before")
    async with house.talking(server, HERE):
        await eventually(lambda: server.world.webhook.secret == HERE.secret)


async def test_of_several_that_start_together_the_last_leaves_the_same_secret(
    house: House, server: TelegramServer
) -> None:
    async with house.talking(server, HERE), house.talking(server, HERE):
        await eventually(lambda: server.world.call_counts["setWebhook"] > 2)  # one came too soon
        await eventually(lambda: looks(server) > 3)
    assert (server.world.webhook.url, server.world.webhook.secret) == (HERE.url, HERE.secret)


async def test_another_secret_at_our_address_is_noticed_by_what_we_refuse(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    def somebody_elses(status: int) -> None:
        error = 2_000_000_000 + status, f"Wrong response from the webhook: {status} x.y"
        server.world.webhook = replace(
            server.world.webhook, secret="somebody-elses", set_at=-1e9, last_error=error
        )

    async with house.talking(server, HERE):
        await eventually(lambda: looks(server) > 1)
        somebody_elses(401)
        await eventually(lambda: server.world.webhook.secret == HERE.secret)
        before = looks(server)
        somebody_elses(503)  # any other refusal is no sign of it
        await eventually(lambda: looks(server) > before + 3)
        assert server.world.webhook.secret == "somebody-elses"
    assert server.world.call_counts["setWebhook"] == 2
    assert HERE.secret not in caplog.text


async def test_only_the_process_whose_turn_it_is_looks(
    house: House, server: TelegramServer
) -> None:
    stop = asyncio.Event()
    channel = replace(house.channel(server, webhook=HERE), alone=lambda: False)
    running = asyncio.create_task(channel.run(stop))
    await eventually(lambda: server.world.webhook.url)
    await asyncio.sleep(0.2)
    stop.set()
    await running
    assert looks(server) == 0


async def test_who_polls_does_not_look(house: House, server: TelegramServer) -> None:
    async with house.talking(server):
        await eventually(lambda: server.world.call_counts["deleteWebhook"])
        await asyncio.sleep(0.1)
    assert looks(server) == 0


@pytest.mark.parametrize("kind", ["unauthorized", "forbidden", "broken_json"])
async def test_a_look_that_fails_ends_nothing(
    house: House, server: TelegramServer, kind: Kind
) -> None:
    server.world.faults.add(Fault("getWebhookInfo", kind, times=2))
    async with house.talking(server, HERE):
        await eventually(lambda: looks(server) > 3)


async def test_an_address_that_is_refused_for_a_while_ends_nothing(
    house: House, server: TelegramServer
) -> None:
    async with house.talking(server, HERE):
        await eventually(lambda: looks(server) > 0)
        server.world.faults.add(Fault("setWebhook", "chat_not_found"))  # any 400, as of a bad DNS
        server.world.webhook = replace(server.world.webhook, url="", set_at=-1e9)
        await eventually(lambda: server.world.webhook.url == HERE.url)


async def test_what_is_noted_has_a_kind_and_no_address(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.talking(server, HERE):
        await eventually(lambda: looks(server) > 1)
        server.world.webhook.last_error = 2_000_000_000, "Wrong response from the webhook: 503 x.y"
        before = looks(server)
        await eventually(lambda: looks(server) > before + 3)
    assert caplog.messages == ["Telegram could not bring some updates (503)"]
    with house.contacts.reading() as book:
        assert book.recall(TROUBLE) == "", "it is over by the next look"
