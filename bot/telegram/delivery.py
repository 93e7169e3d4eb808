"""The outbox: rounds, news and summaries, brought at a pace that Telegram accepts."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from bot.telegram.calling import pauses
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines, Outcome, Showing
from bot.telegram.polling import unless
from conversations.ports import ContactBook, Errand
from conversations.screens import Screen

A_SECOND = 25  # messages to everybody together
CHAT_SECONDS = 1.0  # between two messages to one chat
MOST_AWAY = 100  # errands that have left and have not come back
IDLE_SECONDS = 2.0

Compose = Callable[[Errand], Screen | None]
log = logging.getLogger("kuulolla.telegram")


class Delivery:
    """Claims errands, brings them, and writes what became of them. At least once: an errand that
    was under way at a crash is brought again."""

    def __init__(
        self, ledger: Ledger, lines: Lines, compose: Compose, is_quiet: Callable[[], bool]
    ) -> None:
        """``compose`` makes a screen of an errand (None: there is nothing to bring any more);
        it is called on a worker thread. ``is_quiet`` says whether prompts have to wait."""
        self._ledger, self._lines, self._compose, self._is_quiet = ledger, lines, compose, is_quiet
        self._away: set[bytes] = set()
        self._back: list[tuple[Errand, Outcome]] = []
        self._next = 0.0  # when the next message may leave
        self._chats: dict[str, float] = {}  # when the next one may leave for a chat

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until stopped; survives everything."""
        waits = pauses()
        while not stop.is_set():
            try:
                left = [await unless(stop, self._leave(e)) for e in await self.claim()]
                waits, pause = pauses(), 0.0 if any(left) else IDLE_SECONDS
            except Exception as error:  # noqa: BLE001 - nothing may end the loop
                log.error("the outbox cannot be served (%s)", type(error).__name__)
                pause = next(waits)
            await unless(stop, asyncio.sleep(pause))

    async def claim(self) -> list[Errand]:
        """Write what came back and lease what may leave now, in one transaction."""
        back, self._back = self._back, []
        room = min(A_SECOND, MOST_AWAY - len(self._away))
        quiet = self._is_quiet()

        def work(book: ContactBook) -> list[Errand]:
            _note(book, back)
            return list(book.claim("telegram", room, quiet)) if room > 0 else []

        try:
            errands = await self._ledger.write(work)
        except BaseException:
            self._back = back + self._back
            raise
        self._away |= {errand.id for errand in errands}
        return errands

    async def settle(self) -> None:
        """Write what has come back; the rest is brought again after the next start."""
        back, self._back = self._back, []
        if back:
            await self._ledger.write(lambda book: _note(book, back))

    async def _leave(self, errand: Errand) -> bool:
        """Bring one errand when it is its turn. False when there was nothing to bring."""
        try:
            screen = await asyncio.to_thread(self._compose, errand)
        except Exception as error:  # noqa: BLE001 - one errand may not hold up the others
            log.error("a message of the outbox could not be made (%s)", type(error).__name__)
            self._come_back(errand, Outcome.FAILED)
            return False
        if screen is None:
            self._come_back(errand, Outcome.SHOWN)
            return False
        chat = errand.address.value
        now = monotonic()
        await asyncio.sleep(max(self._next, self._chats.get(chat, 0.0), now) - now)
        now = monotonic()
        self._next = now + 1 / A_SECOND
        self._chats = {c: free for c, free in self._chats.items() if free > now}
        self._chats[chat] = now + CHAT_SECONDS
        self._lines.put(
            Showing(
                errand.address,
                errand.language,
                screen,
                done=lambda outcome: self._come_back(errand, outcome),
            )
        )
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
