"""Keeps Telegram posting to our webhook, whoever else removes or replaces it."""

import asyncio
import logging
import re
from collections.abc import Callable
from random import SystemRandom
from typing import Any

from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import SetWebhook

from bot.telegram.calling import Caller, call, pauses
from bot.telegram.ledger import Ledger
from bot.telegram.polling import TokenRefused
from bot.telegram.reading import WANTED
from bot.telegram.webhook import TROUBLE, Webhook
from conversations.ports import ContactBook

CONNECTIONS = 100  # that Telegram may open; it posts one at a time of each chat
LOOK_SECONDS = 600.0
NOT_REACHED = "no answer"  # a kind of trouble; the others are what we have answered
REFUSED = "401"  # the only sign of another secret: what Telegram tells of a webhook lacks it
_STATUS = re.compile(r"\b[345]\d\d\b")
_chance = SystemRandom()

log = logging.getLogger("kuulolla.telegram")


class AddressRefused(Exception):
    """Telegram will never post to the webhook's address."""


class Announcement:
    """Tells Telegram where to post, and every now and then looks whether that still stands."""

    def __init__(
        self, call: Caller, webhook: Webhook, ledger: Ledger, alone: Callable[[], bool]
    ) -> None:
        """``alone`` says whether it is this process that looks; trouble goes into the ledger."""
        self._call, self._webhook, self._ledger, self._alone = call, webhook, ledger, alone
        self._failed: int | None = None  # when a delivery last failed, as of the last look
        self._troubled: bool | None = None

    async def announce(self) -> None:
        """Tell Telegram where to post. Raises TokenRefused, AddressRefused."""
        told = SetWebhook(
            url=self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=WANTED,
            max_connections=CONNECTIONS,
        )
        waits = pauses()
        while True:
            try:
                await self._call(told)
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise TokenRefused from None
            except TelegramBadRequest:
                raise AddressRefused from None
            except (AiogramError, OSError) as error:
                log.warning("Telegram cannot be told of the webhook (%s)", type(error).__name__)
                await asyncio.sleep(next(waits))
            else:
                return

    async def watch(self) -> None:
        """Look for ever; what was accepted once is tried again, whatever it is answered now."""
        while True:
            try:
                if await asyncio.to_thread(self._alone):
                    await self._look()
                else:
                    self._failed = None
            except Exception as error:  # noqa: BLE001 - the next look is as good
                log.warning("the webhook cannot be looked after (%s)", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS * _chance.uniform(0.9, 1.1))

    async def _look(self) -> None:
        info = await self._call(call("getWebhookInfo"))
        trouble = _trouble(info) if self._has_failed(info) else ""
        if info["url"] != self._webhook.url:
            log.warning("somebody has removed or replaced the webhook; it is announced anew")
            await self.announce()
        elif trouble == REFUSED:
            log.warning("Telegram posts without our secret; the webhook is announced anew")
            await self.announce()
        await self._note(trouble)

    def _has_failed(self, info: dict[str, Any]) -> bool:
        """Whether a delivery has failed since the last look. Telegram never forgets the last one;
        so what was before the first look is not news."""
        before, self._failed = self._failed, info.get("last_error_date", 0)
        return before is not None and self._failed > before

    async def _note(self, trouble: str) -> None:
        """Leave it for the health check, with no finer time than the week."""
        if not trouble and self._troubled is False:
            return

        def work(book: ContactBook) -> None:
            book.remember(TROUBLE, f"{book.week} {trouble}" if trouble else "")

        await self._ledger.write(work)
        if trouble and not self._troubled:
            log.warning("Telegram could not bring some updates (%s)", trouble)
        self._troubled = bool(trouble)


def _trouble(info: dict[str, Any]) -> str:
    """The kind of the last failure: what Telegram says of it may hold addresses."""
    status = _STATUS.search(info.get("last_error_message", ""))
    return status[0] if status else NOT_REACHED
