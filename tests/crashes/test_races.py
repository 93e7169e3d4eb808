"""Two bots, or two releases, at once: as if there were one (C-10)."""

import os
from collections import Counter
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from conversations.turns import Note
from storage.contacts.tables import NoteRow
from tests.crashes.mortal import Site
from tests.crashes.racing import race_bots, race_releases
from tests.postgres.fixtures import DATABASES

RACES = int(os.environ.get("KUULOLLA_RACES", "6"))  # of each kind
A_MOMENT = 0.5  # seconds in which a transaction that does not have to wait is long over
both_databases = pytest.mark.parametrize("urls", DATABASES, indirect=True)
Urls = tuple[str, str]


@both_databases
@pytest.mark.parametrize("locked", [True, False], ids=["one machine", "two machines"])
def test_two_releases_at_once_release_once(tmp_path: Path, urls: Urls, locked: bool) -> None:
    assert race_releases(Site(tmp_path / "data", urls), RACES, locked=locked) == Counter()


@both_databases
def test_two_bots_that_take_the_same_batch_take_it_once(tmp_path: Path, urls: Urls) -> None:
    assert race_bots(Site(tmp_path / "data", urls), RACES) == Counter()


def test_an_outbox_without_leases_is_found_out(tmp_path: Path) -> None:
    assert race_bots(Site(tmp_path / "data"), RACES, leased=False)["sent twice"]


@pytest.mark.parametrize(
    "urls",
    ["sqlite", "postgresql"],
    indirect=True,
)
def test_a_note_written_while_notes_are_brought_is_not_thrown_away(
    tmp_path: Path, urls: Urls
) -> None:
    here, there = Site(tmp_path / "data", urls).house(), Site(tmp_path / "data", urls).house()
    writer = here.enrol(here.unit(), 1)[0]

    def write() -> None:
        with there.app.contacts.writing() as book:
            contact = book.contact(writer)
            assert contact is not None
            book.keep_note(writer, contact, 1, Note("kirje", with_unit=False))

    writing = Thread(target=write)
    with here.app.release.box.note_rooms() as rooms:
        brought = rooms.sealed()
        writing.start()
        writing.join(A_MOMENT)
        rooms.clear(date(2026, 11, 17))
    writing.join()
    left = here.rows(NoteRow)
    for house in (here, there):
        house.app.close()
    assert len(brought) + len(left) == 1
