"""The catalogues of the question content: complete, up to date, and without words we never use."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from conversations.questions import Catalogue
from locales import speak
from tests.locales.texts import CONTENT, DOCUMENTS, ROOT, source, texts

Message = tuple[str, str]  # context and Finnish text

# The formal hearing and consent of the law, in each language: this program asks for neither.
NEVER = re.compile(r"kuulemi|suostu|samtyck|\bhörande|\bhearing|consent", re.IGNORECASE)


def catalogue_of(path: str, language: str | None = None) -> Catalog:
    """A catalogue file as Babel reads it."""
    with (ROOT / "locales" / path).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalog: Catalog) -> list[Message]:
    """What a catalogue holds, in order, its header aside."""
    return [(str(m.context), str(m.id)) for m in catalog if m.id]


def extracted() -> list[Message]:
    """What Babel finds in the content today, by the project's own mapping."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(CONTENT, methods, options)
    return [(str(context), str(message)) for _, _, message, _, context in found]


def test_the_template_holds_just_what_the_content_says() -> None:
    assert messages(catalogue_of("questions.pot")) == extracted(), "extract again: see babel.cfg"


def test_the_extractor_gives_the_phrases_that_the_program_speaks() -> None:
    catalogue = Catalogue.read(*DOCUMENTS)
    spoken = [item.ask(rung) for item in catalogue.items for rung in item.wordings]
    spoken += [item.option_phrase(option.id) for item in catalogue.items for option in item.options]
    spoken += [item.phrase for item in catalogue.items]
    spoken += [item.titled(audience) for item in catalogue.items for audience in item.titles]
    spoken += [each.phrase for each in catalogue.sets]
    spoken += [each.reason for each in catalogue.sets]
    spoken += [milestone.phrase for milestone in catalogue.milestones]
    assert {*spoken} <= {*source()}
    assert [(phrase.context, phrase.msgid) for phrase in source()] == extracted()


def test_no_two_texts_share_a_context() -> None:
    contexts = [phrase.context for phrase in source()]
    assert sorted(contexts) == sorted(set(contexts))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_text_is_translated(language: str) -> None:
    catalog = catalogue_of(f"{language}/LC_MESSAGES/questions.po", language)
    assert messages(catalog) == messages(catalogue_of("questions.pot"))
    assert [m.context for m in catalog if m.id and (not m.string or m.fuzzy)] == []
    assert not catalog.obsolete


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_question_is_spoken_in_the_language_asked_for(language: str) -> None:
    untranslated = [
        phrase.context for phrase in source() if speak(phrase, language) == phrase.msgid
    ]
    assert untranslated == []


def test_a_translation_keeps_the_numbers_to_call_and_asks_where_finnish_asks() -> None:
    finnish = {text.context: text.words for text in texts() if text.language == "fi"}
    for text in texts():
        numbers = re.findall(r"\b11[26](?: \d+)?", text.words)
        assert sorted(numbers) == sorted(re.findall(r"\b11[26](?: \d+)?", finnish[text.context]))
        assert text.words.endswith("?") == finnish[text.context].endswith("?"), text


def test_no_text_speaks_of_hearings_or_consent_or_raises_its_voice() -> None:
    assert [text for text in texts() if NEVER.search(text.words)] == []
    assert [text for text in texts() if "!" in text.words] == []
