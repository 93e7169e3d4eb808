"""'You asked' is told to everybody, once, and what leaves is as it stands when it leaves."""

import pytest

from app.errands import composer
from conversations.ports import Address, Errand
from conversations.screens import Screen
from panel.notes import YouAsked
from storage.contacts.tables import OutboxRow
from tests.storage.house import House
from tests.storage.test_outbox import PEOPLE, claimed, deliver


@pytest.fixture
def people(house: House) -> list[Address]:
    """Six people of one unit whom Telegram reaches."""
    return list(house.enrol(house.unit(), PEOPLE))


def _dies(*_: object) -> None:
    raise RuntimeError("power cut")


def note(house: House, number: int = 1) -> str:
    """An open note that has come to the office."""
    identity = f"note-{number}"
    brought = {"id": identity, "unit": "", "text": "Miksi en saa koiraa?"}
    house.app.desk.take_notes([brought], house.clock().date())
    return identity


def answer_note(house: House, identity: str, answer: str = "Kysymme vuokranantajalta.") -> None:
    """The facilitator answers it, in words of their own."""
    house.app.desk.answer_note(identity, YouAsked("Voiko kodissa olla lemmikki?", answer))


def composed(house: House, errand: Errand) -> Screen | None:
    """What leaves for an errand."""
    return composer(house.app)(errand)


def test_you_asked_reaches_everybody_once_and_nothing_on_its_way_tells_of_the_note(
    house: House, people: list[Address]
) -> None:
    elsewhere = house.enrol(house.unit("Elsewhere"), 5, first=50)
    house.beats.tell_news()
    assert house.rows(OutboxRow) == [], "a note that is not answered is nobody's news"
    identity = note(house)
    house.app.desk.read_note(identity)
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []
    answer_note(house, identity)
    house.beats.tell_news()
    assert claimed(house, quiet=True) == []
    errands = claimed(house)
    assert {e.address for e in errands} == {*people, *elsewhere}
    assert {(e.template, e.subject) for e in errands} == {("news", f"asked {house.week}")}
    assert composed(house, errands[0])
    deliver(house, errands)
    house.restart()
    house.beats.tell_news()
    answer_note(house, identity, "Lupa tuli.")  # mended: read behind the button, not told anew
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []


def test_you_asked_is_told_once_even_after_a_crash_between_the_two_databases(
    house: House, people: list[Address]
) -> None:
    answer_note(house, note(house))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(house.app.desk), "told", _dies)
        with pytest.raises(RuntimeError, match="power"):
            house.beats.tell_news()
    deliver(house, claimed(house))
    house.restart()
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []
    assert len(people) == PEOPLE


def test_questions_that_are_answered_while_a_message_waits_are_one_message(
    house: House, people: list[Address]
) -> None:
    for number in range(1, 5):
        answer_note(house, note(house, number))
        house.beats.tell_news()
    assert len(house.rows(OutboxRow)) == len(people)


def test_what_leaves_for_an_answer_is_the_current_one_or_nothing(
    house: House, people: list[Address]
) -> None:
    house.go_to("2026-W47", weekday=6, hour=21)
    identity = note(house)
    answer_note(house, identity, "Ei vielä.")
    house.beats.tell_news()
    house.next_week()
    answer_note(house, identity, "Lupa tuli.")
    errand = claimed(house)[0]
    assert composed(house, errand)
    (told,) = house.app.noticeboard.happened(house.app.units.all()[0].id)
    assert "Lupa tuli." in str(told.values)
    assert "Ei vielä" not in str(told.values)
    house.app.desk.take_answer_back(identity)
    assert house.app.noticeboard.happened(house.app.units.all()[0].id) == []
    assert composed(house, errand) is None
    assert errand.address in people


def test_what_is_taken_back_in_time_is_not_told_and_anew_it_is_told_once(
    house: House, people: list[Address]
) -> None:
    identity = note(house)
    answer_note(house, identity)
    house.app.desk.take_answer_back(identity)
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []
    answer_note(house, identity, "Lupa tuli.")
    house.beats.tell_news()
    deliver(house, claimed(house))
    house.app.desk.take_answer_back(identity)
    answer_note(house, identity, "Lupa tuli sittenkin.")
    house.beats.tell_news()
    assert house.rows(OutboxRow) == []
    assert len(people) == PEOPLE
