"""Somebody with a phone: what they can do to the bot, and the chat as they see it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tests.telegram_server.formatting import commands_in
from tests.telegram_server.wire import Json, Upload, utf16_length

if TYPE_CHECKING:
    from tests.telegram_server.world import Tap, World


PATIENCE = 90.0  # seconds: only a test that fails waits for them, however slow the machine


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `data` is empty when it opens a link instead."""

    text: str
    data: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as it stands on the screen now; `file` is the id of what hangs on it."""

    id: int
    sender: Literal["bot", "person"]
    text: str
    rows: tuple[tuple[Button, ...], ...]
    edited: bool
    file: str
    file_name: str
    entities: tuple[Json, ...]

    @property
    def buttons(self) -> list[str]:
        """The texts of all inline buttons, row after row."""
        return [button.text for row in self.rows for button in row]


def _seen(message: Json) -> Seen:
    markup = message.get("reply_markup", {}).get("inline_keyboard", ())
    attached = message.get("document") or message.get("voice") or (message.get("photo") or [{}])[-1]
    return Seen(
        id=message["message_id"],
        sender="bot" if message["from"]["is_bot"] else "person",
        text=message.get("text") or message.get("caption", ""),
        rows=tuple(
            tuple(Button(b["text"], b.get("callback_data", ""), b.get("url", "")) for b in row)
            for row in markup
        ),
        edited="edit_date" in message,
        file=attached.get("file_id", ""),
        file_name=attached.get("file_name", ""),
        entities=tuple(message.get("entities") or message.get("caption_entities", ())),
    )


class Person:
    """A Telegram user in a private chat with the bot. Made by `World.person`."""

    def __init__(
        self, world: "World", id: int, first_name: str, language: str, username: str
    ) -> None:
        self._world = world
        self.id = id
        self.first_name = first_name
        self.chat: Json = {"id": id, "type": "private", "first_name": first_name}
        self.user: Json = {"id": id, "is_bot": False, "first_name": first_name}
        if language:
            self.user["language_code"] = language
        if username:
            self.user["username"] = self.chat["username"] = username
        self.met = False
        self.blocked = False
        self.history: dict[int, Json] = {}
        self.reply_keyboard: list[list[str]] = []
        self.taps: list[Tap] = []
        self.changes = 0
        self._changed = asyncio.Event()

    @property
    def messages(self) -> list[Seen]:
        """The chat from top to bottom, after edits and deletions."""
        return [_seen(self.history[number]) for number in sorted(self.history)]

    @property
    def last(self) -> Seen:
        """The bot's newest message. Raises LookupError when there is none."""
        for number in sorted(self.history, reverse=True):
            if self.history[number]["from"]["is_bot"]:
                return _seen(self.history[number])
        raise LookupError("the bot has written nothing here")

    @property
    def notices(self) -> list[str]:
        """Texts the bot flashed over the chat in answer to taps."""
        return [tap.text for tap in self.taps if tap.text]

    def say(self, text: str) -> int:
        """Write a message of 1-4096 UTF-16 units; returns its number. A blocked bot hears nothing.

        Raises ValueError for a text the apps would not send in one piece.
        """
        if not text.strip() or utf16_length(text) > 4096:
            raise ValueError("Telegram's apps send 1 to 4096 UTF-16 units in one message")
        entities = commands_in(text)
        return self._send({"text": text, **({"entities": entities} if entities else {})})

    def start(self, code: str = "") -> int:
        """Open the bot, by its deep link if there is a code; unblocks it as the app does."""
        self.unblock()
        return self.say(f"/start {code}".strip())

    def tap(self, button: str) -> "Tap | None":
        """Press the newest button with this text or data; None for one of the reply keyboard.

        Raises LookupError when no such button is on the screen.
        """
        for number in sorted(self.history, reverse=True):
            for row in _seen(self.history[number]).rows:
                for shown in row:
                    if shown.data and button in (shown.text, shown.data):
                        return self.forge_tap(number, shown.data)
        if any(button in row for row in self.reply_keyboard):
            self.say(button)
            return None
        raise LookupError(f"{button!r} is on no button")

    def forge_tap(self, message_id: int, data: str) -> "Tap":
        """Send any data as from a message's button: an old screen, or a hand-made client."""
        gone: Json = {"chat": self.chat, "message_id": message_id, "date": 0}
        tap = self._world.open_tap(self, self.history.get(message_id, gone), data)
        self.taps.append(tap)
        self.touch()
        return tap

    def send_photo(self, caption: str = "", file_name: str = "photo.jpg", album: str = "") -> int:
        """Send a picture, perhaps as one of an album."""
        size = self._file(file_name) | {"width": 90, "height": 67}
        told = {"caption": caption, "media_group_id": album}
        return self._send({"photo": [size]} | {name: t for name, t in told.items() if t})

    def send_contact(self, name: str = "Somebody", number: str = "+358401234567") -> int:
        """Send somebody's telephone number."""
        return self._send({"contact": {"phone_number": number, "first_name": name}})

    def send_voice(self, seconds: int = 3) -> int:
        """Send a voice message."""
        return self._send({"voice": self._file("voice.ogg") | {"duration": seconds}})

    def send_document(self, file_name: str = "notes.txt", caption: str = "") -> int:
        """Send a file; its name may be as hostile as names can be."""
        document = self._file(file_name) | {"file_name": file_name}
        return self._send({"document": document} | ({"caption": caption} if caption else {}))

    def block(self) -> None:
        """Stop the bot: it gets 403 from now on."""
        if not self.blocked:
            self._member("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        if self.blocked:
            self._member("kicked", "member")

    async def until(
        self, check: Callable[["Person"], object], within: float = PATIENCE
    ) -> "Person":
        """Wait until the chat fulfils a condition; returns self.

        Raises TimeoutError after `within` seconds, with the chat as it stood.
        """
        try:
            async with asyncio.timeout(within):
                while not check(self):
                    await self._changed.wait()
        except TimeoutError:
            shown = [f"{seen.sender}: {seen.text} {seen.buttons}" for seen in self.messages]
            raise TimeoutError(f"never came; the chat is {shown}") from None
        return self

    async def hears(self, text: str, within: float = PATIENCE) -> Seen:
        """Wait for a message of the bot that holds a text; returns the newest such."""

        def found(person: Person) -> list[Seen]:
            return [s for s in person.messages if s.sender == "bot" and text in s.text]

        return found(await self.until(found, within))[-1]

    def put(self, message: Json) -> None:
        """The server shows, or shows anew, a message."""
        self.history[message["message_id"]] = message
        self.touch()

    def touch(self) -> None:
        """Tell those who wait that something on the screen changed."""
        self.changes += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def _send(self, content: Json) -> int:
        number = self._world.next_message_id()
        head: Json = {
            "message_id": number,
            "from": self.user,
            "chat": self.chat,
            "date": int(self._world.now()),
        }
        self.put(head | content)
        if not self.blocked:
            self.met = True
            self._world.bring_message(self, head | content)
        return number

    def _file(self, name: str) -> Json:
        upload = Upload(name, b"emulated")
        file_id = self._world.store_file(upload)
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": 8}

    def _member(self, before: str, after: str) -> None:
        self.blocked = after == "kicked"
        change: Json = {
            "chat": self.chat,
            "from": self.user,
            "date": int(self._world.now()),
            "old_chat_member": self._status(before),
            "new_chat_member": self._status(after),
        }
        self.touch()
        self._world.bring_membership(self, change)

    def _status(self, status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": self._world.bot, **until}
