"""The queue of updates a bot has not confirmed yet, and long polling over it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tests.telegram_server.faults import OTHER_POLLER
from tests.telegram_server.wire import ApiError, Json

MESSAGE_LIFE = 86_400.0
TAP_LIFE = 150.0
_LONGEST_POLL = 50
_PAUSE_AFTER_FIRST = 0.002
_CONFLICT_PAUSE = 3.0

Lane = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pending:
    """One update that waits for confirmation; `lane` orders webhook delivery."""

    number: int
    expires_at: float
    lane: Lane
    body: Json


class UpdateQueue:
    """Updates in order; a poll hands them out again and again until an offset confirms them.

    `clock` tells when updates expire, in seconds since 1970. With `punish_repolling` a bot that
    asks for the same offset again within half a second gets one update, and within three
    seconds waits at least three, as Telegram has it; that is counted in real time. `on_put` hears
    of the lane of each new update.
    """

    def __init__(
        self, clock: Callable[[], float], first: int, *, punish_repolling: bool = True
    ) -> None:
        self._clock = clock
        self._next = first
        self._punish = punish_repolling
        self._pending: dict[int, Pending] = {}  # in order, as its numbers grow
        self._lanes: dict[Lane, deque[int]] = {}
        self._parked: asyncio.Future[None] | None = None
        self._waking = False
        self._last_poll: tuple[int, float] = (-1, -1e9)
        self._next_conflict = 0.0
        self.on_put: Callable[[Lane], None] = lambda lane: None

    def put(self, kind: str, content: Json, life: float, lane: Lane) -> Json:
        """Queue an update and wake the poll that waits for it; returns the whole update."""
        update = {"update_id": self._next, kind: content}
        self._pending[self._next] = Pending(self._next, self._clock() + life, lane, update)
        self._lanes.setdefault(lane, deque()).append(self._next)
        self._next += 1
        if self._parked is not None and not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_later(_PAUSE_AFTER_FIRST, self._wake)
        self.on_put(lane)
        return update

    def waiting(self) -> list[Pending]:
        """What is neither confirmed nor expired, oldest first."""
        now = self._clock()
        for number in [n for n, item in self._pending.items() if item.expires_at <= now]:
            self.confirm(number)
        return list(self._pending.values())

    def lanes(self) -> list[Lane]:
        """Where something waits."""
        return list(self._lanes)

    def first(self, lane: Lane) -> Pending | None:
        """The oldest update of a lane that has not expired."""
        while numbers := self._lanes.get(lane):
            pending = self._pending[numbers[0]]
            if pending.expires_at > self._clock():
                return pending
            self.confirm(pending.number)
        return None

    def confirm(self, number: int) -> None:
        """Forget one update."""
        pending = self._pending.pop(number, None)
        if pending is None:
            return
        numbers = self._lanes[pending.lane]
        numbers.remove(number)
        if not numbers:
            del self._lanes[pending.lane]

    def clear(self) -> None:
        """Forget all of them (drop_pending_updates)."""
        self._pending.clear()
        self._lanes.clear()

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

    async def polled(self) -> None:
        """Wait until a poll waits for updates."""
        while self._parked is None:  # noqa: ASYNC110 - it does not say so
            await asyncio.sleep(0.01)

    def end_poll(self, why: ApiError) -> None:
        """End the parked poll with a refusal."""
        if self._parked is not None and not self._parked.done():
            self._parked.set_exception(why)
        self._parked = None

    async def _park(self, seconds: int) -> None:
        self.end_poll(ApiError(409, OTHER_POLLER))
        parked = self._parked = asyncio.get_running_loop().create_future()
        self._waking = False
        try:
            await asyncio.wait_for(parked, seconds)
        except TimeoutError:
            pass
        except ApiError as error:
            if error.code == 409:
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
        known = list(self._pending)
        if offset < 0:
            done = known[:offset]
        elif offset <= self._next + 10:  # farther ahead than any update: ignored, as Telegram does
            done = [number for number in known if number < offset]
        else:
            done = []
        for number in done:
            self.confirm(number)

    def _oldest(self, limit: int) -> list[Json]:
        now = self._clock()
        alive = (item.body for item in self._pending.values() if item.expires_at > now)
        return list(islice(alive, limit))
