"""The reader's page: one text at a time, words hidden, nothing shown that was not passed."""

from html import unescape

import httpx
import pytest

from app.summing import render_summary
from panel.organisation import Role
from summaries.lots import Label, Level, Lot
from tests.console.office_world import World, words

WEEK = "2026-W46"
TEXTS = tuple(
    f"Täällä on hyvä olla, sanoi {name}." for name in ("A1", "B2", "C3", "D4", "E5", "F6")
)


@pytest.fixture
def waiting(world: World) -> World:
    """A week whose release left six texts for a reader."""
    leave_texts(world)
    return world


def leave_texts(
    world: World, texts: tuple[str, ...] = TEXTS, audience: str = "young_person"
) -> None:
    """The release of a week has left a lot of words."""
    place = world.house.units.organisation().id
    label = Label("words_round", audience, Level.ORGANISATION, place, True)
    world.house.answers.release(WEEK, [Lot(label, texts, words=True)])


async def page(client: httpx.AsyncClient) -> str:
    """The reader's page."""
    return (await client.get("/console/reading")).text


def open_text(html: str) -> str:
    """The id of the text that is shown."""
    return html.partition('action="/console/reading/')[2].partition('"')[0]


async def decide(client: httpx.AsyncClient, verdict: str, **more: list[str]) -> str:
    """Decide about the text that is shown; returns its id."""
    text = open_text(await page(client))
    answer = await client.post(f"/console/reading/{text}", data={"verdict": verdict, **more})
    assert answer.status_code == 303
    return text


async def test_a_reader_reads_one_text_at_a_time_and_closes(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    assert "Texts wait to be read" in words((await client.get("/console")).text)
    for left in range(6, 0, -1):
        said = words(await page(client))
        assert f"{left} of 6 texts left" in said
        assert sum(text in said.partition("Decided already")[0] for text in TEXTS) == 1
        await decide(client, "show")
    said = words(await page(client))
    assert "6 texts will be in the next summary" in said
    closed = await client.post("/console/reading/close")
    assert closed.headers["location"] == "/console/reading?said=closed"
    assert "No text waits for you" in words(await page(client))
    assert waiting.audit() == ["words closed"]


async def test_the_page_says_nothing_about_unit_age_or_time(waiting: World) -> None:
    html = await page(waiting.as_(Role.READER))
    said = words(html)
    assert "(young people)" in said
    for unit in waiting.house.units.all():
        assert unit.id not in html
        assert unit.name not in said


async def test_the_duty_stands_at_the_top(waiting: World) -> None:
    said = words(await page(waiting.as_(Role.READER)))
    duty, _, rest = said.partition(" of 6 texts left")
    assert "call 112" in duty
    assert "Your duty to notify" in duty
    assert TEXTS[0][:6] in rest


async def test_hidden_words_are_not_shown_and_come_back_with_the_text(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    text = await decide(client, "show", hide=["5", "999", "x"])
    shown = words(await page(client)).partition("Decided already")[2]
    assert "Täällä on hyvä olla, sanoi ▒▒▒." in shown
    back = await client.post(f"/console/reading/{text}/back")
    html = (await client.get(back.headers["location"])).text
    assert open_text(html) == text
    assert "6 of 6 texts left" in words(html)


async def test_not_enough_is_said_before_closing_and_nothing_is_shown(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    for verdict in ("harm", "identifies", "show", "show", "show", "show"):
        await decide(client, verdict)
    assert "Not enough" in words(await page(client))
    await client.post("/console/reading/close")
    waiting.beats.minutely()
    assert waiting.house.answers.lots("2026-W47") == []


async def test_what_was_passed_is_quoted_in_the_next_summary_in_every_form(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    refused = await decide(client, "other")
    batch = waiting.house.answers.reading.batch()
    assert batch is not None
    (gone,) = [text.text for text in batch.texts if text.id == refused]
    for _ in range(5):
        await decide(client, "show")
    await client.post("/console/reading/close")
    waiting.beats.minutely()
    waiting.clock.goes_on(days=7)
    waiting.beats.hourly()
    for form in ("html", "json", "text", "csv"):
        shown = unescape(render_summary(waiting.house, "2026-W47", form, "en") or "")
        assert gone not in shown
        assert sum(text in shown for text in TEXTS) == 5, form
        assert "5–9" in shown or '"least": 5' in shown


async def test_what_a_child_writes_runs_nowhere(world: World) -> None:
    leave_texts(world, tuple(f"<script>alert({n})</script> {{{{ 7*7 }}}} =1+{n}" for n in range(6)))
    client = world.as_(Role.READER)
    html = await page(client)
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in words(html)


async def test_a_coordinator_reads_no_words_though_named_a_reader(waiting: World) -> None:
    client = waiting.as_(Role.READER, Role.COORDINATOR)
    answer = await client.get("/console/reading")
    assert answer.status_code == 422
    assert "a coordinator cannot" in words(answer.text)
    assert not [text for text in TEXTS if text in unescape(answer.text)]
    assert "Texts wait" not in words((await client.get("/console")).text)


async def test_nobody_is_named_reader_and_coordinator_at_once(world: World) -> None:
    answer = await world.as_(Role.ADMINISTRATOR).post(
        "/console/staff", data={"name": "Rea", "login": "rea", "role": ["reader", "coordinator"]}
    )
    assert answer.status_code == 422
    assert "cannot" in words(answer.text) or "nobody can" in words(answer.text)


async def test_two_readers_do_not_trip_over_each_other(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    text = open_text(await page(client))
    for _ in range(6):
        await decide(client, "show")
    await client.post("/console/reading/close")
    for path in (f"/{text}", f"/{text}/back", "/close"):
        late = await client.post(f"/console/reading{path}", data={"verdict": "show"})
        assert late.headers["location"] == "/console/reading?said=gone"


async def test_a_form_without_a_verdict_decides_nothing(waiting: World) -> None:
    client = waiting.as_(Role.READER)
    text = open_text(await page(client))
    for verdict in ("", "publish"):
        answer = await client.post(f"/console/reading/{text}", data={"verdict": verdict})
        assert answer.status_code == 422
    assert "6 of 6 texts left" in words(await page(client))
