"""Brings screens to chats: in order within a chat, beside each other between chats."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
)
from aiogram.types import LinkPreviewOptions

from bot.telegram.calling import BAD_LINE, Caller
from bot.telegram.ledger import Ledger
from bot.telegram.speaking import keyboard_of, words_of
from conversations.phrases import Phrase
from conversations.ports import Address
from conversations.screens import Screen
from locales import speak

# For a preview Telegram fetches the link, and with it the code that is in it.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
FLOOD = 5  # screens waiting for one chat; of more, only the newest is worth showing


class Outcome(StrEnum):
    """What became of a screen."""

    SHOWN = "shown"
    UNREACHABLE = "unreachable"  # blocked, deleted, or no such chat
    REFUSED = "refused"  # Telegram will never take it
    FAILED = "failed"  # the line was bad for longer than we try


@dataclass(frozen=True, slots=True)
class Showing:
    """A screen on its way to a chat.

    ``edits`` is the message whose place it takes, ``strips`` one that loses its buttons, ``tap``
    a callback query to answer, ``step`` what has been shown then. ``done`` hears the outcome.
    """

    address: Address
    language: str
    screen: Screen
    edits: int | None = None
    strips: int | None = None
    tap: str | None = None
    step: int | None = None
    done: Callable[[Outcome], None] | None = None


class Lines:
    """A line of screens for each chat that has something to be shown.

    ``trouble`` hears names of what went wrong, never whose it was. ``left_behind`` are the chats
    whose open question could not be shown; whoever asks may show it anew.
    """

    def __init__(
        self, call: Caller, urgently: Caller, ledger: Ledger, trouble: Callable[[str], None]
    ) -> None:
        """``urgently`` makes the calls for help cards, which wait for nobody."""
        self._call, self._urgently, self._ledger, self._trouble = call, urgently, ledger, trouble
        self._lines: dict[Address, deque[Showing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pending = 0
        self._fewer = asyncio.Event()
        self.left_behind: set[Address] = set()

    def put(self, showing: Showing) -> None:
        """Queue a screen behind the others of its chat."""
        self.left_behind.discard(showing.address)
        self._pending += 1
        line = self._lines.get(showing.address)
        if line is not None:
            line.append(showing)
            return
        self._lines[showing.address] = deque([showing])
        self._start(self._serve(showing.address))

    def at_once(self, showing: Showing) -> None:
        """Show something now, past every line."""
        self._start(self._urgent(showing))

    def flash(self, tap: str, words: Phrase, language: str) -> None:
        """Answer a tap with a short notice over the chat."""
        self._start(self._answer(tap, speak(words, language)))

    async def fewer_than(self, most: int) -> None:
        """Wait until fewer than ``most`` screens are on their way."""
        while self._pending >= most:
            self._fewer.clear()
            await self._fewer.wait()

    async def close(self) -> None:
        """Stop everything where it stands; what was not shown is shown at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, address: Address) -> None:
        line = self._lines[address]
        try:
            while line:
                showing = line.popleft()
                await self._bring(showing, overtaken=_overtaken(showing, line))
                self._pending -= 1
                self._fewer.set()
        finally:
            del self._lines[address]

    async def _bring(self, showing: Showing, overtaken: bool) -> None:
        answering = self._answer(showing.tap) if showing.tap else asyncio.sleep(0)
        if overtaken:
            await answering
            return
        _, outcome = await asyncio.gather(answering, self._present(self._call, showing))
        if outcome in (Outcome.FAILED, Outcome.REFUSED):
            self._trouble(f"telegram screen {outcome}")
        if outcome is Outcome.FAILED and showing.step is not None:
            self.left_behind.add(showing.address)
        if showing.done:
            showing.done(outcome)

    async def _urgent(self, showing: Showing) -> None:
        outcome = await self._present(self._urgently, showing)
        if outcome in (Outcome.FAILED, Outcome.REFUSED):
            self._trouble(f"telegram help card {outcome}")

    async def _answer(self, tap: str, text: str | None = None) -> None:
        """Stop the button's spinner. It stops by itself as well, so one try is enough."""
        try:
            await self._call(AnswerCallbackQuery(callback_query_id=tap, text=text), tries=1)
        except (AiogramError, OSError):
            return

    async def _present(self, call: Caller, showing: Showing) -> Outcome:
        try:
            message = await self._write(call, showing)
        except TelegramForbiddenError:
            self._ledger.gone(showing.address)
            return Outcome.UNREACHABLE
        except TelegramBadRequest as error:
            if "chat not found" not in error.message:
                return Outcome.REFUSED
            self._ledger.gone(showing.address)
            return Outcome.UNREACHABLE
        except BAD_LINE:
            return Outcome.FAILED
        except Exception as error:  # noqa: BLE001 - one screen may not stop a chat's line
            self._trouble(type(error).__name__)  # its text would tell whose screen it was
            return Outcome.REFUSED
        if showing.step is not None:
            self._ledger.shown(showing.address, showing.step, message)
        return Outcome.SHOWN

    async def _write(self, call: Caller, showing: Showing) -> int | None:
        """Edit or send; returns the number of the message that the screen stands in now."""
        chat = int(showing.address.value)
        text = words_of(showing.screen, showing.language)
        keyboard = keyboard_of(showing.screen, showing.language)
        if showing.edits is not None:
            edit = EditMessageText(
                chat_id=chat,
                message_id=showing.edits,
                text=text,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
            try:
                await call(edit)
                return showing.edits
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return showing.edits
        send = SendMessage(
            chat_id=chat, text=text, link_preview_options=NO_PREVIEW, reply_markup=keyboard
        )
        sent = await call(send)
        if showing.strips is not None:
            await self._strip(call, chat, showing.strips)
        return int(sent["message_id"])

    async def _strip(self, call: Caller, chat: int, message: int) -> None:
        """Take the buttons off an old message; left on it, they only show the open question."""
        try:
            await call(EditMessageReplyMarkup(chat_id=chat, message_id=message), tries=1)
        except (AiogramError, OSError):
            return


def _overtaken(showing: Showing, later: deque[Showing]) -> bool:
    """Whether something newer will stand in its place anyway."""
    if showing.done:
        return False
    edited = showing.edits is not None and any(s.edits == showing.edits for s in later)
    return edited or len(later) > FLOOD
