"""Mutants of words on their way past a reader: unread, of too few, with their unit, in order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from random import Random
from typing import Any

import pytest
from sqlmodel import Session

from storage.answers import reading
from storage.answers.reading import Reading
from storage.answers.reading_keys import ReadingKeys
from storage.answers.rows import write_lots
from storage.contacts.box import Box
from summaries import banding, forming, words
from summaries.lots import BoxedAnswer, Lot, Place, Plan
from tests.mutants import in_words
from tests.mutants.mutant import mutant


@mutant(
    "B-10",
    "Words written into the box are released beside the marks.",
    learns="who knows the writer's way of telling: who it was; and nobody has read it before",
    caught_by=in_words.searching_for_words,
)
def words_are_released(patched: pytest.MonkeyPatch) -> None:
    keep = Box.keep

    def keeping(box: Box, address: Any, contact: Any, talk: Any, kept: Any) -> None:
        keep(box, address, contact, talk, replace(kept, words=False))

    patched.setattr(Box, "keep", keeping)


@mutant(
    "decision 0011",
    "Words lie in the office as they are until a reader comes.",
    learns="who copies the database, or a backup of it: what nobody was to read but the reader",
    caught_by=in_words.searching_for_words,
)
def words_lie_readable(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(reading, "seal", lambda record, _: json.dumps(record).encode())
    patched.setattr(reading, "open_box", lambda sealed, _: json.loads(sealed))


@mutant(
    "B-10",
    "Words are published without waiting for their reader.",
    learns="every reader of the summary: whatever a child wrote of itself or of others",
    caught_by=in_words.reading_what_nobody_passed,
)
def words_published_unread(patched: pytest.MonkeyPatch) -> None:
    def take(_: Reading, session: Session, week: str, found: Iterable[Lot]) -> None:
        write_lots(session, week, found)

    patched.setattr(Reading, "take", take)


@mutant(
    "B-10",
    "Four passed texts are enough to be shown.",
    learns="who knows which four wrote: whose text is whose, by their way of writing",
    caught_by=in_words.counting_quotes,
)
def words_of_four(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(words, "SMALLEST_LOT", 4)
    patched.setattr(banding, "SMALLEST_LOT", 4)
    patched.setattr(banding, "FIRST_OF_BAND", (4, *banding.FIRST_OF_BAND[1:]))


@mutant(
    "rule 7 of lots",
    "Words are put together in their unit, as marks are.",
    learns="everybody in the unit: among whom to look for the writer",
    caught_by=in_words.looking_for_a_unit,
)
def words_with_their_unit(patched: pytest.MonkeyPatch) -> None:
    real: Callable[..., Plan] = forming.form_lots

    def form(
        given: Iterable[BoxedAnswer], places: Mapping[str, Place], draw: Random, **how: bool
    ) -> Plan:
        plan = real([replace(each, words=False) for each in given], places, draw, **how)
        return replace(plan, lots=tuple(replace(lot, words=True) for lot in plan.lots))

    patched.setattr("storage.release.form_lots", form)


@mutant(
    "decision 0011",
    "The key of texts is kept after their reader has closed them.",
    learns="who has an old copy: the texts that were kept back",
    caught_by=in_words.opening_what_was_kept_back,
)
def the_readers_key_is_kept(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(ReadingKeys, "destroy", lambda *_: None)


@mutant(
    "A-08",
    "Texts are numbered as they were written.",
    learns="the reader, and who saw the children sit at the tablet: whose text is whose",
    caught_by=in_words.reading_the_order_of_texts,
)
def texts_numbered_as_they_came(patched: pytest.MonkeyPatch) -> None:
    numbers: Iterator[int] = count()
    real = Reading.take

    def take(book: Reading, session: Session, week: str, found: Iterable[Lot]) -> None:
        as_they_came = [
            replace(lot, values=tuple(sorted(lot.values, key=_written))) for lot in found
        ]
        with pytest.MonkeyPatch.context() as inside:
            inside.setattr(reading, "token_hex", lambda _: f"{next(numbers):032x}")
            real(book, session, week, as_they_came)

    patched.setattr(Reading, "take", take)


def _written(text: Any) -> int:
    return int(str(text).rpartition(" ")[2])
