"""Posts updates to a webhook: in order, one at a time in each lane, until it takes them."""

import asyncio
import json
from contextlib import suppress

import aiohttp

from tests.telegram_server.faults import WEBHOOK, ConnectionCut, Fault, Gibberish
from tests.telegram_server.methods import perform
from tests.telegram_server.updates import Lane, Pending
from tests.telegram_server.wire import Params
from tests.telegram_server.world import Webhook, World

FIRST_PAUSE, LONGEST_PAUSE, PATIENCE = 1.0, 60.0, 60.0
LONGEST_RETRY_AFTER = 3600.0
# Where updates go after somebody has meddled: nowhere, or to a port that nobody listens on.
SOMEBODY_ELSES: dict[str, str] = {
    "webhook_removed": "",
    "webhook_replaced": "http://127.0.0.1:9/somebody-elses",
}


class WebhookSender:
    """Delivers while a webhook is set; messages of a chat and taps of a person are lanes apart.

    `first_pause` is the wait in seconds after a refused delivery; it doubles up to a minute, and
    a Retry-After of the bot takes its place. At most as many deliveries are under way as the bot
    allowed with max_connections.
    """

    def __init__(self, world: World, first_pause: float = FIRST_PAUSE) -> None:
        self._world = world
        self.first_pause = first_pause
        self.pauses: list[float] = []  # every wait for another try, in the order they came
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(world.webhook.connections)
        self._allowed = world.webhook.connections
        self._session: aiohttp.ClientSession | None = None

    def start(self) -> None:
        """Begin to watch the queue."""
        self._world.updates.on_put = self._look
        self._world.on_webhook = self._look_everywhere

    async def stop(self) -> None:
        """Give up all deliveries under way."""
        self._world.updates.on_put = lambda lane: None
        self._world.on_webhook = lambda: None
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _look_everywhere(self) -> None:
        if self._allowed != self._world.webhook.connections:
            self._allowed = self._world.webhook.connections
            self._places = asyncio.Semaphore(self._allowed)
        for lane in self._world.updates.lanes():
            self._look(lane)

    def _look(self, lane: Lane) -> None:
        if self._world.webhook.url and lane not in self._lanes:
            self._lanes[lane] = asyncio.create_task(self._drain(lane))

    async def _drain(self, lane: Lane) -> None:
        pause = self.first_pause
        try:
            while self._world.webhook.url and (first := self._world.updates.first(lane)):
                async with self._places:
                    delivered, asked = await self._deliver(first)
                if delivered:
                    pause = self.first_pause
                    continue
                self.pauses.append(asked or pause)
                await asyncio.sleep(asked or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            del self._lanes[lane]

    async def _deliver(self, pending: Pending) -> tuple[bool, float]:
        """Whether the bot has taken it, and how long it asked to be left alone otherwise."""
        fault = self._world.faults.draw(WEBHOOK, pending.lane[1])
        if fault and fault.kind in SOMEBODY_ELSES:
            self._world.webhook = Webhook(SOMEBODY_ELSES[fault.kind])
            return False, 0.0
        try:
            status, reply, asked = await self._post(pending, fault)
        except (aiohttp.ClientError, TimeoutError) as error:
            status, reply, asked = 0, str(error).encode(), 0.0
        if status != 200:
            said = f"Wrong response from the webhook: {status}" if status else reply.decode()
            self._world.webhook.last_error = int(self._world.now()), said
            return False, asked
        self._world.updates.confirm(pending.number)
        await self._call_in_answer(reply)
        return True, 0.0

    async def _post(self, pending: Pending, fault: Fault | None) -> tuple[int, bytes, float]:
        """One try: status, body, and the seconds of Retry-After."""
        self._session = self._session or aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
            connector=aiohttp.TCPConnector(limit=0),
        )
        if fault and fault.kind == "reset_before":
            raise aiohttp.ClientConnectionError("Connection reset by peer")
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        webhook = self._world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        posted = self._session.post(webhook.url, json=pending.body, headers=headers)
        async with posted as answer:
            reply = await answer.read()
            told = answer.headers.get("Retry-After", "")
        if fault and fault.kind == "reset_after":  # the bot has it, and Telegram does not know
            raise aiohttp.ClientConnectionError("Connection reset by peer")
        asked = min(float(told), LONGEST_RETRY_AFTER) if told.isdigit() else 0.0
        return answer.status, reply, asked

    async def _call_in_answer(self, reply: bytes) -> None:
        """A bot may put one method call into its answer; the result is told to nobody."""
        try:
            call = json.loads(reply or b"{}")
        except ValueError:
            return
        if isinstance(call, dict) and (method := call.pop("method", None)):
            with suppress(ConnectionCut, Gibberish):
                await perform(self._world, method, Params(call))
