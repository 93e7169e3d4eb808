"""The panel's own question in the console: written, refused, looked at, put in, taken back."""

import re

import pytest

from panel.organisation import Role
from panel.own_names import OwnKind, OwnName
from tests.console.office_world import World, words

QUESTION = {
    "fi": "Onko hyvä työntekijä rehellinen?",
    "sv": "",
    "en": "Is a good worker honest?",
    "answered": "agree",
}
PUT = QUESTION | {"step": "put"}


async def test_a_question_is_looked_at_in_every_band_before_anything_is_kept(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    looked = await client.post("/console/panel", data=QUESTION)
    said = words(looked.text)
    for band in ("10–12", "13–15", "16–17", "18–22"):
        assert f"{band} years" in said
    assert "7–9 years" not in said
    assert said.count("Is a good worker honest? The panel itself asks this.") == 4
    assert "Question 3 of 4" in said
    assert "Question 3 of 5" in said
    assert "Svenska Nobody has written it. It is asked in Finnish." in said
    assert "😄 Yes" in said
    assert ">Suomi</a>" in looked.text, "the page around it stays as it is"
    assert world.house.panel_questions.all() == []


async def test_a_question_is_put_into_the_next_round_and_taken_back(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    put = await client.post("/console/panel", data=PUT)
    assert put.headers["location"] == "/console/panel?said=waits"
    listed = await client.get("/console/panel")
    assert "The panel asks: Is a good worker honest?" in words(listed.text)
    assert "Waits for the next common round, in week 47/2026." in words(listed.text)
    (waiting,) = world.house.panel_questions.all()
    back = await client.post(f"/console/panel/{waiting.question.id}/back")
    assert back.headers["location"] == "/console/panel?said=back"
    assert "Taken back. Nobody was asked." in words((await client.get("/console/panel")).text)
    assert {"panel question put in", "panel question taken back"} <= set(world.audit())
    again = await client.post("/console/panel", data=PUT)
    assert again.status_code == 303


async def test_a_coordinator_sees_it_in_the_preview_and_the_list_of_rounds(world: World) -> None:
    await world.as_(Role.FACILITATOR).post("/console/panel", data=PUT)
    client = world.as_(Role.COORDINATOR)
    common = {"set": "round", "place": "organisation"}
    page = await client.get("/console/rounds/preview", params=common)
    assert words(page.text).count("Is a good worker honest? The panel itself asks this.") == 4
    (waiting,) = world.house.panel_questions.all()
    assert f"/try/round/13-15?turn=0&amp;panel={waiting.question.id}" in page.text
    await client.post("/console/rounds", data=common)
    rounds = words((await client.get("/console/rounds")).text)
    assert "The panel asks: Is a good worker honest?" in rounds
    panel = words((await client.get("/console/panel")).text)
    assert "In the round of week 47/2026, which has not started." in panel
    assert "Take it back" not in panel
    assert "Write a question" not in panel


async def test_what_has_started_is_not_taken_back_and_that_is_said(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    await client.post("/console/panel", data=PUT)
    world.house.waves.plan_round(world.house.units.organisation().id)
    world.clock.goes_on(minutes=6)
    world.beats.start_waves()
    (asked,) = world.house.panel_questions.all()
    page = await client.get("/console/panel")
    assert "Asked in week 47/2026." in words(page.text)
    assert "Tell what came of it" in words(page.text)
    late = await client.post(f"/console/panel/{asked.question.id}/back")
    said = words((await client.get(late.headers["location"])).text)
    assert "could not be taken back any more" in said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"fi": "  "}, "Please fill in: The question in Finnish."),
        ({"fi": "???"}, "Please fill in: The question in Finnish."),
        ({"answered": "grade"}, "choose one from the list"),
        ({"fi": "Onko " + "hyvä " * 8 + "työntekijä?"}, "has 10 words, at most 9 fit"),
        ({"fi": "Onko asiakassuunnitelmasi hyvä?"}, "“asiakassuunnitelmasi” has 20 letters"),
        ({"en": "Who says what, and why, and when we ask?"}, "clauses beside the main one"),
        ({"fi": "Onko Anna kiltti?"}, "“Anna” looks like a name"),
        ({"fi": "Onko Rantakodossa kivaa?"}, "“Rantakodossa” looks like a name"),
        ({"sv": "Ring 050 765 4321?"}, "“050 765 4321” looks like a name, a place or a number"),
        ({"fi": "Onko Nöffö hyvä työntekijä?"}, "“Nöffö” looks like a name"),
        ({"fi": "a" * 121}, "please shorten it to 120 characters"),
    ],
)
async def test_what_cannot_be_asked_is_refused_and_the_page_says_why(
    change: dict[str, str], why: str, world: World
) -> None:
    world.house.own_names.add([OwnName(OwnKind.WORKER, "Nöffö")])
    refused = await world.as_(Role.FACILITATOR).post("/console/panel", data=PUT | change)
    assert refused.status_code == 422
    assert why in words(refused.text)
    assert world.house.panel_questions.all() == []
    assert "panel question put in" not in world.audit()


async def test_what_nobody_can_see_is_taken_out_and_tags_are_only_text(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    odd = "Onko \u202ehyvä\u2066 ruoka <b>\x07 kylmää?"
    await client.post("/console/panel", data=PUT | {"fi": odd, "en": ""})
    (waiting,) = world.house.panel_questions.all()
    assert waiting.question.fi == "Onko hyvä ruoka <b> kylmää?"
    assert "&lt;b&gt;" in (await client.get("/console/panel")).text


async def test_who_changes_the_question_finds_everything_still_in_the_form(world: World) -> None:
    page = await world.as_(Role.FACILITATOR).post("/console/panel/new", data=QUESTION)
    assert 'value="Is a good worker honest?"' in page.text
    assert re.search(r'value="agree" checked', page.text)
    assert "nobody could help" in words(page.text)


async def test_one_question_waits_at_a_time(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    await client.post("/console/panel", data=PUT)
    other = PUT | {"fi": "Onko ruoka hyvää?", "en": ""}
    refused = await client.post("/console/panel", data=other)
    assert refused.status_code == 422
    assert "A question waits already" in words(refused.text)
    assert "Onko ruoka hyvää?" in refused.text
    assert len(world.house.panel_questions.all()) == 1


async def test_only_a_facilitator_writes_for_the_panel(world: World) -> None:
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.READER):
        client = world.as_(role)
        assert (await client.post("/console/panel", data=PUT)).status_code == 403
        assert (await client.get("/console/panel/new")).status_code == 403
    assert (await world.stranger().post("/console/panel", data=PUT)).status_code in (303, 401)
    nowhere = await world.as_(Role.FACILITATOR).post("/console/panel/panel_00000000/back")
    assert nowhere.status_code == 404
    assert world.house.panel_questions.all() == []
