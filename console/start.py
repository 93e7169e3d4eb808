"""The start page: what waits for me this week, in plain words, each with its link."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from console.rounds import common_round, in_words
from console.visiting import Visit
from conversations.phrases import Phrase, say
from conversations.rounds import next_round
from panel.notes import NoteState
from panel.organisation import Role
from summaries.rendering import day_phrase, week_phrase

SAID = {
    "password": say(
        "Your password is set. If you were logged in anywhere else, you are logged out there."
    )
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits, and where it is done. ``late`` makes it stand out."""

    about: Phrase
    label: Phrase
    to: str
    late: bool = False


def start(visit: Visit) -> Response:
    """What waits, by role."""
    said = SAID.get(visit.query.raw("said"))
    return visit.draw("start.html", tasks=list(tasks(visit)), said=said)


def tasks(visit: Visit) -> Iterator[Task]:
    """Everything that waits for this staff member, the most urgent first."""
    yield from _requests(visit)
    if visit.may(Role.FACILITATOR):
        yield from _notes(visit)
        yield from _promises(visit)
    if visit.me.may_read_words:
        yield from _texts(visit)
    if visit.may(Role.COORDINATOR, Role.FACILITATOR):
        yield from _summary(visit)
    if visit.may(Role.COORDINATOR, Role.ADMINISTRATOR):
        yield from _units(visit)
    if visit.may(Role.COORDINATOR):
        yield from _rounds(visit)


def _requests(visit: Visit) -> Iterator[Task]:
    unread = [r for r in visit.office.requests.waiting(visit.me.id) if r.read_on is None]
    if unread:
        late = any(each.is_late(visit.today) for each in unread)
        about = say(
            "Somebody wants to be contacted. Read it by {day}.",
            day=day_phrase(min(each.due for each in unread)),
        )
        yield Task(about, say("Open the requests"), "/console/requests", late)


def _notes(visit: Visit) -> Iterator[Task]:
    waiting = [note for note in visit.office.desk.notes() if note.state is NoteState.NEW]
    if waiting:
        day = day_phrase(min(note.due for note in waiting))
        late = any(note.is_late(visit.today) for note in waiting)
        about = say("An open note waits for you. Read it by {day}.", day=day)
        if late:
            about = say("An open note waits for you. It should have been read by {day}.", day=day)
        yield Task(about, say("Read open notes"), "/console/notes", late)


def _texts(visit: Visit) -> Iterator[Task]:
    if (batch := visit.office.reading.batch()) is not None:
        about = say(
            "Texts wait to be read before they are shown. Close them by the end of {week}.",
            week=week_phrase(batch.last_week),
        )
        yield Task(about, say("Read the texts"), "/console/reading")


def _promises(visit: Visit) -> Iterator[Task]:
    late = [each for each in visit.office.desk.decisions() if each.is_late(visit.week)]
    for each in late:
        about = say(
            "Was promised by {week}: {what}", week=week_phrase(each.due_week), what=each.what
        )
        yield Task(about, say("Tell what came of it"), "/console/decisions/new", late=True)


def _summary(visit: Visit) -> Iterator[Task]:
    weeks = visit.office.summaries.weeks()
    if weeks:
        newest = max(weeks)
        about = say("The summary of {week} is ready.", week=week_phrase(newest))
        yield Task(about, say("Read the summary"), f"/console/summaries/{newest}")
    else:
        about = say("The first summary comes on the Monday after the first week.")
        yield Task(about, say("Summaries"), "/console/summaries")


def _units(visit: Visit) -> Iterator[Task]:
    if not visit.office.units.there():
        about = say("There are no units yet. A unit is a children's home or a team.")
        yield Task(about, say("Add the first unit"), "/console/units", late=True)


def _rounds(visit: Visit) -> Iterator[Task]:
    if not visit.office.units.there():
        return
    coming = next_round(visit.office.units.organisation().first_round, visit.week)
    if wave := common_round(visit):
        about = say("This week's common round: {state}", state=in_words(visit, wave))
    elif coming == visit.week:
        about = say("The common round belongs to this week. You can look at it and start it.")
    else:
        about = say("The next common round is in {week}.", week=week_phrase(coming))
    yield Task(about, say("Look at the rounds"), "/console/rounds")
