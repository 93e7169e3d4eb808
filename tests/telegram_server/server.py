"""The HTTP side: /bot<TOKEN>/<method> for bots, with the person's side mounted beside it."""

import json
import socket
import struct
from types import TracebackType

from aiohttp import web

from tests.telegram_server.control import control_routes
from tests.telegram_server.faults import ConnectionCut, Gibberish
from tests.telegram_server.methods import perform
from tests.telegram_server.page import page_routes
from tests.telegram_server.webhook import WebhookSender
from tests.telegram_server.wire import ApiError, Json, Params, Upload
from tests.telegram_server.world import World

_LARGEST_REQUEST = 60 * 1024 * 1024


class TelegramServer:
    """Serves a world on loopback while entered.

        async with TelegramServer(world) as server:
            bot = Bot(token=world.token, ... server.url ...)

    Port 0 takes a free one; `url` is the base address without a slash at its end; `webhooks`
    posts updates while a webhook is set.
    """

    def __init__(self, world: World, port: int = 0, host: str = "127.0.0.1") -> None:
        self.world = world
        self._address = host, port
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.1)
        self.webhooks = WebhookSender(world)
        self.url = ""

    async def __aenter__(self) -> "TelegramServer":
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._address).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.webhooks.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.webhooks.stop()
        await self._runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._bot_call)
        app.add_routes(control_routes(self.world))
        app.add_routes(page_routes(self.world))
        return app

    async def _bot_call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _answer(401, ApiError(401, "Unauthorized").body())
        try:
            params = await read_params(request)
            status, body = await perform(self.world, request.match_info["method"], params)
        except ApiError as error:
            status, body = error.code, error.body()
        except ConnectionCut:
            _cut(request)
            status, body = 500, {}
        except Gibberish:
            return web.Response(body=b'{"ok": tr', content_type="application/json")
        return _answer(status, body)


async def read_params(request: web.Request) -> Params:
    """Parameters from the query and from a JSON, form or multipart body. Raises ApiError 400."""
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            values |= json.loads(await request.read() or b"{}")
        except (ValueError, TypeError):
            raise ApiError(400, "Bad Request: can't parse JSON object") from None
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else value.decode()
    return Params(values, files)


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(
        status=status, body=json.dumps(body).encode(), content_type="application/json"
    )


def _cut(request: web.Request) -> None:
    """Reset the connection: no answer, and the client learns it at once."""
    if request.transport is None:
        return
    plug = request.transport.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
