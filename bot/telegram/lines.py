"""Brings screens to chats: in order within a chat, beside each other between chats."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import SendPhoto
from aiogram.types import BufferedInputFile

from bot.telegram.calling import BAD_LINE, Call, Caller, Ways, call
from bot.telegram.clearing import Clearing
from bot.telegram.ledger import Ledger
from bot.telegram.speaking import LONGEST_CAPTION, cut, keyboard_of, words_of
from conversations.phrases import Phrase, say
from conversations.ports import Address
from conversations.screens import Screen
from locales import speak

# For a preview Telegram fetches the link, and with it the code that is in it.
NO_PREVIEW = {"is_disabled": True}
NO_SUCH_CHAT = ("chat not found", "user not found", "PEER_ID_INVALID")
NOT_EMPTIED = say("Not everything could be deleted. Please try once more in a moment.")
FLOOD = 5  # screens waiting for one chat; of more, only the newest are worth showing


class Outcome(StrEnum):
    """What became of a screen."""

    SHOWN = "shown"
    UNREACHABLE = "unreachable"  # blocked, deleted, or no such chat
    REFUSED = "refused"  # Telegram will never take it
    OVERTAKEN = "overtaken"  # something newer stands in its place
    FAILED = "failed"  # the line was bad for longer than we try


@dataclass(frozen=True, slots=True)
class Showing:
    """A screen on its way to a chat.

    ``edits`` is the message whose place it takes, ``strips`` one that loses its buttons, ``tap``
    a callback query to answer, ``step`` what has been shown then. An ``errand`` comes from the
    outbox: nothing newer stands in its place. ``clears`` are messages to delete; where the
    screen is a ``notice``, it only flashes over the chat that has been emptied.
    """

    address: Address
    language: str
    screen: Screen
    edits: int | None = None
    strips: int | None = None
    tap: str | None = None
    step: int | None = None
    errand: bool = False
    clears: tuple[int, ...] | None = None
    notice: bool = False


Line = deque[tuple[Showing, asyncio.Future[Outcome]]]


class Lines:
    """A line of screens for each chat that has something to be shown.

    ``trouble`` hears names of what went wrong, never whose it was. ``left_behind`` are the chats
    whose open question could not be shown; whoever asks may show it anew.
    """

    def __init__(self, ways: Ways, ledger: Ledger, trouble: Callable[[str], None]) -> None:
        """Show through these ways, and note in the ledger what was shown."""
        self._ways, self._ledger, self._trouble = ways, ledger, trouble
        self.clearing = Clearing(ways.errands, ledger)
        self._lines: dict[Address, Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pending = 0
        self._fewer = asyncio.Event()
        self.left_behind: set[Address] = set()

    def put(self, showing: Showing) -> asyncio.Future[Outcome]:
        """Queue a screen behind the others of its chat; what is returned becomes its outcome."""
        self.left_behind.discard(showing.address)
        self._pending += 1
        came: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        line = self._lines.get(showing.address)
        if line is not None:
            line.append((showing, came))
            self._thin(line)
        else:
            self._lines[showing.address] = deque([(showing, came)])
            self._start(self._serve(showing.address))
        return came

    def at_once(self, showing: Showing) -> None:
        """Show something now, past every line."""
        self._start(self._urgent(showing))

    def flash(self, tap: str, words: Phrase, language: str) -> None:
        """Answer a tap with a short notice over the chat."""
        self._answer(tap, speak(words, language))

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
                showing, came = line.popleft()
                if showing.tap and not showing.notice:
                    self._answer(showing.tap)
                outcome = Outcome.OVERTAKEN
                if not _overtaken(showing, [later for later, _ in line]):
                    outcome = await self._bring(showing)
                self._settle(came, outcome)
        finally:
            del self._lines[address]

    def _thin(self, line: Line) -> None:
        """Who writes faster than Telegram lets us answer is shown the newest; were all to wait,
        everybody else would wait with them (C-19)."""
        waiting = [each for each in line if not each[0].errand and each[0].clears is None]
        for old in waiting[:-FLOOD]:
            line.remove(old)
            if old[0].tap:
                self._answer(old[0].tap)
            self._settle(old[1], Outcome.OVERTAKEN)

    def _settle(self, came: asyncio.Future[Outcome], outcome: Outcome) -> None:
        self._pending -= 1
        self._fewer.set()
        if not came.done():
            came.set_result(outcome)

    async def _bring(self, showing: Showing) -> Outcome:
        if showing.notice:
            return await self._empty(showing)
        way = self._ways.errands if showing.errand else self._ways.replies
        outcome = await self._present(way, showing)
        if showing.clears is not None and outcome is Outcome.SHOWN:
            await self.clearing.empty(showing.address, showing.clears, [showing.edits])
        if outcome in (Outcome.FAILED, Outcome.REFUSED):
            self._trouble(f"telegram screen {outcome}")
        if outcome is Outcome.FAILED and showing.step is not None:
            self.left_behind.add(showing.address)
        return outcome

    async def _empty(self, showing: Showing) -> Outcome:
        """Nothing stays in the chat; what is said about it flashes over it."""
        tapped = () if showing.edits is None else (showing.edits,)
        done = await self.clearing.empty(showing.address, (*(showing.clears or ()), *tapped))
        if showing.tap:
            said = showing.screen.lines[0] if done else NOT_EMPTIED
            self._answer(showing.tap, speak(said, showing.language), alert=True)
        return Outcome.SHOWN if done else Outcome.FAILED

    async def _urgent(self, showing: Showing) -> None:
        outcome = await self._present(self._ways.urgent, showing)
        if outcome in (Outcome.FAILED, Outcome.REFUSED):
            self._trouble(f"telegram screen {outcome}")  # a card of its own would be news

    def _answer(self, tap: str, text: str | None = None, *, alert: bool = False) -> None:
        """Stop the button's spinner; nothing waits for it, and it stops by itself as well."""
        self._start(self._ways.replies.once(answer(tap, text, alert=alert)))

    async def _present(self, way: Caller, showing: Showing) -> Outcome:
        try:
            message = await self._write(way, showing)
        except TelegramForbiddenError:
            self._ledger.gone(showing.address)
            return Outcome.UNREACHABLE
        except TelegramBadRequest as error:
            if not any(told in error.message for told in NO_SUCH_CHAT):
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

    async def _write(self, way: Caller, showing: Showing) -> int | None:
        """Edit or send; returns the number of the message that the screen stands in now."""
        chat = int(showing.address.value)
        content = {
            "chat_id": chat,
            "text": words_of(showing.screen, showing.language),
            "link_preview_options": NO_PREVIEW,
            "reply_markup": keyboard_of(showing.screen, showing.language),
        }
        if showing.screen.picture:
            sent = await way(_photo(chat, showing))
            self.clearing.stands(showing.address, int(sent["message_id"]))
            return int(sent["message_id"])
        if showing.edits is not None:
            try:
                await way(call("editMessageText", message_id=showing.edits, **content))
                return showing.edits
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return showing.edits
        guarded = None if showing.screen.to_share else True
        sent = await way(call("sendMessage", protect_content=guarded, **content))
        self.clearing.stands(showing.address, int(sent["message_id"]))
        if showing.strips is not None:  # left on the old message, buttons show the open question
            await way.once(call("editMessageReplyMarkup", chat_id=chat, message_id=showing.strips))
        return int(sent["message_id"])


def _photo(chat: int, showing: Showing) -> SendPhoto:
    """A picture, with as much of its words beside it as Telegram takes."""
    caption = cut(words_of(showing.screen, showing.language), LONGEST_CAPTION)
    file = BufferedInputFile(showing.screen.picture, "figures.png")
    return SendPhoto(chat_id=chat, photo=file, caption=caption)


def answer(tap: str, text: str | None = None, *, alert: bool = False) -> Call:
    """The call that stops a button's spinner, perhaps with a notice over the chat, or with one
    that stays until it is tapped away."""
    shown = True if alert else None
    return call("answerCallbackQuery", callback_query_id=tap, text=text, show_alert=shown)


def _overtaken(showing: Showing, later: Sequence[Showing]) -> bool:
    """Whether something newer will stand in its place anyway."""
    if showing.errand:
        return False
    return showing.edits is not None and any(s.edits == showing.edits for s in later)
