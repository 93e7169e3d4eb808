"""Spoken language brought closer to written."""

import pytest

from language.spoken import FINNISH, cleaned_forms, words_of


def words(text: str, language: str) -> list[str]:
    """All words of a text, in standard form."""
    return [word.forms[0] for word in words_of(cleaned_forms(text)[0], language)]


@pytest.mark.parametrize(
    ("text", "language", "standard"),
    [
        ("mä oon iskän kaa", "fi", "minä olen isän kanssa"),
        ("haluun mut en oo sanonu", "fi", "haluan mut en ole sanonut"),
        ("emmä tiiä", "fi", "en minä tiedä"),
        ("Int vill ja", "sv", "inte vill jag"),
        ("I don’t wanna", "en", "i do not want to"),
    ],
)
def test_spoken_forms_become_standard_ones(text: str, language: str, standard: str) -> None:
    assert " ".join(words(text, language)) == standard


def test_a_word_is_also_known_as_it_was_written() -> None:
    (first, second) = words_of("mä haluun", "fi")
    assert (first.forms, second.forms) == (("minä", "mä"), ("haluan", "haluun"))


def test_a_word_without_dots_is_understood_as_spoken_too() -> None:
    assert words("ma pelkaan iskaa", "fi") == ["minä", "pelkaan", "isää"]


def test_a_comma_and_a_new_line_begin_a_clause_and_a_full_stop_a_sentence() -> None:
    places = [(word.clause, word.sentence) for word in words_of("ei, joo\nniin. uusi", "fi")]
    assert places == [(0, 0), (1, 0), (2, 0), (3, 1)]


def test_three_dots_are_a_pause_and_no_end() -> None:
    assert {word.sentence for word in words_of("isä... löi", "fi")} == {0}


def test_at_least_a_hundred_spoken_finnish_forms_are_known() -> None:
    assert len(set(FINNISH.split())) >= 100


def test_a_stretched_letter_is_read_as_one_and_as_two() -> None:
    assert cleaned_forms("Lyööö haluuun") == ("lyöö haluun", "lyö halun")
    assert cleaned_forms("lyö") == ("lyö",)
