"""The organisation's own names of workers, units and schools, found in every inflected form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from language.masking.forms import Forms
from language.masking.words import Word


@dataclass(frozen=True)
class OwnWords:
    """Names that an organisation has written down, as it writes them: 'Satu Mäkinen', 'Majakka'.

    A whole entry is hidden wherever it stands. One word of an entry of several is hidden with a
    capital, or if it is no ordinary word: 'Satu' of 'Satu Mäkinen', but not 'luettiin satu'.
    """

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: "OwnWords | Sequence[str]") -> "OwnWords":
        """The same, from any names; empty ones are left out."""
        return names if isinstance(names, OwnWords) else cls(tuple(n for n in names if n.strip()))

    @cached_property
    def _entries(self) -> list[list[Forms]]:
        return [[Forms([part]) for part in _split(name)] for name in self.names if _split(name)]

    @cached_property
    def _parts(self) -> Forms:
        """Words of entries that have several, save their joints and what they share with others."""
        several = [_split(name) for name in self.names]
        return Forms({part for parts in several if len(parts) > 1 for part in parts if part[3:]})

    def spans(self, words: Sequence[Word]) -> Iterable[tuple[int, int]]:
        """Where the names stand among a text's words."""
        for at, word in enumerate(words):
            for entry in self._entries:
                found = words[at : at + len(entry)]
                if len(found) == len(entry) and all(
                    forms.finnish(each.low) or forms.possessive(each.low)
                    for forms, each in zip(entry, found, strict=True)
                ):
                    yield word.start, found[-1].end
            alone = self._parts.finnish(word.low) or self._parts.possessive(word.low)
            if alone and (word.capital or not word.ordinary):
                yield word.start, word.end


def _split(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name.lower())
