"""The talk in which somebody asks to be contacted: written, looked at, sent once."""

from dataclasses import replace

from conversations import reaching
from conversations.channels import DOOR
from conversations.phrases import say
from conversations.ports import Contact, Dialog, Outgoing
from conversations.reaching import NOTHING_SENT, PURPOSES, Request
from conversations.replies import Act, Reply
from conversations.screens import LONGEST_TEXT, Screen
from conversations.turns import Conversation, Turn, show
from conversations.visits import Visit
from conversations.writing import clean, length, lost
from language.danger import notice

TOO_MANY = say("That is a lot at once. Please write the rest tomorrow.")


def open_request(visit: Visit, contact: Contact, purpose: str) -> Outgoing:
    """Begin such a talk at its only step; home, if there is nobody to choose."""
    if not visit.reachable(contact, purpose):
        return visit.home(contact, reaching.NOBODY)
    talk = Conversation(
        prompt=purpose,
        set=purpose,
        rung=contact.rung,
        audience=contact.audience,
        channel=visit.incoming.address.channel,
        language=contact.language,
        items=(purpose,),
        step=1,
    )
    return visit.begin(contact, talk, under=_unfinished(visit.book.dialog(visit.incoming.address)))


def _unfinished(dialog: Dialog | None) -> Conversation | None:
    """The talk that is set aside for a request."""
    if dialog is None or dialog.conversation.finished:
        return None
    return dialog.under if dialog.conversation.set in PURPOSES else dialog.conversation


def request(visit: Visit, contact: Contact, dialog: Dialog, reply: Reply) -> Turn | None:
    """What becomes of a reply in such a talk; None for what every talk understands by itself."""
    talk = dialog.conversation
    if talk.set not in PURPOSES or talk.finished or not talk.fits(reply):
        return None
    match reply.act:
        case Act.WORDS:
            return _written(visit, contact, talk, reply.text)
        case Act.SEND:
            return _sent(visit, contact, dialog, reply)
        case Act.STOP | Act.SKIP:
            back = dialog.under or talk.at(2)  # whoever hesitates finds their question again
            return show(replace(back, language=talk.language), visit.catalogue, NOTHING_SENT)
    return None


def _written(visit: Visit, contact: Contact, talk: Conversation, typed: str) -> Turn:
    text = clean(typed).strip()
    shown = show(talk, visit.catalogue)
    if length(text) > LONGEST_TEXT:
        too_long = say("That is long. At most {most} characters fit.", most=LONGEST_TEXT)
        return _with(shown, replace(shown.screen.opened_by(too_long), draft=text))
    if not text:
        return shown
    readers = visit.reachable(contact, talk.set)
    screen = reaching.preview(talk.set, talk.step, text, readers, contact.unit)
    return replace(_with(shown, screen.stamped(talk.mark)), danger=notice(text))


def _sent(visit: Visit, contact: Contact, dialog: Dialog, reply: Reply) -> Turn:
    talk, text = dialog.conversation, clean(reply.text).strip()[:LONGEST_TEXT]
    readers = visit.reachable(contact, talk.set)
    chosen = next((each for each in readers if each.id == reply.value), None)
    if chosen is None or not text:
        return lost(talk, visit.catalogue)
    ticket = visit.book.ticket(visit.incoming.address, dialog.number)
    if ticket is None:
        return show(talk, visit.catalogue, TOO_MANY)
    second = reaching.second_after(chosen, readers, contact.unit)
    visit.book.complete(visit.incoming.address, dialog)
    visit.reach.send(Request(talk.set, text, chosen.id, second.id if second else ""), ticket)
    comes_back = visit.incoming.address.channel != DOOR  # whose cookie goes with the browser
    lines = reaching.sent_lines(chosen, second, comes_back=comes_back)
    return show(talk.at(2), visit.catalogue, *lines)


def _with(turn: Turn, screen: Screen) -> Turn:
    return replace(turn, screen=screen)
