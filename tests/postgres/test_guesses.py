"""The brake on guessing codes under PostgreSQL: it holds for all processes of the chat at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from storage.contacts.book import Contacts
from storage.contacts.guesses import ALLOWED
from storage.contacts.tables import GuessRow
from storage.databases import Database
from storage.grants import CHAT
from tests.postgres.fixtures import on_postgresql
from tests.postgres.server import Postgres
from tests.storage.house import House

pytestmark = on_postgresql
HOME = "c0007107"


def guess(contacts: Contacts) -> None:
    """One wrong code."""
    with contacts.writing() as book:
        book.guessed(HOME)


def test_many_at_once_are_many(house: House) -> None:
    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(guess, house.app.contacts) for _ in range(ALLOWED.at_once + 5)]:
            done.result()
    held = []
    for _ in range(7):
        with house.app.contacts.reading() as book:
            held.append(not book.may_guess(HOME))
        house.clock.pass_minutes(1)
    assert held == [True] * 6 + [False], "each was counted, so each has its minute"


def test_the_chat_counts_and_the_clock_clears(house: House, postgres_server: Postgres) -> None:
    name = str(make_url(house.urls[0]).database)
    chats = Database(postgres_server.url(name, CHAT))
    contacts = replace(house.app.contacts, database=chats)
    guess(contacts)
    house.clock.pass_minutes(2)
    with pytest.raises(ProgrammingError, match="permission denied"), contacts.writing() as book:
        book.forget_guesses()
    chats.close()
    house.beats.forget_guesses()
    assert house.rows(GuessRow) == []
