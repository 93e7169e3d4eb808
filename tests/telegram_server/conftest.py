"""A served world and a bare HTTP client for the emulator's own tests."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from tests.telegram_server import TelegramServer, World
from tests.telegram_server.wire import Json

Calling = Callable[..., Coroutine[None, None, Json]]


@pytest.fixture
def world() -> World:
    """A world that lets a bot poll as often as it likes."""
    return World(punish_repolling=False)


@pytest.fixture
async def server(world: World) -> AsyncIterator[TelegramServer]:
    """The world, served; at the end every word that was exchanged fits the Bot API."""
    async with TelegramServer(world) as served:
        yield served
    assert world.complaints == []


@pytest.fixture
async def call(server: TelegramServer) -> AsyncIterator[Calling]:
    """Call a method with a JSON body and get the whole answer, refusals too."""
    async with aiohttp.ClientSession() as session:

        async def calling(method: str, **params: Any) -> Json:
            url = f"{server.url}/bot{server.world.token}/{method}"
            async with session.post(url, json=params) as answer:
                body: Json = await answer.json()
                assert answer.status == body.get("error_code", 200)
                return body

        yield calling
