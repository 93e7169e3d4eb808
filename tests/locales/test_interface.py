"""The catalogues of the interface: complete, up to date, and fit for whoever reads them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from conversations.phrases import Phrase
from locales import speak
from locales.readability import LIMITS, WORD
from tests.locales.test_questions import NEVER
from tests.locales.texts import ROOT

FOLDERS = ("app", "bot", "console", "conversations", "panel", "storage", "summaries")
TRANSLATED = ("fi", "sv")
READ_BY_THE_YOUNG = ("conversations/", "bot/", "console/wordings.py")
NUMBERS = re.compile(r"\b112\b|116 111")
each_language = pytest.mark.parametrize("language", TRANSLATED)


def extracted() -> set[str]:
    """What Babel finds between the brackets of ``say`` today, by the project's own mapping."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    return {
        str(found[2])
        for folder in FOLDERS
        for found in extract_from_dir(
            ROOT / folder,
            methods,
            options,
            keywords={"say": None},
            directory_filter=lambda path: Path(path).name not in ("content", "__pycache__"),
        )
    }


@cache
def catalogue_of(path: str, language: str | None = None) -> Catalog:
    """A catalogue file as Babel reads it."""
    with (ROOT / "locales" / path).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def template() -> list[Message]:
    """The template's messages, its header aside."""
    return [message for message in catalogue_of("interface.pot") if message.id]


def translated(language: str) -> list[Message]:
    """A language's messages, its header aside."""
    catalog = catalogue_of(f"{language}/LC_MESSAGES/interface.po", language)
    return [message for message in catalog if message.id]


def everything() -> Iterator[tuple[str, str]]:
    """Every text that is there, with its language."""
    for message in template():
        yield "en", str(message.id)
    for language in TRANSLATED:
        for message in translated(language):
            yield language, str(message.string)


def places(text: str) -> list[str]:
    """The names in the braces of a text."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def calls_of_say() -> Iterator[tuple[str, ast.Call]]:
    """Every call of ``say`` in the Python files, with where it stands."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence, a colon ending one as well; numbers and places are not words."""
    bare = re.sub(r"\{\w+\}", "", text)
    return [found for part in re.split(r"[.?:]+(?!\w)", bare) if (found := WORD.findall(part))]


def test_the_template_holds_just_what_the_code_says() -> None:
    assert {str(message.id) for message in template()} == extracted(), (
        "extract again: see babel.cfg"
    )


def test_what_is_said_stands_between_the_brackets_where_babel_finds_it() -> None:
    calls = list(calls_of_say())
    assert len(calls) > 200
    for where, call in calls:
        first = call.args[0]
        assert isinstance(first, ast.Constant), where
        assert isinstance(first.value, str), where


def test_what_is_said_gets_a_value_for_each_of_its_places_and_no_other() -> None:
    for where, call in calls_of_say():
        given = {keyword.arg for keyword in call.keywords}
        first = call.args[0]
        filled_later = not given  # a wording that is kept before its values are known
        if isinstance(first, ast.Constant) and not filled_later and None not in given:
            assert given == set(places(str(first.value))), where


@each_language
def test_every_interface_text_is_translated(language: str) -> None:
    messages = translated(language)
    assert [message.id for message in messages] == [message.id for message in template()]
    assert [message.id for message in messages if not message.string or message.fuzzy] == []
    assert not catalogue_of(f"{language}/LC_MESSAGES/interface.po", language).obsolete


@each_language
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    wrong = [m.id for m in translated(language) if places(str(m.id)) != places(str(m.string))]
    assert wrong == []


@each_language
def test_the_program_speaks_what_the_catalogue_holds(language: str) -> None:
    for message in translated(language):
        values = tuple((name, f"<{name}>") for name in places(str(message.id)))
        spoken = speak(Phrase(str(message.id), values=values), language)
        assert spoken == str(message.string).format(**dict(values))


@each_language
def test_a_translation_keeps_the_numbers_to_call(language: str) -> None:
    for message in translated(language):
        there = NUMBERS.findall(str(message.string))
        assert sorted(there) == sorted(NUMBERS.findall(str(message.id))), message.id


@each_language
def test_a_translation_ends_as_a_question_where_english_does(language: str) -> None:
    for message in translated(language):
        asked = str(message.id).endswith("?")
        assert str(message.string).endswith("?") == asked, message.id


def test_a_swedish_speaker_is_told_the_line_that_answers_in_swedish() -> None:
    for message in translated("sv"):
        if "116 111" in str(message.id):
            assert "0800 96 116" in str(message.string)


def test_no_text_speaks_of_hearings_or_consent_or_raises_its_voice() -> None:
    assert [text for _, text in everything() if NEVER.search(text)] == []
    assert [text for _, text in everything() if "!" in text] == []


def test_no_translation_has_typewriter_marks() -> None:
    ours = [text for language, text in everything() if language in TRANSLATED]
    assert [text for text in ours if " %" in text] == [], "a no-break space stands before per cent"
    assert [text for text in ours if '"' in text or "'" in text] == []
    assert [text for text in ours if re.search(r"[\d}]-[\d{]", text.replace("2026-W", ""))] == []


@each_language
def test_what_the_young_read_stays_in_short_sentences(language: str) -> None:
    # The same text is read at seven and at twenty: the limit is that of the middle band.
    most = LIMITS["13-15"].words[language != "fi"]
    read = [
        str(message.string)
        for message in translated(language)
        if any(place.startswith(READ_BY_THE_YOUNG) for place, _ in message.locations)
    ]
    assert len(read) > 80
    assert [text for text in read if any(len(each) > most for each in sentences(text))] == []


TEMPLATES = sorted((*ROOT.glob("*/templates/*.html"), *ROOT.glob("bot/*/templates/*.html")))
NOT_SAID = re.compile(r"<(script|style)\b.*?</\1>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->", re.S)
SAID_IN_A_TAG = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"{]*[a-zåäö][^"{]*)"', re.I)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_says_nothing_past_the_catalogues(file: Path) -> None:
    bare = NOT_SAID.sub("", file.read_text("utf-8"))
    assert SAID_IN_A_TAG.findall(bare) == []
    between = re.sub(r"<[^>]*>|/[\w/]+", " ", bare)  # tags; addresses and commands
    assert re.findall(r"[^\W\d_]{2,}", between) == []


def test_no_script_says_anything_itself() -> None:
    scripts = sorted(ROOT.glob("*/static/*.js")) + sorted(ROOT.glob("bot/*/static/*.js"))
    assert scripts
    for script in scripts:
        code = re.sub(r"//.*|/\*.*?\*/", "", script.read_text("utf-8"), flags=re.S)
        sentences = re.findall(r"[\"'`]([A-ZÅÄÖ][^\"'`]* [^\"'`]*)[\"'`]", code)
        assert sentences == [], script.name
