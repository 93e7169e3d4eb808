"""A unit that has closed, on the pages: no way leads in, and whoever was in is told (B-15)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.webchat_world import MONDAY, World, open_world

CLOSED = "the place it is from has closed"


class Clock:
    """A clock that a test moves by weeks."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def closes(self, world: World) -> None:
        """Close the unit, and let the week go by."""
        (unit,) = world.house.units.all()
        world.house.units.close(unit.id)
        self.moment += timedelta(weeks=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Iterator[World]:
    yield from open_world(tmp_path, clock)


async def test_door_tablet_slip_and_card_say_why_nobody_comes_in(
    world: World, clock: Clock
) -> None:
    ways = (f"/d/{world.door}", f"/t/{world.door}", f"/c/{world.slip()}", f"/c/{world.card()}")
    clock.closes(world)
    for way in ways:
        visitor = await world.visitor().open(way)
        assert CLOSED in visitor.text, way
        assert visitor.page.status_code == 200
        assert not [each for each in visitor.buttons() if "years" in each]
    assert set(world.rows().values()) == {0}


async def test_whoever_comes_back_by_their_slip_is_told_and_can_write_to_the_panel(
    world: World, clock: Clock
) -> None:
    slip = world.slip()
    visitor = await world.visitor().open(f"/c/{slip}")
    await visitor.tap("16–17 years")
    clock.closes(world)
    world.start_round()
    back = await (await world.visitor().open(f"/c/{slip}")).tap("Go on")
    assert "The place where you got your code has closed." in back.text
    assert "Ask there for a new slip." in back.text
    assert "Tell something of your own" not in back.buttons()
    await back.tap("Straight to the panel")
    assert "textarea" in back.page.text
