"""Second thoughts on a page: one answer changed, everything taken back, without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.webchat_world import Visitor, World, begin, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


async def at_the_end(world: World) -> Visitor:
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    await visitor.tap("Badly")
    await visitor.tap("Stop")
    return visitor


async def test_one_answer_is_changed_and_the_end_is_there_again(world: World) -> None:
    visitor = await at_the_end(world)
    await visitor.tap("Change or take back")
    await visitor.tap("Change question 1")
    assert "Question 1 of 5" in visitor.text
    await visitor.tap("Never")
    assert "the earlier one is gone" in visitor.text
    assert "Thank you for your time" in visitor.text
    assert sorted(world.answers()) == [1, 1]


async def test_everything_is_taken_back_after_one_more_yes(world: World) -> None:
    visitor = await at_the_end(world)
    await visitor.tap("Change or take back")
    await visitor.tap("Take everything back")
    assert sorted(world.answers()) == [1, 5]
    await visitor.tap("Yes, take everything back")
    assert "None of your answers" in visitor.text
    assert world.answers() == []
    assert world.rows()["BoxRow"] == 5
    await visitor.tap("Answer again")
    assert visitor.heading == "Before we start"
