"""News: something that came of what people said, on its way to everyone it concerns, once."""

from dataclasses import dataclass

from conversations.rounds import EVERYWHERE
from panel.decisions import Decision
from panel.notes import OpenNote

ASKED = "asked"  # begins the subject of an answer


@dataclass(frozen=True, slots=True)
class News:
    """What is told at ``place`` on ``level``. ``subject`` is all that a message on its way holds.

    ``id`` says which piece it is, so that it is told once.
    """

    id: str
    subject: str
    week: str
    level: str
    place: str = ""


def of_decision(decision: Decision) -> News:
    """A decision goes to those it concerns."""
    return News(decision.id, decision.id, decision.week, decision.level, decision.place)


def of_answer(note: OpenNote) -> News:
    """'You asked' goes to everybody, whoever asked.

    Its subject is the week: a message on its way knows neither note nor wording, and several
    questions that are answered while it waits are one message.
    """
    week = note.answered_week
    return News(note.id, f"{ASKED} {week}", week, EVERYWHERE)
