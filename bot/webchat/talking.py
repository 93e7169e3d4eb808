"""Takes one answer through the listener, and decides whether the page can be fetched anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.webchat.forms import Posted
from conversations import doorways, screens
from conversations.listening import Listener, not_understood
from conversations.phrases import Phrase, say
from conversations.ports import Address, Incoming, Outgoing
from conversations.replies import CARRIES_DRAFT, Act, Arrival, Reply
from conversations.screens import LONGEST_TEXT, Button, Screen
from conversations.writing import length

Others = Callable[[str, str], Sequence[Phrase]]  # of a unit id and an audience: what they said
LOST = doorways.no_code_screen(not_understood())  # a failure that left not even a question
TYPED = (Act.WORDS, *CARRIES_DRAFT)  # what brings words to be taken in
LEFT_BEHIND = (Act.SKIP, Act.BACK, Act.STOP, Act.PICK, Act.DONE, Act.FORGET_SURELY)
NOT_SENT = say("Your text was not sent. It is still here, so that you can copy it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show. ``again``: GET /chat shows the very same, so the browser is sent there.

    ``carried`` is text that the next page's form has to bring back.
    """

    said: Outgoing
    again: bool = False
    carried: str = ""
    status: int = 200


def look(listener: Listener, address: Address, language: str) -> Answer:
    """The open step as it stands."""
    said = listener.receive([_look(address, language)])[0]
    return _failed(said, Posted()) if said.failed else Answer(said)


def home(listener: Listener, address: Address, language: str) -> Answer:
    """What is behind the door: news, and what can be told now."""
    said = listener.receive([Incoming(address, Arrival(), language)])[0]
    return _failed(said, Posted()) if said.failed else Answer(said)


def arrive(listener: Listener, address: Address, code: str, language: str) -> Answer:
    """Somebody who is known here came with another code."""
    came = Incoming(address, Arrival(code), language)
    said, after = listener.receive([came, _look(address, language)])
    if said.failed:
        return _failed(said, Posted())
    return Answer(said, again=said.screen == after.screen)


def answer(listener: Listener, address: Address, posted: Posted, language: str) -> Answer:
    """Take one form. Never raises: what fails keeps the words and says so kindly."""
    alarms: list[Outgoing] = []
    seen = _look(address, language)
    try:
        before, said, after = listener.receive(
            [seen, replace(seen, reply=posted.reply), seen], alarms.append
        )
    except Exception as error:  # noqa: BLE001 - the words somebody wrote must come back to them
        listener.trouble(type(error).__name__)
        said = Outgoing(address, language, retry_screen(posted))
        urgent = alarms[0].urgent if alarms else None  # help is shown even if nothing was stored
        return Answer(replace(said, urgent=urgent), carried=posted.draft, status=500)
    if said.failed:
        return _failed(said, posted)
    carried = _carried(posted, before, said)
    typed = posted.reply.act in TYPED
    if carried and (typed or said.screen.step is not None):
        return Answer(replace(said, screen=_with_text(said.screen, carried)))
    if said.screen.draft and length(posted.text) > LONGEST_TEXT:
        return Answer(said, status=413)
    again = said.screen == after.screen and not (said.urgent or said.ended or carried)
    return Answer(said, again, carried)


def at_end(said: Outgoing) -> bool:
    """Whether this is the last screen of a talk."""
    screen = said.screen
    here = screen.step is not None and screen.step == said.step and screen.step > 0
    return here and not (screen.progress or screen.writes or screen.draft)


def with_others(listener: Listener, others: Others, done: Answer) -> Answer:
    """The end of a round tells what others answered last time: after one's own, never before."""
    said = done.said
    ways = {each.reply.act for each in said.screen.controls}
    if done.again or done.status != 200 or not at_end(said) or Act.CHANGE not in ways:
        return done
    try:
        with listener.books.reading() as book:
            contact = book.contact(said.address)
        told = tuple(others(contact.unit, contact.audience)) if contact else ()
    except Exception as error:  # noqa: BLE001 - the thanks are shown in any case
        listener.trouble(type(error).__name__)
        return done
    screen = replace(said.screen, lines=(*said.screen.lines, *told))
    return replace(done, said=replace(said, screen=screen))


def retry_screen(posted: Posted) -> Screen:
    """Something broke: the words are still here, and one tap tries again."""
    lines = (not_understood(), screens.HELP_LINE)
    if posted.text and posted.reply.act is Act.WORDS:
        return Screen(posted.reply.step, lines, writes=True, draft=posted.text)
    reply = Reply(Act.GO_ON) if posted.reply.act is Act.WORDS else posted.reply
    again = Button(reply, say("Try once more"))
    return Screen(reply.step, lines, answers=(again,), draft=posted.draft)


def _look(address: Address, language: str) -> Incoming:
    return Incoming(address, Reply(Act.GO_ON), language)


def _failed(said: Outgoing, posted: Posted) -> Answer:
    """The kind error with the question again, as far as there is one; the words stay."""
    screen = said.screen
    if screen == LOST:
        screen = retry_screen(posted)
    elif posted.written:
        screen = _with_text(screen, posted.written)
    return Answer(replace(said, screen=screen), status=500)


def half_written(posted: Posted) -> str:
    """Words beside a button that does not answer: help, languages, the way to the panel."""
    return "" if posted.reply.act in (*LEFT_BEHIND, *TYPED) else posted.written


def _carried(posted: Posted, before: Outgoing, said: Outgoing) -> str:
    """Words that were not taken in: of an old page, or beside a button that is no answer."""
    act = posted.reply.act
    if said.screen.draft:
        return ""
    if act in TYPED:
        here = posted.reply.step in (None, before.step)
        stale = before.step is None or not here or _of_another_talk(posted, before)
        refused = act in CARRIES_DRAFT and said.screen.step is None
        return posted.written if stale or refused else ""
    if act is Act.OPEN and not said.screen.writes:
        return ""
    return half_written(posted)


def _of_another_talk(posted: Posted, before: Outgoing) -> bool:
    return posted.reply.talk not in ("", before.screen.talk)


def _with_text(screen: Screen, text: str) -> Screen:
    kept = replace(screen, draft=text)
    return kept if screen.writes else kept.opened_by(NOT_SENT)
