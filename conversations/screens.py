"""What is shown: one question or message a screen, with its buttons, in nobody's language yet."""

from dataclasses import dataclass, replace

from conversations.channels import TELEGRAM
from conversations.items import NOTE, SPONTANEOUS, Information
from conversations.phrases import LANGUAGES, Phrase, say, verbatim
from conversations.replies import Act, Reply

LONGEST_TEXT = 2000  # characters; longer words are handed back with a kind word


@dataclass(frozen=True, slots=True)
class Button:
    """A reply somebody can choose: always words, with a face where it helps."""

    reply: Reply
    label: Phrase
    face: str = ""
    ticked: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a bare number: a grade, or how likely one recommends."""
        return self.label.msgid == "{n}"

    def stamped(self, talk: str) -> "Button":
        """The same button, marked with its talk where it belongs to a step of it."""
        if self.reply.step is None:
            return self
        return replace(self, reply=replace(self.reply, talk=talk))


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: lines to read, answers to choose from, and the ways out.

    ``draft`` is text waiting for a last yes: it lives in the message or form alone. ``words`` are
    those of it that can be hidden by a tap.
    ``progress`` is (question, of how many), or None off the path.
    """

    step: int | None
    lines: tuple[Phrase, ...]
    answers: tuple[Button, ...] = ()
    controls: tuple[Button, ...] = ()
    writes: bool = False
    several: bool = False
    progress: tuple[int, int] | None = None
    draft: str = ""
    words: tuple[Button, ...] = ()
    talk: str = ""  # the mark of the talk that words written here belong to
    link: str = ""
    picture: bytes = b""  # a PNG; the lines say all that it shows
    to_share: bool = False  # may be copied and passed on: numbers to call, what is published

    def stamped(self, talk: str) -> "Screen":
        """The same screen, its steps marked as this talk's: a step alone fits any talk."""
        if talk == self.talk:
            return self
        return replace(
            self,
            talk=talk,
            words=tuple(each.stamped(talk) for each in self.words),
            answers=tuple(each.stamped(talk) for each in self.answers),
            controls=tuple(each.stamped(talk) for each in self.controls),
        )

    def unread(self) -> "Screen":
        """The same screen where nobody is there to read words: it must not promise a reader."""
        told = (WORDS_ARE_DESTROYED if line == WORDS_ARE_READ else line for line in self.lines)
        return replace(self, lines=tuple(told))

    def opened_by(self, *lines: Phrase) -> "Screen":
        """The same screen with some lines before its own; nothing is said twice."""
        new = tuple(line for line in lines if line not in self.lines)
        return replace(self, lines=(*new, *self.lines))


BEFORE_WE_START = say("Before we start")  # what a phone's notice shows of the welcome
YES_BACK = Button(Reply(Act.GO_ON), say("Back to the question"))
WORDS_ARE_READ = say(
    "You may write here. A reader from outside your home reads it first, without knowing "
    "who wrote it. It is shown only with at least four other people's words, "
    "and never with your age."
)
WORDS_ARE_DESTROYED = say(  # as long as nobody is there to read
    "You may write here. For now nobody reads what you write into the box: "
    "on Sunday night it is destroyed unread. "
    "If you want it to be read, send it straight to the panel instead."
)
HELP_LINE = say("If you are in danger or afraid, help is here: 112, or 116 111 for young people.")
CHANGED = say("Changed. The new answer is in the box, and the earlier one is gone.")
ANSWER_TAKEN_BACK = say("That answer is gone. The others stay in the box.")


def button(act: Act, label: Phrase, step: int | None = None, value: str = "") -> Button:
    """A plain button."""
    return Button(Reply(act, step, value), label)


def opening(prompt: str, label: Phrase) -> Button:
    """A button that opens a prompt."""
    return button(Act.OPEN, label, value=prompt)


STRAIGHT = opening(NOTE, say("Straight to the panel"))
EMPTY_NOW = "now"
EMPTYING = button(Act.EMPTY, say("Empty this chat"), value=EMPTY_NOW)


def away() -> tuple[Button, ...]:
    """Help, language and 'forget me': reachable from every screen."""
    return (
        button(Act.HELP, say("Help")),
        button(Act.LANGUAGES, say("Language")),
        button(Act.FORGET, say("Forget me")),
    )


def welcome_screen(told: Information, channel: str) -> Screen:
    """What is told before the first question, in the words of the band."""
    carried = told.telegram_phrase if channel == TELEGRAM else told.web_phrase
    return Screen(
        0,
        (*told.phrases, carried),
        answers=(button(Act.BEGIN, say("Start"), 0), button(Act.STOP, say("Not now"), 0)),
        controls=away(),
    )


def not_now_screen() -> Screen:
    """After 'not now' at the welcome: nothing was asked, and the talk has not ended."""
    return Screen(
        None,
        (say("All right, not now. You can come back later."), HELP_LINE),
        answers=(button(Act.GO_ON, say("Look again")), *more()),
        controls=away(),
    )


def more() -> tuple[Button, ...]:
    """What can be told at any time."""
    return opening(SPONTANEOUS, say("Tell something else")), STRAIGHT


def end_screen(step: int, note: bool, channel: str = "") -> Screen:
    """The last screen; a ``note`` is on its way at once, answers lie in the box until Sunday."""
    lines: tuple[Phrase, ...] = (
        say("Thank you for your time. What you answered is in the box with others' answers."),
        say(
            "The box is opened on Sunday night. An answer is shown only together with "
            "at least four other people's, so some answers wait and some are never shown."
        ),
    )
    if note:
        lines = (say("This is done. You can close the chat."),)
    again = () if note else (button(Act.CHANGE, say("Change or take back"), step),)
    return Screen(
        step,
        (*lines, HELP_LINE),
        answers=more(),
        controls=(*again, *((EMPTYING,) if channel == TELEGRAM else ()), *away()),
    )


def forget_screen() -> Screen:
    """The question before 'forget me'."""
    return Screen(
        None,
        (
            say("Do you want to be forgotten?"),
            say(
                "Your place here, this week's answers, and answers that still wait are destroyed. "
                "Answers that have already been mixed with others' stay: "
                "nobody can tell which were yours."
            ),
        ),
        answers=(button(Act.FORGET_SURELY, say("Yes, forget me")), YES_BACK),
    )


def forgotten_screen() -> Screen:
    """What was done after 'forget me'."""
    return Screen(
        None,
        (
            say("Done. You are no longer here, and what could be removed has been removed."),
            say("You do not have to explain anything. You can come back with a new code."),
        ),
    )


def language_screen() -> Screen:
    """The languages, each in its own words."""
    return Screen(
        None,
        (say("Language"),),
        answers=tuple(
            button(Act.LANGUAGE, verbatim(name), value=code) for code, name in LANGUAGES.items()
        ),
        controls=(YES_BACK,),
    )
