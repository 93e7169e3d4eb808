"""Writes to the contact book for this channel: one transaction at a time, off the event loop."""

import asyncio
from collections.abc import Callable, Collection
from typing import TypeVar

from conversations.ports import Address, ContactBook, ContactBooks

T = TypeVar("T")


class Ledger:
    """The one writer. What chats have shown meanwhile is written with whatever comes next."""

    def __init__(self, books: ContactBooks) -> None:
        """Write to these books."""
        self._books = books
        self._turn = asyncio.Lock()
        self._shown: dict[Address, tuple[int, int | None]] = {}
        self._gone: set[Address] = set()

    def shown(self, address: Address, step: int, message: int | None) -> None:
        """Telegram has shown a step, in this message."""
        self._shown[address] = step, message

    def gone(self, address: Address) -> None:
        """Telegram says that this person has blocked the bot, or that there is no such chat."""
        self._shown.pop(address, None)
        self._gone.add(address)

    @property
    def waits(self) -> bool:
        """Whether something has still to be written."""
        return bool(self._shown or self._gone)

    async def write(self, work: Callable[[ContactBook], T], about: Collection[Address] = ()) -> T:
        """Do ``work`` and write all marks in one transaction on a worker thread.

        ``about`` says whose chats the work is about: they are held in one go with those of the
        marks, so that two processes never wait for each other. When this returns, it is durable.
        Whatever the storage raises comes through, and the marks are kept for the next time.
        """
        async with self._turn:
            shown, gone = self._shown, self._gone
            self._shown, self._gone = {}, set()
            try:
                return await asyncio.to_thread(self._commit, shown, gone, work, about)
            except BaseException:
                self._shown = shown | self._shown
                self._gone |= gone
                raise

    def _commit(
        self,
        shown: dict[Address, tuple[int, int | None]],
        gone: set[Address],
        work: Callable[[ContactBook], T],
        about: Collection[Address],
    ) -> T:
        with self._books.writing() as book:
            if held := {*shown, *gone, *about}:
                book.expect(held)
            for address, (step, message) in shown.items():
                book.shown(address, step, message)
            for address in gone:
                book.unreachable(address)
            return work(book)
