"""The console in a real browser: without JavaScript and with, narrow and wide, dark, on paper."""

import asyncio
import hashlib
import json
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Page, expect

from app.summing import publish_summaries
from conversations.items import Kind
from conversations.panel_questions import PanelQuestion
from panel.notes import YouAsked
from panel.organisation import Role
from summaries.lots import Label, Level, Lot
from tests.browser.accessibility import AXE, complaints
from tests.browser.conftest import OpenPage
from tests.console.office_world import World, opened

WEEK = "2026-W46"
ITEMS = ("heard", "fine_here", "worker_reachable", "safe", "hobby")
WAYS: dict[str, dict[str, Any]] = {
    "phone": {},
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 900, "height": 800}, "color_scheme": "dark"},
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give an organisation with a summary of five figures, a round, a note and a decision."""
    with opened(tmp_path) as one:
        house = one.house
        lots = [
            Lot(Label(item, "young_person", Level.UNIT, one.home.id, True), (1, 2, 3, 4, 5, 5))
            for item in ITEMS
        ]
        house.answers.release(WEEK, lots)
        publish_summaries(house)
        asked = PanelQuestion(kind=Kind.SMILEY, scale="agree", fi="Onko hyvä työntekijä kiltti?")
        house.panel_questions.put_in(asked)
        house.waves.plan_round(house.units.organisation().id)
        notes = [{"id": digit * 32, "unit": one.home.id, "text": "Miksi?\n<b>"} for digit in "01"]
        house.desk.take_notes(notes, house.clock().date())
        house.desk.answer_note("1" * 32, YouAsked("Voiko ovi olla auki?", "Voi."))
        house.desk.decide("organisation", "x", "later", "Pöytä.", "Raha puuttuu.", "2026-W48")
        yield one


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[str]:
    """The console on a loopback port; yields its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(world.site, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


async def come_in(page: Page, address: str, world: World, *roles: Role) -> None:
    """By a one-time link, in English, the password put off."""
    await page.goto(f"{address}/console/language/en")
    token = world.house.staff.login_token(world.staff(*roles).id)
    await page.goto(f"{address}/console/enter/{token}")
    await page.get_by_role("button", name="Come in").click()
    await page.get_by_role("link", name="Not now").click()
    await expect(page.locator("h1")).to_have_text("This week")


def pages_of(world: World) -> list[str]:
    """Every kind of page."""
    unit, member = f"/units/{world.home.id}", f"/staff/{world.staff(*Role).id}"
    return [
        *("", "/password", "/units", unit, f"{unit}/door", f"{unit}/slips", f"{unit}/cards"),
        *("/chat", "/rounds", "/rounds/preview?set=round&place=organisation", "/summaries"),
        *(f"/summaries/{WEEK}", "/notes", f"/notes/{'0' * 32}/answer", f"/notes/{'1' * 32}/back"),
        *("/panel", "/panel/new", "/decisions", "/decisions/new", "/staff", "/names", "/health"),
        *(member, f"{member}/remove"),
        *(f"{unit}/close", f"/summaries/{WEEK}/correction", f"/years/{WEEK[:4]}"),
    ]


@pytest.mark.parametrize("way", WAYS)
async def test_every_page_fits_and_can_be_used_by_everybody(
    open_page: OpenPage, world: World, way: str
) -> None:
    page = await open_page(bypass_csp=True, **WAYS[way])
    async with serving(world) as address:
        await come_in(page, address, world, *Role)
        for path in pages_of(world):
            await page.goto(f"{address}/console{path}")
            assert await complaints(page) == [], path
            wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            assert not wide, path


async def test_no_page_breaks_its_own_policy(open_page: OpenPage, world: World) -> None:
    page = await open_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    async with serving(world) as address:
        await come_in(page, address, world, *Role)
        for path in pages_of(world):
            await page.goto(f"{address}/console{path}")
        await page.goto(f"{address}/console/units/{world.home.id}/slips")
        await page.get_by_role("button", name="Make the slips").click()
        await expect(page.locator(".slip")).to_have_count(8)
        await page.wait_for_load_state("networkidle")
        assert heard == []


async def test_a_round_is_started_and_undone_without_javascript(
    open_page: OpenPage, world: World
) -> None:
    world.house.waves.cancel("round-2026-W47")
    page = await open_page(java_script_enabled=False)
    async with serving(world) as address:
        await come_in(page, address, world, Role.COORDINATOR)
        await page.get_by_role("link", name="Look at the rounds").click()
        await page.get_by_role("link", name="Look at this week's round").click()
        await page.get_by_role("button", name="Start").click()
        await expect(page.get_by_role("status")).to_contain_text("on its way")
        await expect(page.locator("tbody")).to_contain_text("Leaves at 14:05")
        await page.get_by_role("button", name="Undo").click()
        await expect(page.get_by_role("status")).to_contain_text("Nobody was asked")


async def test_what_came_of_it_is_told_without_javascript(
    open_page: OpenPage, world: World
) -> None:
    page = await open_page(java_script_enabled=False)
    async with serving(world) as address:
        await come_in(page, address, world, Role.FACILITATOR)
        await page.get_by_role("link", name="Tell what came of it").last.click()
        await page.get_by_label("What was decided").fill("Netti on auki yhteentoista.")
        await page.get_by_role("button", name="See how it is told").click()
        await expect(page.get_by_role("alert")).to_contain_text("Tell why this was done")
        await page.get_by_label("Because").fill("Sitä toivottiin.")
        await page.get_by_role("button", name="See how it is told").click()
        await expect(page.locator("blockquote")).to_contain_text("Netti on auki yhteentoista.")
        await page.get_by_role("button", name="Change it").click()
        await expect(page.get_by_label("Because")).to_have_value("Sitä toivottiin.")
        await page.get_by_role("button", name="See how it is told").click()
        await page.get_by_role("button", name="Tell it").click()
        await expect(page.get_by_role("status")).to_contain_text("being told now")


async def test_a_message_is_copied_by_a_button_and_without_it_by_hand(
    open_page: OpenPage, world: World
) -> None:
    async with serving(world) as address:
        for scripted in (True, False):
            page = await open_page(java_script_enabled=scripted)
            await come_in(page, address, world, Role.COORDINATOR)
            await page.goto(f"{address}/console/units/{world.home.id}/cards")
            await page.get_by_role("button", name="Make a text and link").click()
            button = page.get_by_role("button", name="Copy")
            await expect(page.get_by_role("textbox")).to_be_editable()
            await expect(button).to_have_count(1 if scripted else 0)
            if scripted:
                await button.click()
                await expect(page.get_by_text("Copied.")).to_be_visible()


async def test_the_skip_link_comes_first_and_the_focus_is_seen(
    open_page: OpenPage, world: World
) -> None:
    page = await open_page()
    async with serving(world) as address:
        await come_in(page, address, world, Role.COORDINATOR)
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        await expect(focused).to_have_text("Skip to the content")
        await expect(focused).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        outline = await page.locator("main :focus").evaluate(
            "e => getComputedStyle(e).outlineStyle"
        )
        assert outline == "solid"


async def pages_on_paper(page: Page) -> int:
    """How many A4 pages a printer would take."""
    paper = await page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


async def test_a_summary_and_a_poster_are_one_a4_and_ten_slips_are_a_page(
    open_page: OpenPage, world: World
) -> None:
    page = await open_page()
    async with serving(world) as address:
        await come_in(page, address, world, Role.COORDINATOR, Role.ADMINISTRATOR)
        await page.goto(f"{address}/console/summaries/{WEEK}")
        await expect(page.locator(".figure")).to_have_count(len(ITEMS))
        assert await pages_on_paper(page) == 1
        unit = f"{address}/console/units/{world.home.id}"
        await page.goto(f"{unit}/door")
        assert await pages_on_paper(page) == 1
        for slips, pages in ((10, 1), (11, 2)):
            await page.goto(f"{unit}/slips")
            await page.get_by_label("How many").fill(str(slips))
            await page.get_by_label("More than the limit").check(force=True)
            await page.get_by_role("button", name="Make the slips").click()
            await expect(page.locator(".slip")).to_have_count(slips)
            assert await pages_on_paper(page) == pages


def test_axe_is_the_one_that_was_taken_over() -> None:
    (row,) = json.loads((AXE.parent / "manifest.json").read_text("utf-8"))
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == row["sha256"]
    assert (AXE.parent / row["licence_file"]).is_file()


@pytest.mark.parametrize("way", WAYS)
async def test_the_panels_question_is_looked_at_on_a_page_that_fits(
    open_page: OpenPage, world: World, way: str
) -> None:
    page = await open_page(bypass_csp=True, **WAYS[way])
    async with serving(world) as address:
        await come_in(page, address, world, Role.FACILITATOR)
        await page.goto(f"{address}/console/panel/new")
        await page.get_by_label("The question in Finnish").fill("Ehtiikö hyvä työntekijä?")
        await page.get_by_role("button", name="See how it is asked").click()
        await expect(page.locator("h1")).to_have_text("Before it is asked")
        assert await complaints(page) == []
        wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide
