"""Mutants of what lies in files: a thief, an operator or a coordinator finds it there."""

import json
from itertools import count
from typing import Any

import pytest

from storage import databases, sealing
from storage.answers.book import Answers
from storage.contacts.book import Book
from storage.contacts.box import Box
from storage.contacts.invitations import UNIT_BYTES
from storage.contacts.people import People
from storage.databases import Database
from storage.keys import SealingKeys
from storage.release import Release
from storage.sealing import keyed
from tests.attacks.weeks import Leaky
from tests.mutants import in_copies, on_disk
from tests.mutants.mutant import mutant


def _in_clear(patched: pytest.MonkeyPatch, module: str) -> None:
    def hide(record: Any, key: bytes, room: int) -> bytes:
        return json.dumps(record).encode().ljust(room)

    patched.setattr(f"{module}.hide", hide)
    patched.setattr(f"{module}.show", lambda hidden, key: json.loads(hidden))


@mutant(
    "A-01",
    "A contact's address, unit and band lie in the table as they are.",
    learns="who copies the database: who is enrolled, and where they live",
    caught_by=on_disk.searching_for_an_address,
)
def addresses_in_clear(patched: pytest.MonkeyPatch) -> None:
    _in_clear(patched, "storage.contacts.people")


@mutant(
    "A-19",
    "The number of the last update is kept beside the chat that it came from.",
    learns="who copies the database: which chats were active, and in which order",
    caught_by=on_disk.searching_for_an_address,
)
def update_numbers_kept_beside_chats(patched: pytest.MonkeyPatch) -> None:
    real, updates = Book.save_dialog, count(1)

    def save(book: Book, address: Any, dialog: Any) -> None:
        book.remember(f"last update of {address.value} was", f"number {next(updates)}")
        real(book, address, dialog)

    patched.setattr(Book, "save_dialog", save)


@mutant(
    "decision 0010",
    "Where a talk stands is kept as it is.",
    learns="who copies the database every hour: who got how far",
    caught_by=in_copies.reading_what_can_be_read,
)
def steps_in_clear(patched: pytest.MonkeyPatch) -> None:
    _in_clear(patched, "storage.contacts.book")


@mutant(
    "decision 0010",
    "A code lies beside its unit's id.",
    learns="who copies the database every hour: in which home a use went, so where somebody joined",
    caught_by=in_copies.reading_what_can_be_read,
)
def codes_with_their_unit(patched: pytest.MonkeyPatch) -> None:
    def hide(record: Any, key: bytes, room: int) -> bytes:
        return (
            json.dumps(record).encode() if room == UNIT_BYTES else sealing.hide(record, key, room)
        )

    patched.setattr("storage.contacts.invitations.hide", hide)


@mutant(
    "decision 0010",
    "Where a talk stands is kept under a key that does not die with its week.",
    learns="an operator with old copies: how far which talk had come, for ever",
    caught_by=in_copies.reading_what_can_be_read,
)
def talks_under_a_lasting_key(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Box, "_talk_key", lambda box, _: keyed(box.keys.address_key, b"talk"))


@mutant(
    "A-06",
    "The plan of a release is kept unsealed until the office has the lots.",
    learns="who copies the database just then: what waits, each beside its person's tag",
    caught_by=in_copies.reading_what_can_be_read,
)
def an_open_plan(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("storage.release.seal_any_size", lambda plain, public: plain)
    patched.setattr("storage.release.open_any_size", lambda plain, private: plain)


@mutant(
    "A-07",
    "The week's key is kept after the release.",
    learns="an operator with a copy from that week: what each person answered",
    caught_by=in_copies.opening_released_boxes,
)
def the_weeks_key_is_kept(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Release, "_destroy", lambda *_: None)


@mutant(
    "A-20",
    "'Forget me' removes the contact and leaves this week's boxes.",
    learns="who has the week's key: what the forgotten person answered",
    caught_by=in_copies.opening_boxes_of_the_forgotten,
)
def boxes_of_the_forgotten_stay(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Box, "empty", lambda *_: None)


@mutant(
    "A-03",
    "Names of rows are made with the master key, not with the week's.",
    learns="an operator with old copies: who opened which questions in which week",
    caught_by=in_copies.naming_rows,
)
def lasting_names_of_rows(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(SealingKeys, "row_key", lambda keys, week: keys.index_key)


@mutant(
    "B-02",
    "A person's tag is the same in every quarter.",
    learns="who steals the keys of two weeks: which answers of both are one person's",
    caught_by=in_copies.comparing_tags,
)
def a_tag_for_ever(patched: pytest.MonkeyPatch) -> None:
    def tag(people: People, address: Any, week: str | None = None) -> str:
        return keyed(people.keys.index_key, address.key())[:12].hex()

    patched.setattr(People, "tag", tag)


@mutant(
    "A-18",
    "A contact remembers by which slip it came.",
    learns="who handed out that slip: which contact is that child",
    caught_by=on_disk.searching_for_a_slip,
)
def the_slip_is_remembered(patched: pytest.MonkeyPatch) -> None:
    redeem, enrol, came_by = Book.redeem, Book.enrol, ""

    def redeeming(book: Book, code: str) -> Any:
        nonlocal came_by
        row = book.codes.get(book._hashed(code))
        came_by = row["code"].hex() if row else ""
        return redeem(book, code)

    def enrolling(book: Book, address: Any, contact: Any) -> None:
        enrol(book, address, contact)
        row = book.contacts.get(book.index(address))
        assert row
        book.contacts.change(row["idx"], joined_month=f"{row['joined_month']} {came_by}")

    patched.setattr(Book, "redeem", redeeming)
    patched.setattr(Book, "enrol", enrolling)


@mutant(
    "A-11",
    "A contact has the minute of its joining, not the month.",
    learns="who was there when somebody joined: which contact is theirs",
    caught_by=on_disk.comparing_columns,
)
def the_minute_of_joining(patched: pytest.MonkeyPatch) -> None:
    enrol = Book.enrol

    def enrolling(book: Book, address: Any, contact: Any) -> None:
        enrol(book, address, contact)
        moment = book.now.isoformat(timespec="minutes")
        book.contacts.change(book.index(address), joined_month=moment)

    patched.setattr(Book, "enrol", enrolling)


@mutant(
    "A-09",
    "SQLite deletes without overwriting (secure_delete off).",
    learns="an operator: that somebody was enrolled who asked to be forgotten",
    caught_by=on_disk.searching_for_the_forgotten,
)
def deleted_rows_are_not_overwritten(patched: pytest.MonkeyPatch) -> None:
    patched.setitem(databases.SQLITE_SETTINGS, "secure_delete", 0)


@mutant(
    "A-08",
    "SQLite's write-ahead log is not emptied every minute.",
    learns="a thief of the files: all that happened, in its order, and who was forgotten",
    caught_by=on_disk.searching_for_the_forgotten,
)
def the_log_of_changes_is_kept(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Database, "forget_order", lambda *_: None)


def _as_they_came(patched: pytest.MonkeyPatch, *, growing: bool) -> None:
    def release(book: Answers, week: str, lots: Any, not_shown: int = 0) -> None:
        Leaky(book, count(), growing).release(week, lots, not_shown)

    patched.setattr(Answers, "release", release)


@mutant(
    "A-08",
    "Released answers are written in the order in which they came.",
    learns="who saw which children sat at the tablet, one after the other: whose answer is whose",
    caught_by=on_disk.reading_the_order,
)
def rows_written_as_they_came(patched: pytest.MonkeyPatch) -> None:
    _as_they_came(patched, growing=False)


@mutant(
    "A-11",
    "Released answers are numbered in the order in which they came.",
    learns="the same, from a copy of the table alone",
    caught_by=on_disk.reading_the_order,
)
def rows_numbered_as_they_came(patched: pytest.MonkeyPatch) -> None:
    _as_they_came(patched, growing=True)
