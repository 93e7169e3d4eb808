"""The summary as somebody reads it: aloud from paper, on a page, or as data."""

import json
from datetime import date
from xml.etree import ElementTree

from conversations.phrases import say
from summaries.lots import Level, Lot
from summaries.plain_text import COLUMNS, as_text
from summaries.rendering import as_json, day_phrase, sections, week_phrase
from summaries.weekly import Asked, Material, Promise, WeeklySummary, summarise
from tests.summaries.samples import CATALOGUE, WEEK, english, label, shown
from tests.summaries.test_weekly import Decided, Noted

EMPTY = summarise(Material(WEEK), CATALOGUE)
FULL = summarise(
    Material(
        WEEK,
        lots=[
            Lot(label("heard"), (1, 2, 3, 3, 5)),
            Lot(label("safe"), (5,) * 12),
            Lot(label("known"), ("yes", "no") * 4),
            Lot(label("grade", Level.SERVICE, "care"), (8, 9) * 12),
        ],
        places={(Level.GROUP, "homes"): "The homes", (Level.SERVICE, "care"): "Care"},
        earlier=[shown("recommend", *[9] * 30, week="2026-W42")],
        asked=[Asked(say("The round"), ("Aspen", "Birch"), say("Every four weeks, everybody."))],
        notes=[Noted(), Noted(state="read", answer="When? — In May.", answered_week=WEEK)],
        decisions=[
            Decided(),
            Decided("no", what="A later bedtime.", because="Sleep."),
            Decided("later", "2026-W40", "A bench.", "It is ordered.", "2026-W44"),
            Decided("later", "2026-W40", "Paint.", "It is cold.", "2026-W50"),
        ],
    ),
    CATALOGUE,
)


def lines_of(summary: WeeklySummary, key: str) -> tuple[str, ...]:
    (section,) = [each for each in sections(summary, english) if each.id == key]
    return section.lines


def test_every_section_is_there_every_week_in_the_same_order() -> None:
    expected = [
        "asked",
        "figures",
        "standing",
        "words",
        "thanks",
        "notes",
        "promises",
        "topic",
        "waiting",
    ]
    for summary in (EMPTY, FULL):
        assert [section.id for section in sections(summary, english)] == expected
        assert all(section.lines or section.figures for section in sections(summary, english))


def test_the_first_week_says_plainly_that_answers_are_too_few_and_why_that_is_usual() -> None:
    (said,) = lines_of(EMPTY, "figures")
    assert "not enough answers yet" in said
    assert "usual" in said


def test_text_fits_eighty_columns_and_names_everything() -> None:
    text = as_text(FULL, english)
    assert max(map(len, text.splitlines())) <= COLUMNS
    for said in (
        "SUMMARY OF WEEK 46/2026",
        "asked of: Aspen, Birch",
        "Heard (The homes, young people)",
        "- Never or Seldom: 20–40 %",
        "School grade: about 8.5",
        "Fewer than ten answered",
        "week 42/2026",
        "You asked: When? — In May.",
        "to be read by 12.11.2026",
    ):
        assert said in text


def test_promises_tell_done_refused_late_and_later_with_their_reasons() -> None:
    assert lines_of(FULL, "promises") == (
        "Done: A lamp for the hall. (Reason: It was dark.)",
        "Late, was promised by week 44/2026: A bench. (Reason: It is ordered.)",
        "Later, by week 50/2026: Paint. (Reason: It is cold.)",
        "Will not be done: A later bedtime. (Reason: Sleep.)",
    )


def test_a_promise_without_a_week_is_told_too() -> None:
    promise = Promise("later", "A bench.", "Money.", "", late=False)
    summary = WeeklySummary.from_record(
        {**EMPTY.as_record(), "promises": [{**vars_of(promise), "late": False}]}
    )
    assert lines_of(summary, "promises") == ("Later: A bench. (Reason: Money.)",)


def vars_of(promise: Promise) -> dict[str, object]:
    return {name: getattr(promise, name) for name in Promise.__slots__}


def test_a_figure_on_a_page_has_rows_that_say_what_the_chart_shows() -> None:
    for section in sections(FULL, english):
        for figure in section.figures:
            drawn = " ".join(ElementTree.fromstring(figure.svg).itertext())
            assert figure.rows
            for answer, share in figure.rows:
                assert answer in drawn
                assert share in drawn


def test_charts_on_one_page_have_ids_of_their_own() -> None:
    found = [
        element.get("id")
        for section in sections(FULL, english)
        for figure in section.figures
        for element in ElementTree.fromstring(figure.svg).iter()
        if element.get("id")
    ]
    assert len(found) == len(set(found)) == 8


def test_json_is_the_frozen_record() -> None:
    assert WeeklySummary.from_record(json.loads(as_json(FULL))) == FULL


def test_what_people_wrote_is_never_taken_for_a_template() -> None:
    odd = Decided(what="{what} {nothing} %s", because="{")
    summary = summarise(Material(WEEK, decisions=[odd]), CATALOGUE)
    assert lines_of(summary, "promises") == ("Done: {what} {nothing} %s (Reason: {)",)


def test_weeks_and_days_are_told_as_people_write_them() -> None:
    assert english(week_phrase("2027-W01")) == "week 1/2027"
    assert english(day_phrase(date(2026, 11, 5))) == "5.11.2026"
