"""The links and texts that carry a code to a person."""

from app.settings import Settings


def spaced(code: str) -> str:
    """A code as it is printed: two halves that are easy to read aloud."""
    return f"{code[:5]}-{code[5:]}"


def code_links(settings: Settings, code: str) -> dict[str, str]:
    """A code with its web link, and its Telegram link when the bot's name is known."""
    links = {"code": code, "link": f"{settings.address}/c/{code}"}
    if settings.telegram_bot:
        links["telegram"] = f"https://t.me/{settings.telegram_bot}?start={code}"
    return links
