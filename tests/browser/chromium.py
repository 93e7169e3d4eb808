"""Finds a Chromium for the browser tests, or gets one: the only place that knows how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox, since containers and CI run as root; everything else keeps the browser from
# talking to anybody but the pages under test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


class NoChromium(Exception):
    """There is no browser here and none could be had; the message says what to do."""


def find_or_get() -> Path:
    """Return the path of a Chromium: an installed one, else Debian's, else Playwright's own.

    Raises NoChromium where none of the three works.
    """
    chromium = installed() or _from_apt() or _from_playwright()
    if chromium is None:
        raise NoChromium("no Chromium here; install the package 'chromium' and start again")
    return chromium


def installed() -> Path | None:
    """Return the path of a Chromium that is already on this machine, or None."""
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path), None)


def _from_apt() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        if not _succeeds(["apt-get", "-qq", *arguments], environment):
            return None
    return installed()


def _from_playwright() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists() and not _succeeds(
        [sys.executable, "-m", "playwright", "install", "chromium"]
    ):
        return None
    return path if path.exists() else None


def _succeeds(command: list[str], environment: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=600,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(f"Browser for the tests: {find_or_get()}")
    except NoChromium as missing:
        sys.exit(str(missing))
