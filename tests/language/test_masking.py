"""Hiding details that point at a person, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.masking import MARK, Detail, mask

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=300)
# Texts made of what the rules look for, so that odd neighbours come up often.
RISKY_TEXT = st.lists(
    st.sampled_from(
        [
            "0401234567",
            "+",
            "358",
            "40",
            "123",
            "112",
            "116111",
            "0800",
            "@nimi",
            "a@b.fi",
            ".",
            ",",
            ":",
            "-",
            "(",
            ")",
            "snap",
            "on",
            "auto",
            "abc-123",
            "ABC",
            "synt",
            "12.3.2010",
            "120310",
            "-123A",
            "120310-123A",
            "FI2112345600000785",
            "Kotikatu",
            "5",
            "A",
            "www.x.fi",
            "https://a.b/c",
            "soita",
            "123456",
            "▒▒▒",
            "koti.fi",
            "numero",
            "12",
            "Baker",
            "Street",
            "isä",
        ]
    ),
    max_size=12,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts), ", ".join(parts)]))


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        (Detail.PHONE, "040 123 4567"),
        (Detail.PHONE, "+358401234567"),
        (Detail.PHONE, "040-1234567"),
        (Detail.PHONE, "0 4 0 1 2 3 4 5 6 7"),
        (Detail.PHONE, "+46 70 123 45 67"),
        (Detail.PHONE, "09 123 4567"),
        (Detail.EMAIL, "matti.m@koulu.example.fi"),
        (Detail.EMAIL, "matti(at)koulu.fi"),
        (Detail.IDENTITY_CODE, "131052-308T"),
        (Detail.IDENTITY_CODE, "131012A308T"),
        (Detail.IDENTITY_CODE, "131052Y308T"),
        (Detail.IDENTITY_CODE, "131012b308x"),
        (Detail.BANK_ACCOUNT, "FI21 1234 5600 0007 85"),
        (Detail.BANK_ACCOUNT, "FI2112345600000785"),
        (Detail.WEB_ADDRESS, "https://example.org/a?b=c"),
        (Detail.WEB_ADDRESS, "www.example.fi"),
        (Detail.WEB_ADDRESS, "tiktok.com/@joku"),
        (Detail.HANDLE, "@joku_1"),
        (Detail.STREET_ADDRESS, "Esimerkkikatu 12 B 34"),
        (Detail.STREET_ADDRESS, "Mallitie 3"),
        (Detail.STREET_ADDRESS, "Metsäpolulla 7"),
        (Detail.STREET_ADDRESS, "Storgatan 5"),
        (Detail.STREET_ADDRESS, "Strandvägen 5 a"),
        (Detail.STREET_ADDRESS, "12 Example Street"),
    ],
)
def test_a_detail_is_hidden_and_its_neighbours_stay(detail: Detail, text: str) -> None:
    masked = mask(f"Hei, {text} ja muuta.")
    assert masked.text == f"Hei, {MARK} ja muuta."
    assert masked.hidden == (detail,)


@pytest.mark.parametrize(
    ("detail", "text", "expected"),
    [
        (Detail.HANDLE, "mun snap: joku.nimi", f"mun snap: {MARK}"),
        (Detail.HANDLE, "insta on joku_nimi", f"insta on {MARK}"),
        (Detail.CAR_PLATE, "rekkari oli ABC-123", f"rekkari oli {MARK}"),
        (Detail.CAR_PLATE, "bilen abc123 väntade", f"bilen {MARK} väntade"),
        (Detail.BIRTH_DATE, "oon syntynyt 12.3.2010", f"oon syntynyt {MARK}"),
        (Detail.BIRTH_DATE, "född 120310", f"född {MARK}"),
        (Detail.BIRTH_DATE, "I was born on 2010-03-12", f"I was born on {MARK}"),
        (Detail.PHONE, "soita numeroon 5123 4567", f"soita numeroon {MARK}"),
    ],
)
def test_beside_a_telling_word_only_the_detail_itself_is_hidden(
    detail: Detail, text: str, expected: str
) -> None:
    masked = mask(text)
    assert masked.text == expected
    assert masked.hidden == (detail,)


@pytest.mark.parametrize(
    "text",
    [
        "Soitin 112 ja sitten 116 111.",
        "soita 0800 96 116 tai 116111",
        "numero on 112",
        "Tapaaminen oli 12.3.2026 klo 14.30",
        "Se oli kiva.se meni hyvin",
        "insta on kiva",
        "auto tuli klo 14",
        "säästin 20000000 euroa",
        "viikko 46, huone 12, 25 vuotta",
        "5 times I was close to that",
        "Olin siellä 1.1.2026-31.3.2026",
        "Matti Meikäläinen ohjaa",  # names are not hidden yet
    ],
)
def test_help_numbers_dates_and_ordinary_words_stay(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).hidden == ()


def test_several_details_are_all_hidden() -> None:
    masked = mask("131052-308T, 040 123 4567, a@b.fi")
    assert masked.text == f"{MARK}, {MARK}, {MARK}"
    assert sorted(masked.hidden) == ["email", "identity_code", "phone"]


@given(ANY_TEXT | RISKY_TEXT)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    masked = mask(text)
    assert mask(masked.text).text == masked.text
    assert mask(masked.text).hidden == ()


@given(ANY_TEXT | RISKY_TEXT)
def test_what_is_kept_is_the_text_itself_in_its_order(text: str) -> None:
    masked = mask(text)
    at = 0
    for kept in masked.text.split(MARK):
        at = text.index(kept, at) + len(kept)
    assert bool(masked.hidden) == (masked.text != text)


@given(st.text(st.characters(categories=["Ll", "Lo", "Zs", "So", "Cs", "Cc"]), max_size=200))
def test_a_text_without_digits_and_signs_is_left_to_the_byte(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "0 ",
        "a.b@",
        "@",
        "a.",
        "www.",
        "auto a ",
        "synt a ",
        "soita a ",
        "FI21 1234",
        "1 Aa ",
        "x-",
    ],
)
def test_twenty_thousand_characters_are_masked_in_an_ordinary_test_run(piece: str) -> None:
    masked = mask((piece * 20_000)[:20_000])
    assert mask(masked.text).hidden == ()
