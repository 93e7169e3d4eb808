"""A detail is hidden also in signs that only look like the plain ones (C-13)."""

from collections.abc import Callable
from unicodedata import normalize

import pytest
from hypothesis import given

from conversations.writing import clean
from language.masking import MARK, details, mask
from tests.faults.test_unicode import TEXTS

DETAILS = (
    "040 123 4567",
    "+358401234567",
    "maija.meikalainen@example.com",
    "131052-308T",
    "FI21 1234 5600 0007 85",
    "www.example.com/maija",
    "ABC-123",
)


def behind_each(sign: str) -> Callable[[str], str]:
    """With a sign behind every character."""
    return lambda text: "".join(character + sign for character in text)


def moved(*firsts: tuple[str, int]) -> Callable[[str], str]:
    """With the characters from a first one on replaced by those from another."""

    def move(text: str) -> str:
        for first, other in firsts:
            last = "9" if first == "0" else chr(ord(first) + 25)
            text = "".join(
                chr(ord(c) - ord(first) + other) if first <= c <= last else c for c in text
            )
        return text

    return move


DISGUISES: dict[str, Callable[[str], str]] = {
    "soft hyphens": behind_each("\u00ad"),
    "zero width spaces": behind_each("\u200b"),
    "joiners": behind_each("\u200d"),
    "marks of direction": lambda text: f"\u202a{behind_each(chr(0x200E))(text)}\u202c",
    "tags": behind_each("\U000e0061"),
    "struck through": behind_each("\u0336"),
    "full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "mathematical": moved(("0", 0x1D7CE), ("a", 0x1D41A), ("A", 0x1D400)),
    "circled": lambda text: moved(("a", 0x24D0), ("A", 0x24B6))(text).translate(
        {ord("0"): "⓪"} | {ord(str(n)): chr(0x245F + n) for n in range(1, 10)}
    ),
    "raised": lambda text: text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
    "Arabic digits": moved(("0", 0x660)),
    "odd spaces": lambda text: text.replace(" ", "\u3000"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "dashes": lambda text: text.replace("-", "–"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_detail_in_disguise_is_hidden(disguise: str) -> None:
    for detail in DETAILS:
        written = f"sano heille {DISGUISES[disguise](detail)} kiitos"
        assert mask(clean(written)) == f"sano heille {MARK} kiitos", detail


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_name_is_hidden_however_its_letters_are_composed(form: str) -> None:
    written = normalize(form, "ohjaaja Päivi Mäkinen huusi, sanoi hän")  # type: ignore[arg-type]
    assert mask(clean(written)) == f"ohjaaja {MARK} huusi, sanoi hän"
    assert mask(written) == normalize(form, f"ohjaaja {MARK} huusi, sanoi hän")  # type: ignore[arg-type]


def test_what_separates_words_goes_on_separating_them() -> None:
    assert clean("yksi\tkaksi\r\nkolme\rneljä\u2028viisi\x0bkuusi") == (
        "yksi kaksi\nkolme\nneljä\nviisi\nkuusi"
    )


def test_what_is_not_hidden_stays_as_it_was_written() -> None:
    odd = "m² ja ½ \U0001f468\u200d\U0001f469\u200d\U0001f467 – ﬁ 🏴\U000e0067\U000e007f"
    assert mask(f"{odd}, soita 04\u200d0 123 4567\u0336!") == f"{odd}, soita {MARK}!"


@given(TEXTS)
def test_details_lie_inside_the_text_in_order_and_masking_again_changes_nothing(text: str) -> None:
    found = details(text)
    places = [place for each in found for place in (each.start, each.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(each.start < each.end for each in found)
    assert mask(mask(text)) == mask(text)
