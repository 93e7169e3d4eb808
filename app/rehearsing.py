"""A talk on the real core that keeps nothing: what the terminal and the transcripts walk."""

import json

from conversations import screens
from conversations.questions import Catalogue
from conversations.replies import Act, Reply
from conversations.turns import Conversation, Turn, advance, screen_of

AT_WILL = ("spontaneous", "note")  # open at once: whoever chose them knows why


def begin(
    catalogue: Catalogue,
    set_id: str,
    band: str,
    language: str,
    *,
    channel: str = "web",
    rotation: int = 0,
) -> Turn:
    """A set's first screen. ``rotation`` picks the rotating item. Raises KeyError for no such set,
    ValueError for one that is not asked of this band.
    """
    asked = catalogue.set(set_id)
    items = catalogue.questions(set_id, band, rotation)
    if not items:
        raise ValueError(f"{set_id} is not asked of {band}")
    at = 1 if set_id in AT_WILL else 0
    talk = Conversation(
        "rehearsal", set_id, asked.version, band, asked.audience, channel, language, items, at
    )
    return Turn(talk, screen_of(talk, catalogue))


def take(turn: Turn, reply: Reply, catalogue: Catalogue) -> Turn:
    """One step on, by way of JSON as between two messages; opening a set begins that one."""
    talk = Conversation.from_record(json.loads(json.dumps(turn.conversation.as_record())))
    if reply.act is Act.OPEN and reply.value in AT_WILL:
        return begin(catalogue, reply.value, talk.rung, talk.language, channel=talk.channel)
    return advance(talk, reply, catalogue)


def tapped(turn: Turn, button: screens.Button) -> Reply:
    """What tapping a button sends: the draft goes along with 'send', as it does in a chat."""
    if button.reply.act is not Act.SEND:
        return button.reply
    return Reply(Act.SEND, button.reply.step, button.reply.value, text=turn.screen.draft)
