"""Reads the danger tables of one language into a form that is quick to match; holds no words.

A **table** gives a tag its words: `lyö*` is a beginning, `*ohjaaj*` is found anywhere in a word,
`isä` is exact. A **sign** is one line, `level window : elements : exceptions`:

    clear 8 : ADULT !HIT ME : INGAME        any order, within 8 words; HIT must not be denied
    clear 5 > NOT WANT elä*                 in this order
    hint 6 : !FEAR ADULT/kotiin : STORY     `/` is or; a word may stand in place of a tag

Exceptions cancel a sign when they stand near it. An **idiom** is words in order, at most two other
words between them; what it covers is no sign of anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from language.spoken import fold


class Danger(StrEnum):
    """How plainly a text tells of danger: CLEAR wants the help card, HINT a gentle question."""

    NONE = "none"
    HINT = "hint"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Sign:
    """Marks that within `window` words tell of danger; `checked` ones must not be denied."""

    level: Danger
    window: int
    ordered: bool
    marks: tuple[int, ...]
    checked: tuple[bool, ...]
    exceptions: int
    line: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words to marks, by exact word, beginning and part."""

    exact: Mapping[str, int]
    beginnings: Mapping[str, int]
    parts: tuple[tuple[str, int], ...]
    longest: int

    def marks(self, word: str) -> int:
        """Every mark of this word, as bits. Never cached: a cache would keep a child's words."""
        found = self.exact.get(word, 0)
        for end in range(2, min(len(word), self.longest) + 1):
            found |= self.beginnings.get(word[:end], 0)
        if 5 <= len(word) <= 40:
            for part, mark in self.parts:
                if part in word:
                    found |= mark
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The danger signs of one language; `folded` serves texts typed without å, ä, ö."""

    language: str
    plain: Words
    folded: Words
    signs: tuple[Sign, ...]
    idioms: tuple[tuple[int, ...], ...]
    denial: int
    filler: int
    clause_break: int
    denied_after: int


@dataclass(slots=True)
class _Compiler:
    """Gives every tag and every bare word its own bit while a lexicon is read."""

    tables: Mapping[str, str]
    bits: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)

    def bit(self, name: str) -> int:
        """The bit of a tag (upper case, its words enter too) or of a bare word."""
        if name not in self.bits:
            self.bits[name] = 1 << len(self.bits)
            for entry in self.tables[name].split() if name.isupper() else [name]:
                self.entries[entry] = self.entries.get(entry, 0) | self.bits[name]
        return self.bits[name]

    def mark(self, element: str) -> int:
        """The bits of an element: one or more names between slashes."""
        total = 0
        for name in element.split("/"):
            total |= self.bit(name)
        return total

    def sign(self, line: str) -> Sign:
        """Read one sign line, as the docstring of this module describes it."""
        head, *rest = line.replace(" > ", " : ").split(" : ")
        level, window = head.split()
        elements = rest[0].split()
        return Sign(
            level=Danger(level),
            window=int(window),
            ordered=" > " in line,
            marks=tuple(self.mark(element.lstrip("!")) for element in elements),
            checked=tuple(element.startswith("!") for element in elements),
            exceptions=self.mark("/".join(rest[1].split())) if rest[1:] else 0,
            line=line,
        )

    def words(self, entries: Iterable[tuple[str, int]]) -> Words:
        """Sort entries into exact words, beginnings and parts."""
        exact: dict[str, int] = {}
        beginnings: dict[str, int] = {}
        parts: dict[str, int] = {}
        for entry, mark in entries:
            shelf = parts if entry[0] == "*" else beginnings if entry[-1] == "*" else exact
            key = entry.strip("*")
            shelf[key] = shelf.get(key, 0) | mark
        longest = max(map(len, beginnings), default=0)
        return Words(exact, beginnings, tuple(parts.items()), longest)


def _lines(block: str) -> list[str]:
    """Lines of a table without comments and empty ones."""
    bare = (line.split("#")[0].strip() for line in block.splitlines())
    return [line for line in bare if line]


def compile_lexicon(
    language: str, tables: Mapping[str, str], signs: str, idioms: str, denied_after: int = 0
) -> Lexicon:
    """Read a language's tables.

    `denied_after` is how many words after a verb a denial may stand (Swedish: 'slår mig inte').
    Raises KeyError for an unknown tag and ValueError for a line that cannot be read.
    """
    compiler = _Compiler(tables)
    read_signs = tuple(compiler.sign(line) for line in _lines(signs))
    read_idioms = tuple(
        tuple(compiler.mark(word) for word in line.split()) for line in _lines(idioms)
    )
    denial, filler, clause_break = (compiler.bit(tag) for tag in ("NOT", "FILLER", "BREAK"))
    entries = compiler.entries.items()
    return Lexicon(
        language=language,
        plain=compiler.words(entries),
        folded=compiler.words((fold(entry), mark) for entry, mark in entries),
        signs=read_signs,
        idioms=read_idioms,
        denial=denial,
        filler=filler,
        clause_break=clause_break,
        denied_after=denied_after,
    )
