"""Mutants that show in time: in copies of every hour, in the log, or to who looks twice."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from types import SimpleNamespace
from typing import Any

import pytest

from app import checking
from app.beats import Beats, _band, people_of
from app.checking import Finding
from app.parts import ChatSide
from conversations import changing
from conversations.ports import Address
from conversations.questions import Catalogue
from conversations.turns import Conversation, Turn
from storage import sealing
from storage.contacts.book import Book
from storage.contacts.box import EMPTY, Box
from storage.contacts.guesses import Guesses
from storage.contacts.outbox import Outbox
from storage.contacts.people import People
from storage.plans import Closing
from storage.release import Release
from summaries import forming
from summaries.lots import BoxedAnswer, Plan
from tests.mutants import alongside, beside_talks, in_copies, in_rows
from tests.mutants.mutant import mutant


@mutant(
    "A-02",
    "An empty box is half as long as one with an answer.",
    learns="a thief of the database: which boxes hold an answer",
    caught_by=in_copies.measuring_boxes,
)
def small_empty_boxes(patched: pytest.MonkeyPatch) -> None:
    def seal(record: dict[str, Any], public: bytes) -> bytes:
        sealed = sealing.seal(record, public)
        return sealed[: len(sealed) // 2] if record == EMPTY else sealed

    patched.setattr("storage.contacts.box.seal", seal)


@mutant(
    "A-05",
    "A skipped question leaves its empty box as it was.",
    learns="who copies the database every hour: that somebody skips, and how much",
    caught_by=in_copies.counting_changed_boxes,
)
def skipping_seals_nothing(patched: pytest.MonkeyPatch) -> None:
    keep = Box.keep

    def keeping(box: Box, address: Any, contact: Any, talk: Any, kept: Any) -> None:
        if kept.value is not None:
            keep(box, address, contact, talk, kept)

    patched.setattr(Box, "keep", keeping)


@mutant(
    "A-05",
    "A chat's row is written only when there is a new message in it.",
    learns="who copies the database every hour: who has typed a text, and who only tapped",
    caught_by=in_rows.watching_chats,
)
def chats_written_for_texts_only(patched: pytest.MonkeyPatch) -> None:
    stands = Book.stands

    def standing(book: Book, seen: Mapping[Address, Collection[int]]) -> list[Address]:
        return stands(book, {address: new for address, new in seen.items() if new})

    patched.setattr(Book, "stands", standing)


@mutant(
    "decision 0010",
    "A talk's row has the name that its contact's row has.",
    learns="an operator with copies of every hour: who talked when",
    caught_by=in_copies.watching_who_talks,
)
def talks_named_as_contacts(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Book, "_talk_index", lambda book, address, _: book.index(address))


@mutant(
    "decision 0010",
    "Room for a note is made only for who writes one.",
    learns="who copies the database every hour: in which hour a note was written",
    caught_by=in_copies.counting_new_rooms,
)
def rooms_for_writers_only(patched: pytest.MonkeyPatch) -> None:
    for name in ("prepare_note", "complete"):
        patched.setattr(Box, name, lambda *_, **__: None)


@mutant(
    "decision 0010",
    "The end of a talk changes only the rows that it needs.",
    learns="who copies the database every hour: who has sent a note that was begun an hour before",
    caught_by=in_copies.counting_what_an_end_changes,
)
def ends_that_differ(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Box, "complete", lambda *_: None)


@mutant(
    "decision 0010",
    "Notes go to the facilitator every morning, however few have talked.",
    learns="who saw that one person talked that day: that the note is theirs",
    caught_by=in_copies.watching_for_the_writer,
)
def notes_brought_at_once(patched: pytest.MonkeyPatch) -> None:
    bring = Release.bring_notes
    patched.setattr(Release, "bring_notes", lambda release, **_: bring(release, surely=True))


@mutant(
    "decision 0010",
    "A round's talk counts among those that may have been a note's.",
    learns="who copies the database every hour: which talk was a note's, a round's have old boxes",
    caught_by=in_copies.counting_talks_like_a_notes,
)
def rounds_hide_notes(patched: pytest.MonkeyPatch) -> None:
    room = Box._room
    patched.setattr(Box, "_room", lambda *given, counts: room(*given, counts=True))


@mutant(
    "decision 0010",
    "Answers that wait lie alone, without empty boxes among them.",
    learns="how many answered where nothing could be shown",
    caught_by=in_copies.counting_what_waits,
)
def what_waits_lies_alone(patched: pytest.MonkeyPatch) -> None:
    def carried(closing: Closing) -> Iterator[dict[str, Any]]:
        yield {"destroyed": closing.destroyed}
        yield from map(asdict, closing.plan.held)

    patched.setattr(Closing, "carried", carried)


@mutant(
    "decision 0010",
    "The sealed plan of a release is as long as what it says.",
    learns="the same, from a copy made during the release",
    caught_by=in_copies.counting_what_waits,
)
def a_plan_as_long_as_it_is(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("storage.release.PLAN_BYTES", 0)


@mutant(
    "decision 0010",
    "Whether a small home's wave may start is decided from who is enrolled at that moment.",
    learns="a coordinator: that somebody in the home has just joined",
    caught_by=alongside.looking_at_a_wave,
)
def waves_start_on_the_live_number(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(People, "counted", People._by_audience)


@mutant(
    "decision 0010",
    "Whether a wave's messages go is decided by whom they reach at that moment alone.",
    learns="a coordinator with a phone of the home in view: that somebody has just joined",
    caught_by=alongside.looking_at_a_phone,
)
def messages_go_on_the_live_number(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Outbox, "reached", Outbox._by_reach)


@mutant(
    "A-22",
    "The log gets a line for every answer.",
    learns="who reads the log, and knows who was in the room: who answered",
    caught_by=alongside.comparing_logs,
)
def a_line_for_every_answer(patched: pytest.MonkeyPatch) -> None:
    keep = Box.keep

    def keeping(box: Box, address: Any, contact: Any, talk: Any, kept: Any) -> None:
        keep(box, address, contact, talk, kept)
        if kept.value is not None:
            logging.getLogger("kuulolla").info("an answer was kept")

    patched.setattr(Box, "keep", keeping)


@mutant(
    "A-22",
    "The log says what went wrong, not only which kind of thing.",
    learns="who reads the log: whom it happened to",
    caught_by=alongside.searching_the_log,
)
def errors_in_full(patched: pytest.MonkeyPatch) -> None:
    def in_full(error: object) -> Any:
        return SimpleNamespace(__name__=repr(error))

    patched.setattr("conversations.listening.type", in_full, raising=False)


@mutant(
    "A-22",
    "The log says how many answers a release has opened.",
    learns="who reads the log: how many answered, where nothing could be shown",
    caught_by=alongside.comparing_logs_of_releases,
)
def a_release_counts_aloud(patched: pytest.MonkeyPatch) -> None:
    real: Callable[..., Plan] = forming.form_lots

    def form(given: Iterable[BoxedAnswer], *others: Any, **how: bool) -> Plan:
        answers = list(given)
        logging.getLogger("kuulolla").info("%s answers", len(answers))
        return real(answers, *others, **how)

    patched.setattr("storage.release.form_lots", form)


@mutant(
    "decision 0010",
    "The band of how many are enrolled is told every hour, not with the release.",
    learns="a coordinator: that somebody in the home has just joined",
    caught_by=alongside.looking_at_a_unit,
)
def enrolled_told_every_hour(patched: pytest.MonkeyPatch) -> None:
    real = Beats.release_week

    def release_week(beats: Beats) -> str | None:
        week = real(beats)
        with beats.app.contacts.reading() as book:
            enrolled = book.enrolled()
        bands = {unit: _band(people_of(here)) for unit, here in enrolled.items()}
        beats.app.units.report_enrolled(bands)
        return week

    patched.setattr(Beats, "release_week", release_week)


@mutant(
    "decision 0023",
    "Each code is counted before it is looked up, and a right one taken back.",
    learns="who copies the database: that somebody has come with a code, and from where others did",
    caught_by=beside_talks.watching_a_right_code,
)
def every_code_is_counted(patched: pytest.MonkeyPatch) -> None:
    may_guess = Guesses.may_guess

    def counting(book: Any, source: str) -> bool:
        may = may_guess(book, source)
        book.guessed(source)
        return may

    patched.setattr(Guesses, "may_guess", counting)


@mutant(
    "A-05",
    "The health check counts boxes.",
    learns="an administrator who looks twice: that somebody has begun to talk",
    caught_by=alongside.looking_at_the_health_check,
)
def the_health_check_counts(patched: pytest.MonkeyPatch) -> None:
    real = checking._weeks

    def weeks(app: ChatSide) -> Iterator[Finding]:
        yield from real(app)
        with app.contacts.reading() as book:
            yield Finding(f"There are {len(book.boxes.where())} boxes.", fine=True)

    patched.setattr(checking, "_weeks", weeks)


@mutant(
    "A-05",
    "Where all is taken back, only what was answered is sealed anew.",
    learns="who copies the database every hour: how far somebody had come who takes it back",
    caught_by=in_copies.counting_boxes_taken_back,
)
def taking_back_what_was_answered(patched: pytest.MonkeyPatch) -> None:
    real = changing._taken_back

    def taken_back(talk: Conversation, catalogue: Catalogue) -> Turn:
        turn, been = real(talk, catalogue), changing.passed(talk)
        seals = tuple(each for each in turn.taken_back if each.question in been)
        return replace(turn, taken_back=seals)

    patched.setattr(changing, "_taken_back", taken_back)
