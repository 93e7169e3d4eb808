"""The Telegram channel as a whole: what app starts, and what stops with it."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from aiogram import Bot
from aiogram.utils.token import TokenValidationError

from bot.telegram.announcing import AddressRefused, Announcement
from bot.telegram.calling import open_bot, open_ways, pauses
from bot.telegram.delivery import Compose, Delivery
from bot.telegram.hush import hushed
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines
from bot.telegram.menus import Menus
from bot.telegram.polling import LONGEST_AWAY, OFFSET, Poller, TokenRefused, unless
from bot.telegram.receiving import Receiver
from bot.telegram.taking import Intake
from bot.telegram.webhook import Webhook
from conversations.channels import TELEGRAM
from conversations.listening import Listener
from conversations.ports import Address, ContactBook, ContactBooks, Dialog

API = "https://api.telegram.org"
TIDY_SECONDS = 1.0
SHOW_ANEW_SECONDS = 30.0
DRAIN_SECONDS = 10.0
FORGET_SECONDS = 3600.0
REFUSAL = (
    "Telegram does not accept the bot's token. Check KUULOLLA_TELEGRAM_TOKEN, and "
    "KUULOLLA_TELEGRAM_API_URL if it is set. Everything else goes on without Telegram."
)
ADDRESS_REFUSED = (
    "Telegram does not accept the webhook's address. KUULOLLA_PUBLIC_URL has to be an address "
    "with https that the internet reaches. Everything else goes on without Telegram."
)

log = logging.getLogger("kuulolla.telegram")


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """Talks with everybody who writes to one bot, and brings what waits in the outbox.

    ``api_url`` is the base address of any Bot API server. ``compose`` makes an errand's screen
    (None: not worth bringing any more); it is called on a worker thread. ``is_quiet`` says
    whether prompts have to wait; ``alone``, whether this process is the one that delivers.
    Updates come by ``webhook`` if there is one, else they are fetched.
    """

    token: str = field(repr=False)
    api_url: str
    books: ContactBooks
    listener: Listener
    compose: Compose
    is_quiet: Callable[[], bool]
    alone: Callable[[], bool] = lambda: True
    webhook: Webhook | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set, or until Telegram refuses the token: then it says so.

        Cancelling it is like pulling the plug: what was stored is shown at the next start.
        """
        with hushed(self.token):
            try:
                bot = open_bot(self.token, self.api_url or API)
                try:
                    await self._serve(bot, stop)
                finally:
                    await bot.session.close()
            except (TokenValidationError, TokenRefused):
                log.critical(REFUSAL)
            except AddressRefused:
                log.critical(ADDRESS_REFUSED)

    async def _serve(self, bot: Bot, stop: asyncio.Event) -> None:
        ways, ledger = open_ways(bot), Ledger(self.books)
        lines = Lines(ways, ledger, self.listener.trouble)
        menus = Menus(ways.replies, ledger, self.alone)
        intake = Intake(ledger, lines, menus, self.listener, answers=self.webhook is None)
        delivery = Delivery(ledger, lines, ways.pace, self.compose, self.is_quiet, self.alone)
        source: Poller | Receiver = Poller(bot, intake, lines)
        if self.webhook:
            announcement = Announcement(ways.replies, self.webhook, ledger, self.alone)
            source = Receiver(bot, announcement, intake, self.webhook)
        beside: list[asyncio.Task[None]] = []
        try:
            if await self._resume(ledger, intake, source, stop):
                beside += [
                    asyncio.create_task(work)
                    for work in (
                        menus.run(),
                        delivery.run(stop),
                        _tidy(ledger, lines, intake),
                        lines.clearing.run(),
                    )
                ]
                await source.run(stop)
                await asyncio.wait(beside[1:2], timeout=DRAIN_SECONDS)
                with suppress(TimeoutError):
                    await asyncio.wait_for(lines.fewer_than(1), DRAIN_SECONDS)
                await _last_words(ledger, delivery, lines)
        finally:
            for task in beside:
                task.cancel()
            await lines.close()

    async def _resume(
        self, ledger: Ledger, intake: Intake, source: Poller | Receiver, stop: asyncio.Event
    ) -> bool:
        """Take up where an earlier process stopped: its offset and its open questions.

        False when stopped before the storage answered.
        """

        def work(book: ContactBook) -> tuple[str | None, list[tuple[Address, Dialog]]]:
            return book.recall(OFFSET), book.not_shown(TELEGRAM)

        waits = pauses()
        while not stop.is_set():
            try:
                offset, unshown = await ledger.write(work)
            except Exception as error:  # noqa: BLE001 - whatever storage there is
                log.error("the contact book cannot be opened (%s)", type(error).__name__)
                await unless(stop, asyncio.sleep(min(next(waits), LONGEST_AWAY)))
                continue
            source.offset = int(offset) if offset else None
            intake.show_anew(unshown)
            return True
        return False


async def _tidy(ledger: Ledger, lines: Lines, intake: Intake) -> None:
    """Write what was shown while nobody writes, and show anew what could not be shown."""
    anew, forgets = monotonic() + SHOW_ANEW_SECONDS, 0.0
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        with suppress(Exception):  # the marks are kept; whoever receives tells of the storage
            if monotonic() > forgets:
                await ledger.write(lambda book: book.forget_taken())
                forgets = monotonic() + FORGET_SECONDS
            elif lines.left_behind and monotonic() > anew:
                anew = monotonic() + SHOW_ANEW_SECONDS
                unshown = await ledger.write(lambda book: book.not_shown(TELEGRAM))
                intake.show_anew(each for each in unshown if each[0] in lines.left_behind)
            elif ledger.waits:
                await ledger.write(lambda book: None)


async def _last_words(ledger: Ledger, delivery: Delivery, lines: Lines) -> None:
    """Write what is known at the end; what cannot be written is only done again."""
    with suppress(Exception):
        await delivery.settle()
        await lines.clearing.note()
        if ledger.waits:
            await ledger.write(lambda book: None)
