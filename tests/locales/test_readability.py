"""Whether each band can manage the sentences it is given, in every language.

The limits are the project's own, not a public standard; a text that keeps to them may still be
hard, and wants reading aloud by somebody of that age.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.locales.texts import Text, texts

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VOWELS = "aeiouyåäö"
DIPHTHONGS = {"ai", "ei", "oi", "ui", "yi", "äi", "öi", "au", "eu", "ou", "iu", "äy", "öy", "ey",
              "iy", "ie", "uo", "yö"}  # fmt: skip

# Words over the limit that stay, each for a reason.
EXPLAINED = {
    # The title of the person in question. Every child in care knows it, and a shorter word would
    # mean somebody else: "työntekijä" is also each adult of the home.
    "sosiaalityöntekijä", "sosiaalityöntekijän", "sosiaalityöntekijäsi", "sosiaalityöntekijästä",
    "socialarbetare", "socialarbetaren",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a band is asked to read: Finnish first, Swedish and English after it."""

    words: tuple[int, int]  # in a sentence
    letters: tuple[int, int]  # in a word
    long_words: int  # per cent of Finnish words with four syllables or more
    lix: tuple[int, int, int]  # fi, sv, en, over all texts of the band


LIMITS = {
    "7-9": Limits((6, 8), (12, 10), 10, (40, 15, 15)),
    "10-12": Limits((9, 11), (14, 12), 20, (45, 22, 20)),
    "13-15": Limits((12, 15), (18, 14), 25, (50, 28, 25)),
    "16-17": Limits((14, 17), (21, 16), 30, (55, 34, 30)),
    "18-22": Limits((16, 20), (21, 16), 35, (62, 40, 35)),
}


def read_by_the_young() -> Iterator[Text]:
    """The texts that have a band."""
    return (text for text in texts() if text.band)


def sentences(words: str) -> list[list[str]]:
    """The words of each sentence; numbers to call are not words."""
    return [found for part in re.split(r"[.?!]+", words) if (found := WORD.findall(part))]


def in_one_list(band: str, language: str) -> list[list[str]]:
    """All sentences that a band reads in one language."""
    return [
        sentence
        for text in read_by_the_young()
        if (text.band, text.language) == (band, language)
        for sentence in sentences(text.words)
    ]


def syllables(word: str) -> int:
    """How many syllables a Finnish word has, near enough for a share of many words."""
    count, place, word = 0, 0, word.lower()
    while place < len(word):
        if word[place] in VOWELS:
            count += 1
            pair = word[place : place + 2]
            place += pair in DIPHTHONGS or pair == 2 * word[place]
        place += 1
    return count


def share(flags: list[bool]) -> float:
    """Per cent of flags that are up."""
    return 100 * sum(flags) / len(flags)


def test_no_sentence_has_more_words_than_its_band_manages() -> None:
    assert [
        (text.context, text.language, len(sentence))
        for text in read_by_the_young()
        for sentence in sentences(text.words)
        if len(sentence) > LIMITS[text.band].words[text.language != "fi"]
    ] == []


def test_no_word_is_longer_than_its_band_manages_save_the_explained_ones() -> None:
    too_long = [
        (text.context, word)
        for text in read_by_the_young()
        for word in WORD.findall(text.words)
        if len(word) > LIMITS[text.band].letters[text.language != "fi"]
    ]
    assert [(context, word) for context, word in too_long if word not in EXPLAINED] == []
    assert {word for _, word in too_long} == EXPLAINED, "an exception nobody needs is taken away"


def test_the_youngest_get_no_subordinate_clauses_in_finnish() -> None:
    # In Finnish a comma stands before each of them.
    young = [text for text in read_by_the_young() if (text.band, text.language) == ("7-9", "fi")]
    assert len(young) > 50
    assert [text.words for text in young if "," in text.words] == []


@pytest.mark.parametrize("band", LIMITS)
def test_long_words_stay_rare_enough_in_finnish(band: str) -> None:
    words = [word for sentence in in_one_list(band, "fi") for word in sentence]
    assert share([syllables(word) >= 4 for word in words]) <= LIMITS[band].long_words


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("band", LIMITS)
def test_the_texts_of_a_band_together_stay_under_its_lix(band: str, language: str) -> None:
    read = in_one_list(band, language)
    words = [word for sentence in read for word in sentence]
    lix = len(words) / len(read) + share([len(word) > 6 for word in words])
    assert lix <= LIMITS[band].lix[("fi", "sv", "en").index(language)]


@pytest.mark.parametrize(
    ("word", "count"),
    [("asut", 2), ("aikuinen", 3), ("turvallinen", 4), ("rauhaa", 2), ("päättämässä", 4)],
)
def test_syllables_are_counted_as_a_finn_would(word: str, count: int) -> None:
    assert syllables(word) == count
