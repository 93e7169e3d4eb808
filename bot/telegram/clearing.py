"""Deletes what stands in a chat, when somebody says so or has wished it for every night."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.telegram.calling import BAD_LINE, Caller, call
from bot.telegram.ledger import Ledger
from conversations.ports import Address

AT_ONCE = 100  # messages in one call: Telegram's limit
NOTE_SECONDS = 20.0  # numbers are written together, so that a tap costs nothing more (ADR 15)
LOOK_SECONDS = 900.0
CHAT_SECONDS = 0.2  # between two chats of a night
MOST_STRANGERS = 500
TOGETHER = 200  # chats in one transaction: others are waiting for their turn
log = logging.getLogger("kuulolla.telegram")


class Clearing:
    """Knows which messages stand where, and deletes them.

    What was seen since the last writing is in memory: a crash forgets it, and what is forgotten
    stays in the chat.
    """

    def __init__(self, call: Caller, ledger: Ledger) -> None:
        """Delete by these calls."""
        self._call, self._ledger = call, ledger
        self._seen: dict[Address, set[int]] = {}
        self._noting = asyncio.Lock()

    def stands(self, address: Address, number: int | None = None) -> None:
        """Something happened in a chat; perhaps a new message stands there.

        A chat's row is written anew in either case: a tap may not look like fewer than a text.
        """
        seen = self._seen.setdefault(address, set())
        if number is not None:
            seen.add(number)

    async def run(self) -> None:
        """Write what was seen, and every now and then do what was wished for the night."""
        left = 0.0
        while True:
            await asyncio.sleep(NOTE_SECONDS)
            left -= NOTE_SECONDS
            with suppress(Exception):  # it is tried again; the poller tells of the storage
                await self.note()
                if left <= 0:
                    left = LOOK_SECONDS
                    await self.nightly()

    async def note(self) -> None:
        """Write what was seen. Strangers are kept in mind until they have come in."""
        async with self._noting:  # whoever stops waits for what is being written
            seen, self._seen = self._seen, {}
            while seen:
                some = {each: seen.pop(each) for each in list(seen)[:TOGETHER]}
                try:
                    strangers = await self._write(some)
                except BaseException:
                    self._keep(seen | some)
                    raise
                if len(self._seen) < MOST_STRANGERS:
                    self._keep({each: some[each] for each in strangers})

    async def _write(self, seen: dict[Address, set[int]]) -> list[Address]:
        return await self._ledger.write(lambda book: book.stands(seen), seen)

    def _keep(self, seen: dict[Address, set[int]]) -> None:
        for address, numbers in seen.items():
            self._seen.setdefault(address, set()).update(numbers)

    async def nightly(self) -> None:
        """Delete yesterday's messages where that is wished; what fails is tried again."""
        for address, numbers in await self._ledger.write(lambda book: book.to_clear()):
            await self._clear(address, numbers)
            await asyncio.sleep(CHAT_SECONDS)

    async def empty(
        self, address: Address, numbers: Iterable[int], stays: Iterable[int | None] = ()
    ) -> bool:
        """Delete these messages and all that is known to stand there, except what ``stays``.

        False when the line was too bad: what could not be deleted is remembered.
        """
        async with self._noting:
            seen = self._seen.pop(address, set())
            known = await self._ledger.write(lambda book: book.standing(address), [address])
        gone = {*numbers, *seen, *known}.difference(stays)
        if await self._clear(address, sorted(gone)):
            return True
        self._keep({address: gone})
        return False

    async def _clear(self, address: Address, gone: Sequence[int]) -> bool:
        try:
            for first in range(0, len(gone), AT_ONCE):
                await self._delete(int(address.value), list(gone[first : first + AT_ONCE]))
        except BAD_LINE:
            return False
        except TelegramForbiddenError:
            self._ledger.gone(address)
        await self._ledger.write(lambda book: book.cleared(address, gone), [address])
        return True

    async def _delete(self, chat: int, numbers: list[int]) -> None:
        try:
            await self._call(call("deleteMessages", chat_id=chat, message_ids=numbers))
        except TelegramBadRequest:  # one that is too old keeps Telegram from deleting any
            for number in numbers:
                await self._call.once(call("deleteMessage", chat_id=chat, message_id=number))
