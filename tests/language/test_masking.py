"""Hiding details that point at a person, and nothing else."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.masking import MARK, OwnWords, Shape, details, mask
from tests.house.project import ROOT

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
        (Shape.PHONE, "040 123 4567"),
        (Shape.PHONE, "+358401234567"),
        (Shape.PHONE, "040-1234567"),
        (Shape.PHONE, "0 4 0 1 2 3 4 5 6 7"),
        (Shape.PHONE, "+46 70 123 45 67"),
        (Shape.PHONE, "09 123 4567"),
        (Shape.EMAIL, "matti.m@koulu.example.fi"),
        (Shape.EMAIL, "matti(at)koulu.fi"),
        (Shape.IDENTITY_CODE, "131052-308T"),
        (Shape.IDENTITY_CODE, "131012A308T"),
        (Shape.IDENTITY_CODE, "131052Y308T"),
        (Shape.IDENTITY_CODE, "131012b308x"),
        (Shape.BANK_ACCOUNT, "FI21 1234 5600 0007 85"),
        (Shape.BANK_ACCOUNT, "FI2112345600000785"),
        (Shape.WEB_ADDRESS, "https://example.org/a?b=c"),
        (Shape.WEB_ADDRESS, "www.example.fi"),
        (Shape.WEB_ADDRESS, "tiktok.com/@joku"),
        (Shape.HANDLE, "@joku_1"),
        (Shape.STREET_ADDRESS, "Esimerkkikatu 12 B 34"),
        (Shape.STREET_ADDRESS, "Mallitie 3"),
        (Shape.STREET_ADDRESS, "Metsäpolulla 7"),
        (Shape.STREET_ADDRESS, "Storgatan 5"),
        (Shape.STREET_ADDRESS, "Strandvägen 5 a"),
        (Shape.STREET_ADDRESS, "12 Example Street"),
        (Shape.STREET_ADDRESS, "Mallgränd 12"),
        (Shape.BIRTH_DATE, "8.12.2007"),
        (Shape.BIRTH_DATE, "3 maj 2009"),
        (Shape.BIRTH_DATE, "May 3rd, 2009"),
        (Shape.CAR_PLATE, "84-XYZ"),
        (Shape.HANDLE, "pikku.majava09"),
    ],
)
def test_a_detail_is_hidden_and_its_neighbours_stay(detail: Shape, text: str) -> None:
    written = f"Hei, {text} ja muuta."
    assert mask(written) == f"Hei, {MARK} ja muuta."
    assert [found.kind for found in details(written)] == [detail]


@pytest.mark.parametrize(
    ("detail", "text", "expected"),
    [
        (Shape.HANDLE, "mun snap: joku.nimi", f"mun snap: {MARK}"),
        (Shape.HANDLE, "insta on joku_nimi", f"insta on {MARK}"),
        (Shape.CAR_PLATE, "rekkari oli ABC-123", f"rekkari oli {MARK}"),
        (Shape.CAR_PLATE, "bilen abc123 väntade", f"bilen {MARK} väntade"),
        (Shape.BIRTH_DATE, "oon syntynyt 12.3.2010", f"oon syntynyt {MARK}"),
        (Shape.BIRTH_DATE, "född 120310", f"född {MARK}"),
        (Shape.BIRTH_DATE, "I was born on 2010-03-12", f"I was born on {MARK}"),
        (Shape.PHONE, "soita numeroon 5123 4567", f"soita numeroon {MARK}"),
    ],
)
def test_beside_a_telling_word_only_the_detail_itself_is_hidden(
    detail: Shape, text: str, expected: str
) -> None:
    assert mask(text) == expected
    assert [found.kind for found in details(text)] == [detail]


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
        "lights out at 9.30",
    ],
)
def test_help_numbers_dates_and_ordinary_words_stay(text: str) -> None:
    assert mask(text) == text
    assert details(text) == ()


def test_several_details_are_all_hidden() -> None:
    text = "131052-308T, 040 123 4567, a@b.fi"
    assert mask(text) == f"{MARK}, {MARK}, {MARK}"
    assert [found.kind for found in details(text)] == ["identity_code", "phone", "email"]


@given(ANY_TEXT | RISKY_TEXT)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked
    assert details(masked) == ()


@given(ANY_TEXT | RISKY_TEXT)
def test_what_is_kept_is_the_text_itself_in_its_order(text: str) -> None:
    found = details(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    for each in reversed(found):
        text_before, text_after = text[: each.start], text[each.end :]
        text = f"{text_before}{MARK}{text_after}"
    assert not details(text)


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
    assert details(masked) == ()


@pytest.mark.parametrize(
    "text",
    [
        "oltiin Mikon kaa skeittaamas",
        "kerroin aishalle kaiken",
        "Virtasen Pirkko lupasi soittaa",
        "ohjaaja satu lupas viedä mut uimaan",
        "mun kaveri onni muutti pois",
        "t. Aino",
        "asun nykyään Vuosaaressa",
        "muutettiin kallioon",
        "käyn Kivistön koulua",
        "Perhekoti Hopeapuu on mun koti",
        "min kompis linnea flyttade",
        "my roommate rose snores",
    ],
)
def test_names_are_hidden_in_any_form_and_case(text: str) -> None:
    assert MARK in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Toivo on se mikä pitää mut pystyssä",
        "luettiin satu ennen nukkumaanmenoa",
        "Lumi on vihdoin tullu maahan",
        "Anna mun olla rauhassa",
        "Pelattiin Fortnitea ja katottiin Netflixiä",
        "Haluisin käydä Ruotsissa heinäkuussa",
        "HALUAN KOTIIN NYT",
        "HJK voitti ja HIFK hävis",
        "luin Harry Potterin",
        "I hope it gets better",
        "en sten i skon",
    ],
)
def test_words_that_are_also_names_stay_and_so_do_brands_and_countries(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vaihdoin haapapuron yläkouluun", f"vaihdoin {MARK}"),
        ("asun perhekoti Lepolassa", f"asun {MARK}"),
        ("i mossbergska skolan", f"i {MARK}"),
        ("hated koivusuo school", f"hated {MARK}"),
        ("Honkaniitty Upper Secondary is ok", f"{MARK} is ok"),
        ("isosisko-jenni maksaa", f"{MARK} maksaa"),
        ("farbror lasse hämtade mig", f"farbror {MARK} hämtade mig"),
        ("sä voit kysyä siniltä", f"sä voit kysyä {MARK}"),
        ("Zaira on mun lempinimi", f"{MARK} on mun lempinimi"),
        ("naapurikunnan koulussa on kivaa", "naapurikunnan koulussa on kivaa"),
        ("isosiskon koulu on kaukana", "isosiskon koulu on kaukana"),
        ("min farbror alltid ringer", "min farbror alltid ringer"),
        ("riideltiin siskon kaa", "riideltiin siskon kaa"),
    ],
)
def test_a_name_grows_to_its_head_word_and_kin_stays(text: str, expected: str) -> None:
    assert " ".join(mask(text).replace(f"{MARK} {MARK}", MARK).split()) == expected


OWN = OwnWords.of(["Majakka", "Satu Mäkinen", "Koivulan perhekoti", "Osasto 3", "", "!"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("majakassa on kivaa", f"{MARK} on kivaa"),
        ("terkut mäkiselle", f"terkut {MARK}"),
        ("satu mäkisen vuoro", f"{MARK} vuoro"),
        ("koivulassa on tylsää", f"{MARK} on tylsää"),
        ("osasto 3:lla oli hiljasta", f"{MARK} oli hiljasta"),
        ("luettiin satu ja osasto 31 nukkui", "luettiin satu ja osasto 31 nukkui"),
        ("perhekodissa on kivaa", "perhekodissa on kivaa"),
    ],
)
def test_the_organisations_own_names_are_hidden_in_every_form(text: str, expected: str) -> None:
    assert mask(text, OWN) == expected


def test_importing_the_masker_loads_no_analyser_and_no_list() -> None:
    script = "import sys, language.masking; print('pyvoikko' in sys.modules, 'kfst' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["False", "False"]
