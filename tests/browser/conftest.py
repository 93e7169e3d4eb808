"""A real Chromium for the tests in this folder: one browser a run, a fresh profile a test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser import chromium

PHONE = {"width": 360, "height": 740}

OpenPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run this folder's tests in one event loop: a browser cannot be handed from loop to loop."""
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium_path(request: pytest.FixtureRequest) -> Path:
    """Return the browser's path; getting one may take minutes, so that is said on the screen."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        if chromium.installed() is None:
            print("\nGetting Chromium for the browser tests ...")
        try:
            return chromium.find_or_get()
        except chromium.NoChromium as missing:
            pytest.skip(str(missing))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """Start one headless Chromium for the whole run; it reaches loopback and nothing else."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=chromium_path, args=list(chromium.FLAGS)
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Give a function that opens a page in a fresh context: a phone, unless options say otherwise.

    Options are Playwright's own for a context: ``viewport``, ``color_scheme="dark"``,
    ``java_script_enabled=False``, ``locale="sv-FI"``, ``bypass_csp=True`` (to inject axe) ...
    """
    contexts = []

    async def open_one(**options: Any) -> Page:
        context = await browser.new_context(**({"viewport": PHONE, "locale": "fi-FI"} | options))
        context.set_default_timeout(60_000)
        contexts.append(context)
        return await context.new_page()

    yield open_one
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """Give a page 360 px wide; ``parametrize("page", [360, 1280], indirect=True)`` for more."""
    width = getattr(request, "param", PHONE["width"])
    return await open_page(viewport={"width": width, "height": PHONE["height"]})
