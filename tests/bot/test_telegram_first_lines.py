"""What a locked phone may show: no first line tells what this chat is about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from app.content import load_catalogue
from bot.telegram.speaking import words_of
from conversations import changing, doorways, emptying, pacing, reaching, screens
from conversations.fatigue import AS_IT_COMES
from conversations.helping import help_card
from conversations.phrases import LANGUAGES
from conversations.screens import Screen
from conversations.turns import screen_of
from language.danger import Danger
from tests.conversations.test_turns import every_position, every_screen

CATALOGUE = load_catalogue()
TELLS = re.compile(
    # Finnish: child protection, care, homes and workers, feelings, feedback, the panel
    r"laps[ei]|lasten|huosta|sijais|jälkihuol|laito|avohuol|kodi|kotiin|ohjaaj|sosiaal|työntekij"
    r"|tunte[ei]|tunne\b|mieliala|palaut|raati|raadi|asiakas|kuule[mt]|kuuntel"
    r"|barn|vård|hemme?[nt]?\b|boende|social|känsl|mående|återkoppl|panel|klient|lyssna"
    r"|child|\bcare\b|aftercare|home|worker|social|feel|mood|feedback|panel|client|listen",
    re.IGNORECASE,
)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def screens_that_may_come() -> frozenset[Screen]:
    """Everything that can arrive as a message of its own, whatever led to it; buttons aside."""
    return frozenset(replace(each, answers=(), controls=(), talk="") for each in _all())


def _all() -> Iterator[Screen]:
    for talk, screen in every_screen():
        yield screen
        yield screen_of(replace(talk, channel="telegram"), CATALOGUE)
    for talk in every_position():
        yield changing.take_back_screen(talk.step)
        yield changing.change_screen(talk, CATALOGUE)
    yield from (changing.taken_back_screen(), emptying.empty_screen(False), screens.forget_screen())
    yield from (screens.forgotten_screen(), screens.not_now_screen(), screens.language_screen())
    yield from (doorways.no_code_screen(), doorways.home_screen((), ()))
    yield from (doorways.age_screen(CATALOGUE, "CODE"), doorways.hello_screen("family", "CODE"))
    yield from (doorways.younger_screen("https://x.example"), doorways.happened_screen(()))
    yield pacing.pace_screen(AS_IT_COMES, "2026-W46")
    yield Screen(None, (reaching.HAS_BEEN_READ,))
    yield from filter(None, map(help_card, Danger))


@each_language
def test_no_first_line_names_child_protection_care_feelings_or_what_this_is_for(
    language: str,
) -> None:
    shown = {replace(screen, lines=screen.lines[:1]) for screen in screens_that_may_come()}
    first = {words_of(screen, language).split("\n")[0] for screen in shown}
    assert len(first) > 20
    assert [line for line in first if TELLS.search(line)] == []


@each_language
def test_the_words_that_must_not_be_there_are_found_where_they_are(language: str) -> None:
    """Else the test above could not fail: the welcome says all of it, further down."""
    told = "\n".join(words_of(s, language) for s in screens_that_may_come())
    assert len(set(TELLS.findall(told))) > 5
