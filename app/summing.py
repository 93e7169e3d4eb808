"""Makes the weekly summary once, freezes it, and forwards it to staff."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from app.parts import Kuulolla, OfficeSide
from conversations.phrases import say
from conversations.rounds import WaveState
from conversations.weeks import HELSINKI, monday, week_after
from locales import speak
from panel.organisation import units_of
from summaries import plain_text, rendering, spreadsheet
from summaries.charts import Tongue
from summaries.weekly import Asked, Material, WeeklySummary, summarise

KIND = "weekly"
TOLD = "summary_told"  # the newest week that staff have been sent
PUBLISHED = time(8, 0)  # on the Monday after
THE_PANELS_WISH = say("The panel wanted to know this of all young people but the youngest.")


def publish_summaries(app: Kuulolla) -> None:
    """Freeze the summary of every released week whose Monday has come, and tell staff once."""
    with app.contacts.reading() as book:
        told = book.recall(TOLD) or ""
    for week in app.answers.released_weeks():
        if not _monday_has_come(app, week):
            continue
        if app.answers.publication(KIND, week) is None:
            app.answers.freeze(KIND, week, _make(app, week).as_record())
        if week > told:  # years of weeks need not take the chat's one writer every hour
            _tell(app, week)


def _tell(app: Kuulolla, week: str) -> None:
    with app.contacts.writing() as book:
        if week > (book.recall(TOLD) or ""):  # another clock may have been faster
            book.tell_staff("summary", week)
            book.tell_staff("picture", week)
            book.remember(TOLD, week)


def summary_of(app: OfficeSide, week: str) -> WeeklySummary | None:
    """The frozen summary of a week, with what has been corrected since."""
    record = app.answers.publication(KIND, week)
    if record is None:
        return None
    return replace(WeeklySummary.from_record(record), corrections=app.desk.corrections(week))


def summary_text(app: OfficeSide, week: str, language: str) -> str | None:
    """The frozen summary as text to read aloud; None when there is none."""
    return render_summary(app, week, "text", language)


def summary_picture(app: OfficeSide, week: str, language: str) -> tuple[bytes, tuple[str, ...]]:
    """The frozen summary's new figures as a PNG, and all that it shows in words; empty if none."""
    from summaries.pictures import beside_it, picture  # loads Pillow, which nothing else needs

    summary = summary_of(app, week)
    if summary is None:
        return b"", ()
    tongue = _tongue(language)
    told = (tongue(rendering.heading(summary)), *beside_it(summary, tongue))
    return picture(summary, tongue), told


def _monday_has_come(app: Kuulolla, week: str) -> bool:
    published = datetime.combine(monday(week_after(week)), PUBLISHED, HELSINKI)
    return app.clock() >= published


def _make(app: Kuulolla, week: str) -> WeeklySummary:
    earlier = [
        WeeklySummary.from_record(record)
        for record in app.answers.publications(KIND)
        if record["week"] < week
    ]
    lots = app.answers.lots(week)
    material = Material(
        week=week,
        lots=lots,
        places={
            (lot.label.level, lot.label.place): app.units.place_name(
                lot.label.level.value, lot.label.place
            )
            for lot in lots
        },
        earlier=[figure for summary in earlier for figure in summary.figures],
        asked=list(_asked(app, week)),
        notes=app.desk.notes(),
        decisions=app.desk.decisions(),
    )
    return summarise(material, app.catalogue)


def _asked(app: Kuulolla, week: str) -> Iterable[Asked]:
    units = [unit for unit in app.units.all() if not unit.has_closed(week)]
    for wave in app.waves.of_week(week):
        if wave.state == WaveState.STARTED:
            asked = app.catalogue.set(wave.set)
            places = tuple(unit.name for unit in units_of(wave.level, wave.place, units))
            yield Asked(asked.phrase, places, asked.reason)
            if wave.panel:
                yield Asked(app.catalogue.item(wave.panel).phrase, places, THE_PANELS_WISH)


def render_summary(app: OfficeSide, week: str, form: str, language: str) -> str | None:
    """The frozen summary as ``text``, ``json``, ``csv`` or ``html``; None when there is none."""
    summary = summary_of(app, week)
    if summary is None:
        return None
    tongue = _tongue(language)
    match form:
        case "json":
            return rendering.as_json(summary)
        case "csv":
            return spreadsheet.as_csv(summary, tongue)
        case "html":
            from console.summary_page import as_page

            return as_page(summary, language)
    return plain_text.as_text(summary, tongue)


def _tongue(language: str) -> Tongue:
    return lambda phrase: speak(phrase, language)
