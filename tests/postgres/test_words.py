"""Words that wait for their reader, with the roles of the deployment: who may open, decide, add."""

from contextlib import closing

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from panel.organisation import Role
from storage.answers.reading import Reading
from storage.databases import Database
from storage.grants import CHAT, CONSOLE
from summaries.words import Verdict
from tests.postgres.fixtures import on_postgresql
from tests.postgres.server import Postgres
from tests.storage.house import House

pytestmark = on_postgresql


def office_as(role: str, house: House, server: Postgres) -> Database:
    """The office database as one of the roles sees it."""
    return Database(server.url(str(make_url(house.urls[1]).database), role))


@pytest.fixture
def released(house: House) -> House:
    """A week has been released in which six people wrote."""
    house.app.staff.add("Rea", "rea", [Role.READER])
    for address in house.enrol(house.unit(), 9)[:6]:
        house.keep(address, f"text {address.value}", item="words_round")
    house.next_week()
    house.app.release.run()
    return house


def test_the_console_opens_decides_and_closes_and_the_clock_publishes(
    released: House, postgres_server: Postgres
) -> None:
    reading = released.app.answers.reading
    with closing(office_as(CONSOLE, released, postgres_server)) as office:
        console = Reading(office, reading.keys, released.clock)
        batch = console.batch()
        assert batch is not None
        assert len(batch.texts) == 6
        for each in batch.texts:
            assert console.decide(each.id, Verdict.SHOW, {0})
        assert console.decide(batch.texts[0].id, Verdict.NONE), "taken back"
        assert console.decide(batch.texts[0].id, Verdict.HARM)
        assert console.close(batch.week)
    released.beats.minutely()
    (lot,) = released.lots(released.week)
    assert len(lot.values) == 5
    assert reading.keys.weeks() == []


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (CONSOLE, "INSERT INTO reading_text SELECT 'x', lot, sealed, '', '[]' FROM reading_text"),
        (CONSOLE, "UPDATE reading_text SET sealed = ''"),
        (CONSOLE, "UPDATE reading_text SET lot = ''"),
        (CONSOLE, "UPDATE reading SET audience = 'family'"),
        (CONSOLE, "UPDATE reading SET week = '2026-W01'"),
        (CONSOLE, "DELETE FROM reading_text"),
        (CONSOLE, "SELECT value FROM lot_answer"),
        (CHAT, "SELECT sealed FROM reading_text"),
        (CHAT, "SELECT week FROM reading"),
    ],
)
def test_a_reader_can_take_out_and_never_add_move_or_change(
    released: House, postgres_server: Postgres, role: str, statement: str
) -> None:
    with (
        closing(office_as(role, released, postgres_server)) as office,
        pytest.raises(ProgrammingError, match="permission denied"),
        office.writing() as session,
    ):
        session.execute(text(statement))
