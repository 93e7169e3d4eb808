"""The leak scan that every run ends with finds a leak in each sink, and names the test (C-17)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT

QUIET = """
from pathlib import Path

import pytest

from conversations.replies import Arrival
from tests.storage.house import House

CHAT = "7123456789"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path / "data")
    unit = made.unit()
    made.enrol(unit, 1)
    from conversations.ports import Address
    made.send(Address("telegram", CHAT), Arrival(made.code(unit, uses=5)))
    yield made
    made.app.close()


def test_that_says_nothing(house):
    assert house.app.units.all()
"""

LEAKING = """
import logging

import httpx
from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

from app.server.headers import SecurityHeaders

log = logging.getLogger("some.library")


def test_that_logs(house):
    log.debug("came: %s", CHAT)


def test_that_logs_a_traceback(house):
    try:
        raise RuntimeError(CHAT)
    except RuntimeError:
        log.exception("it failed")


def test_that_prints(house):
    print(f"{int(CHAT):x}")


async def opened(path):
    site = FastAPI()
    site.add_middleware(SecurityHeaders)

    @site.get("/error")
    def error():
        raise HTTPException(500, CHAT)

    @site.get("/moved")
    def moved():
        return RedirectResponse(f"/elsewhere?who={CHAT}")

    @site.get("/readyz")
    def ready():
        return {"problems": [CHAT]}

    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://x") as one:
        await one.get(path)


async def test_whose_error_page_tells(house):
    await opened("/error")


async def test_whose_redirect_tells(house):
    await opened("/moved")


async def test_whose_health_page_tells(house):
    await opened("/readyz")


@pytest.mark.leaks_on_purpose
def test_that_leaks_on_purpose(house):
    log.warning("planted: %s", CHAT)
"""


def run_pytest(folder: Path, module: str) -> subprocess.CompletedProcess[str]:
    """Run one module in a folder of its own with the plugin that the tests have."""
    (folder / "test_sinks.py").write_text(module)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "KUULOLLA_REQUIRE": ""},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )


def test_a_run_that_leaks_nothing_says_what_was_searched(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, QUIET)
    assert done.returncode == 0, done.stdout
    assert " hits" in done.stdout
    assert ": 0 hits" in done.stdout
    assert "leak scan: 0 needles" not in done.stdout


def test_a_leak_in_any_sink_is_found_and_fails_a_run_whose_tests_all_pass(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, QUIET + LEAKING)
    assert "8 passed" in done.stdout, done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    found = [line for line in done.stdout.splitlines() if line.startswith("LEAK: address 7123")]
    for sink, test in (
        ("log some.library", "test_that_logs"),
        ("log some.library", "test_that_logs_a_traceback"),
        ("standard output", "test_that_prints"),
        ("error or health page", "test_whose_error_page_tells"),
        ("address of a redirect", "test_whose_redirect_tells"),
        ("error or health page", "test_whose_health_page_tells"),
    ):
        assert [line for line in found if sink in line and line.endswith(f"::{test}")], sink
    assert "leaks_on_purpose" not in "".join(found)
    assert not [line for line in found if "test_that_leaks_on_purpose" in line]
