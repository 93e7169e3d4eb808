"""What somebody wrote, shown as it would be kept: to hide more of it, to keep it, or to drop it."""

from conversations.phrases import say, verbatim
from conversations.replies import Act, Reply
from conversations.screens import HELP_LINE, Button, Screen, away, button
from language.masking import Choice, choices

OFFERED = 24  # words at once: a keyboard that fits a phone, and Telegram takes a hundred buttons
LONGEST_LABEL = 24  # characters of a word on its button
DROPPED = "draft"  # the value of a skip that throws a draft away
HIDDEN = say("Something that could tell who you are was hidden.")
TAP_TO_HIDE = say(
    "Does it still tell who you or somebody else is? Tap a word to hide it. "
    "It cannot be shown again, but you can write again."
)


def box_preview(step: int, masked: str, *, changed: bool, first: int = 0) -> Screen:
    """Words for the box as they would be kept; nothing of them is kept yet."""
    keep = (
        button(Act.SEND, say("Put it in the box"), step),
        button(Act.GO_ON, say("Write again"), step),
        button(Act.SKIP, say("Throw it away"), step, DROPPED),
    )
    said = say("This is what will be kept. Nothing has been kept yet.")
    return _preview(Screen(step, (said,), keep), masked, changed=changed, first=first)


def note_preview(step: int, masked: str, *, changed: bool, first: int = 0) -> Screen:
    """An open note as its reader would get it; nothing of it is sent yet."""
    send = (
        button(Act.SEND, say("Send"), step),
        button(Act.SEND, say("Send, and tell which home or team I mean"), step, "unit"),
        button(Act.GO_ON, say("Write again"), step),
        button(Act.STOP, say("Do not send"), step),
    )
    said = say("This is what will be sent. Nothing has been sent yet.")
    return _preview(Screen(step, (said,), send), masked, changed=changed, first=first)


def _preview(plain: Screen, masked: str, *, changed: bool, first: int) -> Screen:
    words = choices(masked)
    lines = (*plain.lines, *([HIDDEN] * changed), *([TAP_TO_HIDE] * bool(words)), HELP_LINE)
    offered = _offered(plain.step, words, first)
    return Screen(plain.step, lines, plain.answers, away(), draft=masked, words=offered)


def _offered(step: int | None, words: tuple[Choice, ...], first: int) -> tuple[Button, ...]:
    """So many words at once, in the order in which they stand; then a way to the next ones."""
    first = first if first < len(words) else 0
    here = sorted(words[first : first + OFFERED], key=lambda choice: choice.place)
    offered = [_hiding(step, choice, first) for choice in here]
    if len(words) > OFFERED:
        following = first + OFFERED if first + OFFERED < len(words) else 0
        offered.append(button(Act.HIDE, say("Other words"), step, f".{following}"))
    return tuple(offered)


def _hiding(step: int | None, choice: Choice, first: int) -> Button:
    label = choice.word
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 1] + "…"
    return Button(Reply(Act.HIDE, step, f"{choice.place}.{first}"), verbatim(label))


def asked_to_hide(value: str) -> tuple[int | None, int]:
    """A button's value as (place to hide or None, the first word to offer then)."""
    place, _, first = value.partition(".")
    return _number(place), _number(first) or 0


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None
