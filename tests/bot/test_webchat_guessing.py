"""The brake on guessing codes in the web chat: kind, never for good, and silent about who came."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from storage.contacts.guesses import ALLOWED
from storage.contacts.tables import GuessRow
from tests.bot.webchat_world import MONDAY, Visitor, World, begin, open_world, web_app
from tests.storage.house import every_file
from tests.telegram_server import PATIENCE

HOME, ELSEWHERE = "193.0.0.7", "193.0.0.8"
WRONG = "WRNGC-DE234"
WAIT = "Too many wrong codes came from here. Wait a minute, then try again."


class Clock:
    """A clock that the test moves."""

    moment: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Iterator[World]:
    yield from open_world(tmp_path, clock)


def from_(world: World, host: str) -> Visitor:
    """Somebody with a browser, in a network."""
    transport = httpx.ASGITransport(web_app(world.house), client=(host, 1))
    client = httpx.AsyncClient(
        transport=transport,
        base_url="http://chat.test",
        headers={"Accept-Language": "en"},
        follow_redirects=True,
    )
    return Visitor(client)


async def guess(world: World, host: str = HOME, times: int = ALLOWED.at_once) -> list[int]:
    """Type wrong codes; returns the status of each answer."""
    visitor = from_(world, host)
    return [(await visitor.post("/", {"code": WRONG})).page.status_code for _ in range(times)]


def known(world: World) -> int:
    """How many places are known to have sent a wrong code."""
    with world.house.databases[0].reading() as session:
        return len(session.exec(select(GuessRow)).all())


async def test_thirty_are_looked_at_and_then_even_the_right_one_waits_for_a_minute(
    world: World, clock: Clock
) -> None:
    slip = world.slip()
    assert await guess(world) == [200] * ALLOWED.at_once
    visitor = await from_(world, HOME).post("/", {"code": slip})
    assert visitor.page.status_code == 429
    assert visitor.heading == WAIT
    assert "116 111" in visitor.text
    assert 'name="code"' in visitor.page.text, "it can be typed again at once"
    assert (await from_(world, ELSEWHERE).open(f"/c/{slip}")).page.status_code == 200
    assert set(world.troubles) == {"TooManyGuesses"}
    clock.moment += timedelta(minutes=1)
    await visitor.post("/", {"code": slip})
    assert "13–15 years" in visitor.buttons()


@pytest.mark.parametrize("path", ["/c/{}", "/d/{}", "/t/{}"])
async def test_links_count_once_and_are_held_like_what_is_typed(world: World, path: str) -> None:
    visitor = from_(world, HOME)
    for _ in range(ALLOWED.at_once):
        await visitor.open(path.format(WRONG))
        assert "This code does not work" in visitor.text
    await visitor.open(path.format(world.door))
    assert visitor.page.status_code == 429


async def test_an_age_form_that_somebody_made_is_held_too(world: World) -> None:
    slip, visitor = world.slip(), from_(world, HOME)
    for _ in range(ALLOWED.at_once):
        await visitor.post("/chat", {"reply": f"j::13-15 {WRONG}::"})
        assert "This code does not work" in visitor.text
    await visitor.post("/chat", {"reply": f"j::13-15 {slip}::"})
    assert visitor.page.status_code == 429
    assert world.rows()["ContactRow"] == 0


async def test_a_slip_that_is_a_way_back_is_held_too_and_who_is_inside_goes_on(
    world: World,
) -> None:
    slip = world.slip()
    owner = from_(world, HOME)
    world.start_round()
    await (await owner.open(f"/c/{slip}")).tap("13–15 years")
    await guess(world)
    assert (await from_(world, HOME).open(f"/c/{slip}")).page.status_code == 429
    await owner.tap("Start")
    assert "Question 1 of 5" in owner.text


async def test_words_of_a_stranger_are_not_looked_up_as_a_code(world: World) -> None:
    visitor = await from_(world, HOME).post("/chat", {"text": world.slip()})
    assert "you need a code" in visitor.text
    assert not visitor.buttons() or "13–15 years" not in visitor.buttons()


async def test_a_mistyped_code_holds_nobody_up(world: World) -> None:
    visitor = from_(world, HOME)
    for mistyped in ("", "hello", "ABCDE-2345", "ABCDE-234567", "OIOIO-01010") * 10:
        assert (await visitor.post("/", {"code": mistyped})).page.status_code == 200
    assert known(world) == 0, "what can be no code is no guess"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2a00:1:2:3::5", "2a00:1:2:3:ffff::1", True),  # one customer's network
        ("2a00:1:2:3::5", "2a00:1:2:4::5", False),
        ("193.0.0.7", "::ffff:193.0.0.7", True),
        ("127.0.0.1", "127.0.0.1", False),  # a proxy that does not say who came
        ("172.18.0.1", "172.18.0.1", False),  # the same, in a network of Docker's
        ("not an address", "not an address", False),
    ],
)
async def test_who_counts_as_one_place(world: World, one: str, other: str, alike: bool) -> None:
    await guess(world, one)
    assert (await guess(world, other, 1) == [429]) == alike


def written(folder: Path) -> dict[str, bytes]:
    """Every file but SQLite's index of its log, in which readers leave marks, too."""
    return {name: held for name, held in every_file(folder) if not name.endswith("-shm")}


async def test_looking_up_a_right_code_leaves_every_file_as_it_is(
    world: World, tmp_path: Path
) -> None:
    fresh, used, card = world.slip(), world.slip(), world.card()
    await begin(world, used)
    before = written(tmp_path)
    visitor = from_(world, HOME)
    for path in (f"/c/{fresh}", f"/c/{used}", f"/c/{card}", f"/d/{world.door}", f"/t/{world.door}"):
        assert (await visitor.open(path)).page.status_code == 200
    for code in (fresh, used):
        await from_(world, HOME).post("/", {"code": code})
    assert written(tmp_path) == before, "copies of any hour are alike"
    await guess(world, times=1)
    assert known(world) == 1


async def test_a_code_is_looked_up_while_somebody_else_writes(world: World) -> None:
    used = world.slip()
    await begin(world, used)
    with world.house.contacts.writing():
        visitor = await asyncio.wait_for(from_(world, HOME).open(f"/c/{used}"), PATIENCE)
    assert visitor.heading == "Welcome back."
