"""A year on one page: every published figure of a place as it stands in its week's summary."""

from typing import Any

from starlette.responses import Response

from console.fields import Mistake
from console.visiting import NotHere, Visit
from conversations.phrases import say
from summaries.figures import Figure
from summaries.lots import Level
from summaries.rendering import correction, week_phrase
from summaries.weekly import WeeklySummary
from summaries.year import Where, places, series

PLACE = say("Place")
LEVELS = {
    Level.UNIT: say("Units"),
    Level.GROUP: say("Reporting groups"),
    Level.SERVICE: say("Services"),
    Level.ORGANISATION: say("The whole organisation"),
}


def year(visit: Visit) -> Response:
    """The year's figures of the place that was chosen, or of the first one."""
    summaries = _of_year(visit)
    names = places(summaries)
    where = _where(visit, list(names)) if names else None
    shown: dict[str, Any] = {
        "year": visit.given["year"],
        "offered": [
            (
                LEVELS[level],
                [(f"{level}:{place}", name) for (at, place), name in names.items() if at == level],
            )
            for level in Level
        ],
        "chosen": f"{where[0]}:{where[1]}" if where else "",
        "place": names[where] if where else "",
        "series": series(summaries, where) if where else [],
        "row": lambda figure: _row(visit, figure),
        "corrections": [
            f"{visit.tongue(week_phrase(each.week))}, {visit.tongue(correction(one))}"
            for each in summaries
            for one in each.corrections
        ],
    }
    return visit.draw("year.html", **shown)


def _of_year(visit: Visit) -> list[WeeklySummary]:
    """Every summary of an ISO year. Raises NotHere where there is none."""
    of_year = (week for week in visit.office.summaries.weeks() if week[:4] == visit.given["year"])
    found = [visit.office.summaries.summary(week) for week in sorted(of_year)]
    if not found:
        raise NotHere
    return [each for each in found if each is not None]


def _where(visit: Visit, offered: list[Where]) -> Where:
    if not visit.query.raw("place"):
        return offered[0]
    by_value = {f"{level}:{place}": (level, place) for level, place in offered}
    try:
        return by_value[visit.query.choice("place", PLACE, list(by_value))]
    except Mistake:
        raise NotHere from None


def _row(visit: Visit, figure: Figure) -> dict[str, str]:
    tongue = visit.tongue
    told = [f"{tongue(part.phrase)}: {tongue(part.share.phrase)}" for part in figure.parts]
    score = [tongue(figure.score.phrase)] if figure.score else []
    return {
        "week": tongue(week_phrase(figure.week)),
        "people": tongue(figure.people.phrase),
        "shares": " · ".join([*told, *score]),
    }
