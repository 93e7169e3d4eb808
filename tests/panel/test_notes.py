"""Open notes are read within three working days, and questions are answered to everybody."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.decisions import Unfinished
from panel.notes import NoteState, OpenNote, YouAsked, due_date
from tests.summaries.samples import NoHolidays, english

NOTE = OpenNote("n1", date(2026, 11, 12), "", "Could we have a dog?")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 9), date(2026, 11, 12)),  # Monday: Thursday
        (date(2026, 11, 12), date(2026, 11, 17)),  # Thursday: over the weekend
        (date(2026, 11, 14), date(2026, 11, 18)),  # Saturday: the count starts on Monday
    ],
)
def test_a_note_is_due_on_the_third_working_day(received: date, due: date) -> None:
    assert due_date(received, NoHolidays()) == due


def test_holidays_are_not_working_days() -> None:
    christmas = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}
    assert due_date(date(2026, 12, 23), christmas) == date(2026, 12, 30)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sets(st.integers(1, 9)))
def test_exactly_three_working_days_lie_between(received: date, off: set[int]) -> None:
    holidays = {received + timedelta(days=n) for n in off}
    due = due_date(received, holidays)
    days = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    working = [day for day in days if day.weekday() < 5 and day not in holidays]
    assert len(working) == 3
    assert working[-1] == due


def test_a_note_holds_no_hour_age_grade_or_writer() -> None:
    assert {field.name for field in fields(OpenNote)} == {
        "id",
        "due",
        "unit",
        "text",
        "state",
        "answer",
        "answered_week",
    }


def test_a_note_is_late_when_unread_after_its_day() -> None:
    assert [NOTE.is_late(NOTE.due + timedelta(days=n)) for n in (0, 1)] == [False, True]
    assert not NOTE.read().is_late(NOTE.due + timedelta(days=9))


def test_answering_a_note_also_marks_it_as_read() -> None:
    told = YouAsked(" May the home have a pet? ", "We ask the landlord. ")
    answered = NOTE.answered(told, "2026-W46")
    assert (answered.state, answered.answered_week) == (NoteState.READ, "2026-W46")
    assert answered.answer == "May the home have a pet? — We ask the landlord."


def test_an_answer_that_is_taken_back_leaves_a_note_that_was_read() -> None:
    told = YouAsked("May the home have a pet?", "We ask the landlord.")
    assert NOTE.answered(told, "2026-W46").taken_back() == NOTE.read()


def test_you_asked_is_told_with_its_question() -> None:
    told = YouAsked("May the home have a pet?", "We ask the landlord.").told_back()
    assert english(told) == "You asked: May the home have a pet? We answer: We ask the landlord."


@pytest.mark.parametrize(("question", "answer"), [(" ", "Yes."), ("Why?", "")])
def test_neither_half_of_you_asked_may_be_missing(question: str, answer: str) -> None:
    with pytest.raises(Unfinished) as refused:
        YouAsked(question, answer)
    assert english(refused.value.kindly).startswith("Write")
