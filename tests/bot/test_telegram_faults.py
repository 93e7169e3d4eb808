"""Bad days at Telegram and in the storage: nothing is lost, nothing is taken twice."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.telegram import calling, channel
from bot.telegram.channel import REFUSAL
from conversations.replies import Act
from storage.contacts.box import Box
from tests.bot.telegram_world import (
    House,
    address,
    begin,
    doomed,
    eventually,
    join,
    open_house,
    open_server,
    sees,
    tap,
)
from tests.telegram_server import PATIENCE, Fault, Person, TelegramServer, World
from tests.telegram_server.wire import ApiError


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World(punish_repolling=False)):
        yield served


def offsets(server: TelegramServer) -> list[int]:
    """What the bot has confirmed so far, in order."""
    polls = (call.params for call in server.world.calls if call.method == "getUpdates")
    return [int(poll["offset"]) for poll in polls if "offset" in poll]


async def walk_on(person: Person, number: int) -> None:
    """Skip from a question to the end."""
    for each in range(number, 6):
        await sees(person, f"{each}/5")
        tap(person, Act.SKIP)
    await sees(person, "Thank you")


async def test_nothing_is_confirmed_or_answered_before_it_is_durable(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        house.books.broken = lambda: True
        tap(person, Act.PICK, "4")
        await eventually(lambda: server.world.call_counts["answerCallbackQuery"] > 2)
        assert "cannot write anything down" in person.notices[0]
        (waiting,) = server.world.updates.waiting()
        assert max(offsets(server)) <= waiting.number
        assert "1/5" in person.last.text
        assert house.values() == {}
        house.books.broken = lambda: False
        await sees(person, "2/5")
    assert house.values() == {"heard": 4}
    assert "nothing can be stored (OSError)" in caplog.text


async def test_help_goes_out_before_the_commit_and_even_if_there_is_none(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        house.books.broken = lambda: True
        person.say("I want to kill myself")
        await sees(person, "Thank you for writing it")
        assert house.values() == {}
        await asyncio.sleep(2)  # the batch comes again, the card does not
        house.books.broken = lambda: False
        await sees(person, "1/5")
    assert sum("Thank you for writing it" in seen.text for seen in person.messages) == 1


async def test_a_crash_between_commit_and_reply_shows_the_question_again_and_doubles_nothing(
    tmp_path: Path, house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with doomed(tmp_path, server):
        await begin(person, house.code("RIVER12345"))
        server.world.faults.add(Fault("editMessageText", "server_error", times=None))
        tap(person, Act.PICK, "4")
        await eventually(lambda: house.steps(person)[0] == 2)
    server.world.faults.clear()
    assert "1/5" in person.last.text
    async with house.talking(server):
        await sees(person, "2/5")
        await walk_on(person, 2)
    skipped = ("fine_here", "worker_reachable", "grade_place", "words_round")
    assert house.values() == {"heard": 4} | dict.fromkeys(skipped)
    assert len([seen for seen in person.messages if seen.sender == "bot"]) == 1


async def test_a_crash_before_the_commit_takes_the_update_again(
    tmp_path: Path, house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with doomed(tmp_path, server) as before:
        await begin(person, house.code("RIVER12345"))
        before.books.broken = lambda: True
        tap(person, Act.PICK, "4")
        await eventually(lambda: person.notices)
    async with house.talking(server):
        await sees(person, "2/5")
    assert house.values() == {"heard": 4}


@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "server_error"])
async def test_a_bad_line_is_tried_again_until_the_person_sees_the_question(
    house: House, server: TelegramServer, kind: str
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        server.world.faults.add(Fault("editMessageText", kind, times=2))  # type: ignore[arg-type]
        tap(person, Act.PICK, "4")
        await sees(person, "2/5")
        await eventually(lambda: house.steps(person) == (2, 2))
    assert house.values() == {"heard": 4}


async def test_who_was_left_behind_is_shown_the_question_when_telegram_is_back(
    house: House, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "TRIES", 1)
    monkeypatch.setattr(channel, "SHOW_ANEW_SECONDS", 0.5)
    person = server.world.person(language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        server.world.faults.add(Fault("editMessageText", "server_error", times=3))
        tap(person, Act.PICK, "4")
        await sees(person, "2/5")
    assert house.trouble[0] == "telegram screen failed"
    assert house.steps(person) == (2, 2)


async def test_429_holds_up_that_chat_alone(house: House, server: TelegramServer) -> None:
    slow, quick = server.world.person(language="en"), server.world.person(language="en")
    async with house.talking(server):
        code = house.code("RIVER12345")
        await begin(slow, code)
        await begin(quick, code)
        server.world.faults.add(Fault("editMessageText", "too_many", chat=slow.id, seconds=3))
        tap(slow, Act.PICK, "4")
        tap(quick, Act.PICK, "5")
        began = asyncio.get_running_loop().time()
        await sees(quick, "2/5")
        assert asyncio.get_running_loop().time() - began < 2
        await sees(slow, "2/5")
        assert asyncio.get_running_loop().time() - began >= 3
        edits = [c for c in server.world.calls if c.method == "editMessageText"]
    assert sum(c.status == 429 for c in edits) == 1


async def test_403_closes_the_contact_until_the_person_comes_back(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")

    def paused() -> bool:
        with house.contacts.reading() as book:
            contact = book.contact(address(person))
        assert contact is not None
        return contact.paused

    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        server.world.faults.add(Fault("editMessageText", "forbidden"))
        tap(person, Act.PICK, "4")
        await eventually(paused)
        person.start()
        await sees(person, "There are a few short questions")
        assert not paused()
    assert house.trouble == []


async def test_a_message_that_is_not_modified_counts_as_shown(
    house: House, server: TelegramServer
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        asked = await begin(person, house.code("RIVER12345"))
        person.forge_tap(asked.id, "g::::")
        await eventually(lambda: server.world.call_counts["editMessageText"] == 3)
        await eventually(lambda: house.steps(person) == (1, 1))
    refused = [c for c in server.world.calls if c.method == "editMessageText" and c.status == 400]
    assert len(refused) == 1
    assert len([seen for seen in person.messages if seen.sender == "bot"]) == 1


async def test_a_second_process_is_named_in_the_log_and_the_first_goes_on(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    person = server.world.person(language="en")
    async with house.talking(server):
        await eventually(lambda: server.world.updates._parked is not None)
        with suppress(ApiError):  # the bot comes back and ends this poll in its turn
            await server.world.updates.get(0, 1, 5)
        await eventually(lambda: "another process asks Telegram" in caplog.text)
        person.start()
        await sees(person, "you need a code")


async def test_a_webhook_that_somebody_set_is_taken_away(
    house: House, server: TelegramServer
) -> None:
    server.world.webhook.url = "https://elsewhere.example/hook"
    person = server.world.person(language="en")
    person.start()
    async with house.talking(server):
        await sees(person, "you need a code")
    assert server.world.webhook.url == ""


@pytest.mark.parametrize("token", ["424242:a-wrong-token", "no token at all"])
async def test_a_refused_token_ends_the_channel_with_a_sentence(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    whole = house.channel(server)
    wrong = channel.TelegramChannel(
        token=token,
        api_url=whole.api_url,
        books=whole.books,
        listener=whole.listener,
        compose=whole.compose,
        is_quiet=whole.is_quiet,
    )
    await asyncio.wait_for(wrong.run(asyncio.Event()), PATIENCE)
    assert REFUSAL in caplog.text
    assert token not in caplog.text


async def test_one_update_that_fails_gets_a_kind_word_and_the_same_question(
    house: House, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a text that must not be seen")

    person, other = server.world.person(language="en"), server.world.person(language="en")
    async with house.talking(server):
        code = house.code("RIVER12345")
        await begin(person, code)
        with monkeypatch.context() as patched:
            patched.setattr(Box, "keep", fails)
            tap(person, Act.PICK, "4")
            await sees(person, "Something went wrong here, not with you")
        assert "1/5" in person.last.text
        tap(person, Act.PICK, "4")
        await sees(person, "2/5")
        await join(other, code)
    assert house.trouble == ["ValueError"]
    assert house.values() == {"heard": 4}


async def test_logs_know_neither_people_nor_texts_nor_the_token(
    house: House, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = server.world.person("Needlename", id=987654321, language="en")
    async with house.talking(server):
        await begin(person, house.code("RIVER12345"))
        server.world.faults.add(
            Fault("editMessageText", "too_many", seconds=1),
            Fault("editMessageText", "server_error"),
            Fault("getUpdates", "reset_after"),
        )
        person.say("hidden in a haystack")
        await sees(person, "What you wrote was not kept")
        tap(person, Act.PICK, "4")
        await sees(person, "2/5")
        logging.getLogger("any.library").error("calling /bot%s/getMe", server.world.token)
    said = caplog.text + " ".join(house.trouble)
    for needle in ("987654321", "Needlename", "hidden in a", "RIVER12345", server.world.token):
        assert needle not in said
    assert "calling /bot<token>/getMe" in said
