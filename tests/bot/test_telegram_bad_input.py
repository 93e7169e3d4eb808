"""What nobody expected: a kind answer, the same question again, and nothing kept."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from conversations.replies import Act
from tests.bot.telegram_world import House, begin, eventually, open_house, open_server, sees, tap
from tests.telegram_server import Person, TelegramServer, World
from tests.telegram_server.wire import Json

HOSTILE_NAMES = [
    "../../etc/passwd",
    "<script>alert(1)</script>.exe",
    "a\nb\x00'; --",
    "\u202egnp.exe",
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World()):
        yield served


def bring(person: Person, content: Json, chat: Json | None = None) -> None:
    """Send a message that the emulated phone has no button for."""
    world = person._world
    head: Json = {
        "message_id": world.next_message_id(),
        "from": person.user,
        "chat": chat or person.chat,
        "date": int(world.now()),
    }
    world.bring_message(person, head | content)


@pytest.mark.parametrize(
    "send",
    [
        lambda person: person.send_photo("look"),
        lambda person: person.send_voice(),
        *(lambda person, name=name: person.send_document(name) for name in HOSTILE_NAMES),
        lambda person: bring(person, {"location": {"latitude": 60.2, "longitude": 24.9}}),
        lambda person: bring(person, {"contact": {"phone_number": "1", "first_name": "A"}}),
    ],
)
async def test_media_is_refused_kindly_without_download(
    house: House, server: TelegramServer, send: Callable[[Person], object]
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        send(person)
        shown = await sees(person, "only buttons and written words")
    assert "1/5" in shown.text
    assert server.world.call_counts["getFile"] == 0
    assert house.values() == {}
    assert house.steps(person) == (1, 1)


async def test_an_album_is_refused_once(house: House, server: TelegramServer) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        picture = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
        for _ in range(4):
            bring(person, {"photo": picture, "media_group_id": "album"})
        await sees(person, "only buttons and written words")
    assert sum("only buttons" in seen.text for seen in person.messages) == 1


async def test_text_where_buttons_are_asked_is_not_kept(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        person.say("<b>5</b> &amp; {name} %s /stop")
        shown = await sees(person, "What you wrote was not kept")
    assert "1/5" in shown.text
    assert house.values() == {}


async def test_ten_thousand_characters_are_handed_back_and_no_piece_is_kept(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        for number in range(1, 5):
            await sees(person, f"{number}/5")
            tap(person, Act.SKIP)
        await sees(person, "5/5")
        text = "äiti " * 2000  # Telegram's apps cut it like this
        for start in (0, 4096, 8192):
            person.say(text[start : start + 4096])
        await sees(person, "rest of a long text")
        bring(person, {"text": text})  # another server may let it through in one piece
        await sees(person, "rest of a long text")
        server.world.advance(5)
        bring(person, {"text": text})
        await sees(person, "could you send it in a shorter form")
    assert house.steps(person) == (5, 5)
    assert "words_round" not in house.values()
    assert all(len(seen.text) <= 4096 for seen in person.messages)


@pytest.mark.parametrize(
    "data", ["", ":", "p:1:9:", "p:1:99999999999999999999:", "zz", "w:1:x:", "t:1:0:" + "9" * 50]
)
async def test_a_forged_button_only_shows_the_question(
    house: House, server: TelegramServer, data: str
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        asked = await begin(person, house.code("RIVER12345"))
        person.forge_tap(asked.id, data or " ")
        await person.until(lambda p: all(tapped.answered for tapped in p.taps))
        assert "1/5" in person.last.text
    assert house.values() == {}
    assert house.trouble == []


async def test_a_tap_on_a_message_that_is_gone_shows_the_question_anew(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        asked = await begin(person, house.code("RIVER12345"))
        del person.history[asked.id]
        person.forge_tap(asked.id, "p:1:4:")
        shown = await sees(person, "1/5")
    assert shown.id != asked.id
    assert house.values() == {}


async def test_an_unknown_command_is_answered_with_the_known_ones(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        person.say("/admin drop")
        shown = await sees(person, "I know these commands")
    assert "1/5" in shown.text


async def test_a_changed_message_changes_no_answer_but_is_watched_for_danger(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        edited = {"message_id": 9, "from": person.user, "chat": person.chat, "date": 1}
        edited |= {"edit_date": 2, "text": "I want to kill myself"}
        server.world._queue("edited_message", edited, 60, ("chat", person.id))
        await sees(person, "Changing a message here changes no answer")
    assert any("Thank you for writing it" in seen.text for seen in person.messages)
    assert house.values() == {}


async def test_nothing_is_said_in_groups(house: House, server: TelegramServer) -> None:
    person = server.world.person(language="en")
    group: Json = {"id": -100, "type": "group", "title": "All of us"}
    async with house.talking(server):
        bring(person, {"text": "/start"}, group)
        person.start()
        await sees(person, "you need a code")
    spoken_to = {call.params.get("chat_id") for call in server.world.calls} - {None}
    assert spoken_to == {person.id}


async def test_an_update_that_cannot_be_read_does_not_hide_the_next(
    house: House, server: TelegramServer
) -> None:
    world = server.world
    world.spec = None  # what follows is no update of today's Bot API
    person = world.person(language="en")
    world._queue("message", {"from": "nobody", "text": 5}, 60, ("chat", 1))
    async with house.talking(server):
        person.start()
        await sees(person, "you need a code")
        await eventually(lambda: not world.updates.waiting())
    assert house.trouble == ["telegram update unreadable: KeyError"]
