"""A worker's tablet: alone or together, fresh for each, and nothing that stays on it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conversations.phrases import Phrase, say
from storage.office.noticeboard import Noticeboard
from tests.bot.webchat_world import Visitor, World, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


async def handed_over(world: World) -> Visitor:
    """The adult has given the tablet; a round is open."""
    if not world.house.waves.recent():
        world.start_round()
    visitor = await world.visitor().open(f"/t/{world.door}")
    return await visitor.tap("I give it now")


async def alone(world: World, visitor: Visitor | None = None, age: str = "7–9 years") -> Visitor:
    """A child who said that they are alone, at the first question."""
    visitor = await (visitor or await handed_over(world)).tap("I am alone")
    await visitor.tap(age)
    return await visitor.tap("Start")


async def to_the_end(visitor: Visitor) -> Visitor:
    """The best answer to each of the youngest band's questions."""
    while "Skip" in visitor.buttons():
        await visitor.tap(visitor.buttons()[0])
    return visitor


async def test_the_first_screen_speaks_to_the_adult_and_the_next_asks_the_child(
    world: World,
) -> None:
    world.start_round()
    visitor = await world.visitor().open(f"/t/{world.door}")
    assert visitor.heading == "You give this device to a child or a young person."
    assert visitor.buttons() == ["I give it now"]
    await visitor.tap("I give it now")
    assert visitor.heading == "Are you alone, or is somebody looking with you?"
    assert visitor.buttons() == ["I am alone", "Somebody is with me"]


async def test_alone_the_answers_count_and_the_last_screen_shuts_the_door(world: World) -> None:
    visitor = await to_the_end(await alone(world))
    assert len(world.answers()) == 3
    assert "Now you can give the device back." in visitor.text
    assert "The next one may begin" in visitor.text
    assert not visitor.client.cookies
    assert visitor.buttons() == []
    await visitor.open("/chat")
    assert "Your code" in visitor.text


async def test_who_stops_has_ended_too(world: World) -> None:
    visitor = await (await alone(world)).tap("Stop")
    assert not visitor.client.cookies
    assert "Now you can give the device back." in visitor.text


async def test_the_next_child_begins_anew_even_when_the_one_before_left_in_the_middle(
    world: World,
) -> None:
    visitor = await alone(world)
    await visitor.tap(visitor.buttons()[0])
    await visitor.open(f"/t/{world.door}")
    assert not visitor.client.cookies
    await visitor.tap("I give it now")
    await alone(world, visitor, "10–12 years")
    assert "Question 1 of 4" in visitor.text
    assert world.rows()["ContactRow"] == 2


async def test_together_nothing_is_kept_and_nobody_becomes_known(world: World) -> None:
    visitor = await handed_over(world)
    before = world.rows()
    await visitor.tap("Somebody is with me")
    await visitor.tap("10–12 years")
    assert "What you choose is not kept." in visitor.text
    assert "Forget me" not in visitor.buttons()
    while "Skip" in visitor.buttons():
        assert "<textarea" not in visitor.page.text
        await visitor.tap(visitor.buttons()[0])
    assert "Nothing was kept." in visitor.heading
    assert "in the box" not in visitor.text.partition("What “Leave")[0]
    assert world.rows() == before
    assert world.sealed() == []
    assert not visitor.client.cookies


async def test_a_record_that_is_not_ours_begins_with_the_question_to_the_child(
    world: World,
) -> None:
    visitor = await world.visitor().open("/")
    of_ours: dict[str, Any] = {"prompt": "", "set": "round", "rung": "13-15"}
    of_ours |= {"audience": "young_person", "channel": "door", "language": "en", "step": 1}
    almost: list[dict[str, Any]] = [
        {"rung": "nobody", "items": []},
        {"rung": "", "items": []},
        {"items": ["heard", "no_such_item"]},
        {"items": ["words_round"]},
        {"items": ["heard"], "step": 9},
        {"items": ["heard"], "language": "xx"},
    ]
    records = [json.dumps(of_ours | each) for each in almost]
    for record in ("{}", "x", '{"set": "round"}', *records):
        await visitor.post(f"/t/{world.door}", {"talk": record})
        assert visitor.buttons() == ["I am alone", "Somebody is with me"]


async def test_it_opens_with_what_came_of_it_and_says_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def news(_: Noticeboard, unit: str) -> list[Phrase]:
        return [say("You asked: {answer}", answer="Kyllä, kaksi kissaa.")]

    monkeypatch.setattr(Noticeboard, "news", news)
    visitor = await handed_over(world)
    assert visitor.heading == "What came of it:"
    assert "kaksi kissaa" in visitor.text
    await visitor.tap("Continue")
    await visitor.tap("I am alone")
    await visitor.tap("7–9 years")
    assert "kaksi kissaa" not in visitor.text


async def test_only_a_door_can_be_shared(world: World) -> None:
    visitor = await world.visitor().open(f"/t/{world.slip()}")
    assert "13–15 years" in visitor.buttons()
    assert "I give it now" not in visitor.buttons()
    await visitor.open("/t/NOSUCHCODE")
    assert "does not work" in visitor.text


async def test_when_it_is_quiet_the_talk_closes_with_a_kind_word(world: World) -> None:
    visitor = await alone(world)
    assert f'data-quiet="/t/{world.door}/quiet' in visitor.page.text
    assert '<noscript><meta http-equiv="refresh"' in visitor.page.text
    await visitor.open(f"/t/{world.door}/quiet")
    assert "That is all right." in visitor.text
    assert not visitor.client.cookies


async def test_the_cookie_of_a_shared_device_dies_by_itself_and_lives_on_with_each_tap(
    world: World,
) -> None:
    visitor = await alone(world)
    assert "Max-Age=600" in visitor.page.headers["set-cookie"]
    own = await world.visitor().open(f"/d/{world.door}")
    await own.tap("7–9 years")
    assert "set-cookie" not in own.page.headers
    assert "Max-Age" not in own.page.history[0].headers["set-cookie"]


async def test_leaving_a_shared_device_leads_to_the_first_screen(world: World) -> None:
    visitor = await (await alone(world)).tap("I am done on this device")
    assert visitor.buttons() == ["I give it now"]
    assert not visitor.client.cookies


async def test_help_is_shown_although_the_last_words_end_the_talk(world: World) -> None:
    visitor = await alone(world, age="13–15 years")
    while "<textarea" not in visitor.page.text:
        await visitor.tap("Skip")
    await visitor.tap("Continue", text="Isäpuoli hakkaa minua.")
    assert 'class="urgent"' in visitor.page.text
    await visitor.tap("Put it in the box")
    assert "116 111" in visitor.text
    assert not visitor.client.cookies
