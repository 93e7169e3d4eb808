"""Calls the Bot API: so many at once and no more, patient with 429 and with a bad line."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import SystemRandom
from time import monotonic
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import Response
from aiohttp.payload import JsonPayload

CONNECTIONS = 100  # more than may ever be in use, so that no time-out counts waiting for one
CALL_SECONDS = 20
POLL_SECONDS = 25  # Telegram holds an empty answer back for so long
POLL_TIMEOUT = 40
MOST_AT_ONCE = 100  # updates; Telegram gives no more
TRIES = 6
LONGEST_PAUSE = 30.0
A_SECOND = 25  # messages to everybody together that Telegram takes without a word
CATCH_UP = 1 / A_SECOND  # seconds that are made up for after a hold-up: one message, no burst
STORM = 5  # calls held up by 429 at one time: then it is not about their chats
BAD_LINE = (TelegramNetworkError, TelegramServerError, ClientDecodeError, OSError)

_chance = SystemRandom()


class Call(TelegramMethod[Any]):
    """A call as it travels: the method's name, and its parameters as plain JSON.

    For what is called for every tap: building aiogram's own objects for a question with eleven
    buttons and turning them into a form takes three times as long as sending it (ADR 14).
    """

    __returning__ = Any
    name: str
    parameters: dict[str, Any]

    @property
    def __api_method__(self) -> str:  # type: ignore[override] # a name is all the session asks for
        return self.name


def call(name: str, **parameters: Any) -> Call:
    """One call; parameters that are None stay away."""
    return Call(name=name, parameters={k: v for k, v in parameters.items() if v is not None})


NOBODY = call("anonymous")  # stands in for the call in errors, so that none knows a chat or a text


class PlainSession(AiohttpSession):
    """Hands out answers as plain JSON: nobody needs Telegram's copy of what we sent, one update
    that cannot be read must not hide the others, and an error knows nothing of its call."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """The body: plain calls travel as JSON, all others as aiogram has it."""
        if isinstance(method, Call):
            return JsonPayload(method.parameters)
        return super().build_form_data(bot, method)

    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Response[Any]:
        """Read the envelope alone. Raises as aiogram does."""
        return super().check_response(bot, NOBODY, status_code, content)


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
    poll = GetUpdates(
        offset=offset, limit=MOST_AT_ONCE, timeout=POLL_SECONDS, allowed_updates=wanted
    )
    return cast(Any, await bot(poll, request_timeout=POLL_TIMEOUT))  # type: ignore[no-any-return]


class Weather:
    """What 429 tells of Telegram as a whole: many calls held up at one time are a storm."""

    def __init__(self) -> None:
        """Fair."""
        self._held: list[float] = []  # the moments until which calls are held up
        self._clears = 0.0  # before this moment nothing should be asked
        self.waiting = 0  # calls that wait for better weather, or for their own chat's

    def hold(self, seconds: float) -> None:
        """A call has to wait so long; together with many others, so has everything."""
        now = monotonic()
        self._held = [*(until for until in self._held if until > now), now + seconds]
        if len(self._held) >= STORM:
            self._clears = max(self._held)

    def pause(self) -> float:
        """Seconds to wait before asking anything; after a storm not all come at once."""
        left = self._clears - monotonic()
        return left + self.spread() if left > 0 else 0.0

    def spread(self) -> float:
        """Some of the time in which Telegram can take all who wait."""
        return _chance.random() * max(1.0, self.waiting / A_SECOND)


class Pace:
    """Turns: moments on a line, 1/25 s from each other however long anything takes."""

    def __init__(self) -> None:
        """The first turn is now."""
        self._next = 0.0
        self._row = asyncio.Lock()  # one waits for a moment: after a hold-up not all leave at once

    async def turn(self) -> None:
        """Wait for the next turn."""
        async with self._row:
            now = monotonic()
            turn = max(self._next, now - CATCH_UP)
            if turn > now:
                await asyncio.sleep(turn - now)
            self._next = turn + 1 / A_SECOND


class Caller:
    """Makes calls, at most ``at_once`` at a time; those who wait for a retry hold no place."""

    def __init__(self, bot: Bot, at_once: int, weather: Weather, pace: Pace | None = None) -> None:
        """Use this client. All callers of one bot share its weather. With a ``pace`` every retry
        waits for a turn: beside first tries that take theirs, it would be too much (C-06)."""
        self._bot, self._weather, self._pace = bot, weather, pace
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
                    pause = self._weather.pause()
                    if not pause:
                        return await self._bot(method)
            except TelegramRetryAfter as error:
                self._weather.hold(error.retry_after)
                pause = error.retry_after + self._weather.spread()
            except BAD_LINE:
                left -= 1
                if left <= 0:
                    raise
                pause = next(waits)
            await self._wait(pause)
            if self._pace:
                await self._pace.turn()

    async def _wait(self, seconds: float) -> None:
        self._weather.waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._weather.waiting -= 1

    async def once(self, method: TelegramMethod[Any]) -> None:
        """Make a call that may as well fail: not tried again, nor waited for."""
        with suppress(AiogramError, OSError):
            async with self._places:
                await self._bot(method)


@dataclass(frozen=True, slots=True)
class Ways:
    """The callers: each has its own places, so that none waits behind another's slow answers.

    Help cards are ``urgent``; ``errands`` are what the outbox brings. Together they have fewer
    places than there are connections. An errand leaves in its turn of the ``pace``.
    """

    replies: Caller
    urgent: Caller
    errands: Caller
    pace: Pace


def open_ways(bot: Bot) -> Ways:
    """All ways of a bot. A storm of 429 that holds up all else is not the help cards' weather."""
    weather, pace = Weather(), Pace()
    return Ways(
        replies=Caller(bot, 40, weather),
        urgent=Caller(bot, 20, Weather()),
        errands=Caller(bot, 20, weather, pace),
        pace=pace,
    )
