"""Open pages hear that something changed elsewhere, and nothing about anybody is told by it."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.webchat import live
from bot.webchat.entering import Doorkeeper
from bot.webchat.live import Live
from conversations.ports import Address, Incoming
from conversations.replies import Act, Reply
from conversations.rounds import WaveState
from tests.bot.webchat_world import World, begin, open_world
from tests.telegram_server import PATIENCE

MARK = re.compile(r"data: [0-9a-f]{16}\n\n")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A house whose pages are looked at, and whose lines beat, often."""
    monkeypatch.setattr(live, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.05)
    yield from open_world(tmp_path)


def pages_of(world: World) -> Live:
    """The open pages of a process."""
    return Live(world.house.listener, Doorkeeper(world.house.cookies, secure=False))


async def mark(lines: AsyncIterator[str]) -> str:
    """The next mark; beats are passed over."""
    async with asyncio.timeout(PATIENCE):
        async for line in lines:
            if line != ":\n\n":
                assert MARK.fullmatch(line)
                return line
    raise AssertionError("the stream ended")


async def inside(world: World) -> Address:
    """The address of somebody at the welcome of a round."""
    slip = world.slip()
    await begin(world, slip)
    return Address("slip", slip)


def taps(world: World, address: Address, act: Act, step: int) -> None:
    """The same person taps in another tab, perhaps at another process."""
    world.house.listener.receive([Incoming(address, Reply(act, step), "en")])


async def test_a_page_hears_of_a_step_taken_in_another_tab(world: World) -> None:
    address, here = await inside(world), pages_of(world)
    lines = here.lines(address)
    first = await mark(lines)
    taps(world, address, Act.BEGIN, 0)
    await here.changed(address)
    second = await mark(lines)
    assert second != first
    await lines.aclose()


async def test_what_another_process_changed_is_noticed_by_looking(world: World) -> None:
    address, here = await inside(world), pages_of(world)
    lines = here.lines(address)
    first = await mark(lines)
    taps(world, address, Act.BEGIN, 0)
    assert await mark(lines) != first
    await lines.aclose()


async def test_looking_waits_for_nobody_who_writes(world: World) -> None:
    address, here = await inside(world), pages_of(world)
    lines = here.lines(address)
    with world.house.contacts.writing():
        await mark(lines)
    await lines.aclose()


async def test_a_round_that_opens_is_noticed_at_home(world: World) -> None:
    address, here = await inside(world), pages_of(world)
    lines = here.lines(address)
    first = await mark(lines)
    wave = world.house.waves.plan_wave("spontaneous", "unit", world.house.units.all()[0].id)
    world.house.waves.mark(wave.id, WaveState.STARTED)
    assert await mark(lines) != first
    await lines.aclose()


async def test_answering_and_skipping_give_the_same_mark(world: World) -> None:
    here, told = pages_of(world), []
    address = await inside(world)
    taps(world, address, Act.BEGIN, 0)
    lines = here.lines(address)
    await mark(lines)
    for reply in (Reply(Act.SKIP, 1), Reply(Act.BACK, 2), Reply(Act.PICK, 1, "5")):
        world.house.listener.receive([Incoming(address, reply, "en")])
        await here.changed(address)
        told.append(await mark(lines))
    assert told[0] == told[2] != told[1]
    await lines.aclose()


async def test_a_quiet_line_beats_so_that_no_proxy_closes_it(world: World) -> None:
    address = await inside(world)
    lines = pages_of(world).lines(address)
    await mark(lines)
    async with asyncio.timeout(PATIENCE):
        assert await anext(lines) == ":\n\n"
    await lines.aclose()


async def test_two_processes_and_two_people_have_no_mark_in_common(world: World) -> None:
    address, other = await inside(world), await inside(world)
    here, there = pages_of(world), pages_of(world)
    streams = [here.lines(address), here.lines(other), there.lines(address)]
    assert len({await mark(lines) for lines in streams}) == 3
    for lines in streams:
        await lines.aclose()


async def test_who_is_not_inside_gets_no_stream_and_is_told_not_to_come_again(
    world: World,
) -> None:
    stranger = await world.visitor().open("/chat/changes")
    assert stranger.page.status_code == 204


async def test_beyond_the_limit_pages_work_without(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 0)
    visitor = await begin(world)
    assert (await visitor.open("/chat/changes")).page.status_code == 204


async def test_only_a_page_that_can_be_fetched_again_shows_itself_anew(world: World) -> None:
    visitor = await begin(world)
    assert "data-live" in visitor.page.text, "the open step"
    await visitor.tap("Help")
    assert "data-live" not in visitor.page.text, "the help would be gone"
    await visitor.open("/chat/home")
    assert "data-live" in visitor.page.text
    await visitor.tap("Straight to the panel")
    await visitor.tap("Continue", text="Miksi ei ole peliä?")
    assert "data-live" not in visitor.page.text, "the text lives in this page alone"
