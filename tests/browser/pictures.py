"""Takes the README's pictures from a running demo: ``python -m tests.browser.pictures URL LINK``.

URL is a door of the demo, LINK its one-time login link; both are printed by ``./run --demo``.
"""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.browser.chromium import FLAGS, find_or_get

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


async def question(browser: Browser, door: str) -> None:
    """A question as a 13-year-old sees it on a small phone."""
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="fi-FI")
    page = await context.new_page()
    await page.goto(door)
    await page.get_by_role("button", name="13–15").click()
    await page.locator("button.chosen").click()
    await page.locator(".progress, progress, [role=progressbar]").first.wait_for()
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(300)
    await page.screenshot(path=PICTURES / "question.png")
    await context.close()


async def staff(browser: Browser, link: str) -> None:
    """The summary of the first week, and a door to print."""
    context = await browser.new_context(viewport={"width": 900, "height": 1100}, locale="fi-FI")
    page = await context.new_page()
    await page.goto(link)
    await page.locator("main form button").first.click()
    base = link.split("/console")[0]
    await page.goto(f"{base}/console/summaries")
    weeks = page.locator("main a[href*='/summaries/20']")
    await page.goto(base + str(await weeks.last.get_attribute("href")))
    await page.screenshot(path=PICTURES / "summary.png")
    await page.goto(f"{base}/console/units")
    unit = await page.locator("main table a").first.get_attribute("href")
    await page.goto(f"{base}{unit}/door")
    await page.screenshot(path=PICTURES / "door.png")
    await context.close()


async def take(door: str, link: str) -> None:
    """All pictures."""
    PICTURES.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_or_get(), args=list(FLAGS), headless=True
        )
        await question(browser, door)
        await staff(browser, link)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take(*sys.argv[1:3]))
