"""The pages of requests to be contacted, in a real Chromium: axe, narrow, wide and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from conversations.ports import Address, Contact
from conversations.reaching import ADULT, Request
from panel.contact_requests import ContactReader
from panel.organisation import Role
from tests.browser.accessibility import complaints
from tests.browser.conftest import OpenPage
from tests.browser.test_console_pages import WAYS, come_in, serving
from tests.console.office_world import World, opened

TEXT = "Soita 040 123 4567 koulun jälkeen"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One request waits for somebody who holds every role."""
    with opened(tmp_path) as one:
        reader = one.staff(*Role).id
        requests = one.house.requests
        requests.add_reader(ContactReader(reader, ADULT, "Sari, lapsiasiamies", ""))
        with one.house.contacts.writing() as book:
            aino = Address("telegram", "7")
            book.enrol(aino, Contact("fi", one.home.id, "13-15"))
            ticket = book.ticket(aino, 1)
        assert ticket is not None
        requests.send(Request(ADULT, TEXT, reader, ""), ticket)
        yield one


async def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert await complaints(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("way", WAYS)
async def test_each_page_fits_and_can_be_used_by_everybody(
    open_page: OpenPage, world: World, way: str
) -> None:
    page = await open_page(bypass_csp=True, **WAYS[way])
    async with serving(world) as address:
        await come_in(page, address, world, *Role)
        for path in ("/readers", "/meeting", "/requests"):
            await page.goto(f"{address}/console{path}")
            await is_for_everybody(page)
        await page.get_by_role("button", name="Open and read").click()
        await expect(page.locator("blockquote")).to_have_text(TEXT)
        await is_for_everybody(page)
        await page.get_by_role("button", name="destroy it now").click()
        await expect(page.get_by_role("status")).to_have_text("It is destroyed.")
        await is_for_everybody(page)
