"""What the panel of a fictional organisation asks of its own, and in which rounds (0017)."""

from conversations.items import Kind
from conversations.panel_questions import PanelQuestion

ROUNDS_APART = 2  # so that the rotating items are attacked, too

#: One after the other, so that the same is asked again when it may be: after half a year. None is
#: for words, as no words of fictional people are published.
QUESTIONS = (
    PanelQuestion(kind=Kind.SMILEY, scale="agree", fi="Onko illalla tarpeeksi tekemistä?"),
    PanelQuestion(kind=Kind.SMILEY, scale="often", fi="Syötkö samassa pöydässä muiden kanssa?"),
    PanelQuestion(kind=Kind.SMILEY, scale="well", fi="Miten kokous meni sinun mielestäsi?"),
    PanelQuestion(
        kind=Kind.SMILEY,
        scale="agree",
        fi="Ehtiikö työntekijä kuunnella?",
        sv="Hinner arbetaren lyssna?",
        en="Does a worker have time to listen?",
    ),
)


def find(question_id: str) -> PanelQuestion | None:
    """One of them by its id."""
    return next((each for each in QUESTIONS if each.id == question_id), None)


def asked_in(number: int, first: int | None) -> tuple[str, int]:
    """What the panel asks in a round, if anything, and how often it did in rounds before.

    ``first`` is the first round in which it does; None where it never asks anything.
    """
    if first is None or number < first:
        return "", 0
    times, since = divmod(number - first, ROUNDS_APART)
    if since:
        return "", times + 1
    return QUESTIONS[times % len(QUESTIONS)].id, times
