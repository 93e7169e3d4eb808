"""Requests to be contacted under PostgreSQL's roles: the chat adds and cannot read back."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.exc import ProgrammingError

from conversations.reaching import ADULT, Reachable, Request, Ticket
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from storage.office.brake import Brake
from storage.office.contact_requests import ContactRequests
from storage.office.staff import Staff
from tests.postgres.fixtures import KEY, TUESDAY
from tests.postgres.server import CLOCK

TEXT = "Soita 040 123 4567"


@dataclass(frozen=True, slots=True)
class Office:
    """The same office as each role has it."""

    clock: ContactRequests
    chat: ContactRequests
    console: ContactRequests
    sari: str


@pytest.fixture
def office(sides: dict[str, Database]) -> Office:
    """An office with one reader."""

    def requests(role: str) -> ContactRequests:
        return ContactRequests(sides[role], lambda: TUESDAY, _tomorrow, lambda: KEY)

    brake = Brake(sides[CONSOLE], lambda: TUESDAY, KEY)
    staff = Staff(sides[CONSOLE], lambda: TUESDAY, brake)
    sari = staff.add("Sari", "sari", [Role.READER]).id
    requests(CONSOLE).add_reader(ContactReader(sari, ADULT, "Sari, lapsiasiamies", ""))
    return Office(requests(CLOCK), requests(CHAT), requests(CONSOLE), sari)


def _tomorrow(day: date) -> date:
    return day.replace(day=day.day + 1)


def test_the_chat_adds_and_the_console_opens(office: Office) -> None:
    assert list(office.chat.readers(ADULT)) == [Reachable(office.sari, "Sari, lapsiasiamies", "")]
    for _ in "twice":
        office.chat.send(Request(ADULT, TEXT, office.sari, ""), Ticket("one", b"back"))
    (waiting,) = office.console.waiting(office.sari)
    assert office.console.open(waiting.id, office.sari) == TEXT
    assert office.clock.untold() == [("one", b"back")]
    office.clock.told("one")
    assert office.clock.untold() == []
    assert office.console.done("one", office.sari)
    office.clock.clear()
    assert office.clock.unread() == []


def test_the_chat_reads_nothing_back_and_no_readers_key(office: Office) -> None:
    office.chat.send(Request(ADULT, TEXT, office.sari, ""), Ticket("one", b"back"))
    for looks in (
        office.chat.unread,
        office.chat.untold,
        office.chat.keys_fit,
        office.chat.clear,
        lambda: office.chat.told("one"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            looks()


def test_the_console_cannot_see_where_a_request_came_from(office: Office) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        office.console.untold()
