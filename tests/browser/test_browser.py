"""The browser itself: it starts, is as narrow as a phone, and reaches nobody but loopback."""

import pytest
from playwright.async_api import Error, Page

from tests.browser.conftest import OpenPage


@pytest.mark.parametrize("page", [360, 1280], indirect=True)
async def test_a_page_is_as_wide_as_the_test_asks(
    page: Page, request: pytest.FixtureRequest
) -> None:
    wanted = request.node.callspec.params["page"]
    assert await page.evaluate("window.innerWidth") == wanted


async def test_a_page_can_be_without_javascript_and_dark(open_page: OpenPage) -> None:
    page = await open_page(java_script_enabled=False, color_scheme="dark")
    dark = "@media (prefers-color-scheme: dark) { p { color: rgb(1, 2, 3) } }"
    script = "document.title = 'scripted'"
    await page.goto(f"data:text/html,<style>{dark}</style><p>plain</p><script>{script}</script>")
    assert await page.title() == ""
    assert await page.locator("p").evaluate("p => getComputedStyle(p).color") == "rgb(1, 2, 3)"


async def test_the_browser_reaches_nobody_outside_this_machine(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        await page.goto("http://example.invalid/")
