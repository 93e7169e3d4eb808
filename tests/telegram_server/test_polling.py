"""Updates are handed out until they are confirmed, expire as on Telegram, and go to one poller."""

import asyncio
import time

from tests.telegram_server import World
from tests.telegram_server.conftest import Calling
from tests.telegram_server.wire import Json


def texts(answer: Json) -> list[str]:
    """What the messages in a getUpdates answer say."""
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_update_comes_again_until_an_offset_confirms_it(
    world: World, call: Calling
) -> None:
    aino = world.person()
    aino.say("one")
    aino.say("two")
    first = await call("getUpdates")
    assert texts(first) == ["one", "two"]
    assert texts(await call("getUpdates")) == ["one", "two"]
    number = first["result"][0]["update_id"]
    assert texts(await call("getUpdates", offset=number + 1)) == ["two"]
    assert texts(await call("getUpdates")) == ["two"]
    assert texts(await call("getUpdates", offset=number + 2)) == []


async def test_a_negative_offset_keeps_only_the_newest(world: World, call: Calling) -> None:
    aino = world.person()
    for text in "abcd":
        aino.say(text)
    assert texts(await call("getUpdates", offset=-1)) == ["d"]
    assert texts(await call("getUpdates")) == ["d"]


async def test_an_offset_from_another_life_of_the_server_confirms_nothing(
    world: World, call: Calling
) -> None:
    world.person().say("still here")
    assert texts(await call("getUpdates", offset=2_100_000_000)) == ["still here"]


async def test_a_poll_takes_one_to_a_hundred_updates(world: World, call: Calling) -> None:
    aino = world.person()
    for number in range(103):
        aino.say(str(number))
    assert len(texts(await call("getUpdates"))) == 100
    assert len(texts(await call("getUpdates", limit=500))) == 100
    assert texts(await call("getUpdates", limit=0)) == ["0"]


async def test_a_parked_poll_is_answered_soon_after_the_first_update(
    world: World, call: Calling
) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await world.updates.polled()
    began = time.monotonic()
    world.person().say("hello")
    assert texts(await poll) == ["hello"]
    assert time.monotonic() - began < 15


async def test_a_poll_without_updates_ends_at_its_timeout(call: Calling) -> None:
    began = time.monotonic()
    assert (await call("getUpdates", timeout=1))["result"] == []
    assert 0.9 < time.monotonic() - began < 15


async def test_a_second_poller_ends_the_first_with_a_conflict(world: World, call: Calling) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await world.updates.polled()
    second = asyncio.create_task(call("getUpdates", timeout=20))
    refused = await first
    assert refused["error_code"] == 409
    assert "terminated by other getUpdates request" in refused["description"]
    world.person().say("for the second")
    assert texts(await second) == ["for the second"]


async def test_nobody_polls_while_a_webhook_is_set(world: World, call: Calling) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await world.updates.polled()
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    assert "terminated by setWebhook" in (await poll)["description"]
    assert (await call("getUpdates"))["error_code"] == 409
    assert (await call("getWebhookInfo"))["result"]["url"] == "http://127.0.0.1:9/hook"
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_taps_expire_after_150_seconds_and_messages_after_a_day(
    world: World, call: Calling
) -> None:
    aino = world.person()
    aino.say("hello")
    aino.forge_tap(1, "yes")
    world.advance(149)
    assert len((await call("getUpdates"))["result"]) == 2
    world.advance(2)
    assert texts(await call("getUpdates")) == ["hello"]
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    world.advance(86_400)
    assert texts(await call("getUpdates")) == []


async def test_only_the_asked_kinds_of_update_are_queued(world: World, call: Calling) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    aino = world.person()
    aino.say("hello")
    aino.block()
    aino.forge_tap(1, "yes")
    (only,) = (await call("getUpdates"))["result"]
    assert only["callback_query"]["data"] == "yes"


async def test_asking_the_same_again_at_once_gets_one_update() -> None:
    world = World()
    aino = world.person()
    aino.say("one")
    aino.say("two")
    assert len(await world.updates.get(0, 100, 0)) == 2
    assert len(await world.updates.get(0, 100, 0)) == 1


async def test_blocking_and_unblocking_are_told_to_the_bot(world: World, call: Calling) -> None:
    aino = world.person()
    aino.start()
    aino.block()
    aino.block()
    aino.start("CODE")
    kinds = [next(k for k in u if k != "update_id") for u in (await call("getUpdates"))["result"]]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]
