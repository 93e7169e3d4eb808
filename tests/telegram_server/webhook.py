"""Posts updates to a webhook: in order, one at a time in each lane, until it takes them."""

import asyncio
import json

import aiohttp

from tests.telegram_server.methods import perform
from tests.telegram_server.updates import Pending
from tests.telegram_server.wire import Params
from tests.telegram_server.world import World

_FIRST_PAUSE, _LONGEST_PAUSE, _PATIENCE = 1.0, 60.0, 60.0


class WebhookSender:
    """Delivers while a webhook is set; messages of a chat and taps of a person are lanes apart.

    `first_pause` is the wait in seconds after a refused delivery; it doubles up to a minute.
    """

    def __init__(self, world: World, first_pause: float = _FIRST_PAUSE) -> None:
        self._world = world
        self._first_pause = first_pause
        self._lanes: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    def start(self) -> None:
        """Begin to watch the queue."""
        self._world.updates.on_put = self._look

    async def stop(self) -> None:
        """Give up all deliveries under way."""
        self._world.updates.on_put = lambda: None
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _look(self) -> None:
        if not self._world.webhook.url:
            return
        for pending in self._world.updates.waiting():
            if pending.lane not in self._lanes:
                self._lanes[pending.lane] = asyncio.create_task(self._drain(pending.lane))

    async def _drain(self, lane: tuple[str, int]) -> None:
        pause = self._first_pause
        try:
            while self._world.webhook.url and (first := self._first(lane)):
                if await self._deliver(first):
                    pause = self._first_pause
                    continue
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            del self._lanes[lane]

    def _first(self, lane: tuple[str, int]) -> Pending | None:
        return next((item for item in self._world.updates.waiting() if item.lane == lane), None)

    async def _deliver(self, pending: Pending) -> bool:
        self._session = self._session or aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_PATIENCE)
        )
        webhook = self._world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            posted = self._session.post(webhook.url, json=pending.body, headers=headers)
            async with posted as answer:
                status, reply = answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            status, reply = 0, str(error).encode()
        if status != 200:
            said = f"Wrong response from the webhook: {status}" if status else reply.decode()
            webhook.last_error = int(self._world.now()), said
            return False
        self._world.updates.confirm(pending.number)
        await self._call_in_answer(reply)
        return True

    async def _call_in_answer(self, reply: bytes) -> None:
        """A bot may put one method call into its answer; the result is told to nobody."""
        try:
            call = json.loads(reply or b"{}")
        except ValueError:
            return
        if isinstance(call, dict) and (method := call.pop("method", None)):
            await perform(self._world, method, Params(call))
