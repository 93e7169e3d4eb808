"""Calls the Bot API: so many at once and no more, patient with 429 and with a bad line."""

import asyncio
from collections.abc import Iterator
from random import SystemRandom
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import Response

CONNECTIONS = 100  # more than may ever be in use, so that no time-out counts waiting for one
CALL_SECONDS = 20
POLL_SECONDS = 25  # Telegram holds an empty answer back for so long
POLL_TIMEOUT = 40
TRIES = 6
LONGEST_PAUSE = 30.0
BAD_LINE = (TelegramNetworkError, TelegramServerError, ClientDecodeError, OSError)

_chance = SystemRandom()


class _Anonymous(TelegramMethod[Any]):
    """Stands in for the call in aiogram's exceptions, so that none knows a chat or a text."""

    __returning__ = Any
    __api_method__ = "anonymous"


class PlainSession(AiohttpSession):
    """Hands out answers as plain JSON: nobody needs Telegram's copy of what we sent, one update
    that cannot be read must not hide the others, and an error knows nothing of its call."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Response[Any]:
        """Read the envelope alone. Raises as aiogram does."""
        return super().check_response(bot, _Anonymous(), status_code, content)


def open_bot(token: str, api_url: str) -> Bot:
    """A client for one bot. Raises TokenValidationError."""
    session = PlainSession(
        api=TelegramAPIServer.from_base(api_url), limit=CONNECTIONS, timeout=CALL_SECONDS
    )
    return Bot(token, session=session)


def pauses() -> Iterator[float]:
    """Seconds to wait after each failure in a row: 1 to 30, doubling, never the same for all."""
    longest = 1.0
    while True:
        yield longest * _chance.uniform(0.5, 1.0)
        longest = min(2 * longest, LONGEST_PAUSE)


async def fetch(bot: Bot, offset: int | None, wanted: list[str]) -> list[dict[str, Any]]:
    """Updates from ``offset`` on, each as plain JSON; waits POLL_SECONDS for the first."""
    poll = GetUpdates(offset=offset, limit=100, timeout=POLL_SECONDS, allowed_updates=wanted)
    return cast(Any, await bot(poll, request_timeout=POLL_TIMEOUT))  # type: ignore[no-any-return]


class Caller:
    """Makes calls, at most ``at_once`` at a time; those who wait for a retry hold no place."""

    def __init__(self, bot: Bot, at_once: int) -> None:
        """Use this client."""
        self._bot = bot
        self._places = asyncio.Semaphore(at_once)

    async def __call__(self, method: TelegramMethod[Any], tries: int = 0) -> Any:
        """Make one call and return its result as plain JSON.

        429 is waited out however often it comes; a bad line is tried again. Raises what aiogram
        raises when Telegram refuses, or after ``tries`` failures (0: as many as is usual).
        """
        waits, left = pauses(), tries or TRIES
        while True:
            try:
                async with self._places:
                    return await self._bot(method)
            except TelegramRetryAfter as error:
                pause = error.retry_after + _chance.random()
            except BAD_LINE:
                left -= 1
                if left <= 0:
                    raise
                pause = next(waits)
            await asyncio.sleep(pause)
