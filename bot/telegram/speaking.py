"""Turns a screen into a Telegram message: plain text, so that nothing can break out of it."""

from collections.abc import Iterator, Sequence

from conversations.replies import Act
from conversations.screens import BEFORE_WE_START, Button, Screen
from conversations.writing import length
from locales import speak

LONGEST_MESSAGE = 4096  # UTF-16 units, as Telegram counts
LONGEST_CAPTION = 1024
SEPARATOR = "———"  # a line of its own before and after a draft
NUMBERS_A_ROW = 4
WORDS_A_ROW = 3
CONTROLS_A_ROW = 3

Keyboard = dict[str, list[list[dict[str, str]]]]  # InlineKeyboardMarkup, as it travels


def words_of(screen: Screen, language: str) -> str:
    """The text of a screen's message: paragraphs, then the draft between two separator lines.

    Where a person is still writing, their own message stands in the chat and is not echoed.
    """
    paragraphs = [f"{screen.progress[0]}/{screen.progress[1]}"] if screen.progress else []
    before = (BEFORE_WE_START,) if screen.step == 0 else ()
    paragraphs += [speak(line, language) for line in (*before, *screen.lines)]
    text = "\n\n".join(paragraphs)
    if not screen.draft or screen.writes:
        return cut(text, LONGEST_MESSAGE)
    frame = f"{text}\n\n{SEPARATOR}\n", f"\n{SEPARATOR}"
    return cut(screen.draft, LONGEST_MESSAGE - length("".join(frame))).join(frame)


def draft_in(text: str) -> str:
    """The draft that stands in a message: all between the first and the last separator line."""
    lines = text.split("\n")
    marks = [place for place, line in enumerate(lines) if line.strip() == SEPARATOR]
    return "\n".join(lines[marks[0] + 1 : marks[-1]]) if marks else ""


def keyboard_of(screen: Screen, language: str) -> Keyboard | None:
    """The buttons: words to hide, an answer a row, numbers several, then the ways out. None
    without buttons."""
    rows = [[_key(button, language) for button in row] for row in _button_rows(screen)]
    return {"inline_keyboard": rows} if rows else None


def _button_rows(screen: Screen) -> Iterator[Sequence[Button]]:
    yield from _rows(screen.words, WORDS_A_ROW)
    yield from _answers(screen.answers)
    yield from _controls(screen.controls)


def _answers(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    numbers = bool(buttons) and all(button.is_number for button in buttons)
    yield from _rows(buttons, NUMBERS_A_ROW if numbers else 1)


def _controls(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    """The ways out of the question, and in rows of their own those out of everything."""
    yield from _rows([b for b in buttons if b.reply.step is not None], CONTROLS_A_ROW)
    yield from _rows([b for b in buttons if b.reply.step is None], CONTROLS_A_ROW)


def _rows(buttons: Sequence[Button], most: int) -> Iterator[Sequence[Button]]:
    for start in range(0, len(buttons), most):
        yield buttons[start : start + most]


def _key(button: Button, language: str) -> dict[str, str]:
    mark = button.face
    if button.reply.act is Act.TICK:
        mark = "☑" if button.ticked else "☐"
    text = f"{mark} {speak(button.label, language)}".strip()
    return {"text": text, "callback_data": button.reply.token()}


def cut(text: str, most: int) -> str:
    """At most ``most`` UTF-16 units of a text, no character cut in two."""
    if length(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
