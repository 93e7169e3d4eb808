"""Whether each reader can manage the sentences they are given, in every complete language."""

from collections.abc import Iterator

import pytest

from locales.readability import (
    EXPLAINED,
    LIMITS,
    MEASURED,
    WORD,
    clauses,
    sentences,
    syllables,
    too_hard,
    too_hard_together,
)
from locales.texts import Text
from tests.locales.texts import texts


def read_outside_work() -> Iterator[Text]:
    """The texts that have a rung: those that people read who are asked."""
    return (text for text in texts() if text.rung)


def test_no_text_is_harder_than_its_reader_manages() -> None:
    assert [
        (text.context, text.language, problem)
        for text in read_outside_work()
        for problem in too_hard(text.words, text.rung, text.language)
    ] == []


@pytest.mark.parametrize("language", MEASURED)
@pytest.mark.parametrize("rung", LIMITS)
def test_the_texts_of_a_rung_are_not_too_hard_together(rung: str, language: str) -> None:
    ours = [t.words for t in read_outside_work() if (t.rung, t.language) == (rung, language)]
    assert len(ours) > 30
    assert [*too_hard_together(ours, rung, language)] == []


def test_every_word_that_stays_although_it_is_long_is_still_needed() -> None:
    long = {
        word.lower()
        for text in read_outside_work()
        for word in WORD.findall(text.words)
        if len(word) > LIMITS[text.rung].letters[text.language != "fi"]
    }
    assert long == EXPLAINED, "an exception nobody needs is taken away"


def test_the_youngest_get_no_subordinate_clauses_in_finnish() -> None:
    # In Finnish a comma stands before each of them.
    young = [text for text in read_outside_work() if (text.rung, text.language) == ("7-9", "fi")]
    assert len(young) > 50
    assert [text.words for text in young if "," in text.words] == []


@pytest.mark.parametrize(
    ("words", "rung", "language", "problem"),
    [
        ("Kuunteleeko aikuinen sinua, kun puhut hänelle jostakin?", "7-9", "fi", "7 words"),
        ("Kohdellaanko sinua asianmukaisesti?", "7-9", "fi", "'asianmukaisesti' has 15 letters"),
        ("Kysyikö joku, mitä haluat nyt?", "7-9", "fi", "1 subordinate clauses"),
        ("Do adults listen when you speak?", "7-9", "en", "1 subordinate clauses"),
        ("Lyssnar vuxna när du talar?", "7-9", "sv", "1 subordinate clauses"),
        ("Tiedätkö, mitä tapahtuu, jos et tule?", "13-15", "fi", "2 subordinate clauses"),
    ],
)
def test_what_is_too_hard_is_found_and_said(
    words: str, rung: str, language: str, problem: str
) -> None:
    assert any(problem in found for found in too_hard(words, rung, language))


def test_texts_that_are_heavy_only_together_are_found() -> None:
    heavy = ["Kuuntelevatko ohjaajat mielipidettäsi?"] * 5
    assert len([*too_hard_together(heavy, "7-9", "fi")]) == 2


@pytest.mark.parametrize(
    ("words", "language", "count"),
    [
        ("Voit milloin vain lopettaa, jos haluat niin", "fi", 1),
        ("Vet du vad som händer nu", "sv", 1),
        ("Du kan när som helst sluta", "sv", 0),
        ("Mikä täällä on kivaa", "fi", 0),
        ("You live here now and know why", "en", 0),
    ],
)
def test_clauses_are_counted_by_the_words_that_open_them(
    words: str, language: str, count: int
) -> None:
    assert clauses(sentences(words)[0], language) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("asut", 2), ("aikuinen", 3), ("turvallinen", 4), ("rauhaa", 2), ("päättämässä", 4)],
)
def test_syllables_are_counted_as_a_finn_would(word: str, count: int) -> None:
    assert syllables(word) == count
