"""The question content in its three languages, text by text, for the tests about words."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from conversations.phrases import COMPLETE, Phrase
from conversations.questions import Catalogue
from locales import texts as every
from locales.extract import phrases
from locales.texts import Text

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "conversations" / "content"
FILES = {
    file.name: yaml.safe_load(file.read_text("utf-8")) for file in sorted(CONTENT.glob("*.yaml"))
}
DOCUMENTS = [*FILES.values()]


def source() -> list[Phrase]:
    """Every phrase of the content, in the order of its files."""
    return [phrase for document in DOCUMENTS for phrase in phrases(document)]


def texts() -> Iterator[Text]:
    """Every text in every complete language."""
    return every.texts(FILES, Catalogue.read(*DOCUMENTS), tuple(COMPLETE))
