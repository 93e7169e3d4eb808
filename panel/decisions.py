"""Decisions: what came of feedback, always with its reason, and how it is told back (S6)."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.phrases import Phrase, say
from conversations.weeks import monday, weeks_between
from panel.refusals import Refused

LONGEST = 500  # characters of what and of because: it has to fit a door and a phone
ENDS_A_SENTENCE = (".", "!", "?", "…")


class Outcome(StrEnum):
    """What came of something."""

    DONE = "done"
    LATER = "later"
    NO = "no"


class Unfinished(Refused):
    """Something is missing before this can be told back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the panel, told at ``place`` on ``level``. Raises Unfinished when made.

    ``week`` and ``due_week`` are ISO weeks; only what is promised for later has the second.
    """

    id: str
    week: str
    level: str
    place: str
    outcome: Outcome
    what: str
    because: str
    due_week: str = ""

    def __post_init__(self) -> None:
        problem = self._problem()
        if problem:
            raise Unfinished(problem)

    def _problem(self) -> Phrase | None:
        if not self.what.strip():
            return say("Write in one or two sentences what was decided.")
        if not self.because.strip():
            return _missing_reason(self.outcome)
        if max(len(self.what), len(self.because)) > LONGEST:
            return say("Please shorten this to {most} characters, so that it fits.", most=LONGEST)
        if self.outcome is Outcome.LATER:
            return self._problem_with_due_week()
        if self.due_week:
            return say("Only something promised for later has a week by which it is done.")
        return None

    def _problem_with_due_week(self) -> Phrase | None:
        if not self.due_week:
            return say("Give the week by which this will be done. It can be moved later.")
        try:
            ahead = weeks_between(self.week, self.due_week)
        except ValueError:
            return say("Write the week as in 2026-W46.")
        return None if ahead > 0 else say("The promised week has to lie ahead.")

    def is_late(self, week: str) -> bool:
        """Whether the promised week has passed."""
        return bool(self.due_week) and weeks_between(self.due_week, week) > 0

    def told_back(self) -> Phrase:
        """What is told to those it concerns: what, and because."""
        told = {"what": _sentence(self.what), "because": _sentence(self.because)}
        match self.outcome:
            case Outcome.DONE:
                return say("You told us, and now: {what} Because: {because}", **told)
            case Outcome.NO:
                return say("This will not happen: {what} Because: {because}", **told)
        year, number, _ = monday(self.due_week).isocalendar()
        return say(
            "Promised by week {number}/{year}: {what} Because: {because}",
            number=number,
            year=year,
            **told,
        )


def _missing_reason(outcome: Outcome) -> Phrase:
    match outcome:
        case Outcome.DONE:
            return say("Tell why this was done, too: it shows that speaking up made a difference.")
        case Outcome.LATER:
            return say("Tell why it has to wait. Waiting is easier when one knows the reason.")
    return say("Tell why not. A no with its reason shows that people were listened to.")


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words if words.endswith(ENDS_A_SENTENCE) else f"{words}."
