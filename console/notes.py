"""Open notes: the facilitator reads them alone, answers for everybody, and may take that back."""

from starlette.responses import Response

from console.visiting import NotHere, Visit
from conversations.phrases import say
from panel.decisions import LONGEST
from panel.notes import NoteState, OpenNote, YouAsked
from panel.refusals import Refused

SAID = {
    "read": say("Marked as read."),
    "answered": say(
        "The answer is kept. Everybody gets it: at the doors, by a message in Telegram, and in the "
        "summary of this week."
    ),
    "back": say("The answer is taken back. What had gone to Telegram stays there."),
}
QUESTION, ANSWER = say("The question, in your own words"), say("The answer")


def notes(visit: Visit) -> Response:
    """What waits, and what has been read."""
    found = visit.office.desk.notes()
    new = [note for note in found if note.state is NoteState.NEW]
    read = [note for note in found if note.state is not NoteState.NEW]
    said = SAID.get(visit.query.raw("said"))
    return visit.draw("notes.html", new=new, read=read, said=said, unit_name=_unit_name(visit))


def mark_read(visit: Visit) -> Response:
    """The facilitator has read a note."""
    note = _note(visit)
    visit.office.desk.read_note(note.id)
    visit.did("note read", note.id)
    return visit.go("/notes?said=read")


def answer(visit: Visit) -> Response:
    """The form for an answer."""
    return visit.draw("answer.html", note=_note(visit), longest=LONGEST)


def give_answer(visit: Visit) -> Response:
    """'You asked': the wording that everybody sees is the facilitator's."""
    note = _note(visit)
    try:
        question = visit.form.text("question", QUESTION, LONGEST)
        told = YouAsked(question, visit.form.text("answer", ANSWER, LONGEST))
        visit.office.desk.answer_note(note.id, told)
    except Refused as problem:
        return visit.again("answer.html", problem, note=note, longest=LONGEST)
    visit.did("note answered", note.id)
    return visit.go("/notes?said=answered")


def before_back(visit: Visit) -> Response:
    """What can be taken back of an answer and what cannot, before it is done."""
    note = _note(visit)
    if not note.answer:
        raise NotHere
    published = note.answered_week in visit.office.summaries.weeks()
    return visit.draw("answer_back.html", note=note, published=published)


def take_back(visit: Visit) -> Response:
    """Take an answer back; pressed twice, it is taken back once."""
    note = _note(visit)
    if note.answer:
        visit.office.desk.take_answer_back(note.id)
        visit.did("note answer taken back", note.id)
    return visit.go("/notes?said=back")


def _note(visit: Visit) -> OpenNote:
    for note in visit.office.desk.notes():
        if note.id == visit.given["note"]:
            return note
    raise NotHere


def _unit_name(visit: Visit) -> object:
    names = {unit.id: unit.name for unit in visit.office.units.all()}
    return lambda unit: names.get(unit, "")
