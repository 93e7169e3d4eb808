"""A staff member's own chat: Monday's summary comes there, and a prepared round starts there.

Nothing of a respondent is ever in it, and nobody is both in one chat.
"""

from dataclasses import replace

from conversations import screens
from conversations.emptying import empty
from conversations.phrases import LANGUAGES, Phrase, say, verbatim
from conversations.ports import Contact, Outgoing, Ready
from conversations.replies import Act, Reply
from conversations.rounds import MINUTES_TO_UNDO, START, UNDO
from conversations.screens import Button, Screen
from conversations.visits import Visit

COORDINATOR = "coordinator"  # the rung of a chat whose staff member may start rounds
LOOK = "look"
UNLINK = "unlink"  # what staff wish of their chat from the console


def serve(visit: Visit, contact: Contact, reply: Reply) -> Outgoing:
    """What becomes of a reply in a staff chat."""
    match reply.act:
        case Act.EMPTY:
            return empty(visit, contact, reply.value)
        case Act.FORGET | Act.FORGET_SURELY | Act.STOP:
            visit.book.forget(visit.incoming.address, ())
            said = visit.say(screens.forgotten_screen(), contact.language)
            return replace(said, staff=False)
        case Act.LANGUAGES:
            return visit.say(screens.language_screen(), contact.language)
        case Act.LANGUAGE if reply.value in LANGUAGES:
            return linked(visit, visit.enrol(replace(contact, language=reply.value)))
        case Act.OPEN if contact.rung == COORDINATOR:
            what, _, wave = reply.value.partition(" ")
            return visit.say(_round(visit, contact, what, wave), contact.language)
    return home(visit, contact)


def linked(visit: Visit, contact: Contact) -> Outgoing:
    """The same with the menu of commands that belongs to it, in its language."""
    return replace(home(visit, contact), staff=True)


def home(visit: Visit, contact: Contact) -> Outgoing:
    """All that a staff member's chat is for."""
    coordinates = contact.rung == COORDINATOR
    ready = visit.office.ready() if coordinates else ()
    lines = [say("The weekly summary comes here on Mondays.")]
    if ready:
        lines.append(say("These rounds are prepared. Nothing leaves before you say so."))
    elif coordinates:
        lines.append(say("A round that is prepared in the console can be started here."))
    screen = Screen(
        None,
        (*lines, say("/forget ends it.")),
        answers=tuple(_button(LOOK, each.id, _name(visit, each)) for each in ready),
        controls=(screens.EMPTYING, screens.button(Act.LANGUAGES, say("Language"))),
    )
    return visit.say(screen, contact.language)


def _round(visit: Visit, contact: Contact, what: str, wave: str) -> Screen:
    """Look at a prepared round, start it, take it back. The clock does it, if it may."""
    back = screens.button(Act.GO_ON, say("Back"))
    if what == UNDO:
        visit.office.wish(contact.unit, UNDO, wave)
        told = say("It is taken back, if it has not left yet. The console says how it stands.")
        return Screen(None, (told,), answers=(back,))
    found = next((each for each in visit.office.ready() if each.id == wave), None)
    if found is None:
        gone = say("This round is not waiting any more. The console says how it stands.")
        return Screen(None, (gone,), answers=(back,))
    if what == START:
        visit.office.wish(contact.unit, START, wave)
        told = say(
            "It is on its way. It leaves in about {minutes} minutes; until then you can take "
            "it back.",
            minutes=MINUTES_TO_UNDO + 1,
        )
        return Screen(None, (told,), answers=(_button(UNDO, wave, say("Take it back")), back))
    places = ", ".join(found.units)
    return Screen(
        None,
        (
            say("Start this now?"),
            say("{name}: {places}", name=_name(visit, found), places=verbatim(places)),
            say("It leaves in a few minutes and can be taken back until then."),
            say("If there are fewer than five people to ask, it waits for more."),
            say(
                "If fewer than five would get a message, nobody gets one: the questions wait at "
                "the door."
            ),
        ),
        answers=(
            _button(START, wave, say("Start now")),
            screens.button(Act.GO_ON, say("Not now")),
        ),
    )


def _name(visit: Visit, ready: Ready) -> Phrase:
    return visit.catalogue.set(ready.set).phrase


def _button(what: str, wave: str, label: Phrase) -> Button:
    return screens.button(Act.OPEN, label, value=f"{what} {wave}")
