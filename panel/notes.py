"""Open notes: read alone by the facilitator within three working days; questions are answered."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from conversations.fatigue import Holidays
from conversations.phrases import Phrase, say
from panel.decisions import Unfinished

WORKING_DAYS_TO_READ = 3
SATURDAY = 5


class NoteState(StrEnum):
    """Where a note is."""

    NEW = "new"
    READ = "read"


@dataclass(frozen=True, slots=True)
class YouAsked:
    """A question in the facilitator's own wording, and its answer, told to everybody.

    The wording is the facilitator's, so that nobody is known by how they write. Raises
    Unfinished when a half is missing.
    """

    question: str
    answer: str

    def __post_init__(self) -> None:
        if not self.question.strip():
            raise Unfinished(say("Write the question in your own words first."))
        if not self.answer.strip():
            raise Unfinished(say("Write an answer. 'We do not know yet' is one, too."))

    def told_back(self) -> Phrase:
        """The question and the answer as everybody gets them."""
        question, answer = self.question.strip(), self.answer.strip()
        return say("You asked: {question} We answer: {answer}", question=question, answer=answer)


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A masked note. ``unit`` is empty unless the writer added it; no hour, no age, no grade."""

    id: str
    due: date
    unit: str
    text: str
    state: NoteState = NoteState.NEW
    answer: str = ""
    answered_week: str = ""

    def read(self) -> "OpenNote":
        """The note once its reader has read it."""
        return replace(self, state=NoteState.READ)

    def answered(self, told: YouAsked, week: str) -> "OpenNote":
        """The note once its question is answered in ``week``; an answered note has been read."""
        text = f"{told.question.strip()} — {told.answer.strip()}"
        return replace(self.read(), answer=text, answered_week=week)

    def taken_back(self) -> "OpenNote":
        """The note once its answer is told nowhere any more; it has been read all the same."""
        return replace(self, answer="", answered_week="")

    def is_late(self, today: date) -> bool:
        """Whether the note is still unread after its day."""
        return self.state is NoteState.NEW and today > self.due


def due_date(received: date, holidays: Holidays, days: int = WORKING_DAYS_TO_READ) -> date:
    """The third (or another) working day after ``received``, holidays left out."""
    day, working_days = received, 0
    while working_days < days:
        day += timedelta(days=1)
        working_days += day.weekday() < SATURDAY and day not in holidays
    return day
