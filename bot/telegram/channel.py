"""The Telegram channel as a whole: what app starts, and what stops with it."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand
from aiogram.utils.token import TokenValidationError

from bot.telegram.calling import Caller, open_bot, pauses
from bot.telegram.delivery import Compose, Delivery
from bot.telegram.hush import hushed
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines, Showing
from bot.telegram.polling import LONGEST_AWAY, OFFSET, Poller, TokenRefused, unless
from conversations.listening import Listener
from conversations.phrases import LANGUAGES, say
from conversations.ports import Address, ContactBook, ContactBooks, Dialog
from conversations.questions import Catalogue
from conversations.turns import screen_of
from locales import speak

TELEGRAM = "https://api.telegram.org"
AT_ONCE, URGENT_AT_ONCE = 40, 20  # together below the connections there are
TIDY_SECONDS = 1.0
SHOW_ANEW_SECONDS = 30.0
DRAIN_SECONDS = 10.0
COMMANDS = {
    "stop": say("Stop the questions"),
    "help": say("Help"),
    "language": say("Language"),
    "pause": say("How often I ask"),
    "forget": say("Forget me"),
}
FINNISH = {
    "stop": "lopeta",
    "help": "apua",
    "language": "kieli",
    "pause": "tauko",
    "forget": "unohda",
}

REFUSAL = (
    "Telegram does not accept the bot's token. Check KUULOLLA_TELEGRAM_TOKEN, and "
    "KUULOLLA_TELEGRAM_API_URL if it is set. Everything else goes on without Telegram."
)

log = logging.getLogger("kuulolla.telegram")


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """Talks with everybody who writes to one bot, and brings what waits in the outbox.

    ``api_url`` is the base address of any Bot API server. ``compose`` makes an errand's screen
    (None: not worth bringing any more); it is called on a worker thread. ``is_quiet`` says
    whether prompts have to wait.
    """

    token: str = field(repr=False)
    api_url: str
    books: ContactBooks
    listener: Listener
    catalogue: Catalogue
    compose: Compose
    is_quiet: Callable[[], bool]

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set, or until Telegram refuses the token: then it says so.

        Cancelling it is like pulling the plug: what was stored is shown at the next start.
        """
        with hushed(self.token):
            try:
                bot = open_bot(self.token, self.api_url or TELEGRAM)
                try:
                    await self._serve(bot, stop)
                finally:
                    await bot.session.close()
            except (TokenValidationError, TokenRefused):
                log.critical(REFUSAL)

    async def _serve(self, bot: Bot, stop: asyncio.Event) -> None:
        call, trouble = Caller(bot, AT_ONCE), self.listener.trouble
        ledger = Ledger(self.books)
        lines = Lines(call, Caller(bot, URGENT_AT_ONCE), ledger, trouble)
        poller = Poller(bot, ledger, lines, self.listener)
        delivery = Delivery(ledger, lines, self.compose, self.is_quiet)
        beside: list[asyncio.Task[None]] = []
        try:
            if await self._resume(ledger, lines, poller, stop):
                beside += [
                    asyncio.create_task(work)
                    for work in (_greet(call), delivery.run(stop), self._tidy(ledger, lines))
                ]
                await poller.run(stop)
                await asyncio.wait(beside[1:2], timeout=DRAIN_SECONDS)
                with suppress(TimeoutError):
                    await asyncio.wait_for(lines.fewer_than(1), DRAIN_SECONDS)
                await _last_words(ledger, delivery)
        finally:
            for task in beside:
                task.cancel()
            await lines.close()

    async def _resume(
        self, ledger: Ledger, lines: Lines, poller: Poller, stop: asyncio.Event
    ) -> bool:
        """Take up where an earlier process stopped: its offset, its errands, its open questions.

        False when stopped before the storage answered.
        """

        def work(book: ContactBook) -> tuple[str | None, list[tuple[Address, Dialog]]]:
            book.release_leases()
            return book.recall(OFFSET), book.not_shown("telegram")

        waits = pauses()
        while not stop.is_set():
            try:
                offset, unshown = await ledger.write(work)
            except Exception as error:  # noqa: BLE001 - whatever storage there is
                log.error("the contact book cannot be opened (%s)", type(error).__name__)
                await unless(stop, asyncio.sleep(min(next(waits), LONGEST_AWAY)))
                continue
            poller.offset = int(offset) if offset else None
            self._show_anew(lines, unshown)
            return True
        return False

    def _show_anew(self, lines: Lines, unshown: Iterable[tuple[Address, Dialog]]) -> None:
        for address, dialog in unshown:
            talk = dialog.conversation
            try:
                screen = screen_of(talk, self.catalogue)
            except (KeyError, IndexError):  # its question is no longer asked
                self.listener.trouble("telegram question is no longer there")
                continue
            lines.put(Showing(address, talk.language, screen, edits=dialog.message, step=talk.step))

    async def _tidy(self, ledger: Ledger, lines: Lines) -> None:
        """Write what was shown while nobody writes, and show anew what could not be shown."""
        anew = monotonic() + SHOW_ANEW_SECONDS
        while True:
            await asyncio.sleep(TIDY_SECONDS)
            with suppress(Exception):  # the marks are kept; the poller tells of the storage
                if lines.left_behind and monotonic() > anew:
                    anew = monotonic() + SHOW_ANEW_SECONDS
                    unshown = await ledger.write(lambda book: book.not_shown("telegram"))
                    behind = [each for each in unshown if each[0] in lines.left_behind]
                    self._show_anew(lines, behind)
                elif ledger.waits:
                    await ledger.write(lambda book: None)


async def _greet(call: Caller) -> None:
    """Tell Telegram the commands: Finnish words for Finnish phones, the plain ones elsewhere."""
    for language in ("", *LANGUAGES):
        names = FINNISH if language == "fi" else {}
        commands = [
            BotCommand(command=names.get(name, name), description=speak(told, language))
            for name, told in COMMANDS.items()
        ]
        with suppress(AiogramError, OSError):
            await call(SetMyCommands(commands=commands, language_code=language or None))


async def _last_words(ledger: Ledger, delivery: Delivery) -> None:
    """Write what is known at the end; what cannot be written is only done again."""
    with suppress(Exception):
        await delivery.settle()
        if ledger.waits:
            await ledger.write(lambda book: None)
