"""The menus of commands: everybody's, and one of its own for each staff member's chat.

Nothing waits for them, and a call that fails costs nobody more than a menu.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from aiogram.exceptions import AiogramError

from bot.telegram.calling import Call, Caller, call
from bot.telegram.commands import menu, staff_menu
from bot.telegram.ledger import Ledger
from conversations.phrases import LANGUAGES
from conversations.ports import Address, Outgoing

LOOK_SECONDS = 60.0  # until a chat that was unlinked in the console is noticed

log = logging.getLogger("kuulolla.telegram")


class Menus:
    """Tells Telegram one menu after another, so that of one chat's the newest stands."""

    def __init__(self, way: Caller, ledger: Ledger, alone: Callable[[], bool]) -> None:
        """Call this way; ``alone`` says whether this process looks for chats that were unlinked."""
        self._way, self._ledger, self._alone = way, ledger, alone
        self._calls: dict[Address, Call] = {}  # the newest of each chat
        self._some = asyncio.Event()

    def note(self, outgoing: Outgoing) -> None:
        """A chat's menu changes, if this says so."""
        chat = outgoing.address
        if outgoing.staff:
            commands = staff_menu(outgoing.language)
            self._put(chat, call("setMyCommands", scope=_scope(chat), commands=commands))
        elif outgoing.staff is False:
            self._remove(chat)

    async def run(self) -> None:
        """Tell everybody's menu, then those of chats as they change; survives everything."""
        await self._greet()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._some.wait(), LOOK_SECONDS)
            if not self._calls:
                await self._look()
            self._some.clear()
            while self._calls:
                await self._tell(self._calls.pop(next(iter(self._calls))))

    async def _greet(self) -> None:
        """The commands in each language; whose phone speaks another gets English."""
        for language in ("", *LANGUAGES):
            commands = menu(language or "en")
            told = call("setMyCommands", commands=commands, language_code=language or None)
            await self._tell(told)

    async def _look(self) -> None:
        """The console unlinks in the contact book; this process finds it there."""
        with suppress(Exception):  # whoever receives tells of the storage; the menu can wait
            if await asyncio.to_thread(self._alone):
                for chat in await self._ledger.write(lambda book: book.unlinked()):
                    self._remove(chat)

    async def _tell(self, told: Call) -> None:
        try:
            await self._way(told)
        except (AiogramError, OSError) as error:
            log.info("a menu of commands could not be changed (%s)", type(error).__name__)

    def _remove(self, chat: Address) -> None:
        self._put(chat, call("deleteMyCommands", scope=_scope(chat)))

    def _put(self, chat: Address, told: Call) -> None:
        self._calls[chat] = told
        self._some.set()


def _scope(chat: Address) -> dict[str, str | int]:
    return {"type": "chat", "chat_id": int(chat.value)}
