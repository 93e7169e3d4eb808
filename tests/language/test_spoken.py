"""Spoken language brought closer to written."""

import pytest

from language.spoken import FINNISH, Sentence, cleaned_forms, sentences


def read(text: str, language: str) -> list[Sentence]:
    """The sentences of a text in its first form."""
    return sentences(cleaned_forms(text)[0], language)


def words(text: str, language: str) -> list[str]:
    """All words of a text, in standard form."""
    return [word for sentence in read(text, language) for word in sentence.words]


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


def test_a_text_without_dots_is_understood_as_spoken_too() -> None:
    assert words("ma pelkaan iskaa", "fi") == ["mina", "pelkaan", "isaa"]


def test_a_comma_and_a_new_line_begin_a_clause_and_a_full_stop_a_sentence() -> None:
    first, second = read("ei, joo\nniin. Uusi", "fi")
    assert first.clauses == (0, 1, 2)
    assert second.words == ("uusi",)


def test_three_dots_are_a_pause_and_no_end() -> None:
    assert len(read("isä... löi", "fi")) == 1


def test_at_least_a_hundred_spoken_finnish_forms_are_known() -> None:
    assert len(set(FINNISH.split())) >= 100


def test_a_stretched_letter_is_read_as_one_and_as_two() -> None:
    assert cleaned_forms("Lyööö haluuun") == ("lyöö haluun", "lyö halun")
    assert cleaned_forms("lyö") == ("lyö",)
