"""The panel's desk: decisions with their reasons, and open notes for the facilitator."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlmodel import col, select

from conversations.weeks import HELSINKI, week_of
from storage.databases import Database
from storage.office.tables import DecisionRow, OpenNoteRow


@dataclass(frozen=True, slots=True)
class Desk:
    """``due`` gives the day by which a note that came on a day has to be read."""

    database: Database
    clock: Callable[[], datetime]
    due: Callable[[date], date]

    def decide(self, level: str, place: str, outcome: str, what: str, because: str) -> str:
        """Write down what came of something; it is told back at once. Returns its id."""
        identity = token_hex(4)
        with self.database.writing() as session:
            session.add(
                DecisionRow(
                    id=identity,
                    week=week_of(self.clock()),
                    level=level,
                    place=place,
                    outcome=outcome,
                    what=what,
                    because=because,
                )
            )
        return identity

    def decisions(self, most: int = 50) -> list[DecisionRow]:
        """The latest decisions, newest week first."""
        with self.database.reading() as session:
            newest = col(DecisionRow.week).desc()
            return list(session.exec(select(DecisionRow).order_by(newest).limit(most)))

    def decision(self, decision_id: str) -> DecisionRow | None:
        """One decision."""
        with self.database.reading() as session:
            return session.get(DecisionRow, decision_id)

    def untold(self) -> list[DecisionRow]:
        """Decisions that have not been put into the outbox."""
        with self.database.reading() as session:
            wanted = select(DecisionRow).where(col(DecisionRow.told).is_(False))
            return list(session.exec(wanted))

    def told(self, decision_id: str) -> None:
        """A decision is on its way to those it concerns."""
        with self.database.writing() as session:
            session.get_one(DecisionRow, decision_id).told = True

    def take_notes(self, notes: Iterable[dict[str, Any]]) -> None:
        """Take the daily batch; a note that is already here stays as it is."""
        today = self.clock().astimezone(HELSINKI).date()
        with self.database.writing() as session:
            for note in notes:
                if session.get(OpenNoteRow, note["id"]) is None:
                    row = OpenNoteRow(
                        id=note["id"], due=self.due(today), unit=note["unit"], text=note["text"]
                    )
                    session.add(row)

    def notes(self) -> list[OpenNoteRow]:
        """All open notes: what is due first comes first, within a day in no telling order."""
        with self.database.reading() as session:
            wanted = select(OpenNoteRow).order_by(col(OpenNoteRow.due), col(OpenNoteRow.id))
            return list(session.exec(wanted))

    def read_note(self, note_id: str) -> None:
        """The facilitator has read it."""
        with self.database.writing() as session:
            session.get_one(OpenNoteRow, note_id).state = "read"

    def answer_note(self, note_id: str, question: str, answer: str) -> None:
        """Answer a question for everybody ('You asked'): the wording shown is the facilitator's."""
        with self.database.writing() as session:
            row = session.get_one(OpenNoteRow, note_id)
            row.state, row.answered_week = "read", week_of(self.clock())
            row.answer = f"{question.strip()} — {answer.strip()}"
