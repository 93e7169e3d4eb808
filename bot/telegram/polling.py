"""The polling loop: fetch, store, only then confirm and reply."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook

from bot.telegram.calling import MOST_AT_ONCE, fetch, pauses
from bot.telegram.lines import Lines
from bot.telegram.reading import WANTED, Received
from bot.telegram.taking import Intake, StorageAway
from conversations.ports import ContactBook

MOST_PENDING = 400  # screens on their way before more updates are fetched
LONGEST_AWAY = 5.0  # seconds until storing is tried again: somebody waits for the next question
OFFSET = "telegram_offset"

log = logging.getLogger("kuulolla.telegram")
T = TypeVar("T")


class TokenRefused(Exception):
    """Telegram does not accept the bot's token."""


class Poller:
    """Fetches updates in batches, each taken in one transaction.

    The offset is stored with the batch and used after the commit alone: what Telegram is told is
    done is durable, and what is durable is not taken twice (A-04).
    """

    def __init__(self, bot: Bot, intake: Intake, lines: Lines) -> None:
        """Nothing is fetched before ``run``; ``offset`` is set from what was stored."""
        self._bot, self._intake, self._lines = bot, intake, lines
        self._backlog = True  # some of it a webhook may have brought, and not heard of again
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
            batch = [received for each in updates if (received := self._intake.read(each))]
            await self._take(batch, max(update["update_id"] for update in updates) + 1)

    async def _take(self, batch: list[Received], offset: int) -> None:
        def not_taken(book: ContactBook) -> list[Received]:
            book.remember(OFFSET, str(offset))
            if not self._backlog:
                return batch
            first = book.first_time([each.number for each in batch])
            return [each for each in batch if each.number in first]

        await self._intake.take(batch, not_taken)
        self.offset, self._backlog = offset, self._backlog and len(batch) == MOST_AT_ONCE

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
