"""The same scenarios, driven by two clients that others wrote and that know nothing of us."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import aiogram
import pytest
import telegram.ext
from aiogram import types

from tests.telegram_server import Fault, Person, TelegramServer, World
from tests.telegram_server.client_aiogram import Aiogram
from tests.telegram_server.client_ptb import Ptb
from tests.telegram_server.clients import Client, Refused
from tests.telegram_server.faults import REFUSALS, Refusal

QUESTION = [[("😀 Yes", "q1:5"), ("☹ No", "q1:1")], [("Skip", "q1:-")]]
Opening = Callable[[str, str], AbstractAsyncContextManager[Client]]


@pytest.fixture(params=[Aiogram.opened, Ptb.opened], ids=["aiogram", "python-telegram-bot"])
def opened(request: pytest.FixtureRequest) -> Opening:
    """How to open either client."""
    chosen: Opening = request.param
    return chosen


@pytest.fixture
async def client(
    server: TelegramServer, opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Client]:
    """A client that talks to the emulator."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # python-telegram-bot warns of its old way otherwise
    async with opened(server.url, server.world.token) as client:
        yield client


@pytest.fixture
def aino(world: World) -> Person:
    """Somebody who came by a deep link."""
    person = world.person("Aino", language="fi")
    person.start("RIVER")
    return person


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", rows)]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in [*parts, (b"IEND", b"")]
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


async def test_a_survey_from_deep_link_to_thanks(
    client: Client, world: World, aino: Person
) -> None:
    assert await client.me() == world.bot["username"]
    (start,) = await client.updates()
    assert (start.text, start.sender, start.language) == ("/start RIVER", aino.id, "fi")
    assert abs(start.date - world.now()) < 60
    await client.typing(aino.id)
    message = await client.send(aino.id, "Were you <b>heard</b>?", QUESTION, "HTML")
    assert aino.last.text == "Were you heard?"
    assert aino.last.buttons == ["😀 Yes", "☹ No", "Skip"]
    aino.tap("😀 Yes")
    (tap,) = await client.updates(start.number + 1, wait=5)
    assert (tap.kind, tap.text, tap.message, tap.sender) == ("tap", "q1:5", message, aino.id)
    assert await client.answer(tap.query, "Saved")
    assert aino.notices == ["Saved"]
    assert await client.edit(aino.id, message, "Thank you") == message
    assert (aino.last.text, aino.last.buttons, aino.last.edited) == ("Thank you", [], True)
    assert await client.edit_rows(aino.id, message, QUESTION) == 2
    assert await client.delete(aino.id, message)
    assert [seen.sender for seen in aino.messages] == ["person"]
    assert await client.updates(tap.number + 1) == []


async def test_several_messages_go_at_once(client: Client, aino: Person) -> None:
    sent = [await client.send(aino.id, text) for text in ("one", "two", "three")]
    assert await client.delete(aino.id, *sent[:2])
    assert [seen.text for seen in aino.messages] == ["/start RIVER", "three"]


async def test_pictures_and_documents_are_read_back(client: Client, aino: Person) -> None:
    assert await client.photo(aino.id, png(12, 7), "This week") == (12, 7)
    assert aino.last.text == "This week"
    assert await client.document(aino.id, b"%PDF", "yhteenveto ä.pdf") == "yhteenveto ä.pdf"
    assert aino.last.file_name == "yhteenveto ä.pdf"


async def test_media_of_people_arrive(client: Client, aino: Person) -> None:
    aino.send_photo("my room")
    aino.send_voice()
    aino.send_document("diary.txt")
    found = await client.updates()
    assert [got.kind for got in found] == ["text", "photo", "voice", "document"]


async def test_commands_are_kept_for_each_language(client: Client) -> None:
    finnish = {"stop": "lopeta", "help": "apua"}
    assert await client.commands(finnish, "fi") == finnish
    assert await client.commands({"stop": "sluta"}, "sv") == {"stop": "sluta"}


async def test_a_long_poll_brings_the_first_tap(client: Client, world: World, aino: Person) -> None:
    (start,) = await client.updates()
    await client.send(aino.id, "?", QUESTION)
    poll = asyncio.ensure_future(client.updates(start.number + 1, wait=20))
    await world.updates.polled()
    assert not poll.done()
    aino.tap("q1:-")
    assert [got.text for got in await poll] == ["q1:-"]


Case = Callable[[Client, World, Person], Awaitable[object]]


async def not_modified(client: Client, world: World, aino: Person) -> None:
    message = await client.send(aino.id, "same", QUESTION)
    await client.edit(aino.id, message, "same", QUESTION)


async def too_old(client: Client, world: World, aino: Person) -> None:
    tap = aino.forge_tap(1, "x")
    world.advance(200)
    await client.answer(tap.id, "late")


async def nothing_to_edit(client: Client, world: World, aino: Person) -> None:
    await client.edit(aino.id, 4711, "x")


async def too_long(client: Client, world: World, aino: Person) -> None:
    await client.send(aino.id, "x" * 5000)


async def button_data(client: Client, world: World, aino: Person) -> None:
    await client.send(aino.id, "x", [[("a", "b" * 65)]])


async def blocked(client: Client, world: World, aino: Person) -> None:
    aino.block()
    await client.send(aino.id, "x")


async def too_many(client: Client, world: World, aino: Person) -> None:
    world.faults.add(Fault("sendMessage", "too_many", seconds=3))
    await client.send(aino.id, "x")


async def gateway(client: Client, world: World, aino: Person) -> None:
    world.faults.add(Fault("sendMessage", "server_error"))
    await client.send(aino.id, "x")


async def webhook_is_set(client: Client, world: World, aino: Person) -> None:
    assert await client.webhook("https://127.0.0.1:9/x", "s") == "https://127.0.0.1:9/x"
    try:
        await client.updates()
    finally:
        await client.no_webhook()


@pytest.mark.parametrize(
    ("case", "code", "why"),
    [
        (not_modified, 400, "message is not modified"),
        (too_old, 400, "query is too old"),
        (nothing_to_edit, 400, "message to edit not found"),
        (too_long, 400, "message is too long"),
        (button_data, 400, "button_data_invalid"),
        (blocked, 403, "bot was blocked by the user"),
        (too_many, 429, "3"),
        (gateway, 502, "bad gateway"),
        (webhook_is_set, 409, "webhook is active"),
    ],
)
async def test_a_refusal_is_understood(
    client: Client, world: World, aino: Person, case: Case, code: int, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        await case(client, world, aino)
    assert refused.value.code == code
    assert why in refused.value.why
    assert refused.value.retry_after == (3 if code == 429 else None)


@pytest.mark.parametrize("kind", list(REFUSALS))
async def test_every_refusal_that_can_be_planned_is_understood(
    client: Client, world: World, aino: Person, kind: Refusal
) -> None:
    code, why = REFUSALS[kind]
    world.faults.add(Fault("sendMessage", kind))
    with pytest.raises(Refused) as refused:
        await client.send(aino.id, "x")
    assert refused.value.code == code
    moved = kind == "migrated"  # both clients tell the new chat's number and not the words
    assert ("-1001234567890" if moved else why.partition(": ")[2].lower()) in refused.value.why
    assert await client.send(aino.id, "and again")


async def test_an_answer_that_is_gibberish_is_no_answer(
    client: Client, world: World, aino: Person
) -> None:
    world.faults.add(Fault("sendMessage", "broken_json"))
    with pytest.raises(Refused) as refused:
        await client.send(aino.id, "sent or not?")
    assert refused.value.code == 0
    assert aino.last.text == "sent or not?"


async def test_a_token_that_is_taken_away_is_refused_from_then_on(
    client: Client, world: World, aino: Person
) -> None:
    assert len(await client.updates()) == 1
    waiting = asyncio.ensure_future(client.updates(world.updates.waiting()[0].number + 1, wait=20))
    await world.updates.polled()
    world.revoke_token()
    for refused_call in (waiting, client.send(aino.id, "x")):
        with pytest.raises(Refused) as refused:
            await refused_call
        assert refused.value.code == 401


async def test_a_wrong_token_is_refused(server: TelegramServer, opened: Opening) -> None:
    with pytest.raises(Refused) as refused:
        async with opened(server.url, "1:wrong") as client:
            await client.me()
    assert refused.value.code == 401


async def test_an_answer_cut_off_leaves_the_message_sent(
    client: Client, world: World, aino: Person
) -> None:
    world.faults.add(Fault("sendMessage", "reset_after"))
    with pytest.raises(Refused) as refused:
        await client.send(aino.id, "sent or not?")
    assert refused.value.code == 0
    assert aino.last.text == "sent or not?"


async def test_aiograms_dispatcher_runs_on_it(server: TelegramServer, world: World) -> None:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> None:
        await message.answer(f"you said {message.text}")

    async with Aiogram.opened(server.url, world.token) as client:
        polling = asyncio.create_task(dispatcher.start_polling(client.bot, handle_signals=False))
        aino = world.person()
        aino.start("RIVER")
        await aino.hears("you said /start RIVER")
        await dispatcher.stop_polling()
        await polling


async def test_ptbs_updater_runs_on_it(server: TelegramServer, world: World) -> None:
    async def echo(update: telegram.Update, context: object) -> None:
        assert update.message
        await update.message.reply_text(f"you said {update.message.text}")

    building = telegram.ext.ApplicationBuilder().token(world.token).base_url(f"{server.url}/bot")
    application = building.build()
    application.add_handler(telegram.ext.CommandHandler("start", echo))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        aino = world.person()
        aino.start("RIVER")
        await aino.hears("you said /start RIVER")
        await application.updater.stop()
        await application.stop()
