"""The clock's calls: late, twice or never, each thing happens once and in its week."""

import json
from datetime import timedelta

import pytest

from app.summing import TOLD, publish_summaries, summary_of, summary_text
from conversations.ports import Address, Contact
from conversations.replies import Act, Arrival, Reply
from storage.contacts.tables import OutboxRow
from storage.office.waves import AlreadyPlanned
from tests.storage.house import House


def rounds(house: House) -> list[str]:
    """The weeks of all common rounds that started, the oldest first."""
    return sorted(w.week for w in house.app.waves.recent() if w.common and w.state == "started")


def live_a_day(house: House) -> None:
    """Let half a day pass, with beats every four hours."""
    for _ in range(3):
        house.clock.moment += timedelta(hours=4)
        house.beats.hourly()
        house.beats.minutely()


def first_round(house: House) -> None:
    """Staff start the very first round by hand."""
    house.app.waves.plan_round(house.app.units.organisation().id)
    house.clock.pass_minutes(6)
    house.beats.minutely()


def test_a_round_comes_every_four_weeks_after_the_first_by_hand(house: House) -> None:
    house.enrol(house.unit(), 6)
    first_round(house)
    for _ in range(9):
        house.next_week()
        live_a_day(house)
    assert rounds(house) == ["2026-W47", "2026-W51", "2027-W02"]


def test_no_round_starts_by_itself_in_the_first_week(house: House) -> None:
    house.unit()
    live_a_day(house)
    assert house.app.waves.recent() == []


def test_the_four_weeks_are_counted_from_the_round_that_was_started_by_hand(house: House) -> None:
    house.unit()
    house.next_week(3)
    first_round(house)
    for _ in range(4):
        house.next_week()
        live_a_day(house)
    assert rounds(house) == ["2026-W50", "2027-W01"]


def test_a_round_by_hand_between_the_weeks_does_not_move_the_calendar(house: House) -> None:
    house.unit()
    first_round(house)
    house.next_week(2)
    first_round(house)
    for _ in range(2):
        house.next_week()
        live_a_day(house)
    assert rounds(house) == ["2026-W47", "2026-W49", "2026-W51"]


def test_the_turn_of_the_rotation_goes_on_with_every_round(house: House) -> None:
    house.unit()
    first_round(house)
    for _ in range(8):
        house.next_week()
        live_a_day(house)
    turns = {wave.week: wave.turn for wave in house.app.waves.recent()}
    assert turns == {"2026-W47": 0, "2026-W51": 1, "2027-W02": 2}


def test_the_beats_of_one_hour_may_come_many_times(house: House) -> None:
    house.enrol(house.unit(), 6)
    first_round(house)
    house.go_to("2026-W51", hour=8, minute=30)
    for _ in range(5):
        house.beats.hourly()
        house.beats.minutely()
    assert rounds(house) == ["2026-W47", "2026-W51"]
    assert len([row for row in house.rows(OutboxRow) if row.template == "round"]) == 6


def test_a_round_missed_on_monday_is_caught_up_on_thursday(house: House) -> None:
    house.unit()
    first_round(house)
    house.go_to("2026-W51", weekday=3, hour=16)
    house.restart()
    house.beats.hourly()
    house.beats.minutely()
    assert rounds(house) == ["2026-W47", "2026-W51"]


def test_another_wave_of_the_week_does_not_push_the_round_out(house: House) -> None:
    unit = house.unit()
    house.enrol(unit, 6)
    first_round(house)
    house.go_to("2026-W51", hour=0, minute=1)
    house.app.waves.plan_wave("round", "unit", unit.id)
    live_a_day(house)
    assert rounds(house) == ["2026-W47", "2026-W51"]


def test_a_round_that_staff_took_back_stays_so(house: House) -> None:
    house.unit()
    first_round(house)
    house.go_to("2026-W51", hour=5)
    house.beats.hourly()
    (planned,) = house.app.waves.of_week("2026-W51")
    assert house.app.waves.cancel(planned.id)
    live_a_day(house)
    assert rounds(house) == ["2026-W47"]
    house.app.waves.plan_round(house.app.units.organisation().id)
    house.clock.pass_minutes(6)
    house.beats.minutely()
    assert rounds(house) == ["2026-W47", "2026-W51"]


def test_there_is_one_round_a_week(house: House) -> None:
    house.unit()
    first_round(house)
    with pytest.raises(AlreadyPlanned, match="2026-W47"):
        first_round(house)


@pytest.mark.parametrize(
    ("before", "change"), [("2027-W12", "2027-W13"), ("2027-W43", "2027-W44")], ids=["on", "off"]
)
def test_the_weeks_of_clock_changes_are_weeks_like_others(
    house: House, before: str, change: str
) -> None:
    house.go_to(before, weekday=3, hour=12)
    house.app.release.run()
    unit = house.unit()
    house.enrol(unit, 14)
    people = [Address("telegram", f"{unit.id}{n}") for n in range(1, 9)]
    for number, address in enumerate(people):
        house.keep(address, number)
    house.go_to(before, weekday=6, hour=0)
    released = []
    for _ in range(49):  # the hours of the night when the clock is changed, and the next day
        house.clock.moment += timedelta(hours=1)
        released.append(house.beats.release_week())
    assert [week for week in released if week] == [before]
    assert house.app.release.box.fact("week") == change
    assert sorted(house.released()) == list(range(8))


def answered_week(house: House) -> str:
    """A week in which enough people answer; it ends on the next Monday. Returns the week."""
    unit = house.unit()
    people = house.enrol(unit, 14)
    house.beats.take_codes()
    house.app.waves.plan_round(house.app.units.organisation().id, starts=house.clock())
    house.beats.start_waves()
    for address in people[:9]:
        house.talk(address, house.app.noticeboard.prompts_this_week()[0])
    return house.week


def staff_chat(house: House) -> Address:
    """A staff member's own chat."""
    code = house.app.codes.for_staff("worker", False)
    house.beats.take_codes()
    address = Address("telegram", "77")
    house.send(address, Arrival(code))
    return address


def summaries_sent(house: House) -> list[str]:
    """The weeks whose summary is on its way to staff."""
    return [row.subject for row in house.rows(OutboxRow) if row.template == "summary"]


def test_the_summary_comes_on_monday_at_eight_and_not_before(house: House) -> None:
    week = answered_week(house)
    staff_chat(house)
    house.next_week()
    house.beats.hourly()
    assert week in house.app.answers.released_weeks()
    house.go_to(house.week, hour=7, minute=59)
    house.beats.hourly()
    assert summary_of(house.app, week) is None
    assert summaries_sent(house) == []
    house.go_to(house.week, hour=8, minute=0)
    publish_summaries(house.app)
    assert summary_of(house.app, week) is not None
    assert summaries_sent(house) == [week]


def frozen(house: House, week: str) -> str:
    """The stored summary, byte for byte."""
    return json.dumps(house.app.answers.publication("weekly", week))


def test_a_frozen_summary_never_changes(house: House) -> None:
    week = answered_week(house)
    house.next_week()
    house.go_to(house.week, hour=9)
    house.beats.hourly()
    before = frozen(house, week), summary_text(house.app, week, "fi")
    assert before[1]
    home = house.app.units.organisation().id
    house.app.desk.decide("organisation", home, "no", "Ei vielä.", "Rahaa ei ole.")
    house.app.units.add("A new home", 7, "Care")
    (writer, *_) = house.enrol(house.app.units.all()[0], 1, first=90)
    house.send(writer, Reply(Act.OPEN, value="note"))
    house.send(writer, Reply(Act.SEND, 1, text="Hei vain."))
    for _ in range(3):
        house.next_week()
        house.go_to(house.week, hour=9)
        house.beats.hourly()
        house.restart()
    assert before == (frozen(house, week), summary_text(house.app, week, "fi"))


def test_staff_are_told_once_however_often_the_beat_comes(house: House) -> None:
    week = answered_week(house)
    chat = staff_chat(house)
    house.next_week()
    house.go_to(house.week, hour=9)
    house.beats.hourly()
    with house.app.contacts.writing() as book:
        sent = [e for e in book.claim("telegram", 100, quiet=True) if e.template == "summary"]
        assert [(errand.address, errand.subject) for errand in sent] == [(chat, week)]
        for errand in sent:
            book.delivered(errand)
    for _ in range(3):
        house.restart()
        house.beats.hourly()
    assert summaries_sent(house) == []


def test_staff_are_told_after_a_crash_between_freezing_and_telling(house: House) -> None:
    week = answered_week(house)
    staff_chat(house)
    house.next_week()
    house.beats.release_week()
    house.go_to(house.week, hour=9)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("storage.contacts.outbox.Outbox.tell_staff", _dies)
        with pytest.raises(RuntimeError, match="power"):
            publish_summaries(house.app)
    before = frozen(house, week)
    assert summaries_sent(house) == []
    house.restart()
    publish_summaries(house.app)
    publish_summaries(house.app)
    assert summaries_sent(house) == [week]
    assert frozen(house, week) == before
    with house.app.contacts.reading() as book:
        assert book.recall(TOLD) == week


def _dies(*_: object) -> None:
    raise RuntimeError("power cut")


def test_weeks_without_power_end_in_one_summary(house: House) -> None:
    week = answered_week(house)
    staff_chat(house)
    house.next_week(3)
    house.go_to(house.week, weekday=2, hour=13)
    house.restart()
    house.beats.hourly()
    house.beats.hourly()
    assert summaries_sent(house) == [week]
    assert [record["week"] for record in house.app.answers.publications("weekly")] == [week]


def test_respondents_never_get_the_summary_nor_staff_the_round(house: House) -> None:
    chat = staff_chat(house)
    answered_week(house)
    with house.app.contacts.writing() as book:
        called = {errand.address for errand in book.claim("telegram", 100, quiet=False)}
    assert called
    assert chat not in called
    house.next_week()
    house.go_to(house.week, hour=9)
    house.beats.hourly()
    with house.app.contacts.writing() as book:
        errands = book.claim("telegram", 100, quiet=False)
    assert [errand.address for errand in errands if errand.template == "summary"] == [chat]


def test_staff_see_how_many_are_enrolled_in_bands_only(house: House) -> None:
    large, small = house.unit("Large"), house.unit("Small")
    house.enrol(large, 13)
    house.enrol(small, 4)
    house.next_week()
    house.beats.hourly()
    bands = {unit.name: unit.enrolled for unit in house.app.units.all()}
    assert bands == {"Large": "10–14", "Small": "0–4"}


def test_who_is_enrolled_is_counted_by_audience_and_rung_and_remembered_by_audience(
    house: House,
) -> None:
    unit = house.unit()
    house.enrol(unit, 5)
    with house.app.contacts.writing() as book:
        book.enrol(Address("slip", "a"), Contact("fi", unit.id, "7-9"))
        book.enrol(Address("door", "b"), Contact("fi", unit.id, "7-9"))
        book.enrol(Address("slip", "c"), Contact("fi", unit.id, "family", "family"))
    with house.app.contacts.writing() as book:
        assert book.enrolled() == {
            unit.id: {"young_person": {"16-17": 5, "7-9": 1}, "family": {"family": 1}}
        }
        book.count()
        assert book.counted() == {unit.id: {"young_person": 6, "family": 1}}


@pytest.mark.parametrize(("youngest", "shown"), [(2, False), (1, True)])
def test_no_figure_proves_that_all_who_are_asked_a_grade_have_answered(
    house: House, youngest: int, shown: bool
) -> None:
    """Of seven at home: five who are asked, all of whom answered, or five of six."""
    unit = house.unit()
    older = house.enrol(unit, 7 - youngest)
    with house.app.contacts.writing() as book:
        for number in range(youngest):
            book.enrol(Address("slip", f"{number}"), Contact("fi", unit.id, "7-9"))
    for address in older[:5]:
        house.keep(address, 8, item="grade_place")
    house.next_week()
    house.beats.hourly()
    assert bool(house.released()) is shown


def test_notes_reach_the_office_once_a_day_in_the_morning(house: House) -> None:
    writer, *others = house.enrol(house.unit(), 6)
    house.beats.bring_notes()  # from today on

    def write(text: str) -> None:
        house.send(writer, Reply(Act.OPEN, value="note"))
        house.send(writer, Reply(Act.SEND, 1, text=text))

    write("Yksi.")
    for address in others:
        house.send(address, Reply(Act.OPEN, value="note"))
    house.go_to("2026-W47", weekday=1, hour=6, minute=59)
    house.beats.hourly()
    assert house.app.desk.notes() == []
    house.go_to("2026-W47", weekday=1, hour=7)
    house.beats.hourly()
    write("Kaksi.")
    house.go_to("2026-W47", weekday=1, hour=22)
    house.beats.hourly()
    assert [note.text for note in house.app.desk.notes()] == ["Yksi."]
    house.go_to("2026-W47", weekday=4, hour=7)
    house.beats.hourly()
    house.beats.hourly()
    assert sorted(note.text for note in house.app.desk.notes()) == ["Kaksi.", "Yksi."]
