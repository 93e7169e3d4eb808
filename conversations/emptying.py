"""Leaving no trace: what stands in a chat is deleted there, at once or every night."""

from dataclasses import replace

from conversations import screens
from conversations.phrases import Phrase, say
from conversations.ports import Contact, Outgoing
from conversations.replies import Act
from conversations.screens import EMPTY_NOW, Screen
from conversations.visits import Visit

EVERY_NIGHT, NO_MORE = "night", "stay"
EMPTIED = say(
    "Emptied. I cannot delete what is older than two days; you can delete the whole chat "
    "yourself. To go on, write /start."
)


def empty(visit: Visit, contact: Contact, wish: str) -> Outgoing:
    """Empty the chat now, or every night from now on; without a wish, say what can be done."""
    if wish == EMPTY_NOW:
        notice = visit.say(Screen(None, (EMPTIED,)), contact.language)
        return replace(notice, clears=visit.book.standing(visit.incoming.address))
    confirmed: tuple[Phrase, ...] = ()
    if wish == EVERY_NIGHT:
        contact = visit.enrol(replace(contact, empties=True))
        confirmed = (say("All right. Every night I delete what is from the day before."),)
    elif wish == NO_MORE:
        contact = visit.enrol(replace(contact, empties=False))
        confirmed = (say("All right. Nothing is deleted unless you say so."),)
    return visit.say(empty_screen(contact.empties).opened_by(*confirmed), contact.language)


def empty_screen(every_night: bool) -> Screen:
    """What can be deleted and what cannot, in plain words; and the two ways to do it."""
    choice = (
        screens.button(Act.EMPTY, say("Do not empty it every night"), value=NO_MORE)
        if every_night
        else screens.button(Act.EMPTY, say("Empty it every night"), value=EVERY_NIGHT)
    )
    return Screen(
        None,
        (
            say("This chat can be emptied."),
            say("I delete what you and I have written here in the last two days."),
            say("What is older I cannot delete, nor what somebody has seen or copied already."),
            say("You can delete the whole chat yourself: choose it in the list of your chats."),
            say("Only the screen is emptied. What you have answered stays where it is."),
        ),
        answers=(screens.EMPTYING, choice),
        controls=(screens.button(Act.GO_ON, say("Back")), *screens.away()),
    )
