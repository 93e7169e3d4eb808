"""The address that Telegram posts updates to: guards first, then a body, then whoever takes it.

Loads nothing of aiogram: the web server has it from the first moment, and until the channel is
there it answers 503, by which Telegram keeps an update and brings it again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from hmac import compare_digest
from http import HTTPStatus
from typing import Any

PATH = "/telegram"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
TROUBLE = "telegram_webhook_trouble"  # under which the week and the kind of it are remembered
LARGEST = 256 * 1024  # bytes; the longest text with all that may hang on it is a fifth of that
BODY_SECONDS = 10.0  # in which a body has to be here
COME_AGAIN = 5  # seconds; without it Telegram doubles its wait up to two minutes

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Take = Callable[[bytes], Awaitable[bytes]]


class CannotTake(Exception):
    """An update cannot be made durable just now; Telegram is to bring it again."""


class NotAnUpdate(Exception):
    """A body that is no update of the Bot API."""


class Refused(Exception):
    """The request ends with this status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Webhook:
    """ASGI: the webhook's address. ``take`` gets a body once the sender is known to be Telegram;
    what it returns, a call of the Bot API as JSON or nothing, travels in the answer."""

    def __init__(self, url: str, secret: str) -> None:
        """``url`` is where Telegram is to post, ``secret`` what it is to send along."""
        self.url, self.secret = url, secret
        self.take: Take | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request: 200 once the update is durable, 503 where that cannot be."""
        try:
            self._admit(scope["method"], dict(scope["headers"]))
            if self.take is None:
                raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive)
            answer = await self.take(body)
        except Refused as refused:
            await _answer(send, refused.status)
        except TimeoutError:
            await _answer(send, HTTPStatus.REQUEST_TIMEOUT)
        except NotAnUpdate:
            await _answer(send, HTTPStatus.BAD_REQUEST)
        except CannotTake:
            await _answer(send, HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            await _answer(send, HTTPStatus.OK, answer)

    def _admit(self, method: str, headers: dict[bytes, bytes]) -> None:
        """Raises Refused; no byte of the body has been looked at."""
        if not compare_digest(headers.get(SECRET_HEADER, b""), self.secret.encode()):
            raise Refused(HTTPStatus.UNAUTHORIZED)
        if method != "POST":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


async def _read(receive: Receive) -> bytes:
    """The body, however long it said it was. Raises Refused."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST)
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body"):
            return body


async def _answer(send: Send, status: HTTPStatus, body: bytes = b"") -> None:
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers = [*headers, (b"retry-after", str(COME_AGAIN).encode())]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
