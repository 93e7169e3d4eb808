"""Mutants of what people are sent and asked: it hangs on who has talked, or on who they are."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from conversations import answering, arriving, prompts
from conversations.ports import Address, Contact, Errand, Outgoing
from conversations.prompts import Prompts
from conversations.replies import Act, Reply
from conversations.visits import Visit
from storage.contacts.book import Book
from storage.contacts.outbox import Outbox
from storage.contacts.receipts import Receipts
from tests.mutants import beside_talks, in_rows
from tests.mutants.mutant import mutant


@mutant(
    "A-15",
    "Whoever has opened a round on a page is not sent its message any more.",
    learns="who copies the database at noon: whose message is gone, so who has talked",
    caught_by=beside_talks.watching_beside_a_talk,
)
def no_message_for_who_came_first(patched: pytest.MonkeyPatch) -> None:
    real = Book.prepare_note

    def prepare(book: Book, address: Address, number: int, *, counts: bool) -> None:
        book.drop_errands(book.index(address))
        real(book, address, number, counts=counts)

    patched.setattr(Book, "prepare_note", prepare)


@mutant(
    "A-15",
    "Nobody is interrupted: a message waits until its reader's talk has come to its end.",
    learns="who copies the database: whose message still waits, so who is talking",
    caught_by=beside_talks.watching_what_leaves,
)
def messages_wait_for_the_end(patched: pytest.MonkeyPatch) -> None:
    claim = Book.claim

    def claiming(book: Book, *given: Any, **named: Any) -> list[Errand]:
        errands = claim(book, *given, **named)
        for each in errands:
            if book.dialog(each.address):
                book.postponed(each)
        return [each for each in errands if not book.dialog(each.address)]

    patched.setattr(Book, "claim", claiming)


@mutant(
    "A-16",
    "A round's message goes to everyone it reaches, be it one.",
    learns="who knows when a round began, and sees the phone: who alone has just been asked",
    caught_by=beside_talks.counting_who_is_messaged,
)
def a_message_to_one_alone(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("storage.contacts.outbox.FEWEST_PEOPLE", 1)


@mutant(
    "decision 0010",
    "A wave makes boxes for those alone who are sent a message.",
    learns="who copies the database every hour: by new boxes, that somebody without one has begun",
    caught_by=beside_talks.counting_boxes_of_a_wave,
)
def boxes_for_the_messaged_alone(patched: pytest.MonkeyPatch) -> None:
    def asked(book: Any, units: Collection[str], audiences: Collection[str]) -> list[Address]:
        return [book.card(row["card"]).address for row in book._members(units)]

    patched.setattr(Outbox, "_asked", asked)


@mutant(
    "A-15",
    "A round leaves out whoever has told something by themselves this week.",
    learns="who copies the database: who talked, for ever, from when they were last sent something",
    caught_by=beside_talks.watching_who_is_sent_to,
)
def no_round_for_who_has_spoken(patched: pytest.MonkeyPatch) -> None:
    real = Outbox._members

    def members(book: Any, units: Collection[str]) -> list[Any]:
        def has_spoken(row: Any) -> bool:
            return bool(book.has_boxes(book.card(row["card"]).address, "spontaneous-1"))

        return [row for row in real(book, units) if not has_spoken(row)]

    patched.setattr(Outbox, "_members", members)


@mutant(
    "A-14",
    "Whoever stops in the middle is asked less often from then on.",
    learns="who copies the database every hour: whose contact has changed, so who has stopped",
    caught_by=beside_talks.watching_beside_a_talk,
)
def the_pace_is_inferred(patched: pytest.MonkeyPatch) -> None:
    real = answering.answer

    def answer(visit: Visit, contact: Contact, reply: Reply) -> Outgoing:
        if reply.act is Act.STOP:
            contact = visit.enrol(replace(contact, pace=replace(contact.pace, seldom=True)))
        return real(visit, contact, reply)

    patched.setattr("conversations.listening.answer", answer)


@mutant(
    "A-05",
    "A contact's row is written anew whenever somebody comes.",
    learns="who copies the database every hour: who has come",
    caught_by=beside_talks.watching_beside_a_talk,
)
def contacts_written_at_each_arrival(patched: pytest.MonkeyPatch) -> None:
    def arrive(visit: Visit, contact: Contact | None, code: str) -> Outgoing:
        return arriving.arrive(visit, visit.enrol(contact) if contact else None, code)

    patched.setattr("conversations.listening.arrive", arrive)


@mutant(
    "A-22",
    "Help cards are counted, unit by unit.",
    learns="who copies the database: in which home a child has just told of danger",
    caught_by=beside_talks.watching_beside_a_talk,
)
def help_cards_are_counted(patched: pytest.MonkeyPatch) -> None:
    real = Visit.card

    def card(visit: Visit, danger: Any, whom: Any) -> Any:
        shown = real(visit, danger, whom)
        if shown and isinstance(whom, Contact):
            name = f"help {whom.unit}"
            visit.book.remember(name, str(int(visit.book.recall(name) or 0) + 1))
        return shown

    patched.setattr(Visit, "card", card)


@mutant(
    "A-15",
    "'Somebody has read it' says which request was read.",
    learns="who copies both databases: which contact asked for an adult",
    caught_by=in_rows.laying_receipts_beside_requests,
)
def receipts_name_their_request(patched: pytest.MonkeyPatch) -> None:
    tell = Receipts.tell_back

    def tell_back(book: Receipts, back: bytes) -> None:
        tell(book, back)
        for row in book.outbox.where():
            book.outbox.change(row["id"], subject=back.hex())

    patched.setattr(Receipts, "tell_back", tell_back)


@mutant(
    "B-09",
    "The rotating question hangs on who is asked.",
    learns="whoever knows the addresses: who were asked a question, fewer than the lot counts with",
    caught_by=beside_talks.comparing_what_is_asked,
)
def the_rotation_hangs_on_the_person(patched: pytest.MonkeyPatch) -> None:
    find = Prompts.find

    def finding(here: Prompts, book: Any, address: Address, *given: Any) -> Any:
        found = find(here, book, address, *given)
        return found and replace(found, turn=found.turn + sum(address.key()))

    patched.setattr(prompts.Prompts, "find", finding)
