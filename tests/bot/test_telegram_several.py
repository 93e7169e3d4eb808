"""Several processes behind one webhook, on PostgreSQL: one bot, however many talk for it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.telegram.webhook import Webhook
from conversations.phrases import say
from conversations.ports import Contact
from conversations.replies import Act
from conversations.screens import Screen
from storage.alone import Alone
from tests.bot.telegram_world import (
    House,
    address,
    begin,
    eventually,
    open_port,
    sees,
    served,
    tap,
)
from tests.postgres.fixtures import on_postgresql
from tests.telegram_server import Person, TelegramServer, World

PEOPLE, QUESTIONS = 40, 5
SECRET = "s3cret-of-these-tests"


@pytest.fixture
def houses(tmp_path: Path, urls: tuple[str, str]) -> Iterator[list[House]]:
    """Two processes' worth of everything, on one database and one folder of keys."""
    with ExitStack() as opened:
        yield [opened.enter_context(House(tmp_path, urls[0])) for _ in range(2)]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(World(check_spec=False)) as opened:
        opened.webhooks.first_pause = 0.05
        yield opened


async def walk(person: Person) -> None:
    """All questions, tapping each answer twice as people do."""
    await begin(person, "RIVER12345")
    for number in range(1, QUESTIONS + 1):
        await sees(person, f"{number}/5")
        choice = (Act.PICK, "5") if number < 4 else (Act.SKIP, None)
        tap(person, *choice)
        tap(person, *choice)
    await sees(person, "Thank you")


def questions_shown(server: TelegramServer, person: Person) -> list[str]:
    """The numbers of the questions in the order in which they came to stand in the chat."""
    edits = [
        call.params["text"]
        for call in server.world.calls
        if (call.method, call.status) == ("editMessageText", 200)
        and call.params["chat_id"] == person.id
    ]
    return [text[0] for text in edits if text[1:3] == "/5"]


@on_postgresql
async def test_two_processes_lose_nothing_take_nothing_twice_and_keep_each_chats_order(
    houses: list[House], server: TelegramServer
) -> None:
    port, url = open_port()
    webhooks = [Webhook(url, SECRET) for _ in houses]
    people = [server.world.person(language="en") for _ in range(PEOPLE)]
    houses[0].code("RIVER12345")
    with port:
        async with (
            served(*webhooks, port=port),
            houses[0].talking(server, webhooks[0]),
            houses[1].talking(server, webhooks[1]),
        ):
            await asyncio.gather(*(walk(person) for person in people))
            await eventually(lambda: not server.world.updates.waiting())
    assert [questions_shown(server, each) for each in people] == [list("12345")] * PEOPLE
    answers = houses[0].answers()
    assert Counter(a["item"] for a in answers) == dict.fromkeys(
        {a["item"] for a in answers}, PEOPLE
    )
    assert len(answers) == PEOPLE * QUESTIONS
    assert all(house.books.commits > 20 for house in houses)
    assert [house.trouble for house in houses] == [[], []]


@on_postgresql
async def test_one_of_them_delivers_and_when_it_dies_the_other_does(
    houses: list[House], server: TelegramServer
) -> None:
    people = [server.world.person(language="en") for _ in range(60)]
    with houses[0].contacts.writing() as book:
        for person in people:
            person.met = True
            book.enrol(address(person), Contact("en", "unit-1", "16-17"))
        book.tell("round", "round-46", ["unit-1"])
    for house in houses:
        house.composed = lambda errand: Screen(None, (say("A round has begun."),))
    port, url = open_port()
    webhooks = [Webhook(url, SECRET) for _ in houses]
    with port:
        async with served(*webhooks, port=port), houses[1].talking(server, webhooks[1]):
            dying = asyncio.create_task(houses[0].channel(server, webhook=webhooks[0]).run(stop()))
            await eventually(lambda: server.world.call_counts["sendMessage"] > 10)
            dying.cancel()
            await asyncio.gather(dying, return_exceptions=True)
            end_turns(houses[1])
            await eventually(lambda: all(person.messages for person in people))
    again = [len(person.messages) - 1 for person in people]
    assert sum(again) <= 50  # what was claimed and under way, at most


@pytest.fixture
def turns(houses: list[House]) -> Iterator[list[Alone]]:
    """Two processes asking for the same turn, and one asking for another."""
    asked = zip((*houses, houses[1]), ("something", "something", "something else"), strict=True)
    turns = [Alone(house.database, what) for house, what in asked]
    yield turns
    for turn in turns:
        turn.let_go()


@on_postgresql
def test_a_turn_is_one_processes_until_it_lets_go(turns: list[Alone]) -> None:
    first, second, other = turns
    assert first.mine()
    assert first.mine()
    assert not second.mine()
    assert other.mine()
    first.let_go()
    assert second.mine()
    assert not first.mine()


@on_postgresql
async def test_a_turn_ends_with_its_connection(houses: list[House], turns: list[Alone]) -> None:
    first, second, _ = turns
    assert first.mine()
    end_turns(houses[1])
    await eventually(second.mine)
    with pytest.raises(OperationalError):
        first.mine()
    assert not first.mine()


def end_turns(house: House) -> None:
    """End the connections that hold a turn, as the server does when their process dies."""
    with house.database.writing() as session:
        session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE datname = current_database() AND locktype = 'advisory' AND state = 'idle'"
            )
        )


def stop() -> asyncio.Event:
    """An event that nobody sets."""
    return asyncio.Event()
