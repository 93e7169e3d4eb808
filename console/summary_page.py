"""Weekly summaries: the list, one week's page, and the same frozen figures as files."""

from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from console.drawing import environment, in_tongue
from console.fields import Mistake
from console.visiting import NotHere, Visit
from conversations.phrases import Phrase, say
from locales import speak
from panel.refusals import Refused
from summaries.charts import STYLE
from summaries.plain_text import as_text
from summaries.rendering import ShownFigure, as_json, heading, sections
from summaries.weekly import WeeklySummary

FILES = {"json": "application/json", "text": "text/plain; charset=utf-8"}
LONGEST_CORRECTION = 500  # characters
WHAT_WAS_WRONG = say("What was wrong, and what is right")
CORRECTED = say("The correction is shown with this summary from now on.")
ENDINGS = {"json": "json", "text": "txt"}


def summaries(visit: Visit) -> Response:
    """Every week that has a summary, the newest first."""
    weeks = sorted(visit.office.summaries.weeks(), reverse=True)
    years = sorted({week[:4] for week in weeks}, reverse=True)
    return visit.draw("summaries.html", weeks=weeks, years=years)


def summary(visit: Visit) -> Response:
    """One week's summary, as it was frozen, with what has been corrected since."""
    found, said = _summary(visit), CORRECTED if visit.query.raw("said") == "corrected" else None
    laid_out = _laid_out(found, visit.language)
    return visit.draw("summary.html", week=found.week, said=said, **laid_out)


def correction(visit: Visit) -> Response:
    """The form for a correction."""
    return visit.draw("correction.html", week=_summary(visit).week, longest=LONGEST_CORRECTION)


def correct(visit: Visit) -> Response:
    """A correction stands with its summary for ever; figures and words stay as they are."""
    week = _summary(visit).week
    try:
        text = visit.form.text("text", WHAT_WAS_WRONG, LONGEST_CORRECTION)
        if not text:
            raise Mistake("text", say("Please fill in: {field}.", field=WHAT_WAS_WRONG))
    except Refused as problem:
        return visit.again("correction.html", problem, week=week, longest=LONGEST_CORRECTION)
    visit.office.desk.correct(week, " ".join(text.split()))
    visit.did("summary corrected", week)
    return visit.go(f"/summaries/{week}?said=corrected")


def download(visit: Visit) -> Response:
    """The frozen record as JSON, or as text to read aloud."""
    found, form = _summary(visit), visit.given["form"]
    if form not in FILES:
        raise NotHere
    content = as_json(found) if form == "json" else as_text(found, visit.tongue)
    name = f"kuulolla-{found.week}.{ENDINGS[form]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=FILES[form], headers=headers)


def as_page(summary: WeeklySummary, language: str) -> str:
    """The summary as one HTML file of its own, for mail or an archive."""
    template = environment().get_template("summary_alone.html")
    around = {"week": summary.week, "style": Markup(STYLE), **in_tongue(language)}  # noqa: S704
    return template.render(around | _laid_out(summary, language))


def _summary(visit: Visit) -> WeeklySummary:
    wanted = visit.given["week"]
    found = visit.office.summaries.summary(wanted) if _is_there(visit, wanted) else None
    if found is None:
        raise NotHere
    return found


def _is_there(visit: Visit, week: str) -> bool:
    return week in visit.office.summaries.weeks()


def _laid_out(summary: WeeklySummary, language: str) -> dict[str, Any]:
    def tongue(phrase: Phrase) -> str:
        return speak(phrase, language)

    found = sections(summary, tongue)
    return {
        "title": tongue(heading(summary)),
        "sections": found,
        "for_all": _for_all([figure for part in found for figure in part.figures]),
        "drawn": lambda svg: Markup(svg),  # noqa: S704 - the chart escapes every text
    }


def _for_all(figures: list[ShownFigure]) -> list[str]:
    """What may not be concluded from any of the figures: said once, it is read."""
    if len(figures) < 2:
        return []
    first, *others = figures
    return [each for each in first.cautions if all(each in other.cautions for other in others)]
