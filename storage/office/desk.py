"""The panel's desk: decisions with their reasons, and open notes for the facilitator."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlmodel import col, select

from conversations.weeks import HELSINKI, week_of
from panel.decisions import Decision, Outcome
from panel.notes import NoteState, OpenNote, YouAsked
from storage.databases import Database
from storage.office.tables import DecisionRow, OpenNoteRow


@dataclass(frozen=True, slots=True)
class Desk:
    """``due`` gives the day by which a note that came on a day has to be read."""

    database: Database
    clock: Callable[[], datetime]
    due: Callable[[date], date]

    def decide(
        self, level: str, place: str, outcome: str, what: str, because: str, due_week: str = ""
    ) -> Decision:
        """Write down what came of something; it is told back at once. Raises Unfinished."""
        identity, week = token_hex(4), week_of(self.clock())
        made = Decision(identity, week, level, place, Outcome(outcome), what, because, due_week)
        with self.database.writing() as session:
            session.add(DecisionRow(**asdict(made)))
        return made

    def decisions(self, most: int = 50) -> list[Decision]:
        """The latest decisions, newest week first."""
        with self.database.reading() as session:
            newest = select(DecisionRow).order_by(col(DecisionRow.week).desc(), DecisionRow.id)
            return [_decision(row) for row in session.exec(newest.limit(most))]

    def decision(self, decision_id: str) -> Decision | None:
        """One decision."""
        with self.database.reading() as session:
            row = session.get(DecisionRow, decision_id)
            return _decision(row) if row else None

    def untold(self) -> list[Decision]:
        """Decisions that have not been put into the outbox."""
        with self.database.reading() as session:
            wanted = select(DecisionRow).where(col(DecisionRow.told).is_(False))
            return [_decision(row) for row in session.exec(wanted)]

    def told(self, decision_id: str) -> None:
        """A decision is on its way to those it concerns."""
        with self.database.writing() as session:
            session.get_one(DecisionRow, decision_id).told = True

    def take_notes(self, notes: Iterable[dict[str, Any]], since: date) -> None:
        """Take a batch written since a day; a note that is already here stays as it is.

        They are due from that day on, whenever they were written: the writer was promised three
        working days, and a batch of one day's notes looks like any other.
        """
        today = self.clock().astimezone(HELSINKI).date()
        due = max(today, self.due(since))
        with self.database.writing() as session:
            for note in notes:
                if session.get(OpenNoteRow, note["id"]) is None:
                    row = OpenNoteRow(id=note["id"], due=due, unit=note["unit"], text=note["text"])
                    session.add(row)

    def notes(self) -> list[OpenNote]:
        """All open notes: what is due first comes first, within a day in no telling order."""
        with self.database.reading() as session:
            wanted = select(OpenNoteRow).order_by(col(OpenNoteRow.due), col(OpenNoteRow.id))
            return [_note(row) for row in session.exec(wanted)]

    def answers_told(self) -> list[str]:
        """What questions were answered to everybody, newest week first; no note is read for it."""
        told = col(OpenNoteRow.answered_week)
        wanted = (
            select(OpenNoteRow.answer).where(told != "").order_by(told.desc(), OpenNoteRow.answer)
        )
        with self.database.reading() as session:
            return list(session.exec(wanted))

    def read_note(self, note_id: str) -> bool:
        """The facilitator has read it. False when there is no such note."""
        return self._change(note_id, OpenNote.read)

    def answer_note(self, note_id: str, told: YouAsked) -> bool:
        """Answer a question for everybody ('You asked'). False when there is no such note."""
        week = week_of(self.clock())
        return self._change(note_id, lambda note: note.answered(told, week))

    def _change(self, note_id: str, change: Callable[[OpenNote], OpenNote]) -> bool:
        with self.database.writing() as session:
            row = session.get(OpenNoteRow, note_id)
            if row is None:
                return False
            row.sqlmodel_update(asdict(change(_note(row))))
            return True


def _decision(row: DecisionRow) -> Decision:
    fields = row.model_dump(exclude={"told"})
    return Decision(**{**fields, "outcome": Outcome(row.outcome)})


def _note(row: OpenNoteRow) -> OpenNote:
    return OpenNote(**{**row.model_dump(), "state": NoteState(row.state)})
