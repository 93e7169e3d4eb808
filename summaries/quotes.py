"""Quotes: the texts of one lot as their reader passed them, made once and frozen."""

from dataclasses import dataclass

from conversations.items import Kind
from conversations.phrases import Phrase, say
from conversations.questions import Catalogue
from summaries import banding
from summaries.banding import People
from summaries.figures import audience_phrase
from summaries.lots import Label, Lot


@dataclass(frozen=True, slots=True)
class Quotes:
    """What is shown of a lot of words, each text by another person. ``place`` is a name.

    They stand in the order of the alphabet: an order that nobody made by writing (B-01).
    """

    label: Label
    place: str
    title: Phrase
    people: People
    texts: tuple[str, ...]

    @property
    def about(self) -> Phrase:
        """What was asked, and of whom."""
        return asked_of(self.title, self.label.audience)


def asked_of(title: Phrase, audience: str) -> Phrase:
    """What was asked, and of whom."""
    return say("{title} ({audience})", title=title, audience=audience_phrase(audience))


def can_be_quoted(lot: Lot, catalogue: Catalogue) -> bool:
    """Whether a lot holds words for the box; open notes never become quotes.

    Raises KeyError for an unknown item.
    """
    return catalogue.item(lot.label.item).kind is Kind.WORDS


def quotes(lot: Lot, place: str, catalogue: Catalogue) -> Quotes:
    """What is shown of a lot of words. Raises ValueError for fewer than five texts."""
    texts = sorted(map(str, lot.values), key=lambda text: (text.casefold(), text))
    people = banding.people(len(texts))
    title = catalogue.item(lot.label.item).titled(lot.label.audience)
    return Quotes(lot.label, place, title, people, tuple(texts))
