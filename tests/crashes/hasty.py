"""A control of C-01: a bot that confirms before it stores, and dies in between, loses a tap."""

import asyncio
from random import Random

from aiogram.methods import GetUpdates

from bot.telegram import channel
from bot.telegram.polling import Poller
from bot.telegram.reading import Received
from conversations.replies import Reply
from tests.crashes.crowd import Walk
from tests.crashes.fuse import kill
from tests.crashes.killing import Reaper, Tally, found, given, open_round
from tests.crashes.mortal import Site, talk_until_killed
from tests.telegram_server import TelegramServer, World


class HastyPoller(Poller):
    """Confirms to Telegram what it has not stored yet, as aiogram's own loop does.

    At the first button that somebody taps it dies in between.
    """

    async def _take(self, batch: list[Received], offset: int) -> None:
        await self._bot(GetUpdates(offset=offset, limit=1, timeout=0))
        if any(isinstance(each.incoming.reply, Reply) for each in batch):
            kill("a tap")
        await super()._take(batch, offset)


def talk_hastily(site: Site, url: str, token: str) -> None:
    """Serve as ``talk_until_killed`` does, with the mutant."""
    vars(channel)["Poller"] = HastyPoller  # this process dies with it
    talk_until_killed(site, url, token)


async def die_between_thanks_and_storing(site: Site, draw: Random) -> Tally:
    """One person's first tap meets the mutant: neither Telegram nor storage has it then."""
    code = open_round(site)
    reaper, world = Reaper(site, draw, None), World(check_spec=False, punish_repolling=False)
    walk = Walk(world.person(), code, draw)

    def confirmed() -> bool:
        return walk.joined and not world.updates.waiting()

    async with TelegramServer(world) as server:
        going = asyncio.create_task(walk.go())
        await reaper.let_live(confirmed, talk_hastily, server.url, world.token)
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
    return reaper.tally(given([walk]), found(site, [walk]), [walk])
