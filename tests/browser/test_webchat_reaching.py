"""Help, asking for an adult, and two tabs at once, in a real Chromium."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from conversations.phrases import COMPLETE, offer
from panel.contact_requests import ContactReader
from panel.organisation import Role
from tests.bot.webchat_world import World, open_world
from tests.browser.accessibility import complaints
from tests.browser.conftest import OpenPage
from tests.browser.webchat_site import come_in, serving, tap

TEXT = "Soita 040 123 4567 koulun jälkeen"
ADULT = "button[value^='o::adult']"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house with an adult who works elsewhere, and a panel that meets."""
    for one in open_world(tmp_path):
        sari = one.house.staff.add("Sari", "sari", [Role.READER]).id
        for purpose in ("adult", "panel"):
            reader = ContactReader(sari, purpose, "Sari, lapsiasiamies", "")
            one.house.requests.add_reader(reader)
        one.house.requests.set_meeting(date(2026, 12, 3), "klo 16")
        yield one


@pytest.fixture(autouse=True)
def with_arabic() -> Iterator[None]:
    """Arabic is on offer while these tests run."""
    offer([*COMPLETE, "ar"])
    yield
    offer(COMPLETE)


async def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert await complaints(page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(wide) <= 0


@pytest.mark.parametrize(("language", "scheme"), [("fi", "dark"), ("ar", "light")])
async def test_from_the_help_screen_to_an_adult(
    open_page: OpenPage, world: World, language: str, scheme: str
) -> None:
    page = await open_page(bypass_csp=True, locale=language, color_scheme=scheme)
    async with serving(world) as address:
        await come_in(page, address, world, age=4)
        await tap(page, "button[value^='h:']")
        await is_for_everybody(page)
        await tap(page, ADULT)
        await is_for_everybody(page)
        await page.locator("textarea").fill(TEXT)
        await tap(page, "button.chosen")
        await expect(page.locator(".draft")).to_have_text(TEXT)
        await is_for_everybody(page)
        assert world.house.requests.unread() == []
        await tap(page, "button[value^='n:']")
        await is_for_everybody(page)
    (request,) = world.house.requests.unread()
    assert world.house.requests.open(request.id, request.reader) == TEXT
    assert world.answers() == []


async def test_the_same_without_javascript(open_page: OpenPage, world: World) -> None:
    page = await open_page(java_script_enabled=False)
    async with serving(world) as address:
        await come_in(page, address, world)
        await page.locator("button[value^='h:']").click()
        await page.locator(ADULT).click()
        await page.locator("textarea").fill(TEXT)
        await page.locator("button.chosen").click()
        await page.locator("button[value^='n:']").click()
        await expect(page.locator("h1")).to_contain_text("Sari, lapsiasiamies")
    assert len(world.house.requests.unread()) == 1


async def test_a_number_on_the_help_screen_can_be_tapped_and_a_chat_opens_beside(
    page: Page, world: World
) -> None:
    async with serving(world) as address:
        await page.goto(f"{address}/help?lang=fi")
        assert await page.locator("a[href='tel:080005005']").count() == 1
        chat = page.locator("a[href='https://sekasin.fi']")
        assert await chat.count() == 0, "who has not said an age is taken for the youngest"
        await come_in(page, address, world, age=4)
        await tap(page, "button[value^='h:']")
        assert await chat.get_attribute("rel") == "noreferrer"


async def test_what_is_answered_in_one_tab_is_seen_in_the_other(
    open_page: OpenPage, world: World
) -> None:
    one = await open_page()
    async with serving(world) as address:
        await come_in(one, address, world)
        two = await one.context.new_page()
        await two.goto(f"{address}/chat")
        await expect(two.locator("html[data-listens]")).to_have_count(1)
        first = await two.locator("h1").inner_text()
        await tap(one, "ul.answers li:nth-child(1) button")
        await expect(two.locator("h1")).not_to_have_text(first)
        assert await two.locator("h1").inner_text() == await one.locator("h1").inner_text()


async def test_words_half_written_stay_when_something_changes_elsewhere(
    open_page: OpenPage, world: World
) -> None:
    one = await open_page()
    async with serving(world) as address:
        await come_in(one, address, world)
        await one.goto(f"{address}/chat/home")
        await tap(one, "button[value^='o::note']")
        two = await one.context.new_page()
        await two.goto(f"{address}/chat")
        await expect(two.locator("html[data-listens]")).to_have_count(1)
        await two.locator("textarea").fill("Miksi meillä ei")
        await one.locator("textarea").fill("Muuta")
        await tap(one, "button.chosen")
        await tap(one, "button[value^='n:1::']")
        await two.evaluate("new Promise((done) => setTimeout(done, 1000))")  # the news is there
        await expect(two.locator("textarea")).to_have_value("Miksi meillä ei")
