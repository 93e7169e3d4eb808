"""A staff member's chat in Telegram: linked by a code, the summary with its picture, a round."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.telegram import menus
from conversations.phrases import verbatim
from conversations.ports import Errand, Ready
from conversations.replies import Act
from conversations.screens import Screen
from summaries.pictures import beside_it, picture
from tests.bot.telegram_world import (
    House,
    begin,
    button,
    eventually,
    join,
    open_house,
    open_server,
    sees,
    tap,
)
from tests.summaries.samples import english
from tests.summaries.test_rendering import FULL
from tests.telegram_server import Fault, Person, TelegramServer, World
from tests.telegram_server.faults import Kind


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World()):
        yield served


async def links(house: House, server: TelegramServer) -> Person:
    worker = server.world.person(language="en")
    worker.start(house.code("STAFFCODE1", purpose="staff", audience="coordinator"))
    await sees(worker, "weekly summary comes here")
    return worker


def compose(errand: Errand) -> Screen:
    if errand.template == "picture":
        lines = tuple(map(verbatim, beside_it(FULL, english)))
        return Screen(None, lines, picture=picture(FULL, english), to_share=True)
    return Screen(None, (verbatim("SUMMARY OF WEEK 46/2026"),), to_share=True)


async def test_mondays_summary_comes_with_a_picture_and_its_words(
    house: House, server: TelegramServer
) -> None:
    house.composed = compose
    async with house.talking(server):
        worker = await links(house, server)
        young = server.world.person(language="en")
        await join(young, house.code("RIVER12345"))
        with house.contacts.writing() as book:
            book.tell_staff("summary", "2026-W46")
            book.tell_staff("picture", "2026-W46")
        await worker.until(lambda p: any(seen.file for seen in p.messages))
        await worker.hears("SUMMARY OF WEEK 46/2026")
    shown = next(seen for seen in worker.messages if seen.file)
    assert shown.text == "\n\n".join(beside_it(FULL, english))[:1024]
    assert server.world.files[shown.file].content.startswith(b"\x89PNG")
    assert not any(message.get("has_protected_content") for message in _of_bot(worker)[1:])
    assert not any("SUMMARY" in seen.text for seen in young.messages)


async def test_a_round_starts_after_one_more_yes(house: House, server: TelegramServer) -> None:
    house.office.prepared = [Ready("wave-1", "round", ("Koivula", "Rantala"))]
    async with house.talking(server):
        worker = await links(house, server)
        tap(worker, Act.OPEN, "look wave-1")
        asked = await sees(worker, "Start this now?")
        assert "Koivula, Rantala" in asked.text
        assert house.office.wishes == []
        data = button(asked, Act.OPEN, "start wave-1").data
        worker.forge_tap(asked.id, data)
        worker.forge_tap(asked.id, data)
        await sees(worker, "It is on its way")
        await eventually(lambda: ("start", "wave-1") in {w[1:] for w in house.office.wishes})


async def test_a_young_person_cannot_start_a_round_by_a_forged_button(
    house: House, server: TelegramServer
) -> None:
    house.office.prepared = [Ready("wave-1", "round", ("Koivula",))]
    young = server.world.person(language="en")
    async with house.talking(server):
        asked = await begin(young, house.code("RIVER12345"))
        young.forge_tap(asked.id, "o::start wave-1::")
        await sees(young, "Those questions have closed")
    assert house.office.wishes == []


def offered(server: TelegramServer, person: Person) -> list[str]:
    """The commands that somebody's phone shows."""
    return [each["command"] for each in server.world.menu(person)]


STAFFS = ["help", "empty", "language", "forget"]


async def test_a_staff_chat_has_a_menu_of_its_own_in_its_language_until_it_is_unlinked(
    house: House, server: TelegramServer
) -> None:
    young = server.world.person(language="en")
    async with house.talking(server):
        worker = await links(house, server)
        await eventually(lambda: offered(server, worker) == STAFFS)
        await eventually(lambda: "pause" in offered(server, young))
        told = {each["command"]: each["description"] for each in server.world.menu(worker)}
        assert told["forget"] == "Unlink this chat"
        worker.say("/language")
        await worker.until(lambda p: "Suomi" in p.last.buttons)
        tap(worker, Act.LANGUAGE, "fi")
        await eventually(lambda: "kieli" in offered(server, worker))
        worker.say("/unohda")
        await eventually(lambda: offered(server, worker) == offered(server, young))
    chats = [each for each in server.world.calls if "scope" in each.params]
    assert [each.method for each in chats] == ["setMyCommands"] * 2 + ["deleteMyCommands"]


async def test_a_mistyped_command_is_answered_with_the_commands_of_that_chat(
    house: House, server: TelegramServer
) -> None:
    young = server.world.person(language="en")
    async with house.talking(server):
        worker = await links(house, server)
        worker.say("/summery")
        told = await sees(worker, "I know these commands")
        assert "/help, /empty, /language, /forget" in told.text
        assert "weekly summary comes here" in told.text
        worker.say("/language")
        await worker.until(lambda p: "Suomi" in p.last.buttons)
        tap(worker, Act.LANGUAGE, "fi")
        worker.say("/kooste")
        await sees(worker, "/apua, /tyhjenna, /kieli, /unohda")
        await begin(young, house.code("RIVER12345"))
        young.say("/summery")
        assert "/pause" in (await sees(young, "I know these commands")).text


async def test_a_chat_that_the_console_unlinks_loses_its_menu_once_it_is_noticed(
    house: House, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "LOOK_SECONDS", 0.05)
    async with house.talking(server):
        worker = await links(house, server)
        await eventually(lambda: offered(server, worker) == STAFFS)
        with house.contacts.writing() as book:
            book.unlink("unit-1")
        await eventually(lambda: "pause" in offered(server, worker))
    with house.contacts.writing() as book:
        assert book.unlinked() == []


@pytest.mark.parametrize("kind", ["forbidden", "chat_not_found", "broken_json"])
async def test_a_menu_that_cannot_be_changed_harms_nothing(
    house: House, server: TelegramServer, kind: Kind
) -> None:
    server.world.faults.add(Fault("setMyCommands", kind, times=None))
    server.world.faults.add(Fault("deleteMyCommands", kind, times=None))
    async with house.talking(server):
        worker = await links(house, server)
        young = server.world.person(language="en")
        await begin(young, house.code("RIVER12345"))
        worker.say("/forget")
        await sees(worker, "no longer here")
    assert house.trouble == []


def _of_bot(person: Person) -> list[dict[str, object]]:
    messages = (person.history[number] for number in sorted(person.history))
    return [message for message in messages if message["from"]["is_bot"]]
