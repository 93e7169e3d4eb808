"""The webhook's side of Telegram: order, patience, and two foreign bots that are posted to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiogram
import pytest
import telegram
import telegram.ext
from aiogram import types
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.telegram_server import Fault, Person, TelegramServer, World
from tests.telegram_server.client_aiogram import Aiogram
from tests.telegram_server.conftest import Calling
from tests.telegram_server.wire import Json

SECRET = "s-3"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """A bot's webhook that refuses as often as it is told to, and can be made to wait."""

    def __init__(self) -> None:
        self.refusals = 0
        self.retry_after = ""
        self.may_go = asyncio.Event()
        self.may_go.set()
        self.under_way, self.most_under_way = 0, 0
        self.got: list[tuple[str, str]] = []

    async def take(self, request: web.Request) -> web.Response:
        """Take an update, and answer with a call."""
        if self.refusals:
            self.refusals -= 1
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            return web.Response(status=500, headers=headers)
        update: Json = await request.json()
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await self.may_go.wait()
        self.under_way -= 1
        query = update.get("callback_query")
        message = query["message"] if query else update["message"]
        said = query["data"] if query else message["text"]
        self.got.append((request.headers[HEADER], said))
        reply = {"method": "sendMessage", "chat_id": message["chat"]["id"], "text": "got it"}
        return web.json_response(reply)

    @property
    def heard(self) -> list[str]:
        """What people said and tapped, in the order it came."""
        return [said for _, said in self.got]


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """A bot's web server on loopback; gives its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


@pytest.fixture
async def hook() -> Hook:
    """A webhook to be asked what it got; made on the loop that it waits on."""
    return Hook()


@pytest.fixture
async def url(hook: Hook) -> AsyncIterator[str]:
    """Where it is served."""
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    async with serving(app) as url:
        yield url


@pytest.fixture
def aino(world: World) -> Person:
    """Somebody with a phone."""
    return world.person("Aino")


async def answered(person: Person, times: int) -> None:
    """Wait until the calls in so many answers have been carried out."""
    await person.until(lambda p: [s.text for s in p.messages].count("got it") == times)


@pytest.mark.parametrize("refusals", [0, 1])
async def test_a_webhook_gets_the_secret_the_order_and_another_try(
    server: TelegramServer, aino: Person, call: Calling, hook: Hook, url: str, refusals: int
) -> None:
    server.webhooks.first_pause = 0.01
    hook.refusals = refusals
    aino.say("one")
    await call("setWebhook", url=url, secret_token=SECRET)
    aino.say("two")
    await answered(aino, 2)
    assert hook.got == [(SECRET, "one"), (SECRET, "two")]
    info = (await call("getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 0
    assert ("last_error_message" in info) is bool(refusals)


async def test_the_wait_doubles_until_the_bot_names_one_itself(
    server: TelegramServer, aino: Person, call: Calling, hook: Hook, url: str
) -> None:
    server.webhooks.first_pause = 0.01
    hook.refusals = 3
    await call("setWebhook", url=url, secret_token=SECRET)
    aino.say("one")
    await answered(aino, 1)
    assert server.webhooks.pauses == [0.01, 0.02, 0.04]
    hook.refusals, hook.retry_after = 1, "1"
    aino.say("two")
    await answered(aino, 2)
    assert server.webhooks.pauses[3:] == [1.0]


async def test_one_lane_waits_for_nobody_but_itself(
    server: TelegramServer, world: World, aino: Person, call: Calling, hook: Hook, url: str
) -> None:
    hook.may_go.clear()
    other = world.person("Eero")
    await call("setWebhook", url=url, secret_token=SECRET)
    for said in ("one", "two"):
        aino.say(said)
    aino.forge_tap(1, "a tap")
    other.say("somebody else")
    while hook.under_way < 3:  # noqa: ASYNC110 - the first of each lane
        await asyncio.sleep(0.01)
    hook.may_go.set()
    await answered(aino, 3)
    await answered(other, 1)
    assert hook.most_under_way == 3
    assert hook.heard.index("one") < hook.heard.index("two")


async def test_no_more_deliveries_are_under_way_than_the_bot_allowed(
    server: TelegramServer, world: World, call: Calling, hook: Hook, url: str
) -> None:
    await call("setWebhook", url=url, secret_token=SECRET, max_connections=2)
    people = [world.person() for _ in range(6)]
    for person in people:
        person.say("hello")
    for person in people:
        await answered(person, 1)
    assert hook.most_under_way <= 2
    assert (await call("getWebhookInfo"))["result"]["max_connections"] == 2


async def test_an_answer_that_is_lost_brings_the_update_again(
    server: TelegramServer, world: World, aino: Person, call: Calling, hook: Hook, url: str
) -> None:
    server.webhooks.first_pause = 0.01
    world.faults.add(Fault("webhook", "reset_after"))
    await call("setWebhook", url=url, secret_token=SECRET)
    aino.say("one")
    await answered(aino, 1)
    assert hook.heard == ["one", "one"]
    assert world.faults.struck == [("webhook", aino.id, "reset_after")]


async def test_what_has_expired_is_not_posted_any_more(
    server: TelegramServer, world: World, aino: Person, call: Calling, hook: Hook, url: str
) -> None:
    aino.forge_tap(1, "too late")
    aino.say("still here")
    world.advance(151)
    await call("setWebhook", url=url, secret_token=SECRET)
    await answered(aino, 1)
    assert hook.heard == ["still here"]


async def test_aiograms_request_handler_runs_on_it(server: TelegramServer, world: World) -> None:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> None:
        await message.answer(f"you said {message.text}")

    @dispatcher.callback_query()
    async def tapped(query: types.CallbackQuery) -> None:
        await query.answer(f"you tapped {query.data}")

    async with Aiogram.opened(server.url, world.token) as client:
        app = web.Application()
        handler = SimpleRequestHandler(
            dispatcher, client.bot, handle_in_background=False, secret_token=SECRET
        )
        handler.register(app, "/hook")
        async with serving(app) as url:
            await client.bot.set_webhook(url, secret_token=SECRET)
            aino = world.person()
            aino.start("RIVER")
            await aino.hears("you said /start RIVER")
            aino.forge_tap(aino.last.id, "yes")
            await aino.until(lambda person: person.notices == ["you tapped yes"])


async def test_ptbs_application_runs_on_it(
    server: TelegramServer, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a web server of one's own, as its documentation has it; its own one needs tornado."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def echo(update: telegram.Update, context: object) -> None:
        assert update.message
        await update.message.reply_text(f"you said {update.message.text}")

    async def tapped(update: telegram.Update, context: object) -> None:
        assert update.callback_query
        await update.callback_query.answer(f"you tapped {update.callback_query.data}")

    building = telegram.ext.ApplicationBuilder().token(world.token).base_url(f"{server.url}/bot")
    application = building.updater(None).build()
    application.add_handler(telegram.ext.CommandHandler("start", echo))
    application.add_handler(telegram.ext.CallbackQueryHandler(tapped))

    async def take(request: web.Request) -> web.Response:
        assert request.headers[HEADER] == SECRET
        update = telegram.Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    async with application, serving(app) as url:
        await application.start()
        await application.bot.set_webhook(url, secret_token=SECRET)
        aino = world.person()
        aino.start("RIVER")
        await aino.hears("you said /start RIVER")
        aino.forge_tap(aino.last.id, "yes")
        await aino.until(lambda person: person.notices == ["you tapped yes"])
        await application.stop()
