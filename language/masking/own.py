"""The organisation's own names of workers, units and schools, found in every inflected form."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from language.masking import cues
from language.masking.analysing import Kind
from language.masking.forms import Forms
from language.masking.words import Word


@dataclass(frozen=True)
class OwnWords:
    """Names that an organisation has written down, as it writes them: 'Satu Mäkinen', 'Majakka'.

    A whole entry is hidden wherever it stands, in any case ('majakassa'). One word of an entry of
    several is hidden with a capital, or if it is no ordinary word: of 'Satu Mäkinen' also
    'Mäkiselle' and 'Satu', but not 'luettiin satu'.
    """

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: "OwnWords | Sequence[str]") -> "OwnWords":
        """The same, from any names; those without a letter are left out."""
        return names if isinstance(names, OwnWords) else cls(tuple(n for n in names if _split(n)))

    def spans(self, words: Sequence[Word], text: str) -> Iterable[tuple[int, int]]:
        """Where the names stand in a text of these words."""
        for pattern in self._numbered:
            yield from (match.span() for match in pattern.finditer(text))
        for at, word in enumerate(words):
            for entry in self._begun_by(word):
                found = words[at : at + len(entry)]
                if len(found) == len(entry) and all(map(_is_form, entry, found)):
                    yield word.start, found[-1].end
            telling = word.capital or not word.ordinary or Kind.LAST_NAME in word.kinds
            if telling and _meaning(self._parts, word):
                yield word.start, word.end

    @cached_property
    def _entries(self) -> list[list[Forms]]:
        return [[Forms([part]) for part in _split(name)] for name in self.names]

    @cached_property
    def _first_words(self) -> Forms:
        """The first words of entries, with a bit for each entry that begins so."""
        bits: Counter[str] = Counter()
        for number, name in enumerate(self.names):
            bits[_split(name)[0]] |= 1 << number
        return Forms(bits)

    def _begun_by(self, word: Word) -> Iterable[list[Forms]]:
        """The entries without digits whose first word this may be."""
        begun = _meaning(self._first_words, word)
        for number, entry in enumerate(self._entries if begun else ()):
            if begun >> number & 1 and not re.search(r"\d", self.names[number]):
                yield entry

    @cached_property
    def _numbered(self) -> list[re.Pattern[str]]:
        """Entries with digits, as 'Osasto 3', are sought as they are written."""
        return [
            re.compile(
                r"(?<!\w)"
                + r"\w{0,6}\s+".join(map(re.escape, name.split()))
                + r"(?!\d)(?::?\w{1,6})?",
                re.IGNORECASE,
            )
            for name in self.names
            if re.search(r"\d", name)
        ]

    @cached_property
    def _parts(self) -> Forms:
        """Words of entries that have several, save those that any home or school has."""
        several = [_split(name) for name in self.names if len(_split(name)) > 1]
        parts = {part for split in several for part in split if len(part) > 3 and not _head(part)}
        homes = {split[0][:-1] for split in several if split[0].endswith("n") and _head(split[1])}
        return Forms(parts | homes)


def _split(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name.lower())


def _head(word: str) -> bool:
    return any(head.fullmatch(word) for head in (cues.SCHOOL_HEAD, cues.UNIT_HEAD))


def _meaning(forms: Forms, word: Word) -> int:
    """What a word or its front ('Satu-ohjaaja') means in some base forms."""
    low = word.low
    meaning = forms.finnish(low) | forms.possessive(low)
    return meaning or ("-" in low and forms.finnish(low.partition("-")[0])) or 0


def _is_form(forms: Forms, word: Word) -> bool:
    return bool(_meaning(forms, word))
