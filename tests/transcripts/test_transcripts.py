"""Whole talks as plain text, replayed in every language, in the format of ``app.questions``.

To write a new one, put a header and YOU lines into a file of this folder, or record one with
``kuulolla talk SET --save FILE``. Then, and after any change of words::

    ./run test tests/transcripts --update-transcripts
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.questions.transcripts import BadTranscript
from conversations.helping import help_card
from conversations.listening import Listener
from conversations.phrases import LANGUAGES, Phrase, verbatim
from conversations.ports import Address, Contact, Incoming, Outgoing, Prompt
from conversations.replies import Act, Reply
from conversations.screens import Screen
from conversations.turns import Turn
from locales import SOURCE
from tests.conversations.fakes import MemoryBooks, MemoryOffice
from tests.transcripts.replaying import CATALOGUE, Walk, files, in_language, shape, walk

UNTRANSLATABLE = (verbatim("").msgid, "{n}")  # what somebody wrote, and plain numbers
LOCALES = Path(__file__).parents[2] / "locales"
each_file = pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_file
def test_the_talk_goes_as_it_is_written(file: Path, update: bool) -> None:
    written = file.read_text("utf-8")
    walked = walk(written).text()
    if update:
        file.write_text(walked, "utf-8")
    else:
        assert walked == written, "changed on purpose? See the first lines of this test file"


@each_file
@each_language
def test_the_talk_goes_the_same_way_in_every_language(file: Path, language: str) -> None:
    walked = walk(file.read_text("utf-8"))
    for ours, theirs in zip(walked.turns, in_language(walked, language), strict=True):
        assert theirs.conversation.step == ours.conversation.step
        assert (theirs.sealed, theirs.note) == (ours.sealed, ours.note)
        assert (theirs.danger, theirs.forget) == (ours.danger, ours.forget)
        assert shape(theirs.screen) == shape(ours.screen)


@each_file
@each_language
def test_no_line_falls_back_to_another_language(file: Path, language: str) -> None:
    missing = set()
    for turn in in_language(walk(file.read_text("utf-8")), language):
        for phrase in phrases_of(turn):
            if not can_say(turn.conversation.language, phrase):
                missing.add((turn.conversation.language, phrase.context, phrase.msgid))
    assert not missing


@each_file
def test_the_talk_goes_the_same_way_through_the_listener(file: Path) -> None:
    walked = walk(file.read_text("utf-8"))
    listened = list(through_the_listener(walked))
    for turn, outgoing in zip(walked.turns, listened, strict=True):
        # The marks differ, since the prompts do; a reply without one fits any talk.
        assert outgoing.screen.stamped("") == turn.screen.stamped("")
        assert outgoing.urgent == help_card(turn.danger)
        assert outgoing.language == turn.conversation.language


def test_every_button_is_tapped_in_some_transcript() -> None:
    tapped = {reply.act for file in files() for reply in walk(file.read_text("utf-8")).replies}
    only_outside_of_sets = {Act.EMPTY, Act.JOIN, Act.PACE}
    assert set(Act) - tapped == only_outside_of_sets


def test_every_set_and_every_band_of_the_round_has_a_transcript() -> None:
    walked = {(w.header.set, w.header.band) for w in (walk(f.read_text("utf-8")) for f in files())}
    assert {name for name, _ in walked} == {each.id for each in CATALOGUE.sets}
    assert {band for name, band in walked if name == "round"} == {b.id for b in CATALOGUE.bands}


def test_a_transcript_that_cannot_be_followed_says_where() -> None:
    with pytest.raises(BadTranscript, match="no button here is called that"):
        walk("set: round\nband: 13-15\n\nYOU: [pick 99]\n")
    with pytest.raises(BadTranscript, match="begins with"):
        walk("YOU: [begin]\n")


def phrases_of(turn: Turn) -> Iterator[Phrase]:
    """Every text of a turn, those inside other texts included."""
    for screen in filter(None, (turn.screen, help_card(turn.danger))):
        yield from _phrases(screen)


def _phrases(screen: Screen) -> Iterator[Phrase]:
    labels = (button.label for button in (*screen.answers, *screen.controls))
    for phrase in (*screen.lines, *labels):
        yield phrase
        yield from (value for _, value in phrase.values if isinstance(value, Phrase))


@cache
def spoken(domain: str, language: str) -> frozenset[tuple[str, str]]:
    """What a catalogue can say in its own language, as (context, message id)."""
    with (LOCALES / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return frozenset((m.context or "", str(m.id)) for m in messages if m.string and not m.fuzzy)


def can_say(language: str, phrase: Phrase) -> bool:
    """Whether a phrase has words in this language."""
    domain = "questions" if phrase.context else "interface"
    if SOURCE[domain] == language or phrase.msgid in UNTRANSLATABLE:
        return True
    return (phrase.context, phrase.msgid) in spoken(domain, language)


def through_the_listener(walked: Walk) -> Iterator[Outgoing]:
    """The same replies by way of the listener, the contact book and an open round."""
    header = walked.header
    channel = header.channel if header.channel == "telegram" else "slip"
    address = Address(channel, "A")
    books, office = (
        MemoryBooks(),
        MemoryOffice([Prompt("r1", "round", "2026-W46", header.rotation)]),
    )
    asked = CATALOGUE.set(header.set)
    known = Contact(header.languages[0], "unit", header.band, asked.audience)
    books.shelf.contacts[address] = known
    listener = Listener(books, office, CATALOGUE, str, pytest.fail)
    first = Reply(Act.OPEN, value="r1" if asked.milestone == "round" else header.set)
    for reply in (first, *walked.replies):
        yield from listener.receive([Incoming(address, replace(reply, talk=""))])
