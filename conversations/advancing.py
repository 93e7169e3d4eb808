"""The pure step: from where a talk stands, and a reply, to what comes next."""

from dataclasses import replace

from conversations import screens
from conversations.changing import change, is_said_twice
from conversations.drafts import DROPPED
from conversations.helping import NUMBERS_ALONE, Help, help_screen
from conversations.items import Kind
from conversations.phrases import LANGUAGES, say
from conversations.questions import Catalogue
from conversations.reaching import NOTHING_SENT
from conversations.replies import Act, Reply
from conversations.turns import Conversation, Turn, kept_of, onward, open_item, show, unmarked
from conversations.writing import NO_OWN_NAMES, hidden, sent, written
from language.danger import notice
from language.masking import OwnWords

THROWN_AWAY = say("It was thrown away. Nothing of it was kept.")


def advance(
    conversation: Conversation,
    reply: Reply,
    catalogue: Catalogue,
    help_now: Help = NUMBERS_ALONE,
    own: OwnWords = NO_OWN_NAMES,
) -> Turn:
    """Take one step. Never raises on any reply: what is not understood gets the question again.

    ``help_now`` is where help is at this hour; ``own`` are the organisation's names, which are
    hidden in what somebody writes.
    """
    stale = _stale(conversation, reply, catalogue)
    reply = replace(reply, talk="")
    turn = (
        _aside(conversation, reply, catalogue, help_now)
        or stale
        or change(conversation, reply, catalogue)
        or _along(conversation, reply, catalogue)
        or _answered(conversation, reply, catalogue, own)
    )
    return replace(turn, screen=turn.screen.stamped(turn.conversation.mark))


def _aside(
    conversation: Conversation, reply: Reply, catalogue: Catalogue, help_now: Help
) -> Turn | None:
    """What can be asked for at every point; the talk stays where it is."""
    match reply.act:
        case Act.HELP:
            return Turn(conversation, help_screen(help_now=help_now, whom=conversation))
        case Act.FORGET:
            return Turn(conversation, screens.forget_screen())
        case Act.FORGET_SURELY:
            return Turn(conversation, screens.forgotten_screen(), forget=True)
        case Act.LANGUAGES:
            return Turn(conversation, screens.language_screen())
        case Act.LANGUAGE if reply.value in LANGUAGES:
            return show(replace(conversation, language=reply.value), catalogue)
    return None


def _stale(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn | None:
    """A button of another step or another talk only shows the open question; words on it are
    still listened to."""
    again = reply.talk == conversation.mark and is_said_twice(conversation, reply, catalogue)
    if again or (reply.act is not Act.GO_ON and conversation.fits(reply)):
        return None
    return replace(show(conversation, catalogue), danger=notice(reply.text))


def _along(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn | None:
    """The ways along the path that answer nothing."""
    item = open_item(conversation, catalogue)
    is_note = item is not None and item.kind is Kind.NOTE
    unsent = (NOTHING_SENT,) if is_note else ()
    match reply.act:
        case Act.SKIP if reply.value == DROPPED and item and not is_note:
            if conversation.resume:  # an earlier answer stays as it was
                return show(conversation.at(conversation.resume), catalogue, THROWN_AWAY)
            dropped = kept_of(conversation, item, None)
            return onward(conversation, catalogue, dropped, THROWN_AWAY)
        case Act.BEGIN | Act.SKIP if not conversation.finished:
            skipped = kept_of(conversation, item, None) if item and not is_note else None
            return onward(conversation, catalogue, skipped, *unsent)
        case Act.BACK:
            return show(conversation.at(max(conversation.step - 1, 1)), catalogue)
        case Act.STOP if conversation.step == 0:
            return Turn(conversation, screens.not_now_screen())
        case Act.STOP if conversation.resume:
            back = conversation.at(conversation.resume)
            return show(back, catalogue, say("All right, it stays as it was."))
        case Act.STOP:
            stopped = conversation.at(len(conversation.items) + 1)
            return show(stopped, catalogue, say("All right, we stop here."), *unsent)
    return None


def _answered(
    conversation: Conversation, reply: Reply, catalogue: Catalogue, own: OwnWords
) -> Turn:
    """An answer, if it fits the open question; else that question again."""
    match reply.act:
        case Act.WORDS:
            return written(conversation, reply.text, catalogue, own)
        case Act.PICK:
            return _pick(conversation, reply, catalogue)
        case Act.TICK | Act.DONE:
            return _choices(conversation, reply, catalogue)
        case Act.SEND:
            return sent(conversation, reply, catalogue, own)
        case Act.HIDE:
            return hidden(conversation, reply, catalogue, own)
    return show(conversation, catalogue)


def _pick(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    item = open_item(conversation, catalogue)
    screen = unmarked(conversation, catalogue)
    if item is None or reply not in {button.reply for button in screen.answers}:
        return show(conversation, catalogue)
    value = reply.value if item.kind is Kind.CHOICE else int(reply.value)
    return onward(conversation, catalogue, kept_of(conversation, item, value))


def _choices(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    item = open_item(conversation, catalogue)
    if item is None or item.kind is not Kind.CHOICES:
        return show(conversation, catalogue)
    ticks = reply.ticks & (1 << len(item.options)) - 1
    if reply.act is Act.TICK:
        if reply.value in map(str, range(len(item.options))):
            ticks ^= 1 << int(reply.value)
        return Turn(conversation, unmarked(conversation, catalogue, ticks))
    chosen = tuple(o.id for place, o in enumerate(item.options) if ticks >> place & 1)
    return onward(conversation, catalogue, kept_of(conversation, item, chosen or None))
