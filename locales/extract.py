"""The Babel extractor that reads the question content (YAML) into gettext messages."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

import yaml

from conversations.items import Information, Item, Milestone, QuestionSet, Scale
from conversations.phrases import Phrase


def questions(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield every text of one content file as Babel's ``pgettext`` messages.

    Raises pydantic's ValidationError where the file does not fit the schema.
    """
    for phrase in phrases(yaml.safe_load(fileobj)):
        yield 1, "pgettext", (phrase.context, phrase.msgid), []


def phrases(document: Mapping[str, Any]) -> Iterator[Phrase]:
    """Yield the phrases of one content document, made by the schema itself."""
    for milestone in map(Milestone.model_validate, document.get("milestones", ())):
        yield milestone.phrase
    for scale in map(Scale.model_validate, document.get("scales", ())):
        yield from map(scale.point_phrase, scale.points)
    for item in map(Item.model_validate, document.get("items", ())):
        yield item.phrase
        yield from map(item.titled, item.titles)
        yield from map(item.ask, item.wordings)
        yield from (item.option_phrase(option.id) for option in item.options)
    for asked in map(QuestionSet.model_validate, document.get("sets", ())):
        yield from (asked.phrase, asked.reason)
    for told in map(Information.model_validate, document.get("information", ())):
        yield from (*told.phrases, told.telegram_phrase, told.web_phrase)
