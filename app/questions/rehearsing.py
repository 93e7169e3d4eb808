"""A talk on the real core that keeps nothing: what the terminal and the transcripts walk."""

import json
from dataclasses import replace

from conversations import screens
from conversations.advancing import advance
from conversations.items import AT_WILL
from conversations.ports import Prompt
from conversations.prompts import begin
from conversations.questions import Catalogue
from conversations.replies import CARRIES_DRAFT, Act, Reply
from conversations.turns import Conversation, Turn, screen_of


def first_turn(
    catalogue: Catalogue,
    set_id: str,
    band: str,
    language: str,
    *,
    channel: str = "web",
    rotation: int = 0,
) -> Turn:
    """A set's first screen; ``rotation`` picks the rotating item. Raises ValueError where it is
    not asked of this band.
    """
    talk = begin(catalogue, Prompt("rehearsal", set_id, "", rotation), band, channel, language)
    if talk is None:
        raise ValueError(f"{set_id} is not asked of {band}")
    return Turn(talk, screen_of(talk, catalogue))


def take(turn: Turn, reply: Reply, catalogue: Catalogue) -> Turn:
    """One step on, by way of JSON as between two messages; opening a set begins that one."""
    talk = Conversation.from_record(json.loads(json.dumps(turn.conversation.as_record())))
    if reply.act is Act.OPEN and reply.value in AT_WILL:
        return first_turn(catalogue, reply.value, talk.rung, talk.language, channel=talk.channel)
    return advance(talk, reply, catalogue)


def tapped(turn: Turn, button: screens.Button) -> Reply:
    """What tapping a button sends: the draft goes along with some, as it does in a chat."""
    if button.reply.act not in CARRIES_DRAFT:
        return button.reply
    return replace(button.reply, text=turn.screen.draft)
