"""The panel's desk: decisions with their reasons, and open notes for the facilitator."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlmodel import col, select

from conversations.weeks import day_of, week_of
from panel.decisions import Decision, Outcome
from panel.news import ASKED, News, of_answer, of_decision
from panel.notes import NoteState, OpenNote, YouAsked
from storage.databases import Database
from storage.office.tables import CorrectionRow, DecisionRow, OpenNoteRow
from summaries.weekly import Correction


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

    def untold(self) -> list[News]:
        """Decisions and answered questions that have not been put into the outbox."""
        decided = select(DecisionRow).where(col(DecisionRow.told).is_(False))
        answered = select(OpenNoteRow).where(
            col(OpenNoteRow.answered_week) != "", col(OpenNoteRow.told).is_(False)
        )
        with self.database.reading() as session:
            decisions = [of_decision(_decision(row)) for row in session.exec(decided)]
            return decisions + [of_answer(_note(row)) for row in session.exec(answered)]

    def told(self, news: News) -> None:
        """A piece of news is on its way to those it concerns."""
        with self.database.writing() as session:
            for table in (DecisionRow, OpenNoteRow):
                if row := session.get(table, news.id):
                    row.told = True

    def still_stands(self, subject: str) -> bool:
        """Whether there is still something to read, when a message about ``subject`` leaves.

        An answer that was mended in a later week stands under that one.
        """
        kind, _, week = subject.partition(" ")
        answered = col(OpenNoteRow.answered_week)
        with self.database.reading() as session:
            if kind != ASKED:
                return session.get(DecisionRow, subject) is not None
            wanted = select(answered).where(answered != "", answered >= week)
            return session.exec(wanted.limit(1)).first() is not None

    def take_notes(self, notes: Iterable[dict[str, Any]], since: date) -> None:
        """Take a batch written since a day; a note that is already here stays as it is.

        They are due from that day on, whenever they were written: the writer was promised three
        working days, and a batch of one day's notes looks like any other.
        """
        today = day_of(self.clock())
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

    def read_note(self, note_id: str) -> None:
        """The facilitator has read it."""
        self._change(note_id, OpenNote.read)

    def answer_note(self, note_id: str, told: YouAsked) -> None:
        """Answer a question for everybody ('You asked')."""
        week = week_of(self.clock())
        self._change(note_id, lambda note: note.answered(told, week))

    def take_answer_back(self, note_id: str) -> None:
        """Tell an answer nowhere any more.

        That it was told stays: a message goes to everybody once, also if it is answered anew.
        """
        self._change(note_id, OpenNote.taken_back)

    def correct(self, week: str, text: str) -> None:
        """Say what was wrong in a week's summary, which itself stays as it is."""
        said = CorrectionRow(id=token_hex(4), week=week, moment=self.clock(), text=text)
        with self.database.writing() as session:
            session.add(said)

    def corrections(self, week: str) -> tuple[Correction, ...]:
        """What was said about a week's summary afterwards, as it came."""
        wanted = select(CorrectionRow).where(CorrectionRow.week == week)
        with self.database.reading() as session:
            rows = session.exec(wanted.order_by(col(CorrectionRow.moment), CorrectionRow.id))
            return tuple(Correction(day_of(row.moment), row.text) for row in rows)

    def _change(self, note_id: str, change: Callable[[OpenNote], OpenNote]) -> None:
        with self.database.writing() as session:
            row = session.get_one(OpenNoteRow, note_id)
            row.sqlmodel_update(asdict(change(_note(row))))


def _decision(row: DecisionRow) -> Decision:
    fields = row.model_dump(exclude={"told"})
    return Decision(**{**fields, "outcome": Outcome(row.outcome)})


def _note(row: OpenNoteRow) -> OpenNote:
    fields = row.model_dump(exclude={"told"})
    return OpenNote(**{**fields, "state": NoteState(row.state)})
