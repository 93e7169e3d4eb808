"""Tells open pages that something changed elsewhere: another tab, a round that opened, a new week.

What travels is a mark that means nothing to anybody: the page asks for the open step by itself.
Nothing is kept of a stream but that it is open. Pages work without it.
"""

import asyncio
import hmac
import secrets
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.webchat.entering import CHAT, Doorkeeper
from conversations.listening import Listener
from conversations.ports import Address, ContactBook, Prompt

CHANGES = f"{CHAT}/changes"
LOOK_SECONDS = 15.0  # between two looks at what others may have changed
BEAT_SECONDS = 15.0  # of silence after which a proxy hears that the line is alive
MOST_STREAMS = 1000  # more would be somebody who opens pages to be in the way
AT_ONCE = 50  # talks looked up in one transaction: none is open for long
OpenPrompts = Callable[[str], Sequence[Prompt]]
HEADERS = {"X-Accel-Buffering": "no"}  # a proxy hands each line on at once


@dataclass(eq=False, slots=True)
class Stream:
    """One open page: whose, the mark it was told last, and whether there is a newer one."""

    address: Address
    told: str = ""
    mark: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Live:
    """The open pages of this process."""

    def __init__(self, listener: Listener, doorkeeper: Doorkeeper) -> None:
        """Nobody is here yet. Marks of two processes have nothing in common."""
        self._listener, self._doorkeeper = listener, doorkeeper
        self._streams: set[Stream] = set()
        self._key = secrets.token_bytes(16)
        self._looking: asyncio.Task[None] | None = None

    async def changes(self, request: Request) -> Response:
        """The stream of a page. 204 tells a browser not to come again."""
        visitor = self._doorkeeper.visitor(request)
        if visitor is None or len(self._streams) >= MOST_STREAMS:
            return Response(status_code=204)
        lines = self.lines(visitor)
        return StreamingResponse(lines, media_type="text/event-stream", headers=HEADERS)

    async def lines(self, address: Address) -> AsyncGenerator[str, None]:
        """Events as they travel: the mark at first and whenever it is another; else a beat."""
        stream = Stream(address)
        self._streams.add(stream)
        try:
            await self._look([stream])
            self._keep_looking()
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stream.news.wait(), BEAT_SECONDS)
                stream.news.clear()
                if stream.mark == stream.told:
                    yield ":\n\n"
                    continue
                stream.told = stream.mark
                yield f"data: {stream.mark}\n\n"
        finally:
            self._streams.discard(stream)

    async def changed(self, address: Address) -> None:
        """Somebody has just done something here: their other pages hear of it."""
        theirs = [each for each in self._streams if each.address == address]
        if theirs:
            await self._look(theirs)

    def _keep_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_around())

    async def _look_around(self) -> None:
        """Look at everybody's talk now and then, as long as anybody is here."""
        while self._streams:
            await asyncio.sleep(LOOK_SECONDS)
            waiting = iter(list(self._streams))
            while batch := list(islice(waiting, AT_ONCE)):
                await self._look(batch)

    async def _look(self, streams: Sequence[Stream]) -> None:
        try:
            marks = await run_in_threadpool(self._marks, [each.address for each in streams])
        except Exception as error:  # noqa: BLE001 - the next look may succeed; pages lose nothing
            self._listener.trouble(type(error).__name__)
            return
        for stream, mark in zip(streams, marks, strict=True):
            if mark != stream.mark:
                stream.mark = mark
                stream.news.set()

    def _marks(self, addresses: Iterable[Address]) -> list[str]:
        with self._listener.books.reading() as book:
            office = self._listener.office.as_it_stands()
            return [self._mark(book, office.open_prompts, each) for each in addresses]

    def _mark(self, book: ContactBook, open_prompts: OpenPrompts, address: Address) -> str:
        """A fingerprint of what somebody would see: the week, what is asked, where they are."""
        contact, dialog = book.contact(address), book.dialog(address)
        seen = [book.week, contact.language if contact else ""]
        seen += [prompt.id for prompt in (open_prompts(contact.unit) if contact else ())]
        if dialog:
            seen += [dialog.conversation.prompt, str(dialog.conversation.step)]
        return hmac.digest(self._key, repr((address, seen)).encode(), "sha256")[:8].hex()
