"""Takes updates from the webhook: what is posted at the same time is stored together."""

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import GetUpdates

from bot.telegram.announcing import Announcement
from bot.telegram.lines import Outcome, answer
from bot.telegram.polling import unless
from bot.telegram.reading import Received
from bot.telegram.taking import Intake, StorageAway
from bot.telegram.webhook import CannotTake, NotAnUpdate, Webhook
from conversations.ports import Address, ContactBook

MOST_TOGETHER = 100  # updates in one transaction
SHOWN_WITHIN = 5.0  # seconds that an answer waits for the screen it led to

log = logging.getLogger("kuulolla.telegram")
Came = asyncio.Future[Outcome]


@dataclass(frozen=True, slots=True)
class Posted:
    """An update that waits to be stored; ``stored`` becomes what comes of the reply to it."""

    received: Received
    stored: asyncio.Future[Came | None]


class Receiver:
    """Stores what the webhook brings and only then says so (A-04).

    An update is kept in mind for a day by its number alone: brought again, it is not taken again.
    Telegram posts a chat's next update when the last one is answered; the answer waits for the
    screen, so that screens come in order also where several processes serve one bot.
    """

    def __init__(
        self, bot: Bot, announcement: Announcement, intake: Intake, webhook: Webhook
    ) -> None:
        """Nothing is taken before ``run``; ``offset`` is what polling stored before."""
        self._bot, self._announcement, self._intake = bot, announcement, intake
        self._webhook = webhook
        self._waiting: list[Posted] = []
        self._working: asyncio.Task[None] | None = None
        self.offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until stopped. Raises TokenRefused, AddressRefused; survives everything else."""
        if self.offset:  # what polling stored and could not confirm any more is not to come again
            with suppress(AiogramError, OSError):
                await self._bot(GetUpdates(offset=self.offset, limit=1, timeout=0))
        self._webhook.take = self._take
        try:
            await unless(stop, self._announcement.announce())
            await unless(stop, self._announcement.watch())
        finally:
            self._webhook.take = None
            if self._working:
                await self._working

    async def _take(self, body: bytes) -> bytes:
        """Take one update; returns the call that travels in the answer. Raises CannotTake,
        NotAnUpdate."""
        try:
            update = json.loads(body)
            int(update["update_id"])
        except (ValueError, TypeError, KeyError):
            raise NotAnUpdate from None
        received = self._intake.read(update)
        if received is None:
            return b""
        stored: asyncio.Future[Came | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Posted(received, stored))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        if came := await stored:
            await asyncio.wait([came], timeout=SHOWN_WITHIN)
        return _in_answer(received.tap) if received.tap else b""

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            batch.sort(key=lambda each: each.received.number)
            try:
                came = await self._store([each.received for each in batch])
                for each in _awaited(batch):
                    each.stored.set_result(came.get(each.received.incoming.address))
            except Exception as error:  # noqa: BLE001 - whatever it is, Telegram brings it again
                away = error if isinstance(error, StorageAway) else type(error).__name__
                log.error("nothing can be stored (%s); what people sent waits at Telegram", away)
            finally:
                for each in _awaited(batch):
                    each.stored.set_exception(CannotTake())

    async def _store(self, batch: list[Received]) -> dict[Address, Came]:
        def not_seen(book: ContactBook) -> list[Received]:
            each = {received.number: received for received in batch}
            return [each[number] for number in sorted(book.first_time(each))]

        return await self._intake.take(batch, not_seen)


def _awaited(batch: list[Posted]) -> list[Posted]:
    """Those whose request has not been given up meanwhile."""
    return [each for each in batch if not each.stored.done()]


def _in_answer(tap: str) -> bytes:
    """The call that stops the spinner, as it travels in the answer: one request less a tap."""
    call = answer(tap)
    return json.dumps({"method": call.name, **call.parameters}).encode()
