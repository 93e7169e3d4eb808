"""Practice: the same questions, and not a trace of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.webchat_world import Visitor, World, attribute, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


def record(visitor: Visitor) -> str:
    """The talk that the page carries."""
    (field,) = re.findall(r'<input type="hidden" name="talk"[^>]*>', visitor.page.text)
    return attribute(field, "value")


async def test_a_whole_round_can_be_tried_and_nothing_is_kept(world: World) -> None:
    before = world.rows()
    visitor = await world.visitor().open("/try/round/10-12")
    banners = ["nothing is kept" in visitor.text]
    for answer in ("Start", "Always", "Well", "Skip"):
        await visitor.tap(answer)
        banners.append("nothing is kept" in visitor.text)
    await visitor.tap("Continue", text="Kokeilen vain.")
    await visitor.tap("Put it in the box")
    assert "Nothing of this was kept." in visitor.heading
    for claim in ("in the box", "on its way", "opened on Sunday", "Change or take back"):
        assert claim not in visitor.text, claim
    assert all(banners)
    assert world.rows() == before
    assert not visitor.client.cookies


async def test_a_note_that_is_tried_is_not_said_to_be_on_its_way(world: World) -> None:
    visitor = await world.visitor().open("/try/note/13-15")
    await visitor.tap("Continue", text="Miksi ei ole peliä?")
    await visitor.tap("Send")
    assert "Nothing of this was kept." in visitor.heading
    assert "on its way" not in visitor.text


async def test_the_record_in_the_page_says_nothing_of_an_answer(world: World) -> None:
    records = []
    for answer in ("Always", "Never", "Skip"):
        visitor = await world.visitor().open("/try/round/13-15")
        await visitor.tap("Start")
        await visitor.tap(answer)
        records.append(record(visitor))
    assert len(set(records)) == 1


async def test_each_rotating_item_can_be_seen(world: World) -> None:
    shown = set()
    for turn in range(3):
        visitor = await world.visitor().open(f"/try/round/13-15?turn={turn}")
        shown.add(json.loads(record(visitor))["items"][2])
    assert len(shown) == 3


async def test_help_and_the_way_back_work_in_practice(world: World) -> None:
    visitor = await world.visitor().open("/try/note/13-15")
    await visitor.tap("Help", text="puoli lausetta")
    assert "112" in visitor.heading
    await visitor.tap("Back to the question")
    assert visitor.written == "puoli lausetta"


async def test_danger_brings_help_in_practice_too(world: World) -> None:
    visitor = await world.visitor().open("/try/note/13-15")
    await visitor.tap("Continue", text="Isäpuoli hakkaa minua.")
    assert 'class="urgent"' in visitor.page.text


@pytest.mark.parametrize(
    "change",
    [
        {"set": "no_such_set"},
        {"items": ["heard", "heard"]},
        {"step": 99},
        {"step": -1},
        {"language": "xx"},
        {"rung": "7-9"},
        {"items": 5},
    ],
)
async def test_a_record_that_is_not_ours_begins_anew(
    world: World, change: dict[str, object]
) -> None:
    visitor = await world.visitor().open("/try/round/13-15")
    changed = json.dumps(json.loads(record(visitor)) | change)
    await visitor.post("/try/round/13-15", {"talk": changed, "reply": "b:0:::"})
    assert visitor.page.status_code == 200
    assert visitor.heading == "Before we start"


async def test_a_record_that_is_no_record_begins_anew(world: World) -> None:
    visitor = world.visitor()
    for broken in ("", "[]", "{" * 3000, "null", '"x"', "\ud83d"):
        await visitor.post("/try/round/13-15", {"talk": broken.encode("utf-8", "replace")})
        assert visitor.heading == "Before we start"
    assert world.troubles == []
