"""What a person did, whatever the channel: a tap, some words, a wish to stop."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

LONGEST_TOKEN = 64  # bytes that a button of Telegram carries


class Act(StrEnum):
    """The things a person can do; the letter is how a button carries it."""

    BEGIN = "b"
    PICK = "p"  # one answer; value: the point, grade or option id
    TICK = "t"  # several choices; value: the option's place, ticks: what was ticked before
    DONE = "d"  # several choices are complete
    WORDS = "w"  # typed, never on a button
    SKIP = "s"
    BACK = "k"
    STOP = "x"
    HELP = "h"
    FORGET = "f"
    FORGET_SURELY = "y"
    GO_ON = "g"  # show the open question again
    SEND = "n"  # keep or send what was written; value "unit" adds the unit's name to a note
    HIDE = "i"  # hide a word of it; value: "place.first", where first is the first word offered
    OPEN = "o"  # open a prompt; value: its id
    JOIN = "j"  # say one's age band; value: "band code"
    LANGUAGES = "v"  # show the languages
    LANGUAGE = "l"  # choose one; value: its code
    PACE = "r"  # how often to be asked; value: the wish, or none to see them all
    CHANGE = "c"  # answer a question anew; value: its number, or none to see what there is
    TAKE_BACK = "u"  # take everything back that was answered in this talk
    TAKE_BACK_SURELY = "z"
    EMPTY = "e"  # delete what stands in the chat; value: the wish, or none to see them


CARRIES_DRAFT = (Act.SEND, Act.HIDE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One act. ``step`` is the step its button belonged to, ``talk`` the mark of its talk; words
    typed into a chat have neither.

    ``ticks`` is a bit mask of option places: it lives in the buttons, so that no half-made
    answer is ever stored. ``text`` holds typed words and never travels in a button: with
    ``CARRIES_DRAFT`` it is the draft that stands in the message or form.
    """

    act: Act
    step: int | None = None
    value: str = ""
    ticks: int = 0
    text: str = ""
    talk: str = ""

    def token(self) -> str:
        """The reply as a button carries it: at most LONGEST_TOKEN bytes."""
        step = "" if self.step is None else str(self.step)
        return ":".join((self.act.value, step, self.value, str(self.ticks or ""), self.talk))

    @classmethod
    def parse(cls, token: str) -> Self | None:
        """Read a button's token. ``None`` for anything no button of ours ever carried."""
        parts = token.split(":")
        if len(token) > LONGEST_TOKEN or len(parts) != 5 or parts[0] not in set(Act) - {Act.WORDS}:
            return None
        act, step, value, ticks, talk = parts
        if not all(n == "" or (n.isascii() and n.isdecimal()) for n in (step, ticks)):
            return None
        return cls(Act(act), int(step) if step else None, value, int(ticks or 0), talk=talk)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came with a code (a slip, a card, the door) or with none."""

    code: str = ""
