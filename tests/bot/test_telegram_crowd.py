"""Two hundred people at once, and a bot that is pulled out in the middle."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from conversations.replies import Act
from tests.bot.telegram_world import House, begin, doomed, eventually, open_house, sees, tap
from tests.telegram_server import Person, TelegramServer, World

PEOPLE = 200
ITEMS = ("heard", "fine_here", "worker_reachable", "grade_place", "words_round")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(World(check_spec=False)) as served:
        yield served


async def walk(person: Person) -> None:
    """All five questions; a different answer for each person."""
    await begin(person, "RIVER12345")
    for number in range(1, 6):
        await sees(person, f"{number}/5")
        tap(person, *((Act.PICK, "5") if number < 4 else (Act.SKIP, None)))
    await sees(person, "Thank you")


async def test_two_hundred_people_get_every_question_though_the_bot_is_killed_twice(
    tmp_path: Path, house: House, server: TelegramServer
) -> None:
    people = [server.world.person(language="en") for _ in range(PEOPLE)]
    house.code("RIVER12345")
    crowd = asyncio.gather(*(walk(person) for person in people))
    for enough in (PEOPLE, 4 * PEOPLE):
        async with doomed(tmp_path, server):
            edits = server.world.call_counts
            await eventually(lambda: edits["editMessageText"] >= enough)  # noqa: B023
    async with house.talking(server):
        await crowd
    answers = house.answers()
    assert Counter(a["item"] for a in answers) == dict.fromkeys(ITEMS, PEOPLE)
    assert len({(a["person"], a["item"]) for a in answers}) == len(answers)
    assert all(a["value"] == (5 if a["item"] in ITEMS[:3] else None) for a in answers)
    assert house.trouble == []
