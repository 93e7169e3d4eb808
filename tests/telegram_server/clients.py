"""What the scenarios do with a bot, whichever client drives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Rows = Sequence[Sequence[tuple[str, str]]]


class Refused(Exception):
    """What the server said no with, in one shape for both clients; code 0: no answer came."""

    def __init__(self, code: int, why: str, retry_after: int | None = None) -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why.lower()
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Got:
    """An update as a client read it."""

    number: int
    kind: str
    text: str
    sender: int
    language: str | None
    date: int
    query: str = ""
    message: int = 0


class Client(Protocol):
    """What the scenarios do with a bot."""

    async def me(self) -> str: ...
    async def updates(self, offset: int = 0, limit: int = 100, wait: int = 0) -> list[Got]: ...
    async def send(self, chat: int, text: str, rows: Rows = (), mode: str | None = None) -> int: ...
    async def edit(self, chat: int, message: int, text: str, rows: Rows = ()) -> int: ...
    async def edit_rows(self, chat: int, message: int, rows: Rows) -> int: ...
    async def answer(self, query: str, text: str) -> bool: ...
    async def delete(self, chat: int, *messages: int) -> bool: ...
    async def photo(self, chat: int, content: bytes, caption: str) -> tuple[int, int]: ...
    async def document(self, chat: int, content: bytes, name: str) -> str: ...
    async def typing(self, chat: int) -> bool: ...
    async def commands(self, wanted: dict[str, str], language: str) -> dict[str, str]: ...
    async def webhook(self, url: str, secret: str) -> str: ...
    async def no_webhook(self) -> bool: ...
