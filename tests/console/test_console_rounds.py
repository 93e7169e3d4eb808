"""Rounds: looked at, started, undone in time; and never a number of people."""

import re

import pytest

from conversations.rounds import MINUTES_TO_UNDO, WaveState
from panel.organisation import Role
from tests.console.office_world import World, words

ROUND = {"set": "round", "place": "organisation"}


async def test_a_preview_shows_the_questions_of_every_band_and_stores_nothing(
    world: World,
) -> None:
    client = world.as_(Role.COORDINATOR)
    page = await client.get("/console/rounds/preview", params=ROUND)
    said = words(page.text)
    for band in world.house.catalogue.bands:
        assert f"{band.youngest}–{band.oldest} years" in said
        assert f"http://chat.example/try/round/{band.id}?turn=0" in page.text
    assert "Koivula" in said
    assert "Rantakoto" in said
    assert "Why now" in said
    assert "14:05" in said
    assert world.house.waves.recent() == []


async def test_a_preview_asks_what_the_chat_will_ask(world: World) -> None:
    for number in range(3):  # the rotation turns with every round that was started
        client = world.as_(Role.COORDINATOR, language="fi")
        page = await client.get("/console/rounds/preview", params=ROUND)
        await client.post("/console/rounds", data=ROUND)
        (wave, *_) = world.house.waves.recent()
        world.house.waves.mark(wave.id, WaveState.STARTED)
        catalogue = world.house.catalogue
        for item in catalogue.questions("round", "13-15", wave.turn):
            assert catalogue.item(item).wordings["13-15"] in words(page.text)
        assert wave.turn == number
        world.clock.goes_on(weeks=4)


async def test_a_round_can_be_undone_until_it_leaves(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    started = await client.post("/console/rounds", data=ROUND)
    listed = words((await client.get(started.headers["location"])).text)
    assert "Leaves at 14:05. Can be undone until then." in listed
    world.clock.goes_on(minutes=MINUTES_TO_UNDO - 1)
    undone = await client.post("/console/rounds/round-2026-W47/undo")
    assert "Nobody was asked" in words((await client.get(undone.headers["location"])).text)
    world.clock.goes_on(minutes=10)
    world.beats.start_waves()
    wave = world.house.waves.get("round-2026-W47")
    assert wave
    assert wave.state == WaveState.CANCELLED
    assert {"round started", "round undone"} <= set(world.audit())


async def test_a_round_that_has_left_is_not_undone_and_that_is_said(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    await client.post("/console/rounds", data=ROUND)
    world.clock.goes_on(minutes=MINUTES_TO_UNDO + 1)
    world.beats.start_waves()
    late = await client.post("/console/rounds/round-2026-W47/undo")
    page = await client.get(late.headers["location"])
    assert "already left" in words(page.text)
    assert "Open until Sunday night." in words(page.text)
    assert ">Undo<" not in page.text


async def test_a_second_start_in_a_week_gets_a_kind_word(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    await client.post("/console/rounds", data=ROUND)
    again = await client.post("/console/rounds", data=ROUND)
    assert again.status_code == 409
    assert "There is one common round a week" in words(again.text)
    assert len(world.house.waves.recent()) == 1


async def test_an_extra_round_of_one_place_starts_once_a_week(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    wave = {"set": "meeting_held", "place": f"unit:{world.home.id}"}
    page = words((await client.get("/console/rounds/preview", params=wave)).text)
    assert "Koivula" in page
    assert "Rantakoto" not in page
    assert "fewer than five" in page
    assert (await client.post("/console/rounds", data=wave)).status_code == 303
    assert (await client.post("/console/rounds", data=wave)).status_code == 409
    assert len(world.house.waves.recent()) == 1


async def test_a_round_that_waits_says_so_without_a_number(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    await client.post(
        "/console/rounds", data={"set": "meeting_held", "place": f"unit:{world.home.id}"}
    )
    world.clock.goes_on(minutes=6)
    world.beats.start_waves()
    page = await client.get("/console/rounds")
    assert "Waits until there are enough people to ask." in words(page.text)
    assert ">Undo<" in page.text


@pytest.mark.parametrize(
    "wanted",
    [
        {"set": "round", "place": "unit:nothing"},
        {"set": "round", "place": "planet:earth"},
        {"set": "meeting_held", "place": "organisation"},
        {"set": "spontaneous", "place": "organisation"},
        {"set": "", "place": ""},
        {},
    ],
)
async def test_a_choice_that_is_not_there_is_refused(world: World, wanted: dict[str, str]) -> None:
    client = world.as_(Role.COORDINATOR)
    looked = await client.get("/console/rounds/preview", params=wanted)
    started = await client.post("/console/rounds", data=wanted)
    for page in (looked, started):
        assert page.status_code == 422
        assert "Choose from the list" in words(page.text)
    assert world.house.waves.recent() == []


async def test_no_page_about_rounds_tells_how_many_people(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    await client.post("/console/rounds", data=ROUND)
    world.clock.goes_on(minutes=6)
    world.beats.start_waves()
    for path in ("/console", "/console/rounds"):
        said = words((await client.get(path)).text)
        assert not re.search(r"\d+ (people|answers|persons|children)", said)


async def test_unknown_rounds_and_units_get_a_kind_page(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    missing = [
        await client.post("/console/rounds/nothing/undo"),
        await client.get("/console/units/nothing"),
        await client.get("/console/nothing/at/all"),
    ]
    for page in missing:
        assert page.status_code == 404
        assert "There is no such page here." in words(page.text)
        assert "To the start page" in page.text
    assert world.troubles == []
