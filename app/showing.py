"""What the console is handed: storage's side of its ports, and the links that carry codes."""

from functools import partial

from app.checking import check
from app.links import door_link, login_link, tablet_link, try_link
from app.parts import OfficeSide
from app.served import code_links
from app.summing import KIND, summary_of
from console.ports import Office
from summaries.weekly import WeeklySummary


class FrozenSummaries:
    """The published weeks; fulfils ``console.ports.Summaries``."""

    def __init__(self, app: OfficeSide) -> None:
        self._app = app

    def weeks(self) -> list[str]:
        """Every week that has a summary, oldest first."""
        return [str(record["week"]) for record in self._app.answers.publications(KIND)]

    def summary(self, week: str) -> WeeklySummary | None:
        """The frozen summary of a week."""
        return summary_of(self._app, week)


def office(app: OfficeSide) -> Office:
    """The console's ports, fulfilled by what the console may reach."""
    address = app.settings.address
    return Office(
        units=app.units,
        codes=app.codes,
        waves=app.waves,
        panel_questions=app.panel_questions,
        wishes=app.wishes,
        desk=app.desk,
        staff=app.staff,
        cookies=app.staff_cookies,
        own_names=app.own_names,
        summaries=FrozenSummaries(app),
        reading=app.answers.reading,
        requests=app.requests,
        catalogue=app.catalogue,
        clock=app.clock,
        address=address,
        links=lambda code: code_links(app, code),
        door_link=partial(door_link, address),
        tablet_link=partial(tablet_link, address),
        try_link=partial(try_link, address),
        login_link=partial(login_link, address),
        health=lambda: check(app),
        trouble=app.troubles.count,
    )
