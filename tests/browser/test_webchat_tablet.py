"""A shared tablet in a real browser: one address, no history, and closing when it is quiet."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.bot.webchat_world import World, open_world
from tests.browser.conftest import OpenPage
from tests.browser.webchat_site import serving, tap

TABLET = {"width": 800, "height": 1200}


@pytest.fixture
def world(tmp_path: Path) -> Any:
    yield from open_world(tmp_path)


async def at_the_first_question(page: Page, address: str, world: World) -> None:
    """A child of eight, alone."""
    world.start_round()
    await page.goto(f"{address}/t/{world.door}")
    await tap(page, "ul.answers button")
    await tap(page, "ul.answers li:first-child button")
    await tap(page, "ul.answers li:first-child button")
    await tap(page, "button.chosen")


async def test_a_whole_talk_stays_at_one_address_and_leaves_no_history(
    open_page: OpenPage, world: World
) -> None:
    page = await open_page(viewport=TABLET)
    async with serving(world) as address:
        await at_the_first_question(page, address, world)
        question = await page.locator("h1").inner_text()
        for _ in range(3):
            await tap(page, "ul.faces li:first-child button")
        assert page.url == f"{address}/t/{world.door}"
        assert await page.evaluate("history.length") == 2  # the empty tab, and this address
        assert await page.context.cookies() == []
        await page.reload()
        assert question not in await page.locator("body").inner_text()
    assert len(world.answers()) == 3


async def test_a_quiet_talk_asks_first_and_then_closes(open_page: OpenPage, world: World) -> None:
    page = await open_page(viewport=TABLET)
    await page.clock.install()
    async with serving(world) as address:
        await at_the_first_question(page, address, world)
        question = await page.locator("h1").inner_text()
        await page.clock.run_for(95_000)
        await expect(page.locator("#quiet")).to_be_visible()
        await page.keyboard.press("Shift")
        await expect(page.locator("#quiet")).to_be_hidden()
        await page.clock.run_for(95_000)
        await expect(page.locator("h1")).to_have_text(question)
        await page.clock.run_for(30_000)
        await expect(page.locator("h1")).not_to_have_text(question)
        assert await page.context.cookies() == []
        assert await page.locator("a.next").count() == 1
