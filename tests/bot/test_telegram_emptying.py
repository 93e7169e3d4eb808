"""Leaving no trace: one tap empties the chat, a wish does so every night; what stays is said."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.telegram import clearing
from bot.telegram.commands import ACTS, COMMANDS
from conversations.phrases import LANGUAGES
from conversations.replies import Act
from storage.contacts.tables import ChatRow
from tests.bot.telegram_world import (
    House,
    address,
    begin,
    eventually,
    join,
    open_house,
    open_server,
    sees,
    tap,
)
from tests.telegram_server import Person, TelegramServer, World


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done every quarter of an hour, done at once."""
    monkeypatch.setattr(clearing, "NOTE_SECONDS", 0.05)
    monkeypatch.setattr(clearing, "LOOK_SECONDS", 0.1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World()):
        yield served


def stands(house: House, person: Person) -> tuple[int, ...]:
    with house.contacts.reading() as book:
        return book.standing(address(person))


def in_chat(person: Person) -> list[int]:
    return [seen.id for seen in person.messages]


async def answers(house: House, person: Person) -> None:
    """Through the round, with words that leave messages of their own."""
    await begin(person, house.code("RIVER12345"))
    tap(person, Act.PICK, "5")
    await sees(person, "2/5")
    person.say("what shall I write")
    await person.hears("only the buttons")
    tap(person, Act.STOP)
    await sees(person, "Thank you")


async def test_one_tap_deletes_all_that_stands_in_the_chat(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await answers(house, person)
        assert len(person.messages) > 3
        tap(person, Act.EMPTY, "now")
        await person.until(lambda p: not p.messages)
        await person.until(lambda p: p.notices)
    assert "older than two days" in person.notices[-1]
    assert person.taps[-1].alert, "it stays until it is tapped away"
    assert len(person.notices[-1]) <= 200
    assert house.values() == {"heard": 5}, "only the screen was emptied"
    assert stands(house, person) == ()


async def test_after_it_was_emptied_the_talk_goes_on_where_it_was(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        tap(person, Act.PICK, "5")
        await sees(person, "2/5")
        person.say("/empty")
        tap_when = await sees(person, "This chat can be emptied")
        assert "What is older I cannot delete" in tap_when.text
        tap(person, Act.EMPTY, "now")
        await person.until(lambda p: not p.messages)
        person.say("/start")
        await sees(person, "There are a few short questions")


async def test_a_restart_remembers_what_stands_in_the_chat(
    tmp_path: Path, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    with House(tmp_path) as house:
        async with house.talking(server):
            await answers(house, person)
        before = in_chat(person)
        assert set(stands(house, person)) == set(before)
    with House(tmp_path) as again:
        async with again.talking(server):
            tap(person, Act.EMPTY, "now")
            await person.until(lambda p: not p.messages)


async def test_every_night_yesterdays_messages_go_and_todays_stay(
    house: House, server: TelegramServer
) -> None:
    person, other = server.world.person(language="en"), server.world.person(language="en")
    async with house.talking(server):
        await answers(house, other)
        await answers(house, person)
        person.say("/empty")
        await sees(person, "This chat can be emptied")
        tap(person, Act.EMPTY, "night")
        await sees(person, "Every night I delete")
        await eventually(lambda: set(stands(house, person)) == set(in_chat(person)))
    house.now += timedelta(days=1)
    server.world.advance(86_400)
    kept = in_chat(other)
    async with house.talking(server):
        await person.until(lambda p: not p.messages)
        person.say("/help")
        await sees(person, "112")
        await eventually(lambda: len(stands(house, person)) == 2)
    assert in_chat(other) == kept, "whoever has not wished it keeps their chat"
    assert len(person.messages) == 2


async def test_what_is_too_old_does_not_keep_the_rest_from_being_deleted(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await answers(house, person)
        server.world.advance(49 * 3600)  # the bot's own days are one behind
        old = in_chat(person)
        person.say("/empty")
        await sees(person, "This chat can be emptied")
        tap(person, Act.EMPTY, "now")
        await person.until(lambda p: in_chat(p) == old)


async def test_being_forgotten_empties_the_chat_but_for_the_line_that_says_so(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await answers(house, person)
        tap(person, Act.FORGET)
        await sees(person, "Do you want to be forgotten")
        tap(person, Act.FORGET_SURELY)
        await person.until(lambda p: len(p.messages) == 1)
    assert "You are no longer here" in person.last.text
    with house.database.reading() as session:
        assert list(session.exec(select(ChatRow))) == []


async def test_what_was_written_a_moment_before_being_forgotten_goes_as_well(
    house: House, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing, "NOTE_SECONDS", 60.0)  # nothing of it has been stored yet
    person = server.world.person(language="en")
    async with house.talking(server):
        await join(person, house.code("RIVER12345"))
        tap(person, Act.FORGET)
        await sees(person, "Do you want to be forgotten")
        tap(person, Act.FORGET_SURELY)
        await person.until(lambda p: len(p.messages) == 1)
    assert "You are no longer here" in person.last.text


async def test_a_double_tap_on_forget_me_says_twice_that_it_is_done(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await join(person, house.code("RIVER12345"))
        tap(person, Act.FORGET)
        asked = await sees(person, "Do you want to be forgotten")
        data = next(b.data for row in asked.rows for b in row if b.data.startswith("y:"))
        person.forge_tap(asked.id, data)
        person.forge_tap(asked.id, data)
        await person.until(lambda p: all(tapped.answered for tapped in p.taps))
        await sees(person, "You are no longer here")


async def test_a_chat_whose_row_is_looked_at_is_written_anew_whether_typed_or_tapped(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")

    def row() -> bytes:
        with house.database.reading() as session:
            return bytes(session.exec(select(ChatRow)).one().numbers)

    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        await eventually(lambda: stands(house, person))
        before = row()
        tap(person, Act.PICK, "5")
        await sees(person, "2/5")
        await eventually(lambda: row() != before)
        assert len(row()) == len(before)


async def test_questions_cannot_be_passed_on_and_numbers_to_call_can(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        person.say("/help")
        await sees(person, "112")
    guarded = {
        number: bool(message.get("has_protected_content"))
        for number, message in person.history.items()
        if message["from"]["is_bot"]
    }
    assert [guarded[number] for number in sorted(guarded)] == [True, False]


def test_every_language_has_its_own_menu_and_every_command_one_meaning() -> None:
    names = [(name, each.act) for each in COMMANDS for name in set(each.names.values())]
    assert len({name for name, _ in names}) == len(names)
    assert dict(names) == ACTS
    assert all(name.isascii() and name.islower() and len(name) <= 32 for name, _ in names)
    assert {language for each in COMMANDS for language in each.names} == set(LANGUAGES)


async def test_phones_are_told_the_commands_in_their_language(
    house: House, server: TelegramServer
) -> None:
    async with house.talking(server):
        await eventually(lambda: len(server.world.commands) == len(LANGUAGES) + 1)
    said = {language: told for (_, language), told in server.world.commands.items()}
    assert "muuta" in {each["command"] for each in said["fi"]}
    assert "andra" in {each["command"] for each in said["sv"]}
    assert said[""] == said["en"]
