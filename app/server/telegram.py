"""Starts the Telegram channel as the settings say: updates are fetched, or come by webhook."""

import asyncio
import gc
import re
from typing import TYPE_CHECKING

import click

from app.beats import is_quiet
from app.errands import composer
from app.parts import ChatSide, OfficeSide
from app.settings import Settings
from bot.telegram.webhook import PATH, Webhook
from storage.alone import Alone

if TYPE_CHECKING:
    from bot.telegram.channel import TelegramChannel

DELIVERY = "telegram delivery"  # what one chat process of several does: together they are too fast
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes


def webhook_of(settings: Settings) -> Webhook | None:
    """The webhook's address, if updates are to come that way. Raises ClickException."""
    talks = settings.part in ("all", "chat") and settings.telegram_token
    if not talks or not settings.telegram_webhook:
        return None
    if not _SECRET.fullmatch(settings.telegram_webhook_secret):
        raise click.ClickException(
            "KUULOLLA_TELEGRAM_WEBHOOK is on, and KUULOLLA_TELEGRAM_WEBHOOK_SECRET is not set or "
            "cannot be sent: it takes 1 to 256 of A-Z, a-z, 0-9, _ and -. Without it anybody could "
            "answer in somebody else's name. Make one with: openssl rand -hex 32"
        )
    if not settings.public_url:
        raise click.ClickException(
            "KUULOLLA_TELEGRAM_WEBHOOK is on: KUULOLLA_PUBLIC_URL has to say where Telegram finds "
            "this program, such as https://chat.example."
        )
    return Webhook(settings.address + PATH, settings.telegram_webhook_secret)


async def serve_telegram(app: OfficeSide, webhook: Webhook | None, stop: asyncio.Event) -> None:
    """Talk until stopped, if this part talks and there is a token."""
    settings = app.settings
    if not isinstance(app, ChatSide) or not settings.telegram_token or settings.part == "clock":
        return
    alone = Alone(app.contacts.database, DELIVERY)
    channel = (await asyncio.to_thread(_telegram_channel))(
        token=settings.telegram_token,
        api_url=settings.telegram_api_url,
        books=app.contacts,
        listener=app.listener,
        compose=composer(app),
        is_quiet=lambda: is_quiet(app.clock()),
        alone=alone.mine,
        webhook=webhook,
    )
    try:
        await channel.run(stop)
    finally:
        await asyncio.to_thread(alone.let_go)


def _telegram_channel() -> "type[TelegramChannel]":
    """Seconds and 170 MB: only when there is a token, and beside the chat.

    Loading leaves hardly any rubbish, and looking for it takes a tenth of the time; afterwards
    what is loaded stays, and no later search has to walk through it (ADR 14).
    """
    gc.disable()
    try:
        from bot.telegram.channel import TelegramChannel
    finally:
        gc.enable()
    gc.freeze()
    return TelegramChannel
