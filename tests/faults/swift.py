"""An event loop whose clock jumps to the next appointment when nothing else is left to do.

An hour of bad weather at Telegram takes a second: what waits is woken as soon as neither a socket
nor a worker thread has anything for the loop. Nothing is skipped and nothing comes in another
order; only nobody sits and waits.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

import pytest

from bot.telegram import calling, channel, delivery

GRACE = 0.003  # seconds that loopback and a worker thread get before time is let go on
MODULES = (calling, channel, delivery)  # they look at the clock themselves
T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Sleeps no longer than the grace; tells the loop how long it was meant to sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: Callable[[float], None] = lambda seconds: None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        found = super().select(min(timeout, GRACE))
        if not found:
            self.slept(timeout)
        return found


class SwiftLoop(asyncio.SelectorEventLoop):
    """A loop with its own clock, which starts at nought."""

    def __init__(self) -> None:
        self._now, self._at_work = 0.0, 0
        selector = _Selector()
        super().__init__(selector)
        selector.slept = self._slept

    def time(self) -> float:
        """Seconds since the loop was made; real ones do not count."""
        return self._now

    def run_in_executor(  # type: ignore[override] # the same, and it counts
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """While a thread works, no time passes."""
        self._at_work += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._worked)
        return future

    def _worked(self, _: asyncio.Future[Any]) -> None:
        self._at_work -= 1

    def _slept(self, seconds: float) -> None:
        if not self._at_work:
            self._now += seconds


def swiftly(work: Callable[[SwiftLoop], Coroutine[Any, Any, T]]) -> T:
    """Run something on a loop of this kind, with the channel's clocks set to it."""
    with asyncio.Runner(loop_factory=SwiftLoop) as runner, pytest.MonkeyPatch.context() as patch:
        loop = runner.get_loop()
        assert isinstance(loop, SwiftLoop)
        for module in MODULES:
            patch.setattr(module, "monotonic", loop.time)
        return runner.run(work(loop))
