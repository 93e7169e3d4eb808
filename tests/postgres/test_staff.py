"""Staff under PostgreSQL's roles: the console removes them, and two never remove each other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import make_url

from conversations.reaching import ADULT, Request, Ticket
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.databases import Database
from storage.grants import CHAT, CONSOLE, grant
from storage.office.brake import Brake
from storage.office.contact_requests import ContactRequests, SomebodyWaits
from storage.office.staff import LastAdministrator, Staff
from tests.postgres.server import CLOCK, Postgres

TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
KEY = bytes(range(32))
TRIES = 5


@pytest.fixture
def sides(postgres_server: Postgres) -> Iterator[dict[str, Database]]:
    """The office as each role has it."""
    pair = postgres_server.new_pair()
    name = str(make_url(pair[1]).database)
    opened = {role: Database(postgres_server.url(name, role)) for role in (CLOCK, CHAT, CONSOLE)}
    grant(opened[CLOCK], "office")
    yield opened
    for database in opened.values():
        database.close()
    postgres_server.drop(pair)


def staff(database: Database) -> Staff:
    return Staff(database, lambda: TUESDAY, Brake(database, lambda: TUESDAY, KEY))


def requests(database: Database) -> ContactRequests:
    return ContactRequests(database, lambda: TUESDAY, _next_day, lambda: KEY)


def _next_day(day: date) -> date:
    return day.replace(day=day.day + 1)


def test_two_administrators_cannot_remove_each_other(sides: dict[str, Database]) -> None:
    here = staff(sides[CONSOLE])

    def remove(who: str) -> bool:
        try:
            here.remove(who)
        except LastAdministrator:
            return False
        return True

    for number in range(TRIES):
        (left,) = here.all() or [here.add("First", "first", [Role.ADMINISTRATOR])]
        pair = [left.id, here.add("Other", f"other-{number}", [Role.ADMINISTRATOR]).id]
        with ThreadPoolExecutor(2) as both:
            assert sorted(both.map(remove, pair)) == [False, True]


def test_a_session_of_somebody_who_was_removed_lets_nobody_in(
    sides: dict[str, Database],
) -> None:
    here = staff(sides[CONSOLE])
    here.add("First", "first", [Role.ADMINISTRATOR])
    leaving = here.add("Other", "other", [Role.COORDINATOR]).id
    session = here.enter_by_link(here.login_token(leaving))
    assert session
    here.remove(leaving)
    assert here.in_session(session) is None


def test_the_console_takes_somebody_off_the_list_with_all_that_waits_for_them_alone(
    sides: dict[str, Database],
) -> None:
    here, asked = staff(sides[CONSOLE]), requests(sides[CONSOLE])
    here.add("First", "first", [Role.ADMINISTRATOR])
    sari = here.add("Sari", "sari", [Role.READER]).id
    asked.add_reader(ContactReader(sari, ADULT, "Sari, lapsiasiamies", ""))
    requests(sides[CHAT]).send(Request(ADULT, "Soita", sari, ""), Ticket("one", b"back"))
    with pytest.raises(SomebodyWaits):
        here.remove(sari)
    assert asked.all_readers()
    here.remove(sari, unread_too=True)
    requests(sides[CLOCK]).clear()
    assert [asked.all_readers(), asked.unread()] == [[], []]


def test_what_waits_goes_from_reader_to_reader_and_is_not_lost_when_both_leave(
    sides: dict[str, Database],
) -> None:
    here, asked = staff(sides[CONSOLE]), requests(sides[CONSOLE])
    here.add("First", "first", [Role.ADMINISTRATOR])
    sari = here.add("Sari", "sari", [Role.READER]).id
    olli = here.add("Olli", "olli", [Role.READER]).id
    asked.add_reader(ContactReader(sari, ADULT, "Sari, lapsiasiamies", ""))
    asked.add_reader(ContactReader(olli, ADULT, "Olli, lapsiasiamies", ""))
    requests(sides[CHAT]).send(Request(ADULT, "Soita", sari, olli), Ticket("one", b"back"))
    here.remove(sari)
    with pytest.raises(SomebodyWaits):
        here.remove(olli)
    (waiting,) = asked.waiting(olli)
    assert asked.open(waiting.id, olli) == "Soita"
