"""Words that somebody types: cleaned, measured, masked, and shown before anything is sent."""

from dataclasses import replace
from unicodedata import category

from conversations import screens
from conversations.items import Kind
from conversations.phrases import say
from conversations.questions import Catalogue
from conversations.replies import Reply
from conversations.screens import LONGEST_TEXT
from conversations.turns import Conversation, Note, Turn, kept_of, onward, open_item, show
from language.danger import Danger, notice
from language.masking import mask


def written(conversation: Conversation, text: str, catalogue: Catalogue) -> Turn:
    """What becomes of typed words at the open question."""
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
        onward(conversation, catalogue, kept_of(conversation, item, text), screens.HELP_LINE),
        danger=danger,
    )


def sent(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn:
    """The open note, after the writer has seen it as its reader will."""
    item = open_item(conversation, catalogue)
    text = mask(clean(reply.text).strip()[:LONGEST_TEXT])
    if item is None or item.kind is not Kind.NOTE or not text:
        return show(conversation, catalogue, say("The text was not found. Please write it again."))
    shown = show(
        conversation.at(conversation.step + 1),
        catalogue,
        say(
            "It is on its way to the panel's leader, without your name. "
            "If it was a question, the answer is told to everybody."
        ),
    )
    return replace(shown, note=Note(text, with_unit=reply.value == "unit"))


def length(text: str) -> int:
    """Characters as Telegram and browsers count them: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text without control characters, which nobody types and no reader can show."""
    return "".join(c for c in text if c == "\n" or category(c) not in ("Cc", "Cs"))
