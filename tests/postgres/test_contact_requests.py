"""Requests to be contacted under PostgreSQL's roles: the chat adds and cannot read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from conversations.reaching import ADULT, Reader, Request, Ticket
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from storage.office.brake import Brake
from storage.office.contact_requests import ContactRequests
from storage.office.staff import Staff
from tests.postgres.server import CLOCK, Postgres

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
TEXT = "Soita 040 123 4567"
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Sides:
    """The same office as each role has it."""

    clock: ContactRequests
    chat: ContactRequests
    console: ContactRequests
    sari: str


@pytest.fixture
def sides(postgres_server: Postgres) -> Iterator[Sides]:
    """An office with one reader."""
    pair = postgres_server.new_pair()
    name = str(make_url(pair[1]).database)
    opened = {role: Database(postgres_server.url(name, role)) for role in (CLOCK, CHAT, CONSOLE)}
    grant(opened[CLOCK], "office")

    def requests(role: str) -> ContactRequests:
        return ContactRequests(opened[role], lambda: TUESDAY, _tomorrow, lambda: KEY)

    brake = Brake(opened[CONSOLE], lambda: TUESDAY, KEY)
    staff = Staff(opened[CONSOLE], lambda: TUESDAY, brake)
    sari = staff.add("Sari", "sari", [Role.READER]).id
    requests(CONSOLE).add_reader(ContactReader(sari, ADULT, "Sari, lapsiasiamies", ""))
    yield Sides(requests(CLOCK), requests(CHAT), requests(CONSOLE), sari)
    for database in opened.values():
        database.close()
    postgres_server.drop(pair)


def _tomorrow(day: date) -> date:
    return day.replace(day=day.day + 1)


def test_the_chat_adds_and_the_console_opens(sides: Sides) -> None:
    assert list(sides.chat.readers(ADULT)) == [Reader(sides.sari, "Sari, lapsiasiamies", "")]
    for _ in "twice":
        sides.chat.send(Request(ADULT, TEXT, sides.sari, ""), Ticket("one", b"back"))
    (waiting,) = sides.console.waiting(sides.sari)
    assert sides.console.open(waiting.id, sides.sari) == TEXT
    assert sides.clock.untold() == [("one", b"back")]
    sides.clock.told("one")
    assert sides.clock.untold() == []
    assert sides.console.done("one", sides.sari)
    sides.clock.clear()
    assert sides.clock.unread() == []


def test_the_chat_reads_nothing_back_and_no_readers_key(sides: Sides) -> None:
    sides.chat.send(Request(ADULT, TEXT, sides.sari, ""), Ticket("one", b"back"))
    for looks in (
        sides.chat.unread,
        sides.chat.untold,
        sides.chat.keys_fit,
        sides.chat.clear,
        lambda: sides.chat.told("one"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            looks()


def test_the_console_cannot_see_where_a_request_came_from(sides: Sides) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        sides.console.untold()
