"""Words that somebody types: cleaned, measured, masked, and shown before anything is sent."""

import re
from dataclasses import replace
from unicodedata import category, normalize

from conversations import drafts, screens
from conversations.items import Item, Kind
from conversations.phrases import say
from conversations.questions import Catalogue
from conversations.replies import Reply
from conversations.screens import LONGEST_TEXT
from conversations.turns import Conversation, Note, Turn, kept_of, onward, open_item, show
from language.danger import Danger, notice
from language.masking import OwnWords, hide_word, mask

NO_OWN_NAMES = OwnWords()
# What turns the direction (letters have theirs themselves, Arabic ones too), and what else shows
# nothing. Joiners, variants and tags stay: they make emoji and letters.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufff8]"
)
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def written(conversation: Conversation, text: str, catalogue: Catalogue, own: OwnWords) -> Turn:
    """What becomes of typed words at the open question: they are shown as they would be kept."""
    text = clean(text)
    danger = notice(text)
    item = _asks_for_words(conversation, catalogue)
    if item is None:
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
    masked = _masked(text, own)
    if not masked:
        return replace(show(conversation, catalogue), danger=danger)
    return replace(_preview(conversation, item, masked, masked != text.strip()), danger=danger)


def hidden(conversation: Conversation, reply: Reply, catalogue: Catalogue, own: OwnWords) -> Turn:
    """The draft with one word more hidden, or with other words to hide; still nothing is kept."""
    item = _asks_for_words(conversation, catalogue)
    place, first = drafts.asked_to_hide(reply.value)
    text = _masked(reply.text, own)
    if item is None or not text:
        return lost(conversation, catalogue)
    if place is not None:
        text = _masked(hide_word(text, place), own)
    return _preview(conversation, item, text, changed=False, first=first)


def sent(conversation: Conversation, reply: Reply, catalogue: Catalogue, own: OwnWords) -> Turn:
    """What was written, after the writer has seen it as its reader will. It is masked once more:
    whatever came back in a form is only a form."""
    item = _asks_for_words(conversation, catalogue)
    text = _masked(reply.text, own)
    if item is None or not text:
        return lost(conversation, catalogue)
    if item.kind is Kind.WORDS:
        kept = kept_of(conversation, item, text)
        return onward(conversation, catalogue, kept, screens.HELP_LINE)
    shown = show(
        conversation.at(conversation.step + 1),
        catalogue,
        say(
            "It is on its way to the panel's leader, without your name. "
            "If it was a question, the answer is told to everybody."
        ),
    )
    return replace(shown, note=Note(text, with_unit=reply.value == "unit"))


def _asks_for_words(conversation: Conversation, catalogue: Catalogue) -> Item | None:
    """The open item, if it is answered in one's own words."""
    item = open_item(conversation, catalogue)
    return item if item and item.kind in (Kind.WORDS, Kind.NOTE) else None


def _masked(text: str, own: OwnWords) -> str:
    return mask(clean(text).strip()[:LONGEST_TEXT], own)


def _preview(
    conversation: Conversation, item: Item, masked: str, changed: bool, first: int = 0
) -> Turn:
    preview = drafts.note_preview if item.kind is Kind.NOTE else drafts.box_preview
    shown = preview(conversation.step, masked, changed=changed, first=first)
    return Turn(conversation, shown)


def lost(conversation: Conversation, catalogue: Catalogue) -> Turn:
    """The open question again, where a draft did not come back with its last yes."""
    return show(conversation, catalogue, say("The text was not found. Please write it again."))


def length(text: str) -> int:
    """Characters as Telegram and browsers count them: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text as its reader will see it (C-13).

    Without control characters and without those that turn the direction of what follows: a reader
    would see another text. Without invisible ones, behind which a number is no number to the
    masks, and with its letters composed. What separates words and lines goes on separating them.
    """
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    seen = (c for c in text if c == "\n" or category(c) not in ("Cc", "Cs"))
    return normalize("NFC", INVISIBLE.sub("", "".join(seen)))
