"""Writes what the young are told into docs/privacy.md: ``python -m tests.house.told``."""

from collections.abc import Iterator
from pathlib import Path

from app.content import load_catalogue
from conversations.items import Information
from conversations.phrases import COMPLETE
from conversations.screens import welcome_screen
from locales import speak

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"
BEGIN, END = "<!-- told:begin -->\n", "<!-- told:end -->\n"


def section() -> str:
    """The welcome of every band in every complete language, as Markdown."""
    told = load_catalogue().information
    return "\n".join(line for code in COMPLETE for line in _in_language(told, code)) + "\n\n"


def _in_language(told: tuple[Information, ...], code: str) -> Iterator[str]:
    yield f"\n### {COMPLETE[code]}"
    for each in told:
        *lines, last = welcome_screen(each, "telegram").lines
        *_, on_the_web = welcome_screen(each, "slip").lines
        yield f"\n**{each.rung}**\n"
        yield from (f"- {speak(line, code)}" for line in lines)
        yield f"- *Telegram:* {speak(last, code)}"
        yield f"- *Web:* {speak(on_the_web, code)}"


def written() -> str:
    """The section as it stands in the document."""
    return PRIVACY.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    before, _, rest = PRIVACY.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PRIVACY.write_text(before + BEGIN + section() + END + after, "utf-8")
