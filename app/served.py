"""What links need to know: where this installation is served, and what its bot is called."""

import json
import logging
from dataclasses import replace
from urllib.request import urlopen

from app.links import telegram_link, web_link
from app.parts import ChatSide, Kuulolla, OfficeSide
from app.settings import Settings

log = logging.getLogger("kuulolla")
PATIENCE = 5  # seconds for one question to Telegram
BOT_NAME, ADDRESS = "telegram_bot", "address"  # what the contact book remembers


def code_links(app: OfficeSide, code: str) -> dict[str, str]:
    """A code with its web link, and its Telegram link when there is a bot."""
    links = {"code": code, "link": web_link(app.settings.address, code)}
    if name := bot_name(app):
        links["telegram"] = telegram_link(name, code)
    return links


def remember_address(app: ChatSide) -> None:
    """Where this installation is served, for links that commands print meanwhile."""
    with app.contacts.writing() as book:
        book.remember(ADDRESS, app.settings.address)


def as_served(app: Kuulolla) -> Kuulolla:
    """The installation with the address it was last served at, unless a setting says another."""
    with app.contacts.reading() as book:
        served = book.recall(ADDRESS)
    if app.settings.public_url or not served:
        return app
    return replace(app, settings=app.settings.model_copy(update={"public_url": served}))


def bot_name(app: OfficeSide) -> str:
    """The bot's user name: from the settings, remembered, or asked from Telegram once.

    Only where the contacts are within reach can it be remembered; elsewhere it is a setting.
    """
    given = app.settings.telegram_bot
    if given or not app.settings.telegram_token or not isinstance(app, ChatSide):
        return given
    with app.contacts.reading() as book:
        known = book.recall(BOT_NAME)
    if known:
        return known
    name = _ask_bot_name(app.settings)
    if name:
        with app.contacts.writing() as book:
            book.remember(BOT_NAME, name)
    return name


def _ask_bot_name(settings: Settings) -> str:
    url = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token}/getMe"
    try:
        with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - the operator's own setting
            return str(json.load(answer)["result"]["username"])
    except (OSError, ValueError, KeyError):  # the error would name the token; links still work
        log.warning("Telegram did not tell the bot's name: set KUULOLLA_TELEGRAM_BOT.")
        return ""
