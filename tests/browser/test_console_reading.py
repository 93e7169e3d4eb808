"""The reader's page in a real browser: by keyboard, without JavaScript, narrow, wide and dark."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from panel.organisation import Role
from tests.browser.accessibility import complaints
from tests.browser.conftest import OpenPage
from tests.browser.test_console_pages import WAYS, come_in, serving
from tests.console.office_world import World, opened
from tests.console.test_console_reading import leave_texts

TEXTS = tuple(f"Täällä on hyvä olla, ja {what} riittää." for what in ("ruokaa", "lunta", "aikaa"))


def with_texts(world: World) -> World:
    """Six texts wait."""
    leave_texts(world, TEXTS * 2)
    return world


async def fits(page: Page) -> None:
    """Nobody has to scroll sideways, and axe finds nothing."""
    assert await complaints(page) == []
    wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide


@pytest.mark.parametrize("way", WAYS)
async def test_every_state_of_the_page_can_be_used_by_everybody(
    open_page: OpenPage, tmp_path: Path, way: str
) -> None:
    page = await open_page(bypass_csp=True, **WAYS[way])
    with opened(tmp_path) as world:
        async with serving(with_texts(world)) as address:
            await come_in(page, address, world, Role.READER)
            await page.get_by_role("link", name="Read the texts").click()
            await page.get_by_text("Hide words first").click()
            await page.get_by_label("hyvä").check()
            await fits(page)
            for verdict in ("Show it", *["Another reason"] * 5):
                await page.get_by_role("button", name=verdict).click()
            await expect(page.locator("main")).to_contain_text("Not enough")
            await page.get_by_text("Decided already").click()
            await expect(page.locator("main")).to_contain_text("▒")
            await fits(page)
            await page.get_by_role("button", name="Close").click()
            await expect(page.get_by_role("status")).to_contain_text("Closed.")
            await fits(page)


async def test_a_week_is_read_by_keyboard_without_javascript(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = await open_page(java_script_enabled=False)
    with opened(tmp_path) as world:
        async with serving(with_texts(world)) as address:
            await come_in(page, address, world, Role.READER)
            await page.goto(f"{address}/console/reading")
            for left in range(6, 0, -1):
                await expect(page.locator("main")).to_contain_text(f"{left} of 6 texts left")
                button = page.get_by_role("button", name="Show it")
                await button.focus()
                await page.keyboard.press("Enter")
            await expect(page.locator("main")).to_contain_text("6 texts will be in the next")
            await page.get_by_text("Decided already").focus()
            await page.keyboard.press("Enter")
            await page.get_by_role("button", name="Take back").first.press("Enter")
            await page.get_by_role("button", name="Show it").press("Enter")
            await page.get_by_role("button", name="Close").press("Enter")
            await expect(page.get_by_role("status")).to_contain_text("Closed.")
            assert world.house.answers.reading.batch() is None
