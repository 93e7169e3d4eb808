"""Reads Telegram's updates: what somebody did, in the words of the conversation."""

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiogram.types import CallbackQuery, Message, Update, User

from bot.telegram.speaking import draft_in
from conversations.phrases import Phrase, say
from conversations.ports import Address, Incoming
from conversations.replies import Act, Arrival, Reply
from conversations.screens import LONGEST_TEXT
from conversations.turns import length
from locales import pick

WANTED = ["message", "edited_message", "callback_query"]  # Telegram keeps all else to itself
COMMANDS = {
    "stop": Act.STOP,
    "lopeta": Act.STOP,
    "forget": Act.FORGET,
    "unohda": Act.FORGET,
    "help": Act.HELP,
    "apua": Act.HELP,
    "language": Act.LANGUAGES,
    "kieli": Act.LANGUAGES,
    "pause": Act.PACE,
    "tauko": Act.PACE,
    "paus": Act.PACE,
}
REFUSED = (
    *("animation", "audio", "document", "live_photo", "paid_media", "photo", "sticker", "story"),
    *("video", "video_note", "voice", "checklist", "contact", "dice", "game", "poll", "venue"),
    *("location", "giveaway", "invoice", "gift", "unique_gift", "rich_message"),
)
PIECES_WITHIN = timedelta(seconds=2)  # Telegram's apps cut a long text and send it in one go
MOST_REMEMBERED = 1000
LONGEST_CODE = 64  # Telegram's own limit for what follows /start
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that came in. ``tap`` is the callback query that waits for an answer; ``before``
    is said before whatever is shown next."""

    incoming: Incoming
    tap: str | None = None
    before: Phrase | None = None


class Reader:
    """Reads updates one by one; remembers only who is in the middle of a long text or an album."""

    def __init__(self) -> None:
        """Nothing has been read yet."""
        self._lately: OrderedDict[Address, datetime | str] = OrderedDict()

    def read(self, update: Update) -> Received | None:
        """What an update says. None: nothing is to be said to it, as in groups and channels."""
        if update.callback_query:
            return _tapped(update.callback_query)
        message = update.message or update.edited_message
        if message is None or message.chat.type != "private" or _is_bot(message.from_user):
            return None
        if update.edited_message:
            text = message.text or message.caption or ""
            return _put_aside(message, text, say("Changing a message here changes no answer."))
        if message.text is None:
            return self._media(message)
        command = _COMMAND.fullmatch(message.text)
        if command:
            return _commanded(message, command[1].lower(), command[2] or "")
        return self._words(message, message.text)

    def _words(self, message: Message, text: str) -> Received:
        before = self._lately.get(_address(message.chat.id))
        piece = isinstance(before, datetime) and message.date - before <= PIECES_WITHIN
        if piece or length(text) > LONGEST_TEXT:
            self._remember(message, message.date)
        if piece:
            rest = say("That was the rest of a long text. It was not kept.")
            return _put_aside(message, text, rest)
        return Received(_incoming(message, Reply(Act.WORDS, text=text)))

    def _media(self, message: Message) -> Received | None:
        """Pictures, voices, files: never downloaded. An album is refused once."""
        if not any(getattr(message, kind, None) for kind in REFUSED):
            return None
        album = message.media_group_id
        if album and self._lately.get(_address(message.chat.id)) == album:
            return None
        self._remember(message, album or "")
        only_words = say(
            "I understand only buttons and written words. "
            "I did not open what you sent, and you can delete it from this chat."
        )
        return _put_aside(message, message.caption or "", only_words)

    def _remember(self, message: Message, what: datetime | str) -> None:
        self._lately[_address(message.chat.id)] = what
        while len(self._lately) > MOST_REMEMBERED:
            self._lately.popitem(last=False)


def _tapped(query: CallbackQuery) -> Received | None:
    if _is_bot(query.from_user):
        return None
    language = pick(query.from_user.language_code)
    message = query.message
    if message is not None and message.chat.type != "private":
        return None
    if not isinstance(message, Message):  # too old or deleted: the question is shown anew
        address = _address(query.from_user.id)
        return Received(Incoming(address, Reply(Act.GO_ON), language), tap=query.id)
    reply = Reply.parse(query.data or "") or Reply(Act.GO_ON)
    if reply.act is Act.SEND:
        reply = replace(reply, text=draft_in(message.text or ""))
    address = _address(message.chat.id)
    return Received(Incoming(address, reply, language, message.message_id), tap=query.id)


def _commanded(message: Message, command: str, rest: str) -> Received:
    if command == "start":
        return Received(_incoming(message, Arrival(rest.strip()[:LONGEST_CODE])))
    if command in COMMANDS:
        return Received(_incoming(message, Reply(COMMANDS[command])))
    known = say("I know these commands: /stop, /pause, /forget, /help and /language.")
    return _put_aside(message, message.text or "", known)


def _put_aside(message: Message, text: str, before: Phrase) -> Received:
    """Kept nowhere; the open question follows. The text is still watched for danger."""
    return Received(_incoming(message, Reply(Act.GO_ON, text=text)), before=before)


def _incoming(message: Message, reply: Reply | Arrival) -> Incoming:
    spoken = message.from_user.language_code if message.from_user else None
    return Incoming(_address(message.chat.id), reply, pick(spoken))


def _address(chat: int) -> Address:
    return Address("telegram", str(chat))


def _is_bot(user: User | None) -> bool:
    return user is not None and user.is_bot
