"""Messages: sent once, never too often, never at night, and never to somebody alone (A-15, S4)."""

from collections.abc import Sequence

import pytest

from app.beats import is_quiet
from app.errands import composer
from conversations.fatigue import PROMPTS_A_YEAR
from conversations.ports import Address, Contact, Errand
from conversations.replies import Act, Arrival, Reply
from conversations.rounds import WaveState
from panel.organisation import Unit
from storage.contacts.tables import BoxRow, ContactRow, OutboxRow, StateRow
from tests.storage.house import House

PEOPLE = 6


@pytest.fixture
def people(house: House) -> list[Address]:
    """Six people of one unit whom Telegram reaches."""
    return list(house.enrol(house.unit(), PEOPLE))


def claimed(house: House, *, quiet: bool = False, most: int = 100) -> list[Errand]:
    """What a sender would take now."""
    with house.app.contacts.writing() as book:
        return book.claim("telegram", most, quiet)


def deliver(house: House, errands: Sequence[Errand]) -> None:
    """Say that these have been sent."""
    with house.app.contacts.writing() as book:
        for errand in errands:
            book.delivered(errand)


def call(house: House, wave: str, *, at_once: bool = True) -> list[Address]:
    """Call everybody of every unit, and send; returns who was sent a message."""
    units = [unit.id for unit in house.app.units.all()]
    with house.app.contacts.writing() as book:
        book.call(wave, units, ["young_person"], lambda *_: None, at_once=at_once)
    errands = claimed(house)
    deliver(house, errands)
    return [errand.address for errand in errands]


def test_a_round_reaches_everybody_once_with_empty_boxes(
    house: House, people: list[Address]
) -> None:
    prompt = house.start_round()
    errands = claimed(house)
    assert {errand.address for errand in errands} == set(people)
    assert {(e.template, e.subject, e.language) for e in errands} == {("round", prompt, "fi")}
    assert len(house.boxes()) == 5 * PEOPLE
    assert house.kept() == []


def test_calling_twice_sends_once(house: House, people: list[Address]) -> None:
    assert set(call(house, "w")) == set(people)
    assert call(house, "w") == []


def test_a_crash_between_calling_and_marking_sends_nothing_twice(
    house: House, people: list[Address]
) -> None:
    prompt = house.start_round()
    deliver(house, claimed(house))
    house.app.waves.mark(prompt, WaveState.PLANNED)  # as if the mark had not been made
    house.beats.start_waves()
    assert house.rows(OutboxRow) == []
    assert len(house.rows(BoxRow)) == 5 * len(people)


def test_nobody_is_called_twice_in_two_weeks(house: House, people: list[Address]) -> None:
    assert len(call(house, "one")) == PEOPLE
    house.next_week()
    assert call(house, "two") == []
    house.next_week()
    assert set(call(house, "three")) == set(people)


def test_sixteen_prompts_are_the_most_in_a_year(house: House, people: list[Address]) -> None:
    house.go_to("2027-W01")
    sent = 0
    for number in range(26):
        sent += len(call(house, f"wave {number}"))
        house.next_week(2)
    assert sent == PROMPTS_A_YEAR * len(people)
    assert house.week == "2028-W01"
    assert len(call(house, "a new year")) == PEOPLE


def test_the_guard_counts_what_was_sent_and_never_what_was_answered(
    house: House, people: list[Address]
) -> None:
    prompt = house.start_round()
    before = {row.idx: row.model_dump() for row in house.rows(ContactRow)}
    house.talk(people[0], prompt)
    assert {row.idx: row.model_dump() for row in house.rows(ContactRow)} == before
    assert {row.prompts_this_year for row in house.rows(ContactRow)} == {1}


def test_two_senders_never_take_the_same_message(house: House, people: list[Address]) -> None:
    house.start_round()
    first, second = claimed(house, most=4), claimed(house, most=4)
    assert len(first) == 4
    assert len(second) == PEOPLE - 4
    assert {e.address for e in (*first, *second)} == set(people)
    assert claimed(house) == []


def test_what_a_crash_left_half_sent_is_sent_again_after_the_start(
    house: House, people: list[Address]
) -> None:
    house.start_round()
    first = claimed(house)
    deliver(house, first[:2])
    house.restart()
    assert claimed(house) == []
    with house.app.contacts.writing() as book:
        book.release_leases()
    assert {e.address for e in claimed(house)} == {e.address for e in first[2:]}
    assert len(people) == PEOPLE


def test_a_postponed_message_can_be_taken_again(house: House, people: list[Address]) -> None:
    house.start_round()
    errand = claimed(house, most=1)[0]
    assert errand.address in people
    with house.app.contacts.writing() as book:
        book.postponed(errand)
    assert errand.address in {e.address for e in claimed(house)}


def test_somebody_who_blocked_us_gets_nothing_until_they_come_back(
    house: House, people: list[Address]
) -> None:
    gone = people[0]
    house.start_round()
    with house.app.contacts.writing() as book:
        book.unreachable(gone)
    assert gone not in {e.address for e in claimed(house)}
    house.next_week(4)
    assert gone not in call(house, "later")
    decide(house)
    house.beats.tell_news()
    assert gone not in {e.address for e in claimed(house)}
    house.send(gone, Arrival())
    house.next_week(4)
    assert gone in call(house, "much later")


def test_somebody_who_came_through_the_web_gets_no_message(house: House) -> None:
    unit = house.unit()
    house.enrol(unit, 3, "slip")
    house.enrol(unit, 3, "door")
    house.enrol(unit, 3, "simulated")
    assert call(house, "w") == []


def test_another_units_people_are_not_called(house: House, people: list[Address]) -> None:
    there = house.unit("Elsewhere")
    house.enrol(there, 5, first=50)
    with house.app.contacts.writing() as book:
        book.call("w", [there.id], ["young_person"], lambda *_: None)
    assert not {e.address for e in claimed(house)} & set(people)


def test_at_night_only_what_may_leave_at_once_is_taken(house: House, people: list[Address]) -> None:
    units = [unit.id for unit in house.app.units.all()]
    with house.app.contacts.writing() as book:
        book.tell("news", "d1", units)
        book.enrol(Address("telegram", "9"), Contact("fi", "", "", "staff"))
        book.tell_staff("summary", "2026-W46")
    assert [e.template for e in claimed(house, quiet=True)] == ["summary"]
    assert [e.template for e in claimed(house)] == ["news"] * len(people)


@pytest.mark.parametrize(
    ("weekday", "hour", "quiet"),
    [(0, 14, True), (0, 15, False), (0, 19, False), (0, 20, True), (6, 11, True), (6, 12, False)],
)
def test_school_days_free_days_and_nights(
    house: House, weekday: int, hour: int, quiet: bool
) -> None:
    house.go_to("2026-W48", weekday, hour)
    assert is_quiet(house.clock()) is quiet


@pytest.mark.usefixtures("people")
def test_a_message_carries_nothing_but_template_recipient_and_subject(house: House) -> None:
    house.start_round()
    (row, *_) = house.rows(OutboxRow)
    assert set(row.model_dump()) == {
        *("id", "idx", "template", "subject", "last_week", "hour", "at_once", "leased")
    }


def decide(house: House) -> str:
    """A decision for everybody."""
    home = house.app.units.organisation().id
    return house.app.desk.decide("organisation", home, "done", "Uusi pöytä.", "Vanha oli rikki.").id


def test_news_is_told_once(house: House, people: list[Address]) -> None:
    decision = decide(house)
    house.beats.tell_news()
    errands = claimed(house)
    assert {e.address for e in errands} == set(people)
    assert {(e.template, e.subject) for e in errands} == {("news", decision)}
    deliver(house, errands)
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []


def test_news_is_told_once_even_after_a_crash_between_the_two_databases(
    house: House, people: list[Address]
) -> None:
    decide(house)
    told = type(house.app.desk).told
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(house.app.desk), "told", _dies)
        with pytest.raises(RuntimeError, match="power"):
            house.beats.tell_news()
    assert type(house.app.desk).told is told
    errands = claimed(house)
    assert len(errands) == len(people)
    deliver(house, errands)
    house.restart()
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []
    assert house.app.desk.untold() == []


def _dies(*_: object) -> None:
    raise RuntimeError("power cut")


@pytest.mark.usefixtures("people")
def test_news_of_a_sunday_evening_may_still_leave_after_the_release(house: House) -> None:
    house.go_to("2026-W47", weekday=6, hour=21)
    decide(house)
    house.beats.tell_news()
    house.next_week()
    house.app.release.run()
    assert [e.template for e in claimed(house)] == ["news"] * PEOPLE
    house.next_week(2)
    house.app.release.run()
    assert house.rows(OutboxRow) == []
    assert any(row.name.startswith("told ") for row in house.rows(StateRow))


@pytest.mark.usefixtures("people")
def test_a_round_that_was_not_sent_in_its_week_is_not_sent_later(house: House) -> None:
    house.go_to("2026-W47", weekday=6, hour=21)
    house.start_round()
    house.next_week()
    house.app.release.run()
    assert house.rows(OutboxRow) == []


def test_a_wave_waits_until_there_are_five(house: House) -> None:
    unit = house.unit()
    house.enrol(unit, 4)
    wave = house.app.waves.plan_wave("round", "unit", unit.id)
    house.clock.pass_minutes(6)
    house.beats.start_waves()
    assert [w.state for w in house.app.waves.recent()] == ["waiting"]
    assert house.rows(OutboxRow) == []
    assert house.rows(BoxRow) == []
    house.enrol(unit, 1, first=5)
    house.beats.start_waves()
    assert house.app.waves.of_week(house.week)[0].state == WaveState.STARTED
    assert {e.subject for e in claimed(house)} == {wave.id}


def test_door_visitors_and_staff_do_not_make_a_wave_of_five(house: House) -> None:
    unit = house.unit()
    house.enrol(unit, 4)
    house.enrol(unit, 20, "door")
    with house.app.contacts.writing() as book:
        book.enrol(Address("telegram", "9"), Contact("fi", unit.id, "", "staff"))
    house.app.waves.plan_wave("round", "unit", unit.id)
    house.clock.pass_minutes(6)
    house.beats.start_waves()
    assert [w.state for w in house.app.waves.recent()] == ["waiting"]


@pytest.mark.usefixtures("people")
def test_a_round_taken_back_while_it_leaves_is_not_brought_to_anybody(house: House) -> None:
    prompt = house.start_round()
    house.app.waves.mark(prompt, WaveState.PLANNED)  # as before the mark of the beat that sent it
    assert house.app.waves.cancel(prompt)
    house.app.waves.mark(prompt, WaveState.STARTED)
    compose = composer(house.app)
    assert [compose(errand) for errand in claimed(house)] == [None] * PEOPLE


@pytest.mark.usefixtures("people")
def test_a_wave_taken_back_in_time_sends_nothing(house: House) -> None:
    unit = house.app.units.all()[0]
    wave = house.app.waves.plan_wave("round", "unit", unit.id)
    house.beats.start_waves()
    assert house.rows(OutboxRow) == []
    assert house.app.waves.cancel(wave.id)
    house.clock.pass_minutes(6)
    house.beats.start_waves()
    assert house.rows(OutboxRow) == []
    assert not house.app.waves.cancel(wave.id)


def test_a_message_waits_for_the_hour_its_reader_chose(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    house.send(address, Reply(Act.PACE, value="at17"))
    decide(house)
    house.beats.tell_news()
    found = []
    for hour in (15, 16, 17):
        house.go_to(house.week, weekday=1, hour=hour)
        with house.app.contacts.writing() as book:
            errands = book.claim("telegram", 10, quiet=False)
            found.append(len(errands))
    assert found == [0, 0, 1]


def test_whoever_takes_a_break_gets_neither_round_nor_news(
    house: House, people: list[Address]
) -> None:
    resting, *others = people
    house.send(resting, Reply(Act.PACE, value="rest"))
    decide(house)
    house.beats.tell_news()
    house.start_round()
    errands = claimed(house)
    assert {errand.template for errand in errands} == {"round", "news"}
    assert {errand.address for errand in errands} == set(others)


# A wave's messages go to five at least: one alone on whose phone it lights up is known to
# have been asked, and whoever talks in that hour is nearly known.


def open_wave(house: House, unit: Unit, set_id: str = "round") -> str:
    """Start an extra wave of a unit, and let its minutes to undo pass; returns its prompt."""
    wave = house.app.waves.plan_wave(set_id, "unit", unit.id, at_once=True)
    house.clock.pass_minutes(6)
    house.beats.start_waves()
    return wave.id


def opened(house: House, wave: str) -> set[bytes]:
    """Who has boxes of a wave, by the index of their address."""
    with house.app.contacts.reading() as book:
        rows = book.contacts.where()
        cards = [(row["idx"], book.card(row["card"]).address) for row in rows]
        return {idx for idx, address in cards if book.has_boxes(address, wave)}


def assert_open_without_a_message(house: House, wave: str) -> None:
    """Everybody can answer, nobody is sent anything, and nothing was counted as sent."""
    found = house.app.waves.get(wave)
    assert found
    assert found.state == WaveState.STARTED
    assert claimed(house) == []
    assert opened(house, wave) == {row.idx for row in house.rows(ContactRow)}
    assert {row.last_prompt_week for row in house.rows(ContactRow)} == {""}


def test_four_slips_and_one_account_are_asked_and_nobody_is_messaged_alone(house: House) -> None:
    unit = house.unit()
    on_paper, (alone,) = house.enrol(unit, 4, "slip"), house.enrol(unit, 1)
    wave = open_wave(house, unit)
    assert_open_without_a_message(house, wave)
    for address in (alone, on_paper[0]):
        before = len(house.rows(BoxRow))
        assert house.talk(address, wave), "the questions are open at the door, and in the chat"
        assert len(house.rows(BoxRow)) == before, "no new box says who of them has begun"


def test_whoever_has_blocked_us_or_rests_does_not_make_five(house: House) -> None:
    unit = house.unit()
    gone, *others = house.enrol(unit, 6)
    with house.app.contacts.writing() as book:
        book.unreachable(gone)
    house.send(others[0], Reply(Act.PACE, value="rest"))
    assert_open_without_a_message(house, open_wave(house, unit))


def test_whom_the_guard_holds_back_does_not_make_five(house: House) -> None:
    crowded, small = house.unit("Crowded"), house.unit("Small")
    held = house.enrol(crowded, 5)
    assert {e.address for e in sent(house, open_wave(house, crowded))} == set(held)
    with house.app.contacts.writing() as book:  # one of them moves
        book.enrol(held[0], Contact("fi", small.id, "16-17"))
    house.enrol(small, 4)
    wave = open_wave(house, small, "meeting_held")
    assert claimed(house) == []
    assert len(opened(house, wave)) == 5
    assert [row.prompts_this_year for row in house.rows(ContactRow)].count(1) == 5


def sent(house: House, wave: str) -> list[Errand]:
    """The messages of a wave, once they have left."""
    errands = claimed(house)
    deliver(house, errands)
    assert {errand.subject for errand in errands} <= {wave}
    return errands


def test_five_who_are_reached_are_messaged_and_the_others_find_it_open(house: House) -> None:
    unit = house.unit()
    reached = house.enrol(unit, 5)
    house.enrol(unit, 2, "slip")
    wave = open_wave(house, unit)
    assert {errand.address for errand in sent(house, wave)} == set(reached)
    assert len(opened(house, wave)) == 7


def test_no_message_says_that_a_fifth_has_joined_since_the_release(house: House) -> None:
    unit = house.unit()
    house.enrol(unit, 4)
    house.enrol(unit, 2, "slip")
    house.next_week()
    house.app.release.run()
    assert sent(house, open_wave(house, unit)) == []
    house.enrol(unit, 1, first=5)
    assert sent(house, open_wave(house, unit, "meeting_held")) == []
    house.next_week()
    house.app.release.run()
    assert len(sent(house, open_wave(house, unit))) == 5


def test_five_at_the_release_of_whom_one_has_left_are_not_messaged(house: House) -> None:
    unit = house.unit()
    gone, *others = house.enrol(unit, 5)
    house.enrol(unit, 1, "slip")
    house.next_week()
    house.app.release.run()
    house.send(gone, Reply(Act.FORGET_SURELY))
    wave = open_wave(house, unit)
    assert sent(house, wave) == []
    assert len(opened(house, wave)) == len(others) + 1


def test_a_common_round_opens_in_an_organisation_with_few_accounts_and_sends_nothing(
    house: House,
) -> None:
    house.enrol(house.unit(), 4)
    house.enrol(house.unit("Elsewhere"), 20, "slip")
    assert_open_without_a_message(house, house.start_round())


def test_a_common_round_counts_every_unit_and_audience_together(house: House) -> None:
    here, there = house.unit(), house.unit("Elsewhere")
    people = [*house.enrol(here, 3), *house.enrol(there, 1)]
    with house.app.contacts.writing() as book:
        book.enrol(family := Address("telegram", "9"), Contact("fi", here.id, "family", "family"))
    wave = house.start_round()
    assert {errand.address for errand in sent(house, wave)} == {*people, family}


def test_news_comes_to_one_person_alone_too(house: House) -> None:
    unit = house.unit()
    (alone,) = house.enrol(unit, 1)
    house.app.desk.decide("unit", unit.id, "done", "Uusi pöytä.", "Vanha oli rikki.")
    house.beats.tell_news()
    assert [errand.address for errand in claimed(house)] == [alone]
