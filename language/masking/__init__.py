"""Hides what points at a person before anything of a text is kept: names, places, numbers, handles.

Hidden: names of people, places, schools and units, the organisation's own names, phone numbers,
e-mail addresses, Finnish identity codes (also mistyped ones), bank accounts, web addresses,
handles, car plates, dates of birth, street addresses. Help numbers (112, 116 111, 0800 lines) stay.
What is not hidden stays as written, to the byte. It finds most names, not all: the writer has to
see the masked text before it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from language.masking import analysing, shapes
from language.masking.analysing import Analyser
from language.masking.choosing import Choice, choices, hide_word
from language.masking.folding import folded
from language.masking.growing import Naming, grow
from language.masking.knowing import know, language_of
from language.masking.naming import Sentence
from language.masking.own import OwnWords
from language.masking.shapes import MARK, Shape
from language.masking.vocabulary import vocabulary
from language.masking.words import words_of

__all__ = [
    "MARK",
    "Choice",
    "Detail",
    "Masker",
    "Naming",
    "OwnWords",
    "Shape",
    "choices",
    "details",
    "hide_word",
    "mask",
    "warm",
]

Kind = Naming | Shape


@dataclass(frozen=True, slots=True, order=True)
class Detail:
    """Where in a text a detail stands, in characters, and of what kind it is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Masker:
    """Finds and hides details with one Finnish analyser."""

    analyser: Analyser

    def details(self, text: str, own: OwnWords | Sequence[str] = ()) -> tuple[Detail, ...]:
        """Every detail of a text, in order; none overlap. Never raises."""
        own = OwnWords.of(own)
        analyser = self.analyser.remembering()
        read, origin = folded(text)
        found: list[Detail] = []
        while more := _more(_hidden(read, found), found, own, analyser):
            found = _joined([*found, *more])
        return tuple(
            replace(each, start=origin[each.start], end=origin[each.end]) for each in found
        )

    def mask(self, text: str, own: OwnWords | Sequence[str] = ()) -> str:
        """The text with a mark for every detail. Never raises; masking again changes nothing."""
        return _hidden(text, self.details(text, own))


def _more(masked: str, found: Sequence[Detail], own: OwnWords, analyser: Analyser) -> list[Detail]:
    """What can be found in a text whose found details are hidden, by places in the original."""
    spans: list[tuple[int, int, Kind]] = list(shapes.find(masked))
    plain = list(masked)
    for start, end, _ in spans:
        plain[start:end] = "▒" * (end - start)
    spans += _named("".join(plain), own, analyser)
    origin = _origin(len(masked), found)
    return [Detail(origin[start], origin[end - 1] + 1, kind) for start, end, kind in spans]


def _named(text: str, own: OwnWords, analyser: Analyser) -> list[tuple[int, int, Kind]]:
    words = words_of(text)
    language = language_of(words, analyser)
    know(words, language, analyser)
    Sentence(text, language, words).judge()
    spans: list[tuple[int, int, Kind]] = list(grow(words, text, language))
    return spans + [(start, end, Naming.OWN) for start, end in own.spans(words, text)]


def _hidden(text: str, found: Sequence[Detail]) -> str:
    pieces: list[str] = []
    at = 0
    for detail in found:
        pieces += [text[at : detail.start], MARK]
        at = detail.end
    return "".join([*pieces, text[at:]])


def _origin(length: int, found: Sequence[Detail]) -> list[int]:
    """For each character of a masked text, where it comes from; a mark comes from its detail."""
    origin: list[int] = []
    at = 0
    for detail in found:
        origin += [*range(at, detail.start), *[detail.start] * (len(MARK) - 1), detail.end - 1]
        at = detail.end
    return origin + list(range(at, at + length - len(origin)))


def _joined(found: list[Detail]) -> list[Detail]:
    """Details in order; those that overlap become one, of the kind that comes first."""
    joined: list[Detail] = []
    for detail in sorted(found, key=lambda each: (each.start, -each.end)):
        if joined and detail.start < joined[-1].end:
            last = joined.pop()
            detail = Detail(last.start, max(last.end, detail.end), last.kind)
        joined.append(detail)
    return joined


@cache
def _masker() -> Masker:
    return Masker(analysing.finnish())


def details(text: str, own: OwnWords | Sequence[str] = ()) -> tuple[Detail, ...]:
    """Every detail of a text, in order."""
    return _masker().details(text, own)


def mask(text: str, own: OwnWords | Sequence[str] = ()) -> str:
    """The text with a mark for every detail. Never raises; masking again changes nothing."""
    return _masker().mask(text, own)


def warm() -> None:
    """Load the analyser and the lists now, so that the first text does not wait for them."""
    vocabulary()
    mask("")
