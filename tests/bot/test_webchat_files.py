"""What is true of every page and file of the web chat, whoever looks at it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bot.webchat
from bot.webchat.drawing import MOUTHS, said
from conversations.phrases import COMPLETE, LANGUAGES, offer, say, verbatim
from tests.bot.webchat_world import World, at_words, begin, open_world

FOLDER = Path(bot.webchat.__path__[0])
VENDOR = FOLDER / "static" / "vendor"
PAGES = (
    "/",
    "/help",
    "/left",
    "/chat",
    "/d/NOSUCHCODE",
    "/t/NOSUCHCODE",
    "/try/round/7-9",
    "/no/page",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


def test_every_vendored_file_is_the_one_that_the_manifest_names() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
    named = {"manifest.json"}
    for each in manifest:
        content = (VENDOR / each["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
        assert each["version"].encode() in content
        named |= {each["file"], each["licence_file"]}
    assert {path.name for path in VENDOR.iterdir()} == named


def test_the_style_turns_round_with_the_script_and_fetches_nothing() -> None:
    style = (FOLDER / "static" / "chat.css").read_text("utf-8")
    assert not re.findall(r"[-\s:](?:left|right)\b", style)
    assert "url(" not in style
    assert "@import" not in style
    assert len(style.splitlines()) < 200


def test_every_face_of_the_scales_can_be_drawn(world: World) -> None:
    scales = world.house.catalogue.scales
    faces = {point.face for scale in scales for point in scale.points}
    assert faces
    assert faces <= MOUTHS.keys()


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_guarded_and_stands_alone(world: World, path: str) -> None:
    visitor = await world.visitor().open(path)
    headers = visitor.page.headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    html = visitor.page.text
    assert not re.findall(r"\s(?:style|on\w+)=|<style|javascript:|https?://(?!www\.w3)", html)
    assert not re.findall(r"<script(?![^>]*src=)", html)
    assert "<title>Kuulolla</title>" in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


TOLD = {  # all that may be told beside a page; nothing of it hangs on what somebody did
    *("content-security-policy", "referrer-policy", "cache-control", "x-content-type-options"),
    *("cross-origin-opener-policy", "content-type", "content-length"),
}


async def test_a_page_of_a_talk_tells_no_time_and_no_fingerprint_beside_itself(
    world: World,
) -> None:
    """An ETag of a page tells a proxy, or whoever looks at the browser, that it has changed."""
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    for path in ("/chat", "/chat/home"):
        await visitor.open(path)
        assert visitor.page.headers.keys() <= TOLD
        assert visitor.page.headers["cache-control"] == "no-store"


KEEPING = re.compile(
    r"localStorage|sessionStorage|indexedDB|serviceWorker|document\.cookie|\bcaches\b|sendBeacon"
)


def test_no_script_of_ours_keeps_anything_on_the_device() -> None:
    """What a script keeps outlives the talk, on a phone or a tablet that somebody else opens."""
    scripts = sorted((FOLDER / "static").glob("*.js"))
    assert scripts
    for script in scripts:
        assert not KEEPING.findall(script.read_text("utf-8")), script.name


def test_no_page_of_ours_is_put_aside_for_the_back_button() -> None:
    """What htmx keeps of pages for its history lies in the browser's storage."""
    templates = {path.name: path.read_text("utf-8") for path in (FOLDER / "templates").iterdir()}
    assert '"history": false' in templates["page.html"]
    for name, text in templates.items():
        assert not re.findall(r"hx-(?:push-url|replace-url|boost|history)", text), name


async def test_no_browser_offers_the_next_person_what_was_typed(world: World) -> None:
    visitor = await world.visitor().open("/")
    for page in (visitor.page.text, (await at_words(world)).page.text):
        fields = re.findall(r"<textarea[^>]*>|<input(?![^>]*type=.hidden)[^>]*>", page)
        assert fields
        assert all('autocomplete="off"' in field for field in fields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_says_its_language(world: World, path: str, language: str) -> None:
    asked = world.visitor(language=f"{language}-FI,{language};q=0.9,en;q=0.5")
    visitor = await asked.open(path)
    assert f'<html lang="{language}" dir="ltr">' in visitor.page.text


async def test_a_language_chosen_on_the_page_holds_from_the_door_to_the_talk(world: World) -> None:
    world.start_round()
    visitor = await world.visitor(language="fi").open(f"/d/{world.door}?lang=sv")
    assert 'lang="sv"' in visitor.page.text
    await visitor.tap(next(each for each in visitor.buttons() if each.startswith("13–15")))
    assert '<html lang="sv"' in visitor.page.text
    await visitor.open("/chat")
    assert '<html lang="sv"' in visitor.page.text


async def test_the_language_can_be_changed_in_the_middle(world: World) -> None:
    visitor = await at_words(world)
    in_english = visitor.heading
    await visitor.tap("Language")
    await visitor.tap("Svenska")
    assert visitor.page.history
    assert '<html lang="sv"' in visitor.page.text
    assert visitor.heading != in_english


async def test_files_may_be_asked_for_again_without_being_sent_again(world: World) -> None:
    visitor = await world.visitor().open("/static/chat/chat.css")
    assert visitor.page.headers["cache-control"] == "no-cache"
    etag = visitor.page.headers["etag"]
    again = await visitor.client.get("/static/chat/chat.css", headers={"If-None-Match": etag})
    assert again.status_code == 304


async def test_no_page_shows_the_code_or_the_address_once_inside(world: World) -> None:
    slip = world.slip()
    visitor = await world.visitor().open(f"/c/{slip}")
    await visitor.tap("13–15 years")
    cookie = visitor.client.cookies["chat"].strip('"')
    seen = [visitor.page]
    for label in ("Help", "Back to the question"):
        if label in visitor.buttons():
            seen.append((await visitor.tap(label)).page)
    seen.append((await visitor.open("/chat/home")).page)
    for page in seen:
        everything = page.text + str(page.url) + str(page.headers)
        assert slip not in everything
        assert cookie not in everything


@pytest.fixture
def in_arabic() -> Iterator[None]:
    offer([*COMPLETE, "ar"])
    yield
    offer(COMPLETE)


@pytest.mark.usefixtures("in_arabic")
async def test_a_page_in_arabic_runs_to_the_left_but_its_telephone_numbers_do_not(
    world: World,
) -> None:
    visitor = await world.visitor(language="ar").open("/help")
    assert '<html lang="ar" dir="rtl">' in visitor.page.text
    assert '<main lang="ar" dir="rtl">' in visitor.page.text
    assert '<a class="number" dir="ltr" href="tel:112">112</a>' in visitor.page.text


@pytest.mark.usefixtures("in_arabic")
def test_a_line_that_a_draft_lacks_says_that_it_is_finnish(monkeypatch: Any) -> None:
    assert said(say("Help"), "ar") == "مساعدة"
    assert said(verbatim("<Netti> on auki"), "ar") == "&lt;Netti&gt; on auki"
    monkeypatch.setattr("bot.webchat.drawing.spoken_in", lambda *_: "fi")
    assert said(say("Help"), "ar").startswith('<bdi lang="fi" dir="ltr">')


@pytest.mark.usefixtures("in_arabic")
async def test_each_language_in_the_menu_is_named_in_its_own_words(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Language")
    assert '<bdi lang="ar" dir="rtl">العربية (مسودة)</bdi>' in visitor.page.text


async def test_a_draft_that_is_not_on_offer_is_nowhere(world: World) -> None:
    visitor = await world.visitor(language="ar").open("/?lang=ar")
    assert '<html lang="fi" dir="ltr">' in visitor.page.text
    assert 'lang="ar"' not in visitor.page.text
