"""Requests to be contacted, as their readers see them: who reads, by when, when they go (S21)."""

from dataclasses import dataclass
from datetime import date, timedelta

from conversations.fatigue import Holidays
from panel.notes import due_date

DAYS_KEPT = 7
WORKING_DAYS_TO_READ = 1


@dataclass(frozen=True, slots=True)
class ContactReader:
    """A staff member whom the young may choose: for which ``purpose``, under which ``name``.

    ``unit`` is empty for whoever works in none of the units.
    """

    staff: str
    purpose: str  # adult | panel
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """What is known of a request before it is opened; its text is sealed to its readers."""

    id: str
    purpose: str
    reader: str  # staff ids
    second: str
    came: date
    due: date
    read_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether a working day has gone by and nobody has read it."""
        return self.read_on is None and today > self.due

    def is_for(self, staff: str, today: date) -> bool:
        """Whether somebody may open it now: the second reader after one working day only, and
        not once the first has read it."""
        mine = staff == self.reader or (staff == self.second and self.is_late(today))
        return mine and today < self.goes_on()

    def waits_only_for(self, staff: str) -> bool:
        """Whether nobody has read it and nobody else ever can."""
        return self.read_on is None and self.reader == staff and not self.second

    def goes_on(self) -> date:
        """The day on which it is deleted, read or not."""
        return self.came + timedelta(days=DAYS_KEPT)


def read_by(came: date, holidays: Holidays) -> date:
    """The end of the next working day."""
    return due_date(came, holidays, WORKING_DAYS_TO_READ)
