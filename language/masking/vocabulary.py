"""The word lists, read at the first need."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from language.masking.analysing import Kind
from language.masking.forms import Forms, sound

_NAMES = {
    "first_names": Kind.FIRST_NAME,
    "last_names": Kind.LAST_NAME,
    "places": Kind.PLACE,
    "schools": Kind.SCHOOL,
    "units": Kind.UNIT,
}
_LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists, ready to be asked. Each file says at its head what it holds."""

    names: Forms
    sounding: Forms  # first names by their sound
    rarely_words: Forms
    kept: Forms
    kept_phrases: Forms
    mostly_words: frozenset[str]
    spoken: frozenset[str]
    somebody: frozenset[str]
    no_institution: frozenset[str]
    also_words: dict[str, frozenset[str]]  # by language
    frequent: dict[str, frozenset[str]]  # by language

    def function_word(self, low: str, language: str) -> bool:
        """Whether a word names nobody, whatever stands beside it."""
        return low in self.frequent[language] or low in self.spoken or low in self.somebody


@cache
def vocabulary() -> Vocabulary:
    """Read the lists, once."""
    names: Counter[str] = Counter()
    for name, kind in _NAMES.items():
        for word in _words(name):
            names[word] |= kind.value
    kept = _words("kept")
    return Vocabulary(
        names=Forms(names),
        sounding=Forms({word for word in _words("first_names") if len(word) > 3}, sound),
        rarely_words=Forms(_words("rarely_words")),
        kept=Forms({word for word in kept if "_" not in word}),
        kept_phrases=Forms({word for word in kept if "_" in word}),
        mostly_words=_words("mostly_words"),
        spoken=_words("spoken"),
        somebody=_words("somebody"),
        no_institution=_words("no_institution"),
        also_words=_by_language("also_words"),
        frequent=_by_language("frequent"),
    )


def _lines(name: str) -> list[str]:
    """The lines of a list without its comments."""
    text = (files("language.masking") / "lists" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(_lines(name)).split())


def _by_language(name: str) -> dict[str, frozenset[str]]:
    lines = _lines(name)
    return {
        language: frozenset(
            word for line in lines if line.startswith(f"{language}:") for word in line.split()[1:]
        )
        for language in _LANGUAGES
    }
