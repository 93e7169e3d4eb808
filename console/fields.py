"""Reads what a form sent: not without end, no raising on odd bytes, one problem at a time."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.requests import Request

from conversations.phrases import Phrase, say
from conversations.writing import clean
from panel.refusals import Refused

MOST_BYTES = 128 * 1024
MOST_PATIENCE = 4 * 1024 * 1024  # read and thrown away, so that the browser hears the answer
MOST_FIELDS = 1024  # a reader can hide every word of a text


class TooLong(Refused):
    """More was sent than any form here holds."""


class Mistake(Refused):
    """One field cannot be taken as it is; ``field`` names it, so that the page can point at it."""

    def __init__(self, field: str, kindly: Phrase) -> None:
        super().__init__(kindly)
        self.field = field


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one form or query, as they were sent."""

    sent: dict[str, list[str]] = field(default_factory=dict)

    def raw(self, name: str) -> str:
        """A field as it was typed, for showing it again."""
        return self.sent.get(name, [""])[0]

    def every(self, name: str) -> list[str]:
        """All values of a field that may be ticked several times."""
        return self.sent.get(name, [])

    def line(self, name: str, label: Phrase, most: int) -> str:
        """One line of text, cleaned as all others are. Raises Mistake if empty or too long."""
        text = " ".join(clean(self.raw(name)).split())
        if not text:
            raise Mistake(name, say("Please fill in: {field}.", field=label))
        return _short_enough(name, text, label, most)

    def optional_line(self, name: str, label: Phrase, most: int) -> str:
        """The same, but it may stay empty."""
        return self.line(name, label, most) if self.raw(name).strip() else ""

    def text(self, name: str, label: Phrase, most: int) -> str:
        """Several lines of text; may be empty. Raises Mistake if it is too long."""
        return _short_enough(name, clean(self.raw(name)).strip(), label, most)

    def number(self, name: str, label: Phrase, least: int, most: int) -> int:
        """A whole number. Raises Mistake outside ``least`` to ``most``."""
        typed = self.raw(name).strip()
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
        if not least <= number <= most:
            wanted = say(
                "{field}: please give a whole number from {least} to {most}.",
                field=label,
                least=least,
                most=most,
            )
            raise Mistake(name, wanted)
        return number

    def choice(self, name: str, label: Phrase, offered: "list[str] | tuple[str, ...]") -> str:
        """One of the offered values. Raises Mistake for anything else."""
        chosen = self.raw(name)
        if chosen not in offered:
            raise Mistake(name, say("{field}: please choose one from the list.", field=label))
        return chosen


def _short_enough(name: str, text: str, label: Phrase, most: int) -> str:
    if len(text) > most:
        shorter = say("{field}: please shorten it to {most} characters.", field=label, most=most)
        raise Mistake(name, shorter)
    return text


async def read_fields(request: Request) -> Fields:
    """The form of a request; nothing for a GET. Raises TooLong."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MOST_BYTES:
            body += chunk
        elif size > MOST_PATIENCE:
            break
    if size > MOST_BYTES:
        raise TooLong(say("That was too long to be taken in. Please send less at once."))
    return parsed(bytes(body))


def parsed(encoded: bytes) -> Fields:
    """Make sense of url-encoded fields; what makes none is left out."""
    try:
        sent = parse_qs(
            encoded.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        sent = {}
    return Fields(sent)
