"""The panel's side: open notes, what came of it, and summaries that stay as they were frozen."""

import json
import re

import pytest
from sqlmodel import col, select

from app.summing import KIND, publish_summaries, summary_of
from console.summary_page import as_page
from locales import speak
from panel.notes import YouAsked
from panel.organisation import Role
from storage.office.tables import AuditRow
from summaries.lots import Label, Level, Lot
from summaries.rendering import sections
from tests.console.office_world import World, words

SUMMARY = re.compile(r'(?s)<div class="summary">.*<div class="no-print after">')
NOTE = "Miksi ruoka on kylmää? <b>t</b>"
TOLD = {
    "place": "organisation",
    "outcome": "done",
    "what": "Ruoka tulee nyt lämpimänä.",
    "because": "Moni kertoi siitä.",
    "due": "",
}


def leave_note(world: World, *, unit: str = "", text: str = NOTE) -> str:
    """An open note has come with the daily batch."""
    identity = f"{len(world.house.desk.notes()):032}"
    note = {"id": identity, "unit": unit, "text": text}
    world.house.desk.take_notes([note], world.house.clock().date())
    return identity


async def test_a_note_is_read_and_marked(world: World) -> None:
    note = leave_note(world)
    client = world.as_(Role.FACILITATOR)
    assert "Read it by 20.11.2026" in words((await client.get("/console")).text)
    page = await client.get("/console/notes")
    assert NOTE in words(page.text)
    assert "Read by 20.11.2026" in words(page.text)
    assert "Koivula" not in words(page.text)
    await client.post(f"/console/notes/{note}/read")
    assert "No open note waits for you." in words((await client.get("/console/notes")).text)


async def test_the_audit_knows_a_note_by_its_random_id_alone(world: World) -> None:
    note = leave_note(world, unit=world.home.id)
    client = world.as_(Role.FACILITATOR)
    await client.post(f"/console/notes/{note}/read")
    told = {"question": "Saako yöllä syödä?", "answer": "Saa."}
    await client.post(f"/console/notes/{note}/answer", data=told)
    await client.post(f"/console/notes/{note}/back")
    with world.house.databases[1].reading() as session:
        found = session.exec(select(AuditRow).where(col(AuditRow.event).startswith("note")))
        assert {row.subject for row in found} == {note}
    assert len(world.audit()) == 3


async def test_a_note_names_its_unit_only_if_the_writer_did(world: World) -> None:
    leave_note(world, unit=world.home.id)
    assert "Koivula" in words((await world.as_(Role.FACILITATOR).get("/console/notes")).text)


async def test_a_late_note_stands_out(world: World) -> None:
    leave_note(world)
    world.clock.goes_on(days=3, hours=10.5)  # half past midnight in Helsinki, on the day after
    client = world.as_(Role.FACILITATOR)
    assert "hds-status-label--error" in (await client.get("/console/notes")).text
    assert 'class="late"' in (await client.get("/console")).text


async def test_a_question_is_answered_for_everybody_in_the_facilitators_words(
    world: World,
) -> None:
    note = leave_note(world)
    client = world.as_(Role.FACILITATOR)
    path = f"/console/notes/{note}/answer"
    form = {"question": "Saako lämmintä ruokaa?", "answer": "Saa, maanantaista alkaen."}
    assert (await client.post(path, data=form)).status_code == 303
    (kept,) = world.house.desk.notes()
    assert kept.answer == "Saako lämmintä ruokaa? — Saa, maanantaista alkaen."
    assert kept.answered_week == "2026-W47"


async def test_the_childs_own_words_are_not_put_into_the_question_for_everybody(
    world: World,
) -> None:
    note = leave_note(world, text="Salainen sana omena")
    page = await world.as_(Role.FACILITATOR).get(f"/console/notes/{note}/answer")
    beside, _, form = page.text.partition('action="/console/notes/')
    assert "omena" in beside, "it stands above the form, to be read"
    assert "omena" not in form


ANSWER = {"question": "Saako lämmintä ruokaa?", "answer": "Saa, maanantaista alkaen."}


async def test_an_answer_is_taken_back_after_a_look_at_what_stays(world: World) -> None:
    note = leave_note(world)
    client = world.as_(Role.FACILITATOR)
    await client.post(f"/console/notes/{note}/answer", data=ANSWER)
    path = f"/console/notes/{note}/back"
    assert path in (await client.get("/console/notes")).text
    asked = words((await client.get(path)).text)
    assert ANSWER["answer"] in asked
    assert "What has gone to Telegram cannot be called back." in asked
    assert "It does not come in the summary (week 47/2026)." in asked
    assert len(world.house.noticeboard.news(world.home.id)) == 1, "looked at, not done"
    for _ in range(2):  # a second press does nothing more
        back = await client.post(path)
        said = words((await client.get(back.headers["location"])).text)
        assert "The answer is taken back. What had gone to Telegram stays there." in said
    assert "Answer for everybody" in said, "it can be answered anew"
    assert ANSWER["answer"] not in said
    assert list(world.house.noticeboard.news(world.home.id)) == []
    assert world.audit().count("note answer taken back") == 1
    assert (await client.get(path)).status_code == 404


async def test_a_published_summary_keeps_an_answer_and_the_page_says_so(world: World) -> None:
    note = leave_note(world)
    world.house.desk.answer_note(note, YouAsked(**ANSWER))
    world.clock.goes_on(weeks=1)
    world.house.answers.release("2026-W47", [])
    publish_summaries(world.house)
    client = world.as_(Role.FACILITATOR)
    path = f"/console/notes/{note}/back"
    asked = words((await client.get(path)).text)
    assert "The summary is published and stays as it is (week 47/2026)." in asked
    await client.post(path)
    frozen = await client.get("/console/summaries/2026-W47/text")
    assert ANSWER["answer"] in frozen.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"question": "", "answer": "Kyllä."}, "Write the question in your own words first."),
        ({"question": "Miksi?", "answer": "  "}, "Write an answer."),
        ({"question": "x" * 501, "answer": "y"}, "shorten it to 500 characters"),
    ],
)
async def test_half_an_answer_is_refused_and_kept(
    world: World, form: dict[str, str], said: str
) -> None:
    note = leave_note(world)
    client = world.as_(Role.FACILITATOR)
    page = await client.post(f"/console/notes/{note}/answer", data=form)
    assert page.status_code == 422
    assert said in words(page.text)
    assert form["answer"] in page.text
    assert world.house.desk.notes()[0].answer == ""


async def test_a_coordinator_never_sees_a_note(world: World) -> None:
    note = leave_note(world, text="Salainen sana omena")
    client = world.as_(Role.COORDINATOR, Role.ADMINISTRATOR, Role.READER)
    for path in ("", "/notes", f"/notes/{note}/answer", "/summaries", "/decisions", "/units"):
        assert "omena" not in (await client.get(f"/console{path}")).text


async def test_an_unknown_note_gets_a_kind_page(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    for answer in (
        await client.get("/console/notes/nothing/answer"),
        await client.post("/console/notes/nothing/read"),
        await client.post("/console/notes/nothing/answer", data={"question": "a", "answer": "b"}),
        await client.get("/console/notes/nothing/back"),
        await client.post("/console/notes/nothing/back"),
    ):
        assert answer.status_code == 404


async def test_a_decision_is_looked_at_first_and_then_told_where_it_was_said(
    world: World,
) -> None:
    client = world.as_(Role.FACILITATOR)
    form = TOLD | {"place": f"unit:{world.home.id}"}
    look = await client.post("/console/decisions", data=form)
    said = words(look.text)
    assert "You told us, and now: Ruoka tulee nyt lämpimänä. Because: Moni kertoi siitä." in said
    assert "Koivula" in said
    assert "Rantakoto" not in said
    assert world.house.desk.decisions() == []
    told = await client.post("/console/decisions", data=form | {"step": "tell"})
    assert "It is being told now" in words((await client.get(told.headers["location"])).text)
    (news,) = world.house.noticeboard.news(world.home.id)
    assert dict(news.values)["what"] == TOLD["what"]
    other = world.house.units.find("Rantakoto")
    assert list(world.house.noticeboard.news(other.id)) == []


async def test_changing_it_brings_the_form_back_full(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    page = await client.post("/console/decisions/new", data=TOLD)
    assert TOLD["what"] in page.text
    assert TOLD["because"] in page.text
    assert world.house.desk.decisions() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"because": " "}, "Tell why this was done, too"),
        ({"outcome": "no", "because": ""}, "Tell why not."),
        ({"what": ""}, "Write in one or two sentences what was decided."),
        ({"outcome": "maybe"}, "please choose one from the list"),
        ({"place": "unit:nothing"}, "please choose one from the list"),
        ({"place": ""}, "please choose one from the list"),
        ({"outcome": "later"}, "Give the week by which this will be done."),
        ({"outcome": "later", "due": "soon"}, "Write the week as in"),
        ({"outcome": "later", "due": "2026-W47"}, "has to lie ahead"),
        ({"what": "x" * 501}, "shorten it to 500 characters"),
    ],
)
async def test_a_decision_that_will_not_do_is_refused_and_kept(
    world: World, change: dict[str, str], said: str
) -> None:
    client = world.as_(Role.FACILITATOR)
    form = TOLD | change | {"step": "tell"}
    page = await client.post("/console/decisions", data=form)
    assert page.status_code == 422
    assert said in words(page.text)
    assert form["because"] in page.text
    assert world.house.desk.decisions() == []


async def test_a_week_is_kept_only_for_what_is_promised_for_later(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    done = TOLD | {"due": "2026-W50", "step": "tell"}
    await client.post("/console/decisions", data=done)
    await client.post("/console/decisions", data=done | {"outcome": "later"})
    assert sorted(each.due_week for each in world.house.desk.decisions()) == ["", "2026-W50"]


async def test_a_broken_promise_is_named_on_the_start_page(world: World) -> None:
    world.house.desk.decide(
        "organisation", "x", "later", "Uusi pöytä.", "Rahaa puuttuu.", "2026-W48"
    )
    world.clock.goes_on(weeks=3)
    page = await world.as_(Role.FACILITATOR).get("/console")
    assert "Was promised by week 48/2026: Uusi pöytä." in words(page.text)


async def test_there_is_a_summary_only_of_weeks_that_have_one(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    assert "There are no summaries yet." in words((await client.get("/console/summaries")).text)
    for week in ("2026-W46", "nothing", "2026-W99"):
        for form in ("", "/json", "/text"):
            assert (await client.get(f"/console/summaries/{week}{form}")).status_code == 404


async def test_a_summary_is_the_frozen_one_on_the_page_and_as_files(world: World) -> None:
    world.house.answers.release("2026-W46", [])
    publish_summaries(world.house)
    frozen = world.house.answers.publication(KIND, "2026-W46")
    client = world.as_(Role.COORDINATOR)
    page = await client.get("/console/summaries/2026-W46")
    assert "<title>Summary of week 46/2026" in page.text
    assert "<h1>Summary of week 46/2026</h1>" in page.text
    data = await client.get("/console/summaries/2026-W46/json")
    assert data.json() == json.loads(json.dumps(frozen))
    assert 'filename="kuulolla-2026-W46.json"' in data.headers["content-disposition"]
    text = await client.get("/console/summaries/2026-W46/text")
    assert text.text.startswith("SUMMARY OF WEEK 46/2026")
    assert (await client.get("/console/summaries/2026-W46/pdf")).status_code == 404
    assert "The summary of week 46/2026 is ready." in words((await client.get("/console")).text)


@pytest.mark.parametrize("form", ["", "/json", "/text"])
async def test_neither_a_query_nor_a_role_changes_what_a_summary_shows(
    world: World, form: str
) -> None:
    """Two looks at one week that differ could be subtracted (B-12, B-16)."""
    homes = [home.id for home in world.house.units.all()]
    lots = [
        Lot(Label("heard", "young_person", Level.UNIT, home, True), (1, 2, 3, 4, 5, 5))
        for home in homes
    ]
    world.house.answers.release("2026-W46", lots)
    publish_summaries(world.house)
    shown = set()
    for roles in ([Role.COORDINATOR], [Role.FACILITATOR], [*Role]):
        client = world.as_(*roles)
        for query in ("", f"?place={homes[0]}&level=unit&since=2026-W40", "?week=2026-W45&all=1"):
            page = await client.get(f"/console/summaries/2026-W46{form}{query}")
            assert page.status_code == 200
            (summary,) = SUMMARY.findall(page.text) if not form else [page.text]
            shown.add(summary)
    (one,) = shown
    assert "Rantakoto" in one


async def test_a_summary_is_also_one_file_that_needs_nothing_else(world: World) -> None:
    lot = Lot(Label("heard", "young_person", Level.UNIT, world.home.id, True), (1, 2, 3, 4, 5, 5))
    world.house.answers.release("2026-W46", [lot])
    publish_summaries(world.house)
    frozen = summary_of(world.house, "2026-W46")
    assert frozen
    page = as_page(frozen, "en")
    assert "<h1>Summary of week 46/2026</h1>" in page
    assert page.count("<svg") == 1
    assert re.findall(r"(?:src|href)=", page) == []
    for row in sections(frozen, lambda phrase: speak(phrase, "en"))[1].figures[0].rows:
        assert all(each in page for each in row)


def publish(world: World) -> str:
    """A week's figures of one home, published; returns the week."""
    label = Label("heard", "young_person", Level.UNIT, world.home.id, asked=True)
    world.house.answers.release("2026-W46", [Lot(label, (1, 2, 3, 4, 5, 5, 5, 5, 5, 4))])
    publish_summaries(world.house)
    return "2026-W46"


async def test_a_correction_is_shown_with_its_summary_escaped_and_written_down(
    world: World,
) -> None:
    week = publish(world)
    client = world.as_(Role.FACILITATOR)
    path = f"/console/summaries/{week}"
    empty = await client.post(f"{path}/correction", data={"text": " \n "})
    assert empty.status_code == 422
    assert "Please fill in" in words(empty.text)
    done = await client.post(f"{path}/correction", data={"text": "Piti olla <b>kotona</b>."})
    page = await client.get(done.headers["location"])
    assert "A correction 17.11.2026: Piti olla <b>kotona</b>." in words(page.text)
    assert "<b>kotona" not in page.text
    assert "summary corrected" in world.audit()
    for form in ("text", "json"):
        assert "Piti olla <b>kotona</b>." in (await client.get(f"{path}/{form}")).text
    summary = summary_of(world.house, week)
    assert summary
    assert "Piti olla &lt;b&gt;kotona" in as_page(summary, "fi")


async def test_there_is_no_correction_of_what_was_not_published(world: World) -> None:
    client = world.as_(Role.FACILITATOR)
    for week in ("2026-W46", "nonsense"):
        done = await client.post(f"/console/summaries/{week}/correction", data={"text": "Ei."})
        assert done.status_code == 404


async def test_a_year_shows_each_published_figure_as_it_is_and_nothing_else(world: World) -> None:
    """Whatever stands in it stands in the summary of some week, so it tells nothing new."""
    weeks = ("2026-W43", "2026-W44", "2026-W45")
    for number, week in enumerate(weeks):
        label = Label("heard", "young_person", Level.UNIT, world.home.id, asked=True)
        elsewhere = Label("heard", "young_person", Level.SERVICE, world.home.service, asked=True)
        many = Lot(label, (1, 2, 3, 4, 5, 5, 5, 5, 5, 5 - number) * (number + 1))
        world.house.answers.release(week, [many, Lot(elsewhere, (3,) * 9, few=True)])
    publish_summaries(world.house)
    world.house.desk.correct("2026-W44", "Väärä sana.")
    client = world.as_(Role.COORDINATOR)
    page = words((await client.get("/console/years/2026")).text)
    assert "Published figures of 2026 : Koivula" in page
    assert "week 44/2026, 17.11.2026: Väärä sana." in page
    for week in weeks:
        summary = summary_of(world.house, week)
        assert summary
        (near,) = [f for f in summary.figures if f.label.level is Level.UNIT]
        shown = [f"{speak(p.phrase, 'en')}: {speak(p.share.phrase, 'en')}" for p in near.parts]
        score = [speak(near.score.phrase, "en")] if near.score else []
        row = f"{speak(near.people.phrase, 'en')} {' · '.join([*shown, *score])}"
        assert f"week {int(week[-2:])}/2026 {row}" in page
    service = f"/console/years/2026?place=service:{world.home.service}"
    assert words((await client.get(service)).text).count("5–9 people") == 3


@pytest.mark.parametrize("path", ["1999", "nonsense", "2026?place=unit:nowhere"])
async def test_a_year_or_place_without_figures_is_no_page(world: World, path: str) -> None:
    publish(world)
    assert (await world.as_(Role.FACILITATOR).get(f"/console/years/{path}")).status_code == 404
