"""Answering: what becomes of a reply from somebody who is enrolled."""

from dataclasses import replace

from conversations import doorways, pacing, screens
from conversations.advancing import advance
from conversations.changing import CHANGES, NOTHING_THIS_WEEK, TOO_LATE
from conversations.emptying import empty
from conversations.phrases import LANGUAGES, say
from conversations.ports import Contact, Dialog, Outgoing
from conversations.reaching import PURPOSES
from conversations.replies import Act, Reply
from conversations.requesting import TOO_MANY, open_request, request
from conversations.turns import Conversation, Kept, Turn
from conversations.visits import Visit
from conversations.writing import NO_OWN_NAMES
from language.danger import notice


def answer(visit: Visit, contact: Contact, reply: Reply) -> Outgoing:
    """Take the pure step, seal what it leaves, remember where the talk stands."""
    if reply.act is Act.OPEN:
        return _open(visit, contact, reply.value)
    if reply.act in (Act.PACE, Act.EMPTY) and not visit.on_pages:
        return _wish(visit, contact, reply)
    book, address = visit.book, visit.incoming.address
    dialog = book.dialog(address)
    if reply.act in CHANGES:
        dialog = visit.answered(contact, dialog, reply.talk)
    if dialog is None:
        return _idle(visit, contact, reply)
    turn = request(visit, contact, dialog, reply) or _step(visit, dialog.conversation, reply)
    if reply.act is Act.HELP:  # who is known here can be offered more than numbers
        turn = replace(turn, screen=visit.help(contact))
    if turn.forget:
        return _forget(visit, turn)
    if not _keep(visit, contact, dialog, turn):
        return visit.say(doorways.home_screen((), (), TOO_MANY))
    if turn.conversation.language != contact.language:
        visit.enrol(replace(contact, language=turn.conversation.language))
    return visit.show(contact, dialog, turn)


def _keep(visit: Visit, contact: Contact, dialog: Dialog, turn: Turn) -> bool:
    """Seal what was given. False if there is no room for one more note."""
    book, address = visit.book, visit.incoming.address
    if turn.completes:
        book.complete(address, dialog)
    for kept in turn.sealed:
        book.keep(address, contact, dialog.conversation, kept)
    return not turn.note or book.keep_note(address, contact, dialog.number, turn.note)


def _step(visit: Visit, talk: Conversation, reply: Reply) -> Turn:
    own = visit.office.own_names() if reply.text else NO_OWN_NAMES
    turn = advance(talk, reply, visit.catalogue, visit.help_now, own)
    if not any(kept.words for kept in turn.sealed):
        return turn

    def told(kept: Kept) -> Kept:
        """What was promised of words is sealed with them, and with a skip as well."""
        return replace(kept, read=visit.office.has_reader()) if kept.words else kept

    keep = told(turn.keep) if turn.keep else None
    return replace(turn, keep=keep, taken_back=tuple(map(told, turn.taken_back)))


def _open(visit: Visit, contact: Contact, wanted: str) -> Outgoing:
    """What a button of the home or last screen leads to."""
    if wanted == doorways.HAPPENED:
        return visit.happened(contact)
    if wanted in PURPOSES:
        return open_request(visit, contact, wanted)
    return visit.open(contact, wanted)


def _idle(visit: Visit, contact: Contact, reply: Reply) -> Outgoing:
    """Nothing is open: the few things that are possible then; all else leads home."""
    match reply.act:
        case Act.FORGET:
            return visit.say(screens.forget_screen(), contact.language)
        case Act.FORGET_SURELY:
            return _forget(visit, advance(_nowhere(contact), reply, visit.catalogue))
        case Act.HELP:
            return visit.say(visit.help(contact), contact.language)
        case Act.LANGUAGES:
            return visit.say(screens.language_screen(), contact.language)
        case Act.LANGUAGE if reply.value in LANGUAGES:
            contact = visit.enrol(replace(contact, language=reply.value))
        case Act.WORDS:
            turn = advance(_nowhere(contact), reply, visit.catalogue)
            home = visit.home(contact, turn.screen.lines[0])
            return replace(home, urgent=visit.card(turn.danger, contact))
        case Act.CHANGE | Act.TAKE_BACK | Act.TAKE_BACK_SURELY:
            return visit.home(contact, *(TOO_LATE if reply.talk else NOTHING_THIS_WEEK))
        case Act.PICK | Act.TICK | Act.DONE | Act.SKIP | Act.BACK | Act.BEGIN:
            return visit.home(contact, say("Those questions have closed."))
    return replace(visit.home(contact), urgent=visit.card(notice(reply.text), contact))


def _wish(visit: Visit, contact: Contact, reply: Reply) -> Outgoing:
    """How often to be asked, and what stays in the chat; where messages are sent only."""
    if reply.act is Act.EMPTY:
        return empty(visit, contact, reply.value)
    return _pace(visit, contact, reply.value)


def _pace(visit: Visit, contact: Contact, wish: str) -> Outgoing:
    week = visit.book.week
    chosen = pacing.wished(contact.pace, wish, week)
    if chosen is None:
        return visit.say(pacing.pace_screen(contact.pace, week), contact.language)
    pace, confirmed = chosen
    contact = visit.enrol(replace(contact, pace=pace))
    return visit.say(pacing.pace_screen(pace, week).opened_by(confirmed), contact.language)


def _forget(visit: Visit, turn: Turn) -> Outgoing:
    standing = visit.book.standing(visit.incoming.address)
    visit.book.forget(visit.incoming.address, visit.prompts.every())
    screen = turn.screen
    if not visit.on_pages:
        emptied = say("What stands in this chat from the last two days is deleted, too.")
        screen = replace(screen, lines=(*screen.lines, emptied))
    said = visit.say(screen, turn.conversation.language)
    return replace(said, ended=True, clears=standing)


def _nowhere(contact: Contact) -> Conversation:
    """A finished talk without questions, for replies that come when nothing is open."""
    return Conversation(
        "", "", contact.rung, contact.audience, "", contact.language, items=(), step=1
    )
