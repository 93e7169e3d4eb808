"""The question content in its three languages, text by text, for the tests about words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from conversations.phrases import LANGUAGES, Phrase
from conversations.questions import ROTATING, Catalogue
from locales import speak
from locales.extract import phrases

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "conversations" / "content"
DOCUMENTS = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(CONTENT.glob("*.yaml"))]
STAFF = ("title", "set", "milestone")  # read by grown-ups at work


@dataclass(frozen=True, slots=True)
class Text:
    """One text as somebody reads it; ``band`` is empty where staff reads it."""

    context: str
    language: str
    band: str
    words: str


def source() -> list[Phrase]:
    """Every phrase of the content, in the order of its files."""
    return [phrase for document in DOCUMENTS for phrase in phrases(document)]


def texts() -> Iterator[Text]:
    """Every text in every language."""
    catalogue = Catalogue.read(*DOCUMENTS)
    for phrase in source():
        band = read_by(catalogue, phrase.context)
        for language in LANGUAGES:
            yield Text(phrase.context, language, band, speak(phrase, language))


def read_by(catalogue: Catalogue, context: str) -> str:
    """The band that must manage a text: its own, or the youngest of those who meet it."""
    first, *rest = context.split(".")
    if first in STAFF:
        return ""
    if first == "scale":
        return "7-9"
    if rest[0] == "option":
        return youngest_asked(catalogue, first)
    return rest[0]


def youngest_asked(catalogue: Catalogue, item_id: str) -> str:
    """The youngest band that some set asks an item of."""
    for band in catalogue.bands:
        for each in catalogue.sets:
            asked = each.items.get(band.id, ())
            if item_id in asked or (ROTATING in asked and item_id in each.rotation):
                return band.id
    raise AssertionError(f"no set asks {item_id}")
