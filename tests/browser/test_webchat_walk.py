"""A 13-year-old's way through the web chat on a phone, with JavaScript and without."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from language.masking import MARK
from tests.bot.webchat_world import World, open_world
from tests.browser.conftest import OpenPage
from tests.browser.webchat_site import come_in, serving, tap

WAYS: dict[str, dict[str, Any]] = {
    "with JavaScript": {},
    "without": {"java_script_enabled": False},
    "dark, in Swedish": {"color_scheme": "dark", "locale": "sv-FI"},
    "wide": {"viewport": {"width": 1280, "height": 800}},
}
SMALLEST_TARGET = 44  # CSS pixels; buttons are made for 48


@pytest.fixture
def world(tmp_path: Path) -> Any:
    yield from open_world(tmp_path)


@pytest.mark.parametrize("way", WAYS)
async def test_a_13_year_old_answers_a_round(open_page: OpenPage, world: World, way: str) -> None:
    page = await open_page(**WAYS[way])
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    async with serving(world) as address:
        await come_in(page, address, world)
        await narrow_enough(page)
        await tap(page, "ul.faces li:first-child button")
        await tap(page, "ul.faces li:last-child button")
        await tap(page, ".controls button:first-child")  # skip
        await narrow_enough(page)
        await tap(page, "ul.numbers li:nth-child(5) button")
        await page.locator("textarea").fill("Enemmän omaa rauhaa.")
        await narrow_enough(page)
        await tap(page, "button.chosen")
        await narrow_enough(page)
        await page.locator("ul.words li:first-child button").click()
        await expect(page.locator(".draft")).to_have_text(f"{MARK} omaa rauhaa.")
        await narrow_enough(page)
        await tap(page, "button.chosen")
        await narrow_enough(page)
    assert sorted(map(str, world.answers())) == ["1", "5", "8", f"{MARK} omaa rauhaa."]
    assert complaints == []


async def test_with_javascript_a_tap_changes_the_question_alone(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        await page.evaluate("window.same = true")
        await page.evaluate("window.scrollTo(0, 9999)")
        await tap(page, "ul.faces li:first-child button")
        assert await page.evaluate("window.same") is True
        assert await page.evaluate("document.activeElement.tagName") == "H1"
        assert await page.evaluate("window.scrollY") == 0
        assert page.url == f"{address}/chat"


async def test_the_keyboard_reaches_every_answer(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        await expect(page.locator("h1")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.locator("ul.faces li:first-child button")).to_be_focused()
        first = await page.evaluate("document.activeElement.closest('li').innerText")
        assert first == await page.locator("ul.faces li:first-child").inner_text()
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert await page.evaluate(ring) == "solid"
        heading = await page.locator("h1").inner_text()
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).not_to_have_text(heading)
    assert world.answers() == [5]


async def test_a_tap_while_the_server_is_away_says_so_and_keeps_the_page(
    page: Page, world: World
) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        question = await page.locator("h1").inner_text()
    await page.locator("ul.faces li:first-child button").click()
    await expect(page.locator("#offline")).to_be_visible()
    assert await page.locator("h1").inner_text() == question


async def test_a_restarting_server_does_not_wipe_what_is_written(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        await page.route(f"{address}/chat", lambda route: route.fulfill(status=502, body="bad"))
        await page.locator("ul.faces li:first-child button").click()
        await expect(page.locator("#offline")).to_be_visible()
        await page.unroute(f"{address}/chat")
        await tap(page, "ul.faces li:first-child button")
        await expect(page.locator("#offline")).to_be_hidden()


async def test_the_whole_page_changes_its_language(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        await tap(page, ".controls button[value^='v:']")
        await page.get_by_role("button", name="Svenska").click()
        await expect(page.locator("html")).to_have_attribute("lang", "sv")


async def test_leaving_and_the_back_button_show_nothing_of_the_talk(
    page: Page, world: World
) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        question = await page.locator("h1").inner_text()
        await tap(page, "form.foot button")
        assert re.fullmatch(rf"{address}/left\?lang=fi", page.url)
        await page.go_back()
        await expect(page.locator("#code")).to_be_visible()
        assert question not in await page.locator("body").inner_text()
        assert await page.context.cookies() == []


async def test_help_shows_at_the_top_when_the_words_tell_of_danger(
    page: Page, world: World
) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        for _ in range(4):
            await tap(page, "ul.answers li:first-child button")
        await page.locator("textarea").fill("Isäpuoli hakkaa minua.")
        await tap(page, "button.chosen")
        await expect(page.locator(".urgent")).to_be_in_viewport()
        assert await page.locator(".urgent a[href='tel:112']").count() == 1


async def narrow_enough(page: Page) -> None:
    """Nothing scrolls sideways, and everything to press is large enough for a thumb."""
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(sideways) <= 0
    for target in await page.locator("main button, main label.choice, .foot a").all():
        box = await target.bounding_box()
        assert box
        assert box["height"] >= SMALLEST_TARGET
        assert box["width"] >= SMALLEST_TARGET
