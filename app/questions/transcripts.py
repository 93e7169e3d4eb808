r"""Writes a talk as plain text that anybody can read, and reads what the person did back out of it.

A transcript is a header and turns. ``BOT:`` lines are what is said, with the buttons under them;
a ``YOU:`` line is what the person did, ``KEPT:``, ``SENT:``, ``HELP:`` and ``GONE:`` what came of
it::

    set: round
    band: 13-15
    languages: fi sv en

    BOT: 1/5
    BOT: Kuunnellaanko sinua, kun sinun asioistasi puhutaan?
         [pick 5] 😄 Aina
         [pick 4] 🙂 Usein
         [skip] Ohita  [stop] Lopeta
    YOU: [pick 5]
    KEPT: heard = 5

A button is tapped by its key, which is the same in every language, or by its words. ``[pick 5] of
question 1`` taps a button of an older screen, ``(2001 x "a")`` stands for a long text, and a line
break in typed words is written ``⏎``. Typed words that look like one of these have a ``\`` before
them. A line that begins with ``#`` is a remark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.questions.rehearsing import tapped
from conversations.helping import help_card
from conversations.phrases import LANGUAGES, Phrase
from conversations.questions import Catalogue
from conversations.replies import Act, Reply
from conversations.screens import Button, Screen
from conversations.turns import Kept, Turn, screen_of
from locales import speak

INDENT = "     "
BREAK = "⏎"
LITERAL = "\\"
LONGEST_SHOWN = 200  # characters of a draft that a transcript repeats
_TAP = re.compile(r"\[([^\]]+)\](?: of question (\d+))?")
_LONG = re.compile(r'\((\d+) x "(.*)"\)')


class BadTranscript(ValueError):
    """A transcript cannot be followed; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is walked: the set, the band, and the languages, the first of which is written out."""

    set: str
    band: str
    languages: tuple[str, ...] = tuple(LANGUAGES)
    channel: str = "web"
    rotation: int = 0
    remarks: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The header as it stands in the file."""
        lines = [*self.remarks, f"set: {self.set}", f"band: {self.band}"]
        lines += [f"channel: {self.channel}"] * (self.channel != "web")
        lines += [f"rotation: {self.rotation}"] * (self.rotation != 0)
        return [*lines, f"languages: {' '.join(self.languages)}"]


def read(text: str) -> tuple[Header, list[str]]:
    """The header, and the remarks and YOU lines after it in order. Raises BadTranscript."""
    said: dict[str, str] = {}
    remarks: list[str] = []
    did: list[str] = []
    for line in text.split("\n"):
        if line.startswith("#"):
            (did if said else remarks).append(line)
        elif line.startswith("YOU:"):
            did.append(line)
        elif found := re.fullmatch(r"(set|band|channel|rotation|languages): *(.+)", line):
            said[found[1]] = found[2].strip()
    if not {"set", "band"} <= said.keys():
        raise BadTranscript("A transcript begins with a line 'set: …' and a line 'band: …'.")
    header = Header(
        said["set"],
        said["band"],
        tuple(said.get("languages", " ".join(LANGUAGES)).split()),
        said.get("channel", "web"),
        int(said.get("rotation", 0)),
        tuple(remarks),
    )
    return header, did


def key(button: Button) -> str:
    """A button's name in a transcript: what it does, and its value."""
    return f"{button.reply.act.name.lower()} {button.reply.value}".strip()


def reply_of(line: str, turn: Turn, catalogue: Catalogue) -> Reply:
    """The reply that a YOU line stands for. Raises BadTranscript for a button that is not there."""
    did = line.removeprefix("YOU:").strip()
    tap = _TAP.fullmatch(did)
    if tap is None:
        long = _LONG.fullmatch(did)
        words = long[2] * int(long[1]) if long else did.removeprefix(LITERAL)
        return Reply(Act.WORDS, text=words.replace(BREAK, "\n"))
    screen = turn.screen
    if tap[2]:
        screen = screen_of(turn.conversation.at(int(tap[2])), catalogue)
    for button in (*screen.words, *screen.answers, *screen.controls):
        if tap[1] in (key(button), speak(button.label, turn.conversation.language)):
            return tapped(turn, button)
    raise BadTranscript(f"{line!r}: no button here is called that.")


def line_of(reply: Reply, screen: Screen) -> str:
    """A reply to a screen as a YOU line."""
    for button in (*screen.words, *screen.answers, *screen.controls):
        if (button.reply.act, button.reply.value) == (reply.act, reply.value):
            return f"YOU: [{key(button)}]"
    words = reply.text.strip().replace("\n", BREAK)
    special = words.startswith(LITERAL) or _TAP.fullmatch(words) or _LONG.fullmatch(words)
    return f"YOU: {LITERAL if special else ''}{words}".rstrip()


def block(turn: Turn) -> list[str]:
    """A screen as it stands in the file: what is said, the draft, the buttons."""
    screen, language = turn.screen, turn.conversation.language
    lines = [f"{screen.progress[0]}/{screen.progress[1]}"] if screen.progress else []
    lines += [speak(line, language) for line in screen.lines]
    lines = [f"BOT: {line}" for line in lines]
    if screen.draft:
        lines += [f"{INDENT}> {line}" for line in _short(screen.draft).split("\n")]
    if screen.writes:
        lines.append(f"{INDENT}____")
    words = "  ".join(_button(button, language) for button in screen.words)
    lines += [INDENT + words] if words else []
    lines += [INDENT + _button(button, language) for button in screen.answers]
    ways = "  ".join(_button(button, language) for button in screen.controls)
    return [*lines, INDENT + ways] if ways else lines


def came_of(turn: Turn) -> list[str]:
    """What a reply led to beside the next screen."""
    lines = [_kept(kept) for kept in turn.sealed]
    if turn.note:
        unit = " (with the unit's name)" if turn.note.with_unit else ""
        lines.append(f"SENT: {turn.note.text.replace(chr(10), BREAK)}{unit}")
    card = help_card(turn.danger)
    lines += [f"HELP: {speak(line, turn.conversation.language)}" for line in _lines(card)]
    return lines + ["GONE: everything that can be found"] * turn.forget


def _kept(kept: Kept) -> str:
    match kept.value:
        case None:
            value = "skipped"
        case tuple() as chosen:
            value = "= " + ", ".join(chosen)
        case other:
            value = f"= {_short(str(other)).replace(chr(10), BREAK)}"
    return f"KEPT: {kept.item} {value}"


def shown(button: Button, language: str) -> str:
    """A button as plain text: its box, its face, its words."""
    box = ("☑" if button.ticked else "☐") if button.reply.act is Act.TICK else ""
    return " ".join(filter(None, (box, button.face, speak(button.label, language))))


def _button(button: Button, language: str) -> str:
    return f"[{key(button)}] {shown(button, language)}"


def _lines(screen: Screen | None) -> Sequence[Phrase]:
    return screen.lines if screen else ()


def _short(text: str) -> str:
    if len(text) <= LONGEST_SHOWN:
        return text
    return f"{text[:40]}… ({len(text)} characters)"
