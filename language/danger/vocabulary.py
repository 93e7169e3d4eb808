"""Reads the word files: which meanings a word or a phrase has in one language.

A line is `MEANING: entries`; an indented line goes on with the one above. An entry is a word,
a beginning (`lyö*`) or a phrase (`ei_saa_kertoa`, its words possibly with a word between). An
exact word counts before a beginning and a longer beginning before a shorter one: `tappara*` is no
`tappa*`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language.spoken import Word, fold, standard

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("fi", "sv", "en")

IDIOM = "IDIOM"
# How many words may stand between two words of a phrase, and of a figure of speech.
_GAP = 1
_IDIOM_GAP = 2
# Swedish words shorter than this change their meaning without dots: får and far, hår and har.
_SHORTEST_UNDOTTED = {"fi": 1, "sv": 5, "en": 1}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order that together have a meaning; the last letter `*` marks a beginning."""

    steps: tuple[str, ...]
    meaning: str

    @property
    def gap(self) -> int:
        """How many other words may stand between two steps."""
        return _IDIOM_GAP if self.meaning == IDIOM else _GAP


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language with their meanings."""

    language: str
    exact: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    longest: int

    def meanings(self, word: Word) -> frozenset[str]:
        """All meanings of a word. Never cached: a cache would keep a child's words."""
        found = frozenset[str]()
        for form in word.forms:
            found |= self._of_form(form)
        return found

    def phrases_from(self, words: Sequence[Word], start: int) -> Iterator[tuple[Phrase, int]]:
        """Phrases whose first word stands at `start`, each with the place of its last word."""
        for form in words[start].forms:
            for key in (form, *(form[:end] + "*" for end in range(2, len(form) + 1))):
                for phrase in self.phrases.get(key, ()):
                    end = _walk(phrase, words, start)
                    if end is not None:
                        yield phrase, end

    def _of_form(self, form: str) -> frozenset[str]:
        known = self.exact.get(form)
        if known is not None:
            return known
        for end in range(min(len(form), self.longest), 1, -1):
            known = self.beginnings.get(form[:end])
            if known is not None:
                return known
        return frozenset()


def _walk(phrase: Phrase, words: Sequence[Word], start: int) -> int | None:
    """Where a phrase that begins at `start` ends, or None; it stays within its clause."""
    at = start
    for step in phrase.steps[1:]:
        stop = min(len(words), at + 2 + phrase.gap)
        for here in range(at + 1, stop):
            if words[here].clause != words[start].clause:
                return None
            if _is_step(step, words[here]):
                at = here
                break
        else:
            return None
    return at


def _is_step(step: str, word: Word) -> bool:
    """True when a word is the one, or begins as the one, that a phrase wants."""
    if step[-1] == "*":
        return any(form.startswith(step[:-1]) for form in word.forms)
    return step in word.forms


def read_lines(name: str) -> Iterator[tuple[str, list[str]]]:
    """Every line of a word file as its head and its entries, continued lines joined."""
    head, entries = "", list[str]()
    for line in (WORDS / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] != " ":
            if head:
                yield head, entries
            head, line = line.split(":", 1)
            entries = []
        entries += line.split()
    yield head, entries


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of fi, sv or en; read from its file the first time it is wanted."""
    exact: defaultdict[str, set[str]] = defaultdict(set)
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[str, set[Phrase]] = defaultdict(set)
    for meaning, entries in read_lines(f"{language}.txt"):
        for entry in entries:
            if "_" in entry:
                steps = tuple(_steps(entry, language))
                for form in {steps, tuple(map(fold, steps))}:
                    phrases[form[0]].add(Phrase(form, meaning))
            else:
                shelf = beginnings if entry[-1] == "*" else exact
                shelf[entry.rstrip("*")].add(meaning)
    for shelf in (exact, beginnings):
        _add_undotted(shelf, language)
    return Vocabulary(
        language=language,
        exact={word: frozenset(found) for word, found in exact.items()},
        beginnings={word: frozenset(found) for word, found in beginnings.items()},
        phrases={word: tuple(found) for word, found in phrases.items()},
        longest=max(map(len, beginnings)),
    )


def _steps(entry: str, language: str) -> Iterator[str]:
    """The words of a phrase in the form in which words of a text are compared."""
    for part in entry.split("_"):
        yield from [part] if part[-1] == "*" else standard(part, language)


def _add_undotted(shelf: dict[str, set[str]], language: str) -> None:
    """Add words as typed without å, ä and ö, where that is no other word."""
    dotted = [entry for entry in shelf if len(entry) >= _SHORTEST_UNDOTTED[language]]
    undotted: defaultdict[str, set[str]] = defaultdict(set)
    for entry in dotted:
        if fold(entry) not in shelf:
            undotted[fold(entry)] |= shelf[entry]
    shelf.update(undotted)


@cache
def kinds() -> Mapping[str, tuple[str, ...]]:
    """The kinds of every meaning, such as HIT: blow, grave."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind, meanings in read_lines("kinds.txt"):
        for meaning in meanings:
            found[meaning].append(kind)
    return {meaning: tuple(of) for meaning, of in found.items()}
