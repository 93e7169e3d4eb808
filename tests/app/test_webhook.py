"""The webhook by configuration: no start without a secret, and its address on the chat's port."""

from pathlib import Path

import click
import httpx
import pytest

from app.checking import check
from app.server.site import site
from app.server.telegram import webhook_of
from app.settings import Settings
from bot.telegram.webhook import LARGEST, TROUBLE
from tests.storage.house import House

SECRET = "s3cret-of-these-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
WHOLE = {
    "telegram_token": "424242:token",
    "telegram_webhook": "on",
    "telegram_webhook_secret": SECRET,
    "public_url": "https://chat.example/",
}


def settings(**given: str) -> Settings:
    """Settings of nobody's environment."""
    return Settings(_env_file=None, **(WHOLE | given))  # type: ignore[call-arg,arg-type]


def test_the_address_follows_from_the_public_one() -> None:
    webhook = webhook_of(settings())
    assert webhook is not None
    assert webhook.url == "https://chat.example/telegram"


@pytest.mark.parametrize("secret", ["", "with spaces", "ä", "x" * 257])
def test_without_a_secret_that_telegram_takes_nothing_starts(secret: str) -> None:
    with pytest.raises(click.ClickException, match="KUULOLLA_TELEGRAM_WEBHOOK_SECRET"):
        webhook_of(settings(telegram_webhook_secret=secret))


def test_without_a_public_address_nothing_starts() -> None:
    with pytest.raises(click.ClickException, match="KUULOLLA_PUBLIC_URL"):
        webhook_of(settings(public_url=""))


@pytest.mark.parametrize(
    "given", [{"telegram_webhook": "off"}, {"telegram_token": ""}, {"part": "console"}]
)
def test_only_who_talks_by_webhook_has_one(given: dict[str, str]) -> None:
    assert webhook_of(settings(**given)) is None


@pytest.mark.parametrize(("week", "told"), [("2026-W47", True), ("2026-W46", False)])
def test_the_health_check_notes_what_telegram_could_not_bring_this_week(
    tmp_path: Path, week: str, told: bool
) -> None:
    house = House(tmp_path / "data")
    with house.app.contacts.writing() as book:
        book.remember(TROUBLE, f"{week} 503")
    found = [each for each in check(house.app) if "brought to the webhook" in each.what]
    assert [(each.fine, each.note, "(503)" in each.what) for each in found] == (
        [(True, True, True)] if told else []
    )
    house.app.close()


async def test_it_stands_on_the_chats_port_and_guards_itself(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    pages = httpx.ASGITransport(site(house.app, webhook_of(settings())))
    known, large = {HEADER: SECRET}, b"x" * (LARGEST + 1)
    async with httpx.AsyncClient(transport=pages, base_url="https://chat.example") as client:
        assert (await client.post("/telegram")).status_code == 401
        assert (await client.post("/telegram", headers={HEADER: "other"})).status_code == 401
        assert (await client.post("/telegram", headers=known, content=large)).status_code == 413
        assert (await client.post("/telegram", headers=known, content=b"{}")).status_code == 503
        assert (await client.get("/telegram", headers=known)).status_code == 405
    house.app.close()
