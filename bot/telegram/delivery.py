"""The outbox: rounds, news and summaries, brought at a pace that Telegram accepts."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from bot.telegram.calling import Pace, pauses
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines, Outcome, Showing
from bot.telegram.polling import unless
from conversations.channels import TELEGRAM
from conversations.ports import ContactBook, Errand
from conversations.screens import Screen

AT_ONCE = 25  # errands claimed, and made into screens, together
CHAT_SECONDS = 1.0  # between two messages to one chat
MOST_AWAY = 100  # errands that have left and have not come back
IDLE_SECONDS = 2.0

Compose = Callable[[Errand], Screen | None]
Ready = tuple[Errand, Screen]
log = logging.getLogger("kuulolla.telegram")


class Delivery:
    """Claims errands, brings them, and writes what became of them. At least once: an errand that
    was under way at a crash is brought again.

    While some leave, the next are claimed and made into screens.
    """

    def __init__(
        self,
        ledger: Ledger,
        lines: Lines,
        pace: Pace,
        compose: Compose,
        is_quiet: Callable[[], bool],
        alone: Callable[[], bool],
    ) -> None:
        """``compose`` makes a screen of an errand (None: there is nothing to bring any more),
        the same for all with one template, subject and language; it is called on a worker
        thread. ``is_quiet`` says whether prompts have to wait, ``alone`` whether it is this
        process that delivers: two would be twice as fast as Telegram allows."""
        self._ledger, self._lines, self._pace = ledger, lines, pace
        self._compose, self._is_quiet = compose, is_quiet
        self._alone, self._began = alone, False
        self._away: set[bytes] = set()
        self._back: list[tuple[Errand, Outcome]] = []
        self._chats: dict[str, float] = {}  # when the next one may leave for a chat

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until stopped; survives everything."""
        waits, later = pauses(), list[Ready]()
        ahead = asyncio.create_task(self._claimed())
        try:
            while not stop.is_set():
                try:
                    ready, pause = [*later, *await ahead], IDLE_SECONDS
                    waits = pauses()
                except Exception as error:  # noqa: BLE001 - nothing may end the loop
                    log.error("the outbox cannot be served (%s)", type(error).__name__)
                    ready, pause = later, next(waits)
                if ready:
                    ahead = asyncio.create_task(self._claimed())
                later = [each for each in ready if not await self._leave(*each, stop)]
                if len(later) == len(ready):
                    await unless(stop, asyncio.sleep(pause))
                if not ready:
                    ahead = asyncio.create_task(self._claimed())
            await asyncio.wait([ahead])  # what a worker thread writes cannot be called back
        finally:
            ahead.cancel()

    async def settle(self) -> None:
        """Write what has come back; the rest is brought again after the next start."""
        back, self._back = self._back, []
        if back:
            await self._ledger.write(lambda book: _note(book, back))

    async def _claimed(self) -> list[Ready]:
        """Write what came back and lease what may leave next, in one transaction."""
        if not await asyncio.to_thread(self._alone):
            self._began = False
            return []
        back, self._back = self._back, []
        room = min(AT_ONCE, MOST_AWAY - len(self._away))
        quiet, began = self._is_quiet(), self._began

        def work(book: ContactBook) -> list[Errand]:
            if not began:  # whoever delivered before may have died with errands in hand
                book.release_leases()
            _note(book, back)
            return list(book.claim(TELEGRAM, room, quiet)) if room > 0 else []

        gone = [errand.address for errand, came in back if came is Outcome.UNREACHABLE]
        try:
            errands = await self._ledger.write(work, gone)
        except BaseException:
            self._back = back + self._back
            raise
        self._began = True
        self._away |= {errand.id for errand in errands}
        return await asyncio.to_thread(self._composed, errands) if errands else []

    def _composed(self, errands: list[Errand]) -> list[Ready]:
        """Screens for errands; a round's is made once for each language, not for each person."""
        made: dict[tuple[str, str, str], Screen | None] = {}
        ready = []
        for errand in errands:
            kind = errand.template, errand.subject, errand.language
            try:
                if kind not in made:
                    made[kind] = self._compose(errand)
            except Exception as error:  # noqa: BLE001 - one errand may not hold up the others
                log.error("a message of the outbox could not be made (%s)", type(error).__name__)
                self._come_back(errand, Outcome.FAILED)
                continue
            screen = made[kind]
            if screen is None:
                self._come_back(errand, Outcome.SHOWN)
            else:
                ready.append((errand, screen))
        return ready

    async def _leave(self, errand: Errand, screen: Screen, stop: asyncio.Event) -> bool:
        """Bring one errand when it is its turn; False when it is too early for its chat."""
        now, chat = monotonic(), errand.address.value
        if self._chats.get(chat, 0.0) > now or stop.is_set():
            return False
        await unless(stop, self._pace.turn())
        now = monotonic()
        self._chats = {each: free for each, free in self._chats.items() if free > now}
        self._chats[chat] = now + CHAT_SECONDS
        came = self._lines.put(Showing(errand.address, errand.language, screen, errand=True))
        came.add_done_callback(lambda came: self._come_back(errand, came.result()))
        return True

    def _come_back(self, errand: Errand, outcome: Outcome) -> None:
        self._away.discard(errand.id)
        self._back.append((errand, outcome))


def _note(book: ContactBook, back: list[tuple[Errand, Outcome]]) -> None:
    for errand, outcome in back:
        if outcome is Outcome.FAILED:
            book.postponed(errand)
        elif outcome is Outcome.UNREACHABLE:
            book.unreachable(errand.address)
        else:
            book.delivered(errand)
