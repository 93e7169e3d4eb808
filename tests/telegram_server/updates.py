"""The queue of updates a bot has not confirmed yet, and long polling over it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tests.telegram_server.wire import ApiError, Json

MESSAGE_LIFE = 86_400.0
TAP_LIFE = 150.0
_LONGEST_POLL = 50
_PAUSE_AFTER_FIRST = 0.002
_CONFLICT_PAUSE = 3.0
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """One update that waits for confirmation; `lane` orders webhook delivery."""

    number: int
    expires_at: float
    lane: tuple[str, int]
    body: Json


class UpdateQueue:
    """Updates in order; a poll hands them out again and again until an offset confirms them.

    `clock` tells when updates expire, in seconds since 1970. With `punish_repolling` a bot that
    asks for the same offset again within half a second gets one update, and within three
    seconds waits at least three, as Telegram has it; that is counted in real time.
    """

    def __init__(
        self, clock: Callable[[], float], first: int, *, punish_repolling: bool = True
    ) -> None:
        self._clock = clock
        self._next = first
        self._punish = punish_repolling
        self._pending: deque[Pending] = deque()
        self._parked: asyncio.Future[None] | None = None
        self._waking = False
        self._last_poll: tuple[int, float] = (-1, -1e9)
        self._next_conflict = 0.0
        self.on_put: Callable[[], None] = lambda: None

    def put(self, kind: str, content: Json, life: float, lane: tuple[str, int]) -> Json:
        """Queue an update and wake the poll that waits for it; returns the whole update."""
        update = {"update_id": self._next, kind: content}
        self._pending.append(Pending(self._next, self._clock() + life, lane, update))
        self._next += 1
        if self._parked is not None and not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_later(_PAUSE_AFTER_FIRST, self._wake)
        self.on_put()
        return update

    def waiting(self) -> list[Pending]:
        """What is neither confirmed nor expired, oldest first."""
        now = self._clock()
        if any(pending.expires_at <= now for pending in self._pending):
            self._pending = deque(item for item in self._pending if item.expires_at > now)
        return list(self._pending)

    def confirm(self, number: int) -> None:
        """Forget one delivered update (webhooks)."""
        self._pending = deque(item for item in self._pending if item.number != number)

    def clear(self) -> None:
        """Forget all of them (drop_pending_updates)."""
        self._pending.clear()

    async def get(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """Answer getUpdates; waits up to `seconds` (at most 50) for the first update.

        Raises ApiError 409 when another poll takes over.
        """
        limit, seconds = min(max(limit, 1), 100), min(max(seconds, 0), _LONGEST_POLL)
        limit, seconds = self._punished(offset, limit, seconds)
        self._forget_before(offset)
        found = self._oldest(limit)
        if found or not seconds:
            return found
        await self._park(seconds)
        return self._oldest(limit)

    async def stop_polling(self, why: str) -> None:
        """End the parked poll with a 409 that says why."""
        if self._parked is not None and not self._parked.done():
            self._parked.set_exception(ApiError(409, why))
        self._parked = None

    async def _park(self, seconds: int) -> None:
        await self.stop_polling(_OTHER_POLLER)
        parked = self._parked = asyncio.get_running_loop().create_future()
        self._waking = False
        try:
            await asyncio.wait_for(parked, seconds)
        except TimeoutError:
            pass
        except ApiError:
            await self._slow_down_conflicts()
            raise
        finally:
            if self._parked is parked:
                self._parked = None

    async def _slow_down_conflicts(self) -> None:
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(_CONFLICT_PAUSE)
        else:
            self._next_conflict = now + _CONFLICT_PAUSE

    def _wake(self) -> None:
        self._waking = False
        if self._parked is not None and not self._parked.done():
            self._parked.set_result(None)

    def _punished(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        now = time.monotonic()
        same = self._punish and offset == self._last_poll[0]
        since = now - self._last_poll[1]
        self._last_poll = (offset, now)
        if same and since < 3.0:
            seconds = max(seconds, 3)
        return (1 if same and since < 0.5 else limit), seconds

    def _forget_before(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        elif offset <= self._next + 10:  # farther ahead than any update: ignored, as Telegram does
            while self._pending and self._pending[0].number < offset:
                self._pending.popleft()

    def _oldest(self, limit: int) -> list[Json]:
        now = self._clock()
        alive = (item.body for item in self._pending if item.expires_at > now)
        return list(islice(alive, limit))
