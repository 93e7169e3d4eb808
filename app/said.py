"""What others answered last time, for those who have just answered: published figures alone."""

from app.parts import OfficeSide
from app.summing import summary_of
from conversations.phrases import Phrase, say
from conversations.weeks import week_after, week_of
from summaries.lots import Level

WEEKS_BACK = 8  # two rounds: what is older is no longer 'last time'
MOST_TOLD = 2


def latest_said(app: OfficeSide, unit: str, audience: str) -> tuple[Phrase, ...]:
    """A heading and one or two sentences about a unit's nearest places, or nothing.

    They are made from frozen summaries that staff and panel have already got, so they tell
    nothing new to anybody; of one week, and only of those who were asked alike.
    """
    here = app.units.get(unit)
    near = [(Level.UNIT, here.id), (Level.GROUP, here.group), (Level.SERVICE, here.service)]
    this_week = week_of(app.clock())
    for back in range(1, WEEKS_BACK + 1):
        summary = summary_of(app, week_after(this_week, -back))
        figures = [
            figure
            for place in near
            for figure in (summary.figures if summary else ())
            if (figure.label.level, figure.label.place) == place
            and figure.label.audience == audience
            and figure.label.asked
        ]
        told = [
            say("{title}: {sentence}", title=each.title, sentence=each.sentence)
            for each in figures[:MOST_TOLD]
        ]
        if told:
            return (say("This is what was answered last time:"), *told)
    return ()
