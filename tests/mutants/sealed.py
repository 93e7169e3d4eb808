"""Mutants of sealing and of names of rows: what is noise becomes alike, or is found again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from itertools import count
from secrets import token_bytes, token_hex
from typing import Any

import pytest
from nacl.public import Box as Pair
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from conversations.ports import Address, Contact
from conversations.reaching import Ticket
from conversations.turns import Note
from storage import sealing
from storage.contacts.box import Box
from storage.contacts.pending import Row
from storage.contacts.receipts import Receipts
from storage.contacts.taken import Taken
from storage.keys import Keys
from storage.office.contact_requests import ContactRequests
from storage.plans import Closing
from storage.sealing import hide, keyed
from tests.mutants import in_copies, in_rows
from tests.mutants.mutant import mutant


@mutant(
    "A-02",
    "A box is sealed without chance: the same makes the same box.",
    learns="who copies the database: which boxes are still empty",
    caught_by=in_rows.laying_rows_together,
)
def boxes_without_chance(patched: pytest.MonkeyPatch) -> None:
    def encrypt(to: SealedBox[PublicKey], plain: bytes) -> bytes:
        own, theirs = PrivateKey(blake2b(plain, digest_size=32).digest()), bytes(to._public_key)
        nonce = blake2b(bytes(own.public_key) + theirs, digest_size=Pair.NONCE_SIZE).digest()
        return bytes(own.public_key) + Pair(own, PublicKey(theirs)).encrypt(plain, nonce).ciphertext

    patched.setattr(SealedBox, "encrypt", encrypt)


@mutant(
    "A-01",
    "What is hidden is hidden with the same nonce each time.",
    learns="who copies the database and has one contact's slip: address, unit and band of all",
    caught_by=in_rows.laying_rows_together,
)
def one_nonce_for_all(patched: pytest.MonkeyPatch) -> None:
    real = Aead.encrypt
    nonce = bytes(Aead.NONCE_SIZE)
    patched.setattr(Aead, "encrypt", lambda to, plain: real(to, plain, nonce=nonce))


@mutant(
    "A-01",
    "A contact's ciphertext is as long as what is known of it.",
    learns="who copies the database: whose age band, language and wishes are alike",
    caught_by=in_rows.measuring_contacts,
)
def contacts_of_many_lengths(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("storage.contacts.people.hide", _as_long_as_it_is)


def _as_long_as_it_is(record: Any, key: bytes, _: int) -> bytes:
    return hide(record, key, len(json.dumps(record)))


@mutant(
    "decision 0010",
    "Answers that wait keep the names of their rows; the empty boxes among them get new ones.",
    learns="who copies the database each week: how many answered where nothing could be shown",
    caught_by=in_rows.finding_rows_again,
)
def what_waits_keeps_its_rows(patched: pytest.MonkeyPatch) -> None:
    names: Iterator[bytes] = iter(())
    carried = Closing.carried

    def carrying(plan: Closing) -> Iterator[dict[str, Any]]:
        nonlocal names
        held = [keyed(b"held", each.person.encode(), each.item.encode()) for each in plan.plan.held]
        names = iter([token_bytes(32), *held])
        return carried(plan)

    patched.setattr(Closing, "carried", carrying)
    patched.setattr(
        "storage.contacts.closing.token_bytes", lambda size: next(names, None) or token_bytes(size)
    )


@mutant(
    "A-03",
    "A note is sealed with its writer's tag.",
    learns="who has the week's key: what else the writer answered, and which notes are one child's",
    caught_by=in_rows.opening_notes,
)
def notes_with_a_tag(patched: pytest.MonkeyPatch) -> None:
    def keep_note(book: Box, address: Address, *given: Any) -> bool:
        def seal(record: dict[str, Any], public: bytes) -> bytes:
            return sealing.seal(record | {"person": book.tag(address)}, public)

        with pytest.MonkeyPatch.context() as inside:
            inside.setattr("storage.contacts.box.seal", seal)
            return kept(book, address, *given)

    kept = Box.keep_note
    patched.setattr(Box, "keep_note", keep_note)


@mutant(
    "A-21",
    "A note names its writer's home, whatever they chose.",
    learns="the facilitator: among whom to look for the writer",
    caught_by=in_rows.reading_where_notes_come_from,
)
def notes_with_their_home(patched: pytest.MonkeyPatch) -> None:
    keep_note = Box.keep_note

    def keeping(book: Box, address: Address, contact: Contact, number: int, note: Note) -> bool:
        return keep_note(book, address, contact, number, replace(note, with_unit=True))

    patched.setattr(Box, "keep_note", keeping)


@mutant(
    "A-11",
    "Open notes are numbered as they were written.",
    learns="the facilitator, who reads them in this order and knows who came when: whose is whose",
    caught_by=in_rows.reading_the_order_of_notes,
)
def notes_numbered_as_they_came(patched: pytest.MonkeyPatch) -> None:
    numbers = count()
    patched.setattr("storage.contacts.box.token_hex", lambda _: f"{next(numbers):032x}")


@mutant(
    "decision 0010",
    "Five talks are enough for notes to go, whoever had them.",
    learns="who saw that one person talked a lot that day: that the note is theirs",
    caught_by=in_copies.watching_a_talkative_writer,
)
def notes_wait_for_talks(patched: pytest.MonkeyPatch) -> None:
    def room(book: Box, address: Address, number: int, *, counts: bool) -> Row:
        return book._sealed(book._row(address, "note", number), {"talked": token_hex(12)})

    patched.setattr(Box, "_room", room)


@mutant(
    "A-19",
    "An update that was taken is known by its bare number.",
    learns="who copies the database: in which order people wrote",
    caught_by=in_rows.reading_the_order_of_updates,
)
def updates_by_their_numbers(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Taken, "_taken_id", lambda _, number: number.to_bytes(16))


@mutant(
    "A-07",
    "The release's process remembers keys that it has read.",
    learns="who breaks into it later, with an old copy: what each person answered",
    caught_by=in_rows.asking_for_a_released_key,
)
def keys_are_remembered(patched: pytest.MonkeyPatch) -> None:
    real, known = Keys.private, dict[str, bytes]()

    def private(keys: Keys, week: str) -> bytes:
        return known.get(week) or known.setdefault(week, real(keys, week))

    patched.setattr(Keys, "private", private)


@mutant(
    "decision 0016",
    "A request's name is made with the master key, not with the week's.",
    learns="an operator, from every copy of the office: who asked for an adult",
    caught_by=in_rows.finding_who_asked_to_be_contacted,
)
def lasting_names_of_requests(patched: pytest.MonkeyPatch) -> None:
    real = Box.ticket

    def ticket(book: Box, address: Address, number: int) -> Ticket | None:
        found, name = real(book, address, number), str(number).encode()
        mine = keyed(book.keys.index_key, address.key(), b"request", name)[:16].hex()
        return Ticket(mine, found.back) if found else None

    patched.setattr(Box, "ticket", ticket)


@mutant(
    "decision 0016",
    "The way back to whoever sent a request is kept once they have been told.",
    learns="an operator, until the seven days are over: who asked for an adult",
    caught_by=in_rows.finding_who_asked_to_be_contacted,
)
def the_way_back_is_kept(patched: pytest.MonkeyPatch) -> None:
    def told(requests: ContactRequests, request_id: str) -> None:
        requests._change(request_id, told=True)

    patched.setattr(ContactRequests, "told", told)


@mutant(
    "decision 0016",
    "'Somebody has read it' waits on pages under the name of its reader's contact.",
    learns="an operator, until the next look, perhaps for days: who asked for an adult",
    caught_by=in_rows.finding_who_is_to_be_told,
)
def lasting_names_of_receipts(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Receipts, "_receipt_id", lambda book, address, week: book.index(address))


@mutant(
    "decision 0016",
    "The way back in a request is as long as the address.",
    learns="who copies the office: which request came through Telegram and which from a page",
    caught_by=in_rows.measuring_ways_back,
)
def ways_back_of_many_lengths(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("storage.contacts.box.hide", _as_long_as_it_is)
