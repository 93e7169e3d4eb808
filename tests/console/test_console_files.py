"""What the console ships: vendored styles as they were, and pages that a strict policy runs."""

import hashlib
import json
import re
from pathlib import Path

from panel.organisation import Role
from tests.console.office_world import World

CONSOLE = Path(__file__).parents[2] / "console"
VENDOR = CONSOLE / "static" / "vendor"
TEMPLATES = sorted((CONSOLE / "templates").glob("*.html"))
ON_ITS_OWN = "summary_alone.html"  # one file to mail or to keep, served by no page


def test_vendored_files_are_the_ones_that_were_taken_over() -> None:
    rows = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
    found = {path.name for path in VENDOR.iterdir()} - {"manifest.json"}
    assert found == {row["file"] for row in rows} | {row["licence_file"] for row in rows}
    for row in rows:
        assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        assert (row["name"], row["version"], row["licence"]) == ("hds-core", "5.2.2", "MIT")


def test_no_style_fetches_anything_from_elsewhere() -> None:
    for path in CONSOLE.glob("static/**/*.css"):
        css = path.read_text("utf-8")
        assert "@import" not in css
        assert "@font-face" not in css
        assert re.findall(r"url\(\s*(?![\"']?data:)", css) == []


def test_our_style_can_be_turned_round() -> None:
    css = (CONSOLE / "static" / "console.css").read_text("utf-8")
    assert re.findall(r"[\w-]*(?<!text-)\b(?:left|right)\b\s*:", css) == []
    assert re.findall(r"text-align:\s*(?:left|right)", css) == []


def test_templates_hold_no_inline_script_or_style() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        html = path.read_text("utf-8")
        if path.name != ON_ITS_OWN:
            assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son\w+=|javascript:", html), (
                path
            )


async def test_pages_hold_no_inline_script_or_style_either(world: World) -> None:
    client = world.as_(*Role)
    unit = world.home.id
    pages = [
        "",
        "/units",
        f"/units/{unit}",
        f"/units/{unit}/door",
        "/rounds",
        "/staff",
        "/names",
        "/health",
    ]
    for path in pages:
        page = await client.get(f"/console{path}")
        assert page.status_code == 200
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son\w+=", page.text), path


async def test_styles_and_script_are_served(world: World) -> None:
    page = await world.stranger().get("/console/login")
    for path in re.findall(r'(?:href|src)="(/console/static/[^"]+)"', page.text):
        assert (await world.stranger().get(path)).status_code == 200


def test_every_text_of_a_template_can_be_translated() -> None:
    """Words between tags that no ``say`` marks would stay English in every language."""
    not_words = r"(?s){% block here.*?endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<style>.*?</style>"
    for path in TEMPLATES:
        html = re.sub(not_words, " ", path.read_text("utf-8"))
        bare = re.sub(r"(?s)<[^>]+>|&\w+;|/start", " ", html)
        assert re.findall(r"[A-Za-zÀ-ž]{2,}", bare) == [], path.name
