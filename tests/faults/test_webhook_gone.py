"""Somebody else removes or replaces the webhook: noticed within minutes, and nothing is lost."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.telegram.webhook import TROUBLE, Webhook
from conversations.replies import Act
from tests.bot.telegram_world import House, begin, open_port, sees, served, tap
from tests.faults.storm import EPOCH
from tests.faults.swift import SwiftLoop, swiftly
from tests.telegram_server import Fault, TelegramServer, World
from tests.telegram_server.faults import WEBHOOK, Kind

SECRET, CODE = "s3cret-of-these-tests", "RIVER12345"
MINUTES = 60.0


def noted(house: House) -> str | None:
    """What the health check finds of the webhook."""
    with house.contacts.reading() as book:
        return book.recall(TROUBLE)


async def walk(server: TelegramServer, house: House, kind: Kind) -> None:
    """Somebody comes while somebody else meddles with the webhook; a tap would grow too old."""
    port, url = open_port()
    webhook = Webhook(url, SECRET)
    person = server.world.person(language="en")
    with port:
        async with served(webhook, port=port), house.talking(server, webhook):
            server.world.faults.add(Fault(WEBHOOK, kind))
            await begin(person, house.code(CODE), within=15 * MINUTES)
            assert server.world.webhook.url == url
            assert server.world.webhook.secret == SECRET
            tap(person, Act.PICK, "4")
            await sees(person, "2/5", within=1 * MINUTES)
            assert [kind for _, _, kind in server.world.faults.struck] == [kind]


@pytest.mark.parametrize("kind", ["webhook_removed", "webhook_replaced"])
def test_updates_flow_again_after_somebody_has_meddled(
    tmp_path: Path, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    async def playing(loop: SwiftLoop) -> None:
        world = World(clock=lambda: EPOCH + loop.time(), check_spec=False)
        async with TelegramServer(world) as server:
            with House(tmp_path) as house:
                await walk(server, house, kind)
                assert house.values()["heard"] == 4

    with caplog.at_level(logging.INFO, "kuulolla.telegram"):
        swiftly(playing)
    told = [each for each in caplog.messages if "removed or replaced" in each]
    assert told == ["somebody has removed or replaced the webhook; it is announced anew"]
    assert SECRET not in caplog.text
    assert "/telegram" not in caplog.text


def test_failed_deliveries_are_noted_for_the_health_check_until_none_fails_any_more(
    tmp_path: Path,
) -> None:
    async def playing(loop: SwiftLoop) -> None:
        world = World(clock=lambda: EPOCH + loop.time(), check_spec=False)
        port, url = open_port()
        with port, House(tmp_path) as house:
            async with (
                TelegramServer(world) as server,
                served(webhook := Webhook(url, SECRET), port=port),
                house.talking(server, webhook),
            ):
                person = world.person(language="en")
                await begin(person, house.code(CODE), within=5 * MINUTES)
                await asyncio.sleep(1 * MINUTES)
                assert noted(house) == ""
                world.faults.add(Fault(WEBHOOK, "reset_before"))
                tap(person, Act.PICK, "4")
                await sees(person, "2/5", within=5 * MINUTES)
                await asyncio.sleep(11 * MINUTES)
                assert noted(house) == "2026-W46 no answer"
                await asyncio.sleep(11 * MINUTES)
                assert noted(house) == ""

    swiftly(playing)
