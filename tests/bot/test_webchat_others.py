"""After the last tap: what others answered last time, from what is published, and never before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.summing import KIND
from conversations.phrases import say
from summaries.figures import figure
from summaries.lots import Label, Level, Lot
from summaries.weekly import WeeklySummary
from tests.bot.webchat_world import Visitor, World, begin, open_world

TOLD = "This is what was answered last time:"
FIVES = "Clearly most of those who answered chose"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


def publish(world: World, level: Level, place: str, week: str = "2026-W46") -> None:
    """Freeze a week in which five young people of a place all felt listened to."""
    lot = Lot(Label("heard", "young_person", level, place, asked=True), (5, 5, 5, 5, 5))
    shown = figure(lot, week, "Sijaishuolto", world.house.catalogue)
    nothing = {"asked": (), "standing": (), "thanks": (), "you_asked": (), "questions_due": ()}
    summary = WeeklySummary(
        week=week, figures=(shown,), promises=(), topic=None, waiting=say("waiting"), **nothing
    )
    world.house.answers.freeze(KIND, week, summary.as_record())


async def at_the_end(world: World) -> Visitor:
    """Somebody of 13–15 who skipped everything; nothing was told on the way."""
    visitor = await begin(world)
    await visitor.tap("Start")
    while "Skip" in visitor.buttons():
        assert TOLD not in visitor.text
        await visitor.tap("Skip")
    return visitor


async def test_the_last_screen_tells_what_was_published_of_ones_own_service(world: World) -> None:
    (unit,) = world.house.units.all()
    publish(world, Level.SERVICE, unit.service)
    visitor = await at_the_end(world)
    assert TOLD in visitor.text
    assert FIVES in visitor.text
    await visitor.open("/chat")
    assert TOLD in visitor.text


@pytest.mark.parametrize("week", ["2026-W46", "2026-W20"])
async def test_nothing_is_told_of_other_places_or_of_long_ago(world: World, week: str) -> None:
    (unit,) = world.house.units.all()
    publish(world, Level.SERVICE, unit.service if week != "2026-W46" else "elsewhere", week)
    visitor = await at_the_end(world)
    assert "Thank you" in visitor.heading
    assert TOLD not in visitor.text


async def test_a_note_that_was_not_written_is_not_followed_by_figures(world: World) -> None:
    (unit,) = world.house.units.all()
    publish(world, Level.SERVICE, unit.service)
    visitor = await at_the_end(world)
    await visitor.tap("Straight to the panel")
    await visitor.tap("Stop")
    assert TOLD not in visitor.text


async def test_a_summary_that_cannot_be_read_leaves_the_thanks(world: World) -> None:
    world.house.answers.freeze(KIND, "2026-W46", {"week": "2026-W46"})
    visitor = await at_the_end(world)
    assert "Thank you" in visitor.heading
    assert world.troubles == ["ValidationError"]
