"""The outbox in Telegram: a round reaches everybody once, in its hours and at its pace."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic

import pytest
from sqlmodel import select

from conversations.phrases import say
from conversations.ports import Contact, Errand
from conversations.replies import Act
from conversations.screens import Screen, opening
from storage.contacts.tables import OutboxRow
from tests.bot.telegram_world import (
    ROUND,
    House,
    address,
    doomed,
    eventually,
    open_house,
    open_server,
    sees,
    tap,
)
from tests.telegram_server import Fault, Person, TelegramServer, World


def invitation(errand: Errand) -> Screen:
    """What a round's errand looks like."""
    hello = say("A round has begun: {subject}", subject=errand.subject)
    return Screen(None, (hello,), answers=(opening(ROUND.id, say("Look")),))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    for house in open_house(tmp_path):
        house.composed = invitation
        yield house


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(World()):
        yield served


def enrol(house: House, world: World, how_many: int) -> list[Person]:
    """People who have met the bot and belong to the unit."""
    people = [world.person(language="en") for _ in range(how_many)]
    with house.contacts.writing() as book:
        for person in people:
            person.met = True
            book.enrol(address(person), Contact("en", "unit-1", "16-17"))
    return people


def send(house: House, subject: str = ROUND.id) -> None:
    """Put news for the whole unit into the outbox."""
    with house.contacts.writing() as book:
        book.tell("round", subject, ["unit-1"])


def outbox(house: House) -> list[bool]:
    """For each row of the outbox, whether it is leased."""
    with house.database.reading() as session:
        return [row.leased for row in session.exec(select(OutboxRow))]


async def test_a_round_reaches_everybody_and_opens_by_its_button(
    house: House, server: TelegramServer
) -> None:
    people = enrol(house, server.world, 3)
    send(house)
    async with house.talking(server):
        for person in people:
            await sees(person, "A round has begun")
        await eventually(lambda: outbox(house) == [])
        tap(people[0], Act.OPEN, ROUND.id)
        await eventually(lambda: "A round has begun" not in people[0].last.text)
    assert [len(person.messages) for person in people] == [1, 1, 1]


async def test_prompts_wait_in_quiet_hours(house: House, server: TelegramServer) -> None:
    (person,) = enrol(house, server.world, 1)
    house.quiet = True
    send(house)
    async with house.talking(server):
        await asyncio.sleep(2.5)
        assert person.messages == []
        house.quiet = False
        await sees(person, "A round has begun")


async def test_who_has_blocked_the_bot_is_left_in_peace(
    house: House, server: TelegramServer
) -> None:
    blocked, other = enrol(house, server.world, 2)
    blocked.block()
    send(house)
    async with house.talking(server):
        await sees(other, "A round has begun")
        await eventually(lambda: outbox(house) == [])
    with house.contacts.reading() as book:
        contact = book.contact(address(blocked))
    assert contact is not None
    assert contact.paused


async def test_an_errand_that_has_nothing_to_say_any_more_is_dropped(
    house: House, server: TelegramServer
) -> None:
    (person,) = enrol(house, server.world, 1)
    house.composed = lambda errand: None
    send(house)
    async with house.talking(server):
        await eventually(lambda: outbox(house) == [])
    assert person.messages == []


async def test_an_errand_that_cannot_be_made_waits_and_holds_up_nobody(
    house: House, server: TelegramServer
) -> None:
    (person,) = enrol(house, server.world, 1)

    def composed(errand: Errand) -> Screen:
        if errand.subject == "broken":
            raise ValueError("no such decision")
        return invitation(errand)

    house.composed = composed
    send(house, "broken")
    send(house, "whole")
    async with house.talking(server):
        await sees(person, "A round has begun: whole")
        await eventually(lambda: len(outbox(house)) == 1)


async def test_after_a_crash_what_was_under_way_is_brought_again(
    tmp_path: Path, house: House, server: TelegramServer
) -> None:
    (person,) = enrol(house, server.world, 1)
    server.world.faults.add(Fault("sendMessage", "server_error", times=None))
    send(house)
    async with doomed(tmp_path, server) as before:
        before.composed = invitation
        await eventually(lambda: outbox(house) == [True])
        await eventually(lambda: server.world.call_counts["sendMessage"])
    server.world.faults.clear()
    async with house.talking(server):
        await sees(person, "A round has begun")
        await eventually(lambda: outbox(house) == [])


async def test_at_most_twenty_five_messages_leave_in_a_second(
    house: House, server: TelegramServer
) -> None:
    people = enrol(house, server.world, 50)
    send(house)
    async with house.talking(server):
        await eventually(lambda: server.world.call_counts["sendMessage"])
        began = monotonic()
        await eventually(lambda: all(person.messages for person in people))
        assert monotonic() - began > 49 / 25 - 0.2
        await eventually(lambda: outbox(house) == [])
    assert all(len(person.messages) == 1 for person in people)


async def test_a_chat_gets_at_most_one_of_them_in_a_second(
    house: House, server: TelegramServer
) -> None:
    (person,) = enrol(house, server.world, 1)
    for subject in ("one", "two", "three"):
        send(house, subject)
    async with house.talking(server):
        await sees(person, "A round has begun")
        began = monotonic()
        await eventually(lambda: len(person.messages) == 3)
        assert monotonic() - began > 1.8
