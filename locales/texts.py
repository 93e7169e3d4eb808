"""Every text of the question files, in every language, with the rung that has to manage it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conversations.items import Rung
from conversations.phrases import Phrase
from conversations.questions import Catalogue
from locales import wording
from locales.extract import phrases

READ_AT_WORK = ("title", "set", "milestone")  # by staff, who have no limits


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one file; ``words`` are empty where its language has none, and ``rung`` where
    staff reads it."""

    file: str
    source: Phrase
    language: str
    rung: Rung
    words: str

    @property
    def context(self) -> str:
        """What names the text in every language, such as ``heard.13-15``."""
        return self.source.context

    @property
    def item(self) -> str:
        """What the text belongs to, as the question files call it."""
        first, *rest = self.context.split(".")
        return rest[0] if first in (*READ_AT_WORK, "scale") else first


def texts(
    documents: Mapping[str, Mapping[str, Any]], catalogue: Catalogue, languages: Sequence[str]
) -> Iterator[Text]:
    """Every text of question files (their names and what they hold) in some languages."""
    for file, document in documents.items():
        for phrase in phrases(document):
            rung = read_by(catalogue, phrase.context)
            for language in languages:
                yield Text(file, phrase, language, rung, wording(phrase, language))


def read_by(catalogue: Catalogue, context: str) -> Rung:
    """The rung that must manage a text: its own, or the youngest of those who meet it."""
    first, *rest = context.split(".")
    if first in READ_AT_WORK:
        return ""
    if first == "scale":
        return catalogue.bands[0].id
    return youngest_asked(catalogue, first) if rest[0] == "option" else rest[0]


def youngest_asked(catalogue: Catalogue, item_id: str) -> Rung:
    """The lowest rung that some set asks an item on; where none does, the lowest with words."""
    rungs = [rung for audience in catalogue.audiences for rung in catalogue.rungs(audience)]
    for rung in rungs:
        if any(item_id in each.asked_at(rung) for each in catalogue.sets):
            return rung
    return next(rung for rung in rungs if rung in catalogue.item(item_id).wordings)
