"""The conversation itself: a pure step from where it stands and a reply to what comes next."""

from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Self
from unicodedata import category

from conversations import screens
from conversations.phrases import LANGUAGES, Phrase, say
from conversations.questions import Catalogue, Item, Kind
from conversations.replies import Act, Reply
from conversations.screens import LONGEST_TEXT, Screen
from language.danger import Danger, notice
from language.masking import mask

Value = int | str | tuple[str, ...]
NOTHING_SENT = say("Nothing was sent.")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one talk stands. There is no field for an answer, and none follows from one.

    ``step`` 0 is the welcome, 1..n the questions, n + 1 the end. What was answered, skipped or
    ticked leaves the serialised form byte-identical (A-05, design §2).
    """

    prompt: str
    set: str
    version: int
    rung: str
    audience: str
    channel: str
    language: str
    items: tuple[str, ...]
    step: int = 0

    @property
    def finished(self) -> bool:
        """Whether the end has been reached."""
        return self.step > len(self.items)

    @property
    def mark(self) -> str:
        """What this talk's buttons carry, so that one of another talk is known as stale."""
        return sha256(self.prompt.encode()).hexdigest()[:4]

    def at(self, step: int) -> Self:
        """The same conversation at another step."""
        return replace(self, step=step)

    def as_record(self) -> dict[str, Any]:
        """Plain data for the contact book."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Back from plain data."""
        return cls(**{**record, "items": tuple(record["items"])})


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer to be sealed; ``value`` None is a skip, and looks the same from outside."""

    question: int
    item: str
    value: Value | None
    asked: bool = True  # False: spontaneous feedback
    words: bool = False  # a text: destroyed at release until a reader can pass it (design §2)


@dataclass(frozen=True, slots=True)
class Note:
    """An open note to be sealed for the facilitator; ``with_unit`` only if the writer said so."""

    text: str
    with_unit: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of one step: what to remember, what to show, what to seal."""

    conversation: Conversation
    screen: Screen
    keep: Kept | None = None
    note: Note | None = None
    danger: Danger = Danger.NONE
    forget: bool = False


def advance(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    """Take one step. Never raises on any reply: what is not understood gets the question again."""
    stale = _stale(conversation, reply, catalogue)
    reply = replace(reply, talk="")
    turn = (
        _aside(conversation, reply, catalogue)
        or stale
        or _along(conversation, reply, catalogue)
        or _answered(conversation, reply, catalogue)
    )
    return replace(turn, screen=turn.screen.stamped(turn.conversation.mark))


def _aside(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn | None:
    """What can be asked for at every point; the talk stays where it is."""
    match reply.act:
        case Act.HELP:
            return Turn(conversation, help_screen())
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
    here = reply.step in (None, conversation.step) and reply.talk in ("", conversation.mark)
    if reply.act is not Act.GO_ON and here:
        return None
    return replace(show(conversation, catalogue), danger=notice(reply.text))


def _along(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn | None:
    """The ways along the path that answer nothing."""
    item = open_item(conversation, catalogue)
    is_note = item is not None and item.kind is Kind.NOTE
    unsent = (NOTHING_SENT,) if is_note else ()
    match reply.act:
        case Act.BEGIN | Act.SKIP if not conversation.finished:
            skipped = _kept(conversation, item, None) if item and not is_note else None
            return _onward(conversation, catalogue, skipped, *unsent)
        case Act.BACK:
            return show(conversation.at(max(conversation.step - 1, 1)), catalogue)
        case Act.STOP if conversation.step == 0:
            return Turn(conversation, screens.not_now_screen())
        case Act.STOP:
            stopped = conversation.at(len(conversation.items) + 1)
            return show(stopped, catalogue, say("All right, we stop here."), *unsent)
    return None


def _answered(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    """An answer, if it fits the open question; else that question again."""
    match reply.act:
        case Act.WORDS:
            return _words(conversation, reply.text, catalogue)
        case Act.PICK:
            return _pick(conversation, reply, catalogue)
        case Act.TICK | Act.DONE:
            return _choices(conversation, reply, catalogue)
        case Act.SEND:
            return _send(conversation, reply, catalogue)
    return show(conversation, catalogue)


def show(conversation: Conversation, catalogue: Catalogue, *before: Phrase) -> Turn:
    """The open question again, with some lines before it."""
    return Turn(conversation, screen_of(conversation, catalogue).opened_by(*before))


def screen_of(conversation: Conversation, catalogue: Catalogue) -> Screen:
    """What somebody sees who is at this point."""
    return _screen(conversation, catalogue).stamped(conversation.mark)


def _screen(conversation: Conversation, catalogue: Catalogue) -> Screen:
    if conversation.step == 0:
        told = catalogue.told(conversation.rung)
        return screens.welcome_screen(told, conversation.channel)
    if conversation.finished:
        return screens.end_screen(conversation.step, note=conversation.set == "note")
    item = catalogue.item(conversation.items[conversation.step - 1])
    return screens.question_screen(
        catalogue, item, conversation.rung, conversation.step, len(conversation.items)
    )


def open_item(conversation: Conversation, catalogue: Catalogue) -> Item | None:
    """The item that waits for an answer, if one does."""
    if conversation.step == 0 or conversation.finished:
        return None
    return catalogue.item(conversation.items[conversation.step - 1])


def help_screen(*before: Phrase) -> Screen:
    """Where to find help now; the numbers are the same whoever asks."""
    return Screen(
        None,
        (
            *before,
            say("If you are in danger now, call 112."),
            say("You can talk to an adult for free at 116 111, the line for children and young."),
            say("Nobody here can see who you are, so nobody here can come to help you."),
            say("You can also tell an adult you trust."),
        ),
        answers=(screens.YES_BACK,),
    )


def _kept(conversation: Conversation, item: Item, value: Value | None) -> Kept:
    return Kept(conversation.step, item.id, value, item.asked, item.kind is Kind.WORDS)


def _onward(
    conversation: Conversation, catalogue: Catalogue, keep: Kept | None, *before: Phrase
) -> Turn:
    return replace(show(conversation.at(conversation.step + 1), catalogue, *before), keep=keep)


def _pick(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    item = open_item(conversation, catalogue)
    screen = _screen(conversation, catalogue)
    if item is None or reply not in {button.reply for button in screen.answers}:
        return show(conversation, catalogue)
    value = reply.value if item.kind is Kind.CHOICE else int(reply.value)
    return _onward(conversation, catalogue, _kept(conversation, item, value))


def _choices(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    item = open_item(conversation, catalogue)
    if item is None or item.kind is not Kind.CHOICES:
        return show(conversation, catalogue)
    ticks = reply.ticks & (1 << len(item.options)) - 1
    if reply.act is Act.TICK:
        if reply.value in map(str, range(len(item.options))):
            ticks ^= 1 << int(reply.value)
        shown = screens.question_screen(
            catalogue, item, conversation.rung, conversation.step, len(conversation.items), ticks
        )
        return Turn(conversation, shown)
    chosen = tuple(o.id for place, o in enumerate(item.options) if ticks >> place & 1)
    return _onward(conversation, catalogue, _kept(conversation, item, chosen or None))


def length(text: str) -> int:
    """Characters as Telegram and browsers count them: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text without control characters, which nobody types and no reader can show."""
    return "".join(c for c in text if c == "\n" or category(c) not in ("Cc", "Cs"))


def _words(conversation: Conversation, text: str, catalogue: Catalogue) -> Turn:
    text = clean(text)
    danger = notice(text)
    item = open_item(conversation, catalogue)
    if item is None or item.kind not in (Kind.WORDS, Kind.NOTE):
        only_buttons = say("I understand only the buttons here. What you wrote was not kept.")
        before = (only_buttons,) if danger is Danger.NONE else ()  # the help card speaks for itself
        return replace(show(conversation, catalogue, *before), danger=danger)
    if length(text) > LONGEST_TEXT:
        too_long = say(
            "That is long, and it was not kept yet. At most {most} characters fit: "
            "could you send it in a shorter form?",
            most=LONGEST_TEXT,
        )
        shown = show(conversation, catalogue, too_long)
        return replace(shown, danger=danger, screen=replace(shown.screen, draft=text))
    if not text.strip():
        return show(conversation, catalogue)
    if item.kind is Kind.NOTE:
        masked = mask(text)
        preview = screens.note_preview(conversation.step, masked, masked != text)
        return Turn(conversation, preview, danger=danger)
    return replace(
        _onward(conversation, catalogue, _kept(conversation, item, text), screens.HELP_LINE),
        danger=danger,
    )


def _send(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    item = open_item(conversation, catalogue)
    text = mask(clean(reply.text).strip()[:LONGEST_TEXT])
    if item is None or item.kind is not Kind.NOTE or not text:
        return show(conversation, catalogue, say("The text was not found. Please write it again."))
    sent = show(
        conversation.at(conversation.step + 1),
        catalogue,
        say(
            "It is on its way to the panel's leader, without your name. "
            "If it was a question, the answer is told to everybody."
        ),
    )
    return replace(sent, note=Note(text, with_unit=reply.value == "unit"))
