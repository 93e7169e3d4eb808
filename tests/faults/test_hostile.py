"""Hostile texts through every door and out of every sink: shown as they are, obeyed by nothing."""

import csv
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from unicodedata import category

import pytest

from bot.telegram.speaking import SEPARATOR
from console.summary_page import as_page
from conversations.phrases import say
from conversations.replies import Act
from conversations.writing import clean
from language.masking import mask
from panel.organisation import Role
from summaries.banding import people
from summaries.lots import Label, Level
from summaries.plain_text import as_text
from summaries.quotes import Quotes
from summaries.rendering import as_json
from summaries.spreadsheet import FORMULAS, as_csv
from summaries.weekly import WeeklySummary
from tests.bot import telegram_world as telegram
from tests.bot import webchat_world as webchat
from tests.console.office_world import World as OfficeWorld
from tests.console.office_world import opened
from tests.hostile import HOSTILE
from tests.summaries.samples import english
from tests.summaries.test_rendering import FULL
from tests.telegram_server import TelegramServer, World

CARRIED = {name: text.encode("utf-8", "replace").decode() for name, text in HOSTILE.items()}
KEPT = {name: mask(clean(text).strip()) for name, text in CARRIED.items()}
DECIDED = {"place": "organisation", "outcome": "done", "because": "moi", "due": "", "step": "tell"}
A_FEW = 8  # notes of one person: of more than nine the last ones share their boxes
each_text = pytest.mark.parametrize("name", HOSTILE)


@dataclass
class Page(HTMLParser):
    """What a browser makes of a page: elements, attributes, and the texts in between."""

    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    scripts: int = 0
    said: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, html: str) -> "Page":
        """Read one."""
        page = cls()
        page.feed(html)
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.scripts += tag == "script"

    def handle_data(self, data: str) -> None:
        """Some text."""
        self.said += data

    def assert_like(self, harmless: "Page") -> None:
        """Nothing is on it that is not on a page with a harmless text."""
        assert self.tags <= harmless.tags
        assert self.attributes <= harmless.attributes
        assert self.scripts == harmless.scripts


def in_a_line(text: str) -> str:
    """Words with single spaces between them, as a page shows them."""
    return " ".join(text.split())


def chapters() -> Iterator[list[str]]:
    """A few texts at a time."""
    names = list(HOSTILE)
    yield from (names[first : first + A_FEW] for first in range(0, len(names), A_FEW))


async def test_on_pages_every_text_is_shown_before_it_is_sent_and_sent_as_it_was_shown(
    tmp_path: Path,
) -> None:
    (world,) = webchat.open_world(tmp_path)
    for names in chapters():
        visitor = await webchat.begin(world)
        await visitor.tap("Not now")
        await visitor.tap("Straight to the panel")
        await visitor.tap("Continue", text="moi, tässä on monta tavallista sanaa")
        harmless = Page.of(visitor.page.text)
        await visitor.tap("Write again")
        before = len(world.notes())
        for name in names:
            await visitor.tap("Continue", text=CARRIED[name])
            page = Page.of(visitor.page.text)
            page.assert_like(harmless)
            assert in_a_line(KEPT[name]) in in_a_line(page.said), name
            await visitor.tap("Send")
            await visitor.tap("Straight to the panel")
        assert len(world.notes()) - before == len(names)
    assert sorted(world.notes()) == sorted(KEPT.values())
    assert world.troubles == []


@pytest.fixture
def house(tmp_path: Path) -> Iterator[telegram.House]:
    yield from telegram.open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in telegram.open_server(World()):
        yield served


async def test_in_telegram_every_text_is_shown_before_it_is_sent_and_sent_as_it_was_shown(
    house: telegram.House, server: TelegramServer
) -> None:
    async with house.talking(server):
        for names in chapters():
            person = server.world.person(language="en")
            await telegram.begin(person, house.code("RIVER12345"))
            telegram.tap(person, Act.STOP)
            await telegram.sees(person, "we stop here")
            for name in names:
                telegram.tap(person, Act.OPEN, "note")
                await telegram.sees(person, "straight to the person")
                person.say(CARRIED[name])
                preview = await telegram.sees(person, "Nothing has been sent yet")
                assert f"{SEPARATOR}\n{KEPT[name]}\n{SEPARATOR}" in preview.text, name
                telegram.tap(person, Act.SEND)
                await telegram.sees(person, "It is on its way")
    assert sorted(note["text"] for note in house.notes()) == sorted(KEPT.values())
    assert house.trouble == []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeWorld]:
    with opened(tmp_path) as one:
        yield one


async def test_in_the_console_every_note_and_decision_is_text_and_nothing_else(
    office: OfficeWorld,
) -> None:
    client, desk = office.as_(Role.FACILITATOR), office.house.desk
    texts = [("moi", "moi"), *zip(CARRIED.values(), KEPT.values(), strict=True)]
    harmless: dict[str, Page] = {}
    for number, (typed, kept) in enumerate(texts):
        note = {"id": f"{number:032}", "unit": "", "text": kept}
        desk.take_notes([note], office.house.clock().date())
        await client.post("/console/decisions", data=DECIDED | {"what": typed[:400]})
        for path in ("/console/notes", "/console/decisions"):
            page = Page.of((await client.get(path)).text)
            page.assert_like(harmless.setdefault(path, page))
            assert path != "/console/notes" or in_a_line(kept) in in_a_line(page.said)
    told = [decision.what for decision in desk.decisions()]
    assert len(told) == 1 + len(HOSTILE)
    assert all(each == clean(each) for each in told)
    assert office.troubles == []


async def test_two_units_whose_names_look_the_same_are_not_both_added(office: OfficeWorld) -> None:
    client = office.as_(Role.COORDINATOR)
    form = {"size": "6", "service": "Sijaishuolto", "group": "Pienet kodit"}
    for name in ("Koivula\u200b", "Koi\u00advula", "\u202eKoivula", "Ko\ufeffivula", "koivula"):
        page = await client.post("/console/units", data={**form, "name": name})
        assert page.status_code == 422
    assert office.house.units.count() == 3


def with_words(*texts: str) -> WeeklySummary:
    """A summary that shows these texts."""
    label = Label("words", "young_person", Level.ORGANISATION, "all", asked=True)
    return replace(FULL, quotes=(Quotes(label, "All", say("Words"), people(6), texts),))


@each_text
def test_out_of_every_summary_a_text_comes_as_it_was(name: str) -> None:
    text = in_a_line(KEPT[name])
    summary = with_words(text)
    cells = list(csv.reader(StringIO(as_csv(summary, english)), delimiter=";"))
    assert {len(row) for row in cells} == {len(cells[0])}
    assert not [c for row in cells for c in row if c.lstrip().startswith(FORMULAS)]
    assert text in {cell.removeprefix("'") for row in cells for cell in row}
    (quoted,) = json.loads(as_json(summary))["quotes"]
    assert quoted["texts"] == [text]
    told = as_text(summary, english)
    assert "".join(text.split()) in "".join(told.split())
    assert not [sign for sign in told if category(sign) in ("Cc", "Cs") and sign != "\n"]
    page = Page.of(as_page(summary, "en"))
    page.assert_like(Page.of(as_page(with_words("moi"), "en")))
    assert text in in_a_line(page.said)
