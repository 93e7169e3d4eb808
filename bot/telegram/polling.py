"""The polling loop: fetch, store, only then confirm and reply."""

import asyncio
import logging
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook
from aiogram.types import Update

from bot.telegram.calling import fetch, pauses
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines, Showing
from bot.telegram.reading import WANTED, Reader, Received
from conversations.helping import help_card
from conversations.listening import Listener
from conversations.phrases import say
from conversations.ports import Address, ContactBook, Outgoing
from conversations.replies import Reply
from conversations.screens import Screen
from language.danger import notice

MOST_PENDING = 400  # screens on their way before more updates are fetched
LONGEST_AWAY = 5.0  # seconds until storing is tried again: somebody waits for the next question
OFFSET = "telegram_offset"
WAIT_A_MOMENT = say("I cannot write anything down right now. Your answer waits; no need to hurry.")

log = logging.getLogger("kuulolla.telegram")
T = TypeVar("T")


class TokenRefused(Exception):
    """Telegram does not accept the bot's token."""


class StorageAway(Exception):
    """A batch could not be stored. Telegram keeps it, and brings it again."""


class Poller:
    """Fetches updates in batches; the listener takes each batch in one transaction.

    The offset is stored with the batch and used after the commit alone: what Telegram is told is
    done is durable, and what is durable is not taken twice (A-04).
    """

    def __init__(self, bot: Bot, ledger: Ledger, lines: Lines, listener: Listener) -> None:
        """Nothing is fetched before ``run``; ``offset`` is set from what was stored."""
        self._bot, self._ledger, self._lines, self._listener = bot, ledger, lines, listener
        self._reader = Reader()
        self._carded: set[Address] = set()  # got a help card in a batch that is not stored yet
        self._sorry = False  # has said that nothing can be stored just now
        self.offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until stopped. Raises TokenRefused; survives everything else."""
        await self._end_webhook()
        waits = pauses()
        while not stop.is_set():
            try:
                await self._once(stop)
                waits = pauses()
                continue
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise TokenRefused from None
            except TelegramConflictError as error:
                await self._conflict(error.message)
                pause = next(waits)
            except TelegramRetryAfter as error:
                pause = float(error.retry_after)
            except StorageAway as error:
                log.error("nothing can be stored (%s); what people sent waits at Telegram", error)
                pause = min(next(waits), LONGEST_AWAY)
            except Exception as error:  # noqa: BLE001 - nothing else may end the loop
                log.warning("no updates from Telegram (%s); trying again", type(error).__name__)
                pause = next(waits)
            await unless(stop, asyncio.sleep(pause))

    async def _once(self, stop: asyncio.Event) -> None:
        await unless(stop, self._lines.fewer_than(MOST_PENDING))
        updates = await unless(stop, fetch(self._bot, self.offset, WANTED))
        if updates:
            batch = list(self._readable(updates))
            await self._take(batch, max(update["update_id"] for update in updates) + 1)

    def _readable(self, updates: list[dict[str, Any]]) -> Iterator[Received]:
        for update in updates:
            try:
                received = self._reader.read(Update.model_validate(update))
            except Exception as error:  # noqa: BLE001 - an odd update must not hide the others
                self._listener.trouble(f"telegram update unreadable: {type(error).__name__}")
                continue
            if received:
                yield received

    async def _take(self, batch: list[Received], offset: int) -> None:
        loop = asyncio.get_running_loop()

        def alarm(outgoing: Outgoing) -> None:
            loop.call_soon_threadsafe(self._card, outgoing)

        def work(book: ContactBook) -> list[Outgoing]:
            said = self._listener.receive_in(book, [each.incoming for each in batch], alarm)
            book.remember(OFFSET, str(offset))
            return said

        try:
            outgoing = await self._ledger.write(work)
        except Exception as error:  # noqa: BLE001 - whatever storage there is
            self._apologise(batch)
            raise StorageAway(type(error).__name__) from None
        self.offset, self._sorry = offset, False
        self._carded.clear()
        for received, said in zip(batch, outgoing, strict=True):
            self._lines.put(showing(received, said))

    def _card(self, outgoing: Outgoing) -> None:
        if outgoing.urgent:
            self._hand_card(outgoing.address, outgoing.language, outgoing.urgent)

    def _hand_card(self, address: Address, language: str, card: Screen) -> None:
        """Help goes out at once; when the batch comes again, not a second time."""
        if address not in self._carded:
            self._carded.add(address)
            self._lines.at_once(Showing(address, language, card))

    def _apologise(self, batch: list[Received]) -> None:
        """Without storage there is still help, and a word for those who tapped."""
        for each in batch:
            came, reply = each.incoming, each.incoming.reply
            card = help_card(notice(reply.text)) if isinstance(reply, Reply) else None
            if card:
                self._hand_card(came.address, came.language, card)
            if each.tap and not self._sorry:
                self._lines.flash(each.tap, WAIT_A_MOMENT, came.language)
        self._sorry = True

    async def _conflict(self, told: str) -> None:
        if "webhook" in told:
            log.warning("another program has set a webhook for this bot; it is removed now")
            await self._end_webhook()
        else:
            log.error(
                "another process asks Telegram for this bot's updates with the same token: "
                "stop one of the two"
            )

    async def _end_webhook(self) -> None:
        with suppress(AiogramError, OSError):
            await self._bot(DeleteWebhook())


def showing(received: Received, outgoing: Outgoing) -> Showing:
    """What is to be shown for a reply: a tap's message is edited, typed words get a new one."""
    tapped = received.incoming.message
    screen = outgoing.screen
    return Showing(
        received.incoming.address,
        outgoing.language,
        screen.opened_by(received.before) if received.before else screen,
        edits=tapped,
        strips=outgoing.message if tapped is None else None,
        tap=received.tap,
        step=None if outgoing.ended else outgoing.step,
    )


async def unless(stop: asyncio.Event, work: Awaitable[T]) -> T | None:
    """The result of ``work``, or None as soon as ``stop`` is set: then it is cancelled."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
