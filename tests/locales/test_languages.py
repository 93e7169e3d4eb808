"""The languages people can choose: complete ones, and drafts that an organisation switches on."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from click.testing import CliRunner

from app.cli import kuulolla
from conversations.phrases import COMPLETE, DRAFTS, LANGUAGES, Phrase, offer, say, verbatim
from conversations.questions import Catalogue
from conversations.screens import language_screen
from locales import html_attributes, pick, speak, spoken_in, wording
from tests.locales.texts import DOCUMENTS, ROOT, source

each_draft = pytest.mark.parametrize("language", DRAFTS)
LONG_DRAFTS = ("ar", "uk")  # these can hold a whole round; Northern Sámi only parts of one


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Whatever a test puts on offer is taken back."""
    yield
    offer(COMPLETE)


def draft(domain: str, language: str) -> Catalog:
    """A draft's catalogue as Babel reads it."""
    with (ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def test_a_draft_is_not_on_offer_until_somebody_switches_it_on() -> None:
    assert list(LANGUAGES) == ["fi", "sv", "en"]
    assert pick("ar") == "fi"
    assert speak(say("Help"), "ar") == "Apua"
    offer(["fi", "sv", "ar"])
    assert list(LANGUAGES) == ["fi", "sv", "ar"]
    assert pick("ar-SY,ar;q=0.9") == "ar"
    assert speak(say("Help"), "ar") == "مساعدة"


@each_draft
def test_the_menu_says_that_a_draft_is_one(language: str) -> None:
    offer([*COMPLETE, language])
    names = [speak(each.label, "fi") for each in language_screen().answers]
    assert names[:3] == ["Suomi", "Svenska", "English"]
    assert re.fullmatch(r".+ \(.+\)", names[3])


def test_finnish_stays_as_the_last_resort() -> None:
    offer(["sv"])
    assert list(LANGUAGES) == ["fi", "sv"]


def test_a_language_that_is_not_there_cannot_be_offered() -> None:
    with pytest.raises(ValueError, match="There is no language 'xx'; there are fi, sv, en, ar"):
        offer(["fi", "xx"])
    assert list(LANGUAGES) == ["fi", "sv", "en"]


def test_the_setting_switches_a_draft_on_and_a_wrong_one_is_answered_in_a_sentence() -> None:
    def said(languages: str) -> str:
        command = ["talk", "note", "--lang", "uk"]
        environment = {"KUULOLLA_LANGUAGES": languages}
        return CliRunner().invoke(kuulolla, command, env=environment, input="").output

    assert "Що ти хочеш розповісти" in said("fi,sv,en,uk")
    assert said("fi, sv").startswith("Error: There is no language 'uk': choose fi or sv.")
    assert said("fi,klingon").startswith(
        "Error: KUULOLLA_LANGUAGES: There is no language 'klingon'"
    )


@each_draft
def test_what_a_draft_lacks_is_said_in_finnish_and_not_in_english(language: str) -> None:
    offer([*COMPLETE, language])
    staff_only = Phrase("Sijaishuoltopaikka vaihtunut", context="milestone.placement_changed")
    for phrase in (say("Administrator"), staff_only):
        assert spoken_in(phrase, language) == "fi"
        assert speak(phrase, language) == speak(phrase, "fi")


@pytest.mark.parametrize("language", [*COMPLETE, *DRAFTS])
def test_what_somebody_wrote_is_said_as_it_is_in_every_language(language: str) -> None:
    offer([*COMPLETE, *DRAFTS])
    assert speak(verbatim("Pihalla {on} kivaa"), language) == "Pihalla {on} kivaa"


@pytest.mark.parametrize("language", LONG_DRAFTS)
def test_a_long_draft_holds_the_whole_round_of_the_young(language: str) -> None:
    catalogue = Catalogue.read(*DOCUMENTS)
    bands = {band.id for band in catalogue.bands}
    asked = {f"{name}.{band}" for band in bands for name in catalogue.set("round").asked_at(band)}
    met = [
        phrase
        for phrase in source()
        if phrase.context in asked
        or phrase.context.startswith("scale.")
        or (phrase.context.startswith("information.") and phrase.context.split(".")[1] in bands)
    ]
    assert len(met) > 100
    assert [phrase.context for phrase in met if not wording(phrase, language)] == []


@each_draft
@pytest.mark.parametrize("domain", ["questions", "interface"])
def test_a_draft_holds_nothing_that_nobody_says_any_more(domain: str, language: str) -> None:
    with (ROOT / "locales" / f"{domain}.pot").open("rb") as file:
        said = {(each.context, each.id) for each in read_po(file)}
    stale = {(each.context, each.id) for each in draft(domain, language)} - said
    assert stale == set(), "translate it anew or take it away"


@each_draft
@pytest.mark.parametrize("domain", ["questions", "interface"])
def test_a_draft_keeps_the_values_and_the_numbers_to_call(domain: str, language: str) -> None:
    numbers = re.compile(r"\b112\b|116 111")
    for each in draft(domain, language):
        if not each.id:
            continue
        ours, theirs = str(each.string), str(each.id)
        assert sorted(n for _, n, _, _ in Formatter().parse(ours) if n) == sorted(
            n for _, n, _, _ in Formatter().parse(theirs) if n
        )
        assert sorted(numbers.findall(ours)) == sorted(numbers.findall(theirs)), theirs
        assert "!" not in ours


def test_a_page_runs_the_way_its_language_is_written() -> None:
    assert html_attributes("ar") == {"lang": "ar", "dir": "rtl"}
    for language in ("fi", "sv", "en", "uk", "se"):
        assert html_attributes(language) == {"lang": language, "dir": "ltr"}


@pytest.mark.parametrize("domain", ["questions", "interface"])
def test_numbers_and_commands_are_not_turned_round_in_a_language_that_runs_to_the_left(
    domain: str,
) -> None:
    # Two groups of digits change places there unless they are isolated: 111 116 helps nobody.
    turned = re.compile(
        r"(?<!\u2066)(116 111|\{youngest\}–\{oldest\}|/(stop|forget|help|language))"
    )
    texts = [str(each.string) for each in draft(domain, "ar")]
    assert any("\u2066116 111\u2069" in text for text in texts)
    assert [text for text in texts if turned.search(text)] == []
