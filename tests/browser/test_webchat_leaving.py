"""'Leave quickly' in a real browser: by tap, by keyboard, without JavaScript, and Back after it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error, Page, expect

from tests.bot.webchat_world import World, open_world
from tests.browser.conftest import OpenPage
from tests.browser.webchat_site import come_in, serving

OUTSIDE = "/static/chat/icon.svg"  # stands in for the weather, which is out of reach here


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("bot.webchat.entering.ELSEWHERE", OUTSIDE)
    yield from open_world(tmp_path)


async def nothing_is_left(page: Page, address: str, question: str) -> None:
    """Outside, without the cookie, and Back brings no question."""
    await page.wait_for_url(f"{address}{OUTSIDE}")
    assert await page.context.cookies() == []
    with suppress(Error):  # what a form brought is not kept either: the browser shows its own page
        await page.go_back()
    await page.wait_for_load_state()
    assert question not in await page.locator("body").inner_text()


@pytest.mark.parametrize("scripted", [True, False])
async def test_one_tap_leaves_and_back_brings_nothing(
    open_page: OpenPage, world: World, scripted: bool
) -> None:
    page = await open_page(java_script_enabled=scripted)
    async with serving(world) as address:
        await come_in(page, address, world)
        question = await page.locator("h1").inner_text()
        before = await page.evaluate("history.length") if scripted else 0
        await page.locator("#away").click()
        await page.wait_for_url(f"{address}{OUTSIDE}")
        if scripted:
            assert await page.evaluate("history.length") == before, "it took the page's place"
        await nothing_is_left(page, address, question)


async def test_esc_twice_leaves_but_once_or_slowly_does_not(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        question = await page.locator("h1").inner_text()
        for key in ("Escape", "Tab", "Escape"):
            await page.keyboard.press(key)
        await expect(page.locator("h1")).to_have_text(question)
        await page.keyboard.press("Escape")
        await nothing_is_left(page, address, question)


async def test_the_screen_is_empty_before_the_next_page_has_come(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        stays = {"status": 204}  # an answer that brings no next page
        await page.route("**/chat/out", lambda route: route.fulfill(**stays))
        await page.locator("#away").click()
        await expect(page.locator("body")).to_be_empty()
        assert await page.title() == "Kuulolla"
