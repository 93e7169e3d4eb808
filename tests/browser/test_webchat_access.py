"""The web chat for everybody: axe, large text, a voice, number keys, and an icon on the screen."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from conversations.phrases import COMPLETE, offer
from tests.bot.webchat_world import World, open_world
from tests.browser.accessibility import complaints
from tests.browser.conftest import OpenPage
from tests.browser.webchat_site import come_in, serving, tap

LOOKS = [
    pytest.param(*look, id="-".join(map(str, look)))
    for look in product(("fi", "ar"), ("light", "dark"), (360, 1280))
]
VOICES = """
const voices = VOICES;
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener: () => {}, cancel: () => {},
  speak: (speech) => window.said.push([speech.lang, speech.text]),
} });
"""
FINNISH = '[{lang: "fi-FI", localService: true}]'
FAR_AWAY = '[{lang: "fi-FI", localService: false}, {lang: "sv-SE", localService: true}]'


@pytest.fixture
def world(tmp_path: Path) -> Any:
    yield from open_world(tmp_path)


@pytest.fixture(autouse=True)
def with_arabic() -> Iterator[None]:
    """Arabic is on offer while these tests run."""
    offer([*COMPLETE, "ar"])
    yield
    offer(COMPLETE)


async def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert await complaints(page) == [], page.url
    await fits(page)


async def fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    too_wide = """[...document.querySelectorAll('body *')].filter(
        (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth
    ).map((each) => each.outerHTML.slice(0, 99))"""
    assert await page.evaluate(sideways) <= 0, await page.evaluate(too_wide)


@pytest.mark.parametrize(("language", "scheme", "width"), LOOKS)
async def test_every_kind_of_page_can_be_used_by_everybody(
    open_page: OpenPage, world: World, language: str, scheme: str, width: int
) -> None:
    page = await open_page(
        bypass_csp=True,
        locale=language,
        color_scheme=scheme,
        viewport={"width": width, "height": 740},
    )
    async with serving(world) as address:
        for path in ("", "/help", "/left", f"/d/{world.door}", f"/t/{world.door}", "/no/page"):
            await page.goto(address + path)
            await is_for_everybody(page)
        assert await page.locator("html").get_attribute("lang") == language
        await come_in(page, address, world)
        await is_for_everybody(page)
        await tap(page, "ul.faces li:first-child button")
        for _ in range(3):
            await is_for_everybody(page)
            await tap(page, ".controls button:first-child")
        await page.locator("textarea").fill("Isäpuoli hakkaa minua.")
        await tap(page, "button.chosen")
        await is_for_everybody(page)
        await page.goto(f"{address}/t/{world.door}")
        await tap(page, "ul.answers button")
        await is_for_everybody(page)


async def test_text_of_twice_the_size_fits_a_small_phone(open_page: OpenPage, world: World) -> None:
    page = await open_page()
    async with serving(world) as address:
        await page.goto(address)
        await come_in(page, address, world)
        for _ in range(5):
            await page.evaluate("document.documentElement.style.fontSize = '36px'")
            await fits(page)
            assert await page.locator("#away").is_visible()
            await tap(page, ".controls button:first-child")
        await fits(page)


@pytest.mark.parametrize(("voices", "offered"), [("[]", 0), (FAR_AWAY, 0), (FINNISH, 1)])
async def test_a_voice_is_offered_only_when_it_speaks_the_language_on_this_device(
    page: Page, world: World, voices: str, offered: int
) -> None:
    await page.add_init_script(VOICES.replace("VOICES", voices, 1))
    async with serving(world) as address:
        await come_in(page, address, world)
        await page.wait_for_function("document.documentElement.classList.contains('scripted')")
        assert await page.locator("#read:visible").count() == offered
        assert await page.evaluate("window.said") == [], "nothing is read by itself"


async def test_reading_aloud_says_the_question_and_its_answers_and_is_silent_after_a_tap(
    page: Page, world: World
) -> None:
    await page.add_init_script(VOICES.replace("VOICES", FINNISH, 1))
    async with serving(world) as address:
        await come_in(page, address, world)
        await page.locator("#read").click()
        said = await page.evaluate("window.said")
        assert [language for language, _ in said] == ["fi-FI"] * 6
        assert said[0][1] == await page.locator("h1").inner_text()
        await expect(page.locator("#read")).to_have_attribute("aria-pressed", "true")
        await tap(page, "ul.faces li:first-child button")
        await expect(page.locator("#read")).to_have_attribute("aria-pressed", "false")


async def test_a_round_is_answered_by_keyboard_alone(page: Page, world: World) -> None:
    async with serving(world) as address:
        await come_in(page, address, world)
        await expect(page.locator(".keys")).to_be_visible()
        for key in ("1", "5"):
            heading = await page.locator("h1").inner_text()
            await expect(page.locator("h1")).to_be_focused()
            await page.keyboard.press(key)
            await expect(page.locator("h1")).not_to_have_text(heading)
        heading = await page.locator("h1").inner_text()
        await page.locator(".controls button").first.focus()
        await page.keyboard.press("1")  # not where the answers are
        await expect(page.locator("h1")).to_have_text(heading)
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).not_to_have_text(heading)
        while await page.locator(":focus").inner_text() != "8":
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("textarea")).to_be_visible()
        while not await page.locator("textarea:focus").count():
            await page.keyboard.press("Tab")
        await page.keyboard.type("Kello 1 ja 2.")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("textarea")).to_have_count(0)
        await expect(page.locator("h1")).to_be_focused()
        while not await page.locator("button.chosen:focus").count():
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator(".draft")).to_have_count(0)
    assert sorted(map(str, world.answers())) == ["1", "5", "8", "Kello 1 ja 2."]


async def test_it_can_be_put_on_the_screen_under_a_name_that_tells_nothing(
    page: Page, world: World
) -> None:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    async with serving(world) as address:
        await page.goto(address)
        manifest = await page.evaluate(
            "fetch(document.querySelector('link[rel=manifest]').href).then((r) => r.json())"
        )
        session = await page.context.new_cdp_session(page)
        seen = await session.send("Page.getAppManifest")
        assert seen["errors"] == []
        assert seen["data"], "the policy lets the browser read it"
        workers = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        assert await page.evaluate(workers) == 0, "nothing is kept to be shown without the server"
    assert manifest["name"] == manifest["short_name"] == await page.title() == "Kuulolla"
    assert heard == []
