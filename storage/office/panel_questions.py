"""The panel's own questions: put in, found by their id, taken back before anybody is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from conversations.items import Kind
from conversations.panel_questions import WEEKS_APART, PanelQuestion
from conversations.phrases import say
from conversations.rounds import NOT_LEFT, WaveState
from conversations.weeks import week_of, weeks_between
from panel.own_questions import OnItsWay, QuestionState
from panel.refusals import Refused
from storage.databases import Database
from storage.office.tables import PanelQuestionRow, WaveRow
from storage.office.waves import is_leaving


@dataclass(frozen=True, slots=True)
class PanelQuestions:
    """The questions of one installation. What one says never changes, so it is read once."""

    database: Database
    clock: Callable[[], datetime]
    _known: dict[str, PanelQuestion] = field(default_factory=dict, compare=False, repr=False)

    def find(self, question_id: str) -> PanelQuestion | None:
        """One question by its id, whether it waits, was asked or was taken back."""
        if question_id not in self._known:
            with self.database.reading() as session:
                row = session.get(PanelQuestionRow, question_id)
                if row is None:
                    return None
                self._known[question_id] = _question(row)
        return self._known[question_id]

    def put_in(self, question: PanelQuestion) -> None:
        """Let a question wait for the next common round.

        Raises Refused: while another one waits, and for half a year after the same was asked.
        """
        with self.database.writing() as session:
            waiting = select(PanelQuestionRow).where(col(PanelQuestionRow.waits))
            if session.exec(waiting).first():
                raise Refused(
                    say(
                        "A question waits already, and each round takes one. Take that one back "
                        "first, or wait until its round has started."
                    )
                )
            asked = _last_asked(_carriers(session, question.id))
            if asked and weeks_between(asked, week_of(self.clock())) < WEEKS_APART:
                raise Refused(
                    say("The same was asked less than half a year ago. Ask something else now.")
                )
            row = session.get(PanelQuestionRow, question.id)
            if row is None:
                session.add(PanelQuestionRow(id=question.id, **question.model_dump()))
            else:
                row.waits = True

    def take_back(self, question_id: str) -> bool:
        """Take a question back, also out of a round that has not started. False when it is late."""
        with self.database.writing() as session:
            row = session.get(PanelQuestionRow, question_id)
            if row is None or not row.waits:
                return False
            carrying = select(WaveRow).where(WaveRow.panel == question_id).with_for_update()
            still = [wave for wave in session.exec(carrying) if wave.state in NOT_LEFT]
            if any(is_leaving(wave, self.clock()) for wave in still):
                return False
            row.waits = False
            for wave in still:
                wave.panel = ""
            return True

    def all(self) -> list[OnItsWay]:
        """Every question: what is on its way first, then what was asked, the latest ahead."""
        with self.database.reading() as session:
            rows = session.exec(select(PanelQuestionRow).order_by(PanelQuestionRow.id)).all()
            found = [self._on_its_way(row, _carriers(session, row.id)) for row in rows]
        found.sort(key=lambda each: each.week, reverse=True)
        return sorted(found, key=lambda each: list(QuestionState).index(each.state))

    def _on_its_way(self, row: PanelQuestionRow, waves: Sequence[WaveRow]) -> OnItsWay:
        asked = _last_asked(waves)
        this_week = week_of(self.clock())
        planned = [w.week for w in waves if w.state in NOT_LEFT and w.week >= this_week]
        if row.waits and planned:
            return OnItsWay(_question(row), QuestionState.PLANNED, planned[0])
        if row.waits:
            return OnItsWay(_question(row), QuestionState.WAITS)
        state = QuestionState.ASKED if asked else QuestionState.TAKEN_BACK
        return OnItsWay(_question(row), state, asked)


def _carriers(session: Session, question_id: str) -> Sequence[WaveRow]:
    """The rounds that carry a question, those that were taken back included."""
    return session.exec(select(WaveRow).where(WaveRow.panel == question_id)).all()


def _last_asked(waves: Sequence[WaveRow]) -> str:
    return max((each.week for each in waves if each.state == WaveState.STARTED), default="")


def _question(row: PanelQuestionRow) -> PanelQuestion:
    fields = row.model_dump(exclude={"id", "waits"})
    return PanelQuestion(**{**fields, "kind": Kind(row.kind)})
