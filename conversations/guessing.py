"""The brake on guessing codes, as a talk meets it: kind words, and help stays where it is."""

from dataclasses import replace

from conversations.arriving import arrive
from conversations.codes import as_kept, is_code
from conversations.helping import Stranger
from conversations.phrases import say
from conversations.ports import Contact, ContactBook, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.visits import Visit
from language.danger import notice

WAIT = say("Too many wrong codes came from here. Wait a minute, then try again.")
TOO_MANY_GUESSES = "TooManyGuesses"  # what the log says, once an hour how often


def is_held(book: ContactBook, code: str, source: str) -> bool:
    """Whether a code is not looked at, right or wrong: too many wrong ones came from there."""
    return is_guess(code, source) and not book.may_guess(source)


def is_guess(code: str, source: str) -> bool:
    """Whether a code counts for where it comes from, should it open nothing."""
    return bool(source) and is_code(code)


def held_back(visit: Visit) -> Outgoing | None:
    """What is said to whoever has guessed too often. Else a code that opens nothing is counted."""
    contact = visit.book.contact(visit.incoming.address)
    code, source = _code_in(visit.incoming.reply, contact), _source(visit)
    if is_held(visit.book, code, source):
        return _wait(visit, contact)
    if is_guess(code, source) and visit.book.invitation(code) is None:
        visit.book.guessed(source)
    return None


def _code_in(reply: Reply | Arrival, contact: Contact | None) -> str:
    """The code that is tried; who is known here tries one only by coming with it."""
    match reply:
        case Arrival(code):
            return code
        case Reply(act=Act.JOIN, value=value) if contact is None:
            return value.partition(" ")[2]
        case Reply(act=Act.WORDS, text=text) if contact is None:
            return as_kept(text)
    return ""


def _source(visit: Visit) -> str:
    """Whom it counts for: the chat. A page has looked at the code before it comes here."""
    return "" if visit.on_pages else visit.incoming.address.key().decode()


def _wait(visit: Visit, contact: Contact | None) -> Outgoing:
    """As if they had come without a code; and what was written is watched for danger as ever."""
    came = visit.incoming
    said = arrive(visit, contact, "")
    text = came.reply.text if isinstance(came.reply, Reply) else ""
    urgent = visit.card(notice(text), contact or Stranger(came.language))
    return replace(said, screen=said.screen.opened_by(WAIT), urgent=urgent)
