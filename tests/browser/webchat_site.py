"""The web chat on a loopback port, and the first steps in it, for the tests with a browser."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from playwright.async_api import Page, expect

from tests.bot.webchat_world import World, web_app


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[str]:
    """The chat on a loopback port; yields its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        web_app(world.house),
        log_level="critical",  # it tells of each line to an open page that it cuts at the end
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


async def tap(page: Page, selector: str) -> None:
    """Press something, and wait until the next screen's heading is there."""
    before = await page.locator("h1").inner_text()
    await page.locator(selector).click()
    await expect(page.locator("h1")).not_to_have_text(before)


async def come_in(page: Page, address: str, world: World, age: int = 3) -> None:
    """From the front page to the first question, by slip; ``age`` is the band's place, from 1."""
    if not world.house.waves.recent():
        world.start_round()
    slip = world.slip()
    await page.goto(address)
    await page.locator("#code").fill(f"{slip[:5]}-{slip[5:]}".lower())
    await tap(page, "button.chosen")
    await tap(page, f"ul.answers li:nth-child({age}) button")
    assert page.url == f"{address}/chat"
    await tap(page, "button.chosen")
