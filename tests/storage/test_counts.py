"""What is counted: places given out, cards, and answers that could not be shown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.parts import Kuulolla
from app.settings import Settings
from app.simulation.people import SimulatedClock
from app.wiring import build
from storage.answers.tables import NotShownRow
from storage.office.codes import TooMany
from storage.plans import Closing
from summaries.lots import Label, Level, Lot, Plan


@pytest.fixture
def app(tmp_path: Path) -> Kuulolla:
    """An empty installation in November."""
    return build(Settings(data=tmp_path), SimulatedClock(datetime(2026, 11, 17, 9, tzinfo=UTC)))


def test_cards_for_many_have_a_count_of_their_own(app: Kuulolla) -> None:
    unit = app.units.add("Koivula", 7, "Sijaishuolto")
    app.codes.invite(unit, "young_person", slips=8)
    app.codes.invite(unit, "young_person", uses=8, milestone_set="meeting_held")
    with pytest.raises(TooMany):
        app.codes.invite(unit, "young_person", uses=1, milestone_set="meeting_held")
    with pytest.raises(TooMany):
        app.codes.invite(unit, "young_person", slips=1, milestone_set="meeting_held")


def test_what_could_not_be_shown_is_counted_by_the_year_and_once(app: Kuulolla) -> None:
    app.answers.release("2026-W46", [], 3)
    app.answers.release("2026-W46", [], 3)
    app.answers.release("2026-W47", [], 2)
    app.answers.release("2027-W01", [], 1)
    with app.answers.database.reading() as session:
        counted = {year: session.get_one(NotShownRow, year).answers for year in ("2026", "2027")}
    assert counted == {"2026": 5, "2027": 1}


def test_a_lot_still_knows_that_few_could_be_in_it(app: Kuulolla) -> None:
    """In the plan of a release that was cut short, and in the answer book."""
    label = Label("heard", "young_person", Level.GROUP, "homes", asked=True)
    lots = (Lot(label, (1, 2, 3, 4, 5), few=True), Lot(label, (5, 5, 5, 5, 5)))
    closing = Closing(Plan(lots, (), 0), boxes=0, destroyed=0, told=0)
    assert Closing.from_bytes(closing.as_bytes()).plan.lots == lots
    app.answers.release("2026-W46", lots)
    kept = {min(lot.values): lot.few for lot in app.answers.lots("2026-W46")}
    assert kept == {1: True, 5: False}
