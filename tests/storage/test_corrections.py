"""A correction stands with its summary for ever, and changes nothing in it (B-12)."""

import json
from datetime import date

from app.summing import KIND, publish_summaries, render_summary, summary_of, summary_picture
from summaries.weekly import Correction
from tests.storage.house import House

WRONG = "Kysymyksessä luki <b>koulussa</b>, piti olla kotona."


def published(house: House) -> str:
    """A week with a figure, published."""
    for number, address in enumerate(house.enrol(house.unit(), 14)[:9]):
        house.keep(address, 1 + number % 5)
    house.next_week()
    week = house.app.release.run()
    house.go_to(house.week, hour=9)
    publish_summaries(house.app)
    assert week
    return week


def test_it_is_shown_in_every_form_and_in_no_other_week(house: House) -> None:
    week = published(house)
    frozen = house.app.answers.publication(KIND, week)
    before = {form: render_summary(house.app, week, form, "fi") for form in ("json", "text")}
    house.app.desk.correct(week, WRONG)
    house.next_week()
    house.app.desk.correct(week, "Toinen.")
    house.app.desk.correct("2026-W01", "Muu viikko.")
    assert house.app.answers.publication(KIND, week) == frozen
    summary = summary_of(house.app, week)
    assert summary is not None
    first = Correction(date(2026, 11, 23), WRONG)
    assert summary.corrections == (first, Correction(date(2026, 11, 30), "Toinen."))
    for form in ("text", "json", "csv", "html"):
        said = " ".join((render_summary(house.app, week, form, "fi") or "").split())
        shown = WRONG.replace("<", "&lt;").replace(">", "&gt;") if form == "html" else WRONG
        assert shown in said, form
        assert "Muu viikko" not in said
    now = json.loads(render_summary(house.app, week, "json", "fi") or "")
    assert {**now, "corrections": []} == json.loads(before["json"] or "")
    assert (render_summary(house.app, week, "text", "fi") or "").endswith(
        (before["text"] or "").partition("\n\n")[2]
    )


def test_the_picture_says_it_too(house: House) -> None:
    week = published(house)
    plain, _ = summary_picture(house.app, week, "fi")
    house.app.desk.correct(week, WRONG)
    picture, told = summary_picture(house.app, week, "fi")
    assert picture != plain
    assert f"Oikaisu, 23.11.2026: {WRONG}" in told
