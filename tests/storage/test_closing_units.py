"""Units over time: renamed, closed, opened again, and nothing goes astray (B-15; 0021)."""

from collections.abc import Iterable

import pytest
from sqlmodel import delete, select

from app.errands import composer
from app.summing import publish_summaries, summary_of
from conversations import doorways
from conversations.ports import Address, Errand
from conversations.replies import Act, Arrival, Reply
from panel.organisation import Unit
from panel.own_names import OwnKind, OwnName
from panel.refusals import Refused
from storage.answers.tables import NotShownRow
from storage.contacts.box import MOST_QUESTIONS
from storage.contacts.tables import OutboxRow
from storage.office.tables import UnitRow
from summaries.lots import Level
from tests.storage.house import House


def released(house: House, weeks: int = 1) -> str:
    """Let weeks pass, and release each; returns the last one that was."""
    week = ""
    for _ in range(weeks):
        house.next_week()
        week = house.app.release.run() or week
    return week


def until_quarters_end(house: House) -> None:
    """Release everything of this quarter."""
    while house.week < "2027-W01":
        released(house)


def answered(house: House, people: Iterable[Address], first: int = 1) -> None:
    for number, address in enumerate(people, first):
        house.keep(address, 1 + number % 5)


def levels(house: House) -> set[tuple[Level, int]]:
    lots = (lot for week in house.app.answers.released_weeks() for lot in house.lots(week))
    return {(lot.label.level, len(lot.values)) for lot in lots}


def errands(house: House) -> list[tuple[str, str]]:
    """What is on its way: whom to, and what."""
    house.go_to(house.week, weekday=1, hour=17)
    with house.app.contacts.writing() as book:
        found = book.claim("telegram", 100, quiet=False)
    with house.app.contacts.writing() as book:
        for errand in found:
            book.delivered(errand)
    return sorted((errand.address.value, errand.template) for errand in found)


@pytest.fixture
def home(house: House) -> Unit:
    """A unit that is going to close, beside another one of its service."""
    house.unit("Mäntylä")
    return house.unit("Koivula")


def test_until_its_last_week_is_over_all_goes_on(house: House, home: Unit) -> None:
    code, people = house.code(home, slips=1), house.enrol(home, 7)
    house.app.units.close(home.id)
    assert house.app.units.get(home.id).closes == house.week
    assert house.send(Address("telegram", "new"), Arrival(code)).screen.answers, "the age question"
    prompt = house.start_round()
    assert house.talk(people[0], prompt)


def test_its_last_weeks_answers_go_to_the_service(house: House, home: Unit) -> None:
    people = house.enrol(home, 14)
    answered(house, people[:9])
    released(house)
    assert levels(house) == {(Level.UNIT, 9)}
    house.app.units.close(home.id)
    answered(house, people[:9], first=20)
    released(house)
    assert levels(house) == {(Level.UNIT, 9), (Level.SERVICE, 9)}


def test_what_waits_is_shown_although_everybody_has_gone_elsewhere(
    house: House, home: Unit
) -> None:
    people = house.enrol(home, 9)
    answered(house, people[:4])
    released(house)
    answered(house, people[4:7], first=5)
    house.app.units.close(home.id)
    released(house)
    other = house.app.units.find("Mäntylä")
    slips = [house.code(other, slips=1) for _ in people]
    for address, slip in zip(people, slips, strict=True):
        house.send(address, Arrival(slip))
    with house.app.contacts.reading() as book:
        assert set(book.enrolled()) == {other.id}
    until_quarters_end(house)
    assert levels(house) == {(Level.SERVICE, 7)}
    assert [row.answers for row in house.rows(NotShownRow)] == [0]


def test_nobody_comes_in_by_its_codes_any_more(house: House, home: Unit) -> None:
    code = house.code(home, slips=1)
    house.app.units.close(home.id)
    released(house)
    for way in (Arrival(code), Arrival(home.door), Reply(Act.JOIN, value=f"16-17 {code}")):
        said = house.send(Address("door", "stranger"), way)
        assert doorways.CODE_OF_CLOSED in said.screen.lines
        assert said.joined is None
    with pytest.raises(Refused, match="has been closed"):
        house.code(house.app.units.get(home.id), slips=1)


def test_its_people_are_asked_nothing_and_told_so_once(house: House, home: Unit) -> None:
    here = house.enrol(home, 2)
    there = house.enrol(house.app.units.find("Mäntylä"), 5)  # fewer would get no message
    house.app.units.close(home.id)
    released(house)
    for _ in range(3):
        house.beats.tell_closed()
    prompt = house.start_round()
    assert errands(house) == sorted(
        [(a.value, "closed") for a in here] + [(a.value, "round") for a in there]
    )
    for wanted in (prompt, "spontaneous", "meeting_held"):
        screen = house.send(here[0], Reply(Act.OPEN, value=wanted)).screen
        assert set(doorways.CLOSED) <= set(screen.lines)
        opens = {each.reply.value for each in screen.answers}
        assert not {prompt, "spontaneous"} & opens
        assert {"note", doorways.HAPPENED} <= opens
    assert len(house.boxes()) == len(there) * MOST_QUESTIONS + 1, "none of theirs"
    assert house.send(here[0], Reply(Act.OPEN, value="note")).screen.writes
    house.beats.tell_closed()
    assert errands(house) == []


def test_what_tells_of_it_says_nothing_on_a_locked_phone(house: House, home: Unit) -> None:
    (person,) = house.enrol(home, 1)
    house.app.units.close(home.id)
    released(house)
    screen = composer(house.app)(Errand(b"", person, "fi", "closed", "2026-W47"))
    assert screen is not None
    assert not set(doorways.CLOSED) & set(screen.lines)
    (look,) = screen.answers
    assert set(doorways.CLOSED) <= set(house.send(person, look.reply).screen.lines)


def test_any_code_of_another_unit_leads_on(house: House, home: Unit) -> None:
    first, second = house.enrol(home, 2)
    other = house.app.units.find("Mäntylä")
    card = house.code(other, uses=3, milestone_set="meeting_held")
    house.app.units.close(home.id)
    released(house)
    house.send(first, Arrival(other.door))
    assert house.send(second, Arrival(card)).step == 0, "the card's talk begins"
    with house.app.contacts.reading() as book:
        assert {getattr(book.contact(each), "unit", "") for each in (first, second)} == {other.id}


def test_opened_again_everything_is_as_before(house: House, home: Unit) -> None:
    code, (person,) = house.code(home, slips=1), house.enrol(home, 1)
    house.app.units.close(home.id)
    released(house)
    house.app.units.reopen(home.id)
    assert house.send(Address("door", "new"), Arrival(code)).screen.answers
    assert house.talk(person, house.start_round())
    assert house.code(house.app.units.get(home.id), slips=1)


def test_a_summary_names_only_the_units_that_were_asked(house: House, home: Unit) -> None:
    house.enrol(house.app.units.find("Mäntylä"), 9)
    house.app.units.close(home.id)
    released(house)
    house.start_round()
    week = released(house)
    house.go_to(house.week, hour=9)
    publish_summaries(house.app)
    summary = summary_of(house.app, week)
    assert summary is not None
    assert [asked.places for asked in summary.asked] == [("Mäntylä",)]


def test_an_organisation_whose_units_have_all_closed_has_no_rounds(house: House) -> None:
    home = house.unit()
    house.start_round()
    house.app.units.close(home.id)
    released(house, weeks=4)
    house.beats.plan_round()
    assert house.app.waves.of_week(house.week) == []


def test_a_renamed_unit_is_the_same_place_under_another_name(house: House) -> None:
    home = house.unit("Koivula")
    people = house.enrol(home, 14)
    answered(house, people[:9])
    week = released(house)
    house.go_to(house.week, hour=9)
    publish_summaries(house.app)
    house.app.units.rename(home.id, "Kuusela")
    answered(house, people[:9], first=20)
    later = released(house)
    house.go_to(house.week, hour=9)
    publish_summaries(house.app)
    before, after = summary_of(house.app, week), summary_of(house.app, later)
    assert before
    assert after
    assert [figure.place for figure in before.figures] == ["Koivula"]
    assert [figure.place for figure in after.figures] == ["Kuusela"]
    assert before.figures[0].label == after.figures[0].label
    assert house.app.units.place_name("group", home.group) == "Kuusela", "which it is alone"
    assert house.app.own_names.all() == [OwnName(OwnKind.UNIT, "Koivula")], "hidden as before"


def test_a_group_of_several_keeps_its_name(house: House) -> None:
    home = house.unit("Koivula", group="Koivula")
    house.unit("Mäntylä", group="Koivula")
    house.app.units.rename(home.id, "Kuusela")
    assert [group.name for group in house.app.units.groups()] == ["Koivula"]


def test_a_name_that_is_taken_is_refused_and_another_case_of_ones_own_is_not(
    house: House, home: Unit
) -> None:
    with pytest.raises(Refused, match="already a unit called mäntylä"):
        house.app.units.rename(home.id, "mäntylä")
    house.app.units.rename(home.id, "KOIVULA")
    assert house.app.units.get(home.id).name == "KOIVULA"


def test_answers_of_a_unit_that_the_office_does_not_know_are_counted(house: House) -> None:
    """As after ``restore --only office`` from before the unit was added."""
    known, lost = house.unit("Mäntylä"), house.unit("Koivula")
    answered(house, house.enrol(known, 9)[:7])
    answered(house, house.enrol(lost, 9)[:3], first=20)
    with house.app.databases[1].writing() as session:
        session.exec(delete(UnitRow).where(UnitRow.id == lost.id))  # type: ignore[arg-type]
    released(house)
    assert [box["destroyed"] for box in house.boxes() if "destroyed" in box] == [3]
    until_quarters_end(house)
    assert [row.answers for row in house.rows(NotShownRow)] == [3]


def test_no_row_on_its_way_names_the_unit_that_has_closed(house: House, home: Unit) -> None:
    house.enrol(home, 2)
    house.app.units.close(home.id)
    released(house)
    house.beats.tell_closed()
    with house.app.databases[0].reading() as session:
        assert {row.subject for row in session.exec(select(OutboxRow))} == {"2026-W47"}


@pytest.mark.parametrize(("forgotten", "shown"), [(False, 5), (True, 0)])
def test_whoever_is_forgotten_after_a_unit_has_closed_hides_nobody_of_it(
    house: House, forgotten: bool, shown: int
) -> None:
    """Were the sixth gone, a figure of five would say that everybody who was left had answered."""
    unit = house.unit()
    *answering, silent = house.enrol(unit, 6)
    answered(house, answering[:2])
    released(house)
    answered(house, answering[2:])
    house.app.units.close(unit.id)
    released(house)
    if forgotten:
        house.send(silent, Reply(Act.FORGET_SURELY))
    until_quarters_end(house)
    assert len(house.released()) == shown
