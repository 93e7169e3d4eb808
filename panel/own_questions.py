"""The panel's own questions on their way: waiting for a round, in one, asked, or taken back."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.panel_questions import PanelQuestion


class QuestionState(StrEnum):
    """Where a question is."""

    WAITS = "waits"  # for the next common round
    PLANNED = "planned"  # in a round that has not started; it can still be taken back
    ASKED = "asked"
    TAKEN_BACK = "taken_back"  # before anybody was asked


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A question, where it is, and the week of the round that it is or was last in, if any."""

    question: PanelQuestion
    state: QuestionState
    week: str = ""

    @property
    def can_be_taken_back(self) -> bool:
        """Whether nobody has been asked it in the round that it is meant for."""
        return self.state in (QuestionState.WAITS, QuestionState.PLANNED)
