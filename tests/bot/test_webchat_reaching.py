"""Asking to be contacted on pages: from the help card, on a shared tablet, and hearing back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.beats import Beats
from panel.contact_requests import ContactReader
from panel.organisation import Role
from tests.bot.webchat_world import World, begin, open_world

ADULT, SARI = "I want an adult to contact me", "Sari, lapsiasiamies"
SEND = f"Send to: {SARI} (works elsewhere)"
TEXT = "040 123 4567, koulun jälkeen"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house with an adult who works elsewhere and leads the panel, too."""
    for one in open_world(tmp_path):
        sari = one.house.staff.add("Sari", "sari", [Role.READER]).id
        for purpose in ("adult", "panel"):
            one.house.requests.add_reader(ContactReader(sari, purpose, SARI, ""))
        yield one


def read_it(world: World) -> str:
    """Sari opens the only request; returns what it says."""
    (request,) = world.house.requests.unread()
    text = world.house.requests.open(request.id, request.reader)
    Beats(world.house).tell_back()
    assert text is not None
    return text


async def test_the_help_card_leads_to_an_adult(world: World) -> None:
    visitor = await (await begin(world)).open("/chat/home")
    await visitor.tap("Straight to the panel")
    await visitor.tap("Continue", text="isäpuoli hakkaa mua")
    assert 'class="urgent"' in visitor.page.text
    await visitor.tap(ADULT)
    assert visitor.heading == ADULT
    await visitor.tap("Continue", text=TEXT)
    await visitor.tap(SEND)
    assert SARI in visitor.heading
    assert read_it(world) == TEXT
    assert world.notes() == [], "the note was not sent by this"


async def test_the_next_look_at_home_says_that_somebody_has_read_it(world: World) -> None:
    visitor = await (await begin(world)).open("/chat/home")
    await visitor.tap(ADULT)
    await visitor.tap("Continue", text=TEXT)
    await visitor.tap(SEND)
    assert "You are told here when somebody has read it." in visitor.text
    assert "Somebody has read what you sent." not in (await visitor.open("/chat/home")).text
    read_it(world)
    assert "Somebody has read what you sent." in (await visitor.open("/chat/home")).text
    assert "Somebody has read what you sent." not in (await visitor.open("/chat/home")).text


async def test_on_a_shared_tablet_nothing_is_promised_that_cannot_be_kept(world: World) -> None:
    visitor = await world.visitor().open(f"/t/{world.door}")
    await visitor.tap("I give it now")
    await visitor.tap("I am alone")
    await visitor.tap("7–9 years")
    await visitor.open("/chat/home")
    await visitor.tap(ADULT)
    await visitor.tap("Continue", text="Olen Ville, asun Koivulassa")
    await visitor.tap(SEND)
    assert "You are told here" not in visitor.text
    assert "Now you can give the device back." in visitor.text
    assert read_it(world) == "Olen Ville, asun Koivulassa"
    left = await visitor.open("/chat/home")
    assert "Koivulassa" not in left.text, "nobody is inside any more"


async def test_the_end_of_a_round_leads_to_the_panel_and_says_when_it_meets(world: World) -> None:
    world.house.requests.set_meeting(date(2026, 12, 3), "klo 16")
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Stop")
    assert "The panel meets on 3.12.: klo 16" in visitor.text
    await visitor.tap("I would like to come to the panel")
    assert "This one thing is not anonymous." in visitor.text
    await visitor.tap("Continue", text=TEXT)
    await visitor.tap(SEND)
    (request,) = world.house.requests.unread()
    assert request.purpose == "panel"


async def test_an_hour_of_help_comes_from_the_organisations_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "help_lines.yaml").write_text(
        "- {id: social_emergency, name: {fi: S, sv: S, en: Duty}, number: '0100 100', "
        "hours: always, languages: [fi], checked_on: 2026-11-10}",
        "utf-8",
    )
    for world in open_world(folder):
        visitor = await world.visitor().open("/help?lang=en")
        assert "Duty: 0100 100 . Open day and night." in visitor.text
        assert 'href="tel:0100100"' in visitor.page.text
