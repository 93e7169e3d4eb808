"""C-08 and C-19: people who are gone, a token that is taken away, and one member who floods."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlmodel import select

from bot.telegram.channel import REFUSAL
from conversations.ports import Contact
from conversations.replies import Act
from storage.contacts.tables import OutboxRow
from storage.office.tables import metadata as office
from tests.bot.telegram_world import House, address, begin, sees, tap
from tests.faults.storm import EPOCH, invitation
from tests.faults.swift import SwiftLoop, swiftly
from tests.telegram_server import Fault, Person, TelegramServer, World
from tests.telegram_server.faults import Kind

Scene = Callable[[House, TelegramServer], Awaitable[None]]
FLOOD = 1000
HELD_BACK = 300  # seconds for which Telegram holds the chat back
CODE = "RIVER12345"


def played(folder: Path, scene: Scene) -> None:
    """Play a scene before a house and an emulated Telegram, in a time that passes by itself."""

    async def playing(loop: SwiftLoop) -> None:
        world = World(clock=lambda: EPOCH + loop.time(), check_spec=False)
        async with TelegramServer(world) as server:
            with House(folder) as house:
                house.composed = invitation
                await scene(house, server)

    swiftly(playing)


async def until(check: Callable[[], object], seconds: int = 600) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - in a time that passes by itself
            await asyncio.sleep(0.5)


def enrolled(house: House, world: World, count: int) -> list[Person]:
    """People who belong to the unit."""
    people = [world.person(language="en") for _ in range(count)]
    with house.contacts.writing() as book:
        for person in people:
            person.met = True
            book.enrol(address(person), Contact("en", "unit-1", "16-17"))
    return people


def send(house: House, subject: str) -> None:
    """Something for everybody of the unit."""
    with house.contacts.writing() as book:
        book.tell("round", subject, ["unit-1"])


def waiting(house: House) -> int:
    """How many rows the outbox has."""
    with house.database.reading() as session:
        return len(list(session.exec(select(OutboxRow))))


def paused(house: House, person: Person) -> bool:
    """Whether nothing new is sent to somebody."""
    with house.contacts.reading() as book:
        contact = book.contact(address(person))
    assert contact is not None
    return contact.paused


def calls_to(server: TelegramServer, person: Person) -> int:
    """How often the bot tried to write to somebody."""
    tried = (call for call in server.world.calls if call.method == "sendMessage")
    return sum(int(call.params["chat_id"]) == person.id for call in tried)


@pytest.mark.parametrize("kind", ["forbidden", "deactivated", "chat_not_found"])
def test_whoever_is_gone_is_tried_once_and_then_left_in_peace(tmp_path: Path, kind: Kind) -> None:
    async def scene(house: House, server: TelegramServer) -> None:
        gone, here = enrolled(house, server.world, 2)
        server.world.faults.add(Fault("sendMessage", kind, chat=gone.id, times=None))
        async with house.talking(server):
            for subject in ("one", "two", "three"):
                send(house, subject)
                await until(lambda: not waiting(house))
                await asyncio.sleep(60)
        assert calls_to(server, gone) == 1
        assert paused(house, gone)
        assert (len(here.messages), paused(house, here)) == (3, False)
        assert house.trouble == []

    played(tmp_path, scene)


def test_a_chat_that_has_moved_is_tried_once_a_message_and_holds_up_nobody(tmp_path: Path) -> None:
    async def scene(house: House, server: TelegramServer) -> None:
        moved, here = enrolled(house, server.world, 2)
        server.world.faults.add(Fault("sendMessage", "migrated", chat=moved.id, times=None))
        async with house.talking(server):
            send(house, "one")
            await until(lambda: not waiting(house))
            await asyncio.sleep(600)
        assert calls_to(server, moved) == 1
        assert len(here.messages) == 1

    played(tmp_path, scene)


def test_a_revoked_token_ends_the_channel_at_once_and_keeps_what_waits(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(house: House, server: TelegramServer) -> None:
        enrolled(house, server.world, 40)
        running = asyncio.create_task(house.channel(server).run(asyncio.Event()))
        send(house, "one")
        await until(lambda: server.world.call_counts["sendMessage"] > 5)
        token = server.world.revoke_token()
        await asyncio.wait_for(running, 120)
        assert REFUSAL in caplog.text
        assert token not in caplog.text
        refused = [call for call in server.world.calls if call.status == 401]
        assert len(refused) < 120
        server.world.token = token
        async with house.talking(server):
            await until(lambda: not waiting(house))
        people = list(server.world.people.values())
        assert all(person.messages for person in people)

    played(tmp_path, scene)


def test_the_office_has_no_place_for_who_has_blocked_the_bot() -> None:
    told = {f"{table.name}.{column.name}" for table in office.sorted_tables for column in table.c}
    assert len(told) > 40
    assert not [each for each in told if any(w in each for w in ("paus", "block", "unreach"))]


def flooded(person: Person) -> None:
    """A thousand messages, an album, a voice, a contact: all within a minute."""
    for number in range(FLOOD - 4):
        person.say(f"hello {number}")
    person.send_photo("an album", album="1")
    person.send_photo("", album="1")
    person.send_voice()
    person.send_contact()


def test_a_flood_of_one_holds_up_nobody_and_nothing_is_downloaded(tmp_path: Path) -> None:
    async def scene(house: House, server: TelegramServer) -> None:
        house.code(CODE)
        async with house.talking(server):
            loud, *others = people = [server.world.person(language="en") for _ in range(6)]
            await asyncio.gather(*(begin(person, CODE, within=600) for person in people))
            before = calls_to(server, loud)
            held = Fault("sendMessage", "too_many", chat=loud.id, times=None, seconds=HELD_BACK)
            server.world.faults.add(held)
            flooded(loud)
            for person in others:
                tap(person, Act.PICK, "4")
            await asyncio.gather(*(sees(person, "2/", within=200) for person in others))
            assert calls_to(server, loud) - before < FLOOD / 10
            server.world.faults.clear()
            await until(lambda: loud.last.id > FLOOD, 1200)
            assert "1/" in loud.last.text
            assert calls_to(server, loud) - before < FLOOD / 10
        assert not set(server.world.call_counts) & {"getFile", "getfile"}
        assert server.world.complaints == []
        assert [answer["value"] for answer in house.answers()] == [4] * len(others)

    played(tmp_path, scene)
