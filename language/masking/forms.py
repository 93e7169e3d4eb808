"""Finds the base form behind an inflected one, for words that no dictionary knows."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

# Case endings after a vowel stem, also the short ones of spoken language ('Itikses', 'Jonnel').
_CASE = (
    "n|a|ä|aa|ää|ta|tä|ssa|ssä|s|sta|stä|st|an|än|in|on|en|un|yn|ön|hin|hän|seen|lla|llä|l|lta|ltä|lt"
    "|lle|na|nä|ksi|ks|tta|ttä|t|it|en|ien|jen|iden|den|ten|ja|jä|ia|iä|ita|itä|illa|illä|ille|ilta|iltä"
    "|issa|issä|ista|istä|iin|ihin|eja|ejä|eita|eitä|eiden|eilla|eille|eissa|eista|ei|eilta"
    "|oita|oiden|oilla|oille|oissa|oista|oilta|oihin"
)
_TAIL = re.compile(
    rf"(?:'|’|:)?(?:{_CASE})?(?:ni|si|nsa|nsä|mme|nne)?(?:kin|kaan|kään|han|hän|ko|kö|pa|pä)?s?"
)
_SHORT_TAIL = re.compile(rf"(?:'|’|:)?(?:{_CASE})?")
_POSSESSIVE = re.compile(r"(?:'s|’s|s|s'|s’|'|’)?")
_VOWELS = "aeiouyäöåéíóúáý"
# The last consonants of the strong stem and of the weak one.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"),
    ("lt", "ll"), ("rt", "rr"), ("k", ""), ("p", "v"), ("t", "d"),
)  # fmt: skip


# The same sound, written in another way: 'Darya', 'Darja'; 'Amiira', 'Amira'; 'Khadija', 'Hadija'.
_SAME_SOUND = (
    ("sch", "s"), ("sh", "s"), ("kh", "h"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("ou", "u"),
    ("š", "s"), ("ž", "s"), ("z", "s"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("ü", "i"),
    ("é", "e"), ("è", "e"), ("á", "a"),
)  # fmt: skip


def sound(word: str) -> str:
    """How a lower-case name sounds, so that its spellings meet."""
    for written, meant in _SAME_SOUND:
        word = word.replace(written, meant)
    return re.sub(r"(.)\1+", r"\1", word)


# Old words whose i is an e before endings: 'Lahti', 'Lahdessa'.
_SOFT = (
    "suomi", "lahti", "niemi", "järvi", "koski", "saari", "vuori", "joki", "mäki", "salmi", "lampi",
    "kivi", "nummi", "lehti", "hauki", "talvi", "suvi", "lumi", "meri", "helmi", "onni", "tuuli",
)  # fmt: skip


def _weak(stem: str) -> Iterable[str]:
    """The weak grades a stem that ends in one vowel can take."""
    head, vowel = stem[:-1], stem[-1:]
    for strong, weak in _GRADES:
        if head.endswith(strong) and len(head) > len(strong):
            yield head[: -len(strong)] + weak + vowel
            if len(strong) == 2:
                return


def _strong(stem: str) -> Iterable[str]:
    """The strong grades a stem in -e or -as can take."""
    head, vowel = stem[:-1], stem[-1:]
    for strong, weak in _GRADES:
        if weak and head.endswith(weak) and not head.endswith(strong):
            yield head[: -len(weak)] + strong + vowel


def stems(base: str) -> set[str]:
    """What stands before the endings of a lower-case base form, in every declension it may have."""
    found = {base}
    last = base[-1:]
    if base.endswith("nen"):
        return found | {base[:-3] + "se", base[:-3] + "s"}
    if last == "e":
        found |= {base + "e", *(strong + "e" for strong in _strong(base))}
    elif last == "s":
        found |= {base[:-1] + "kse", base[:-1], base[:-1] + base[-2:-1], base + "i"}
        found |= {strong + base[-2:-1] for strong in _strong(base[:-1])}
    elif last not in _VOWELS:
        found.add(base + "i")
    found |= set(_weak(base)) if last in _VOWELS else set()
    if last == "i":
        found |= {base[:-1] + "ei", base[:-1] + "ej"}  # the plural: 'Salkkareita'
    if base.endswith(_SOFT):
        soft = base[:-1] + "e"
        found |= {soft, *_weak(soft)}
    return {stem for stem in found if len(stem) > 1}


class Forms:
    """Base forms with a meaning each, found again from any form they take."""

    def __init__(
        self, words: Mapping[str, int] | Collection[str], key: Callable[[str], str] = str
    ) -> None:
        meanings = words if isinstance(words, Mapping) else dict.fromkeys(words, 1)
        self._key = key  # what makes two written stems the same
        self._exact: dict[str, int] = {key(base): meaning for base, meaning in meanings.items()}
        self._stems: dict[str, int] = defaultdict(int)
        for base, meaning in meanings.items():
            for stem in stems(base) if len(base) > 3 else ():
                self._stems[key(stem)] |= meaning
        self._short: dict[str, int] = defaultdict(int)  # these take a case, but no more
        for base, meaning in meanings.items():
            for stem in stems(base) if len(base) == 3 else ():
                self._short[key(stem)] |= meaning
        self._longest = max(map(len, self._stems), default=0)

    def exact(self, form: str) -> bool:
        """Whether a form is one of the base forms."""
        return self._key(form) in self._exact

    def finnish(self, form: str) -> int:
        """The meanings of all base forms that a lower-case Finnish form can be of; 0 for none."""
        meaning = self._exact.get(self._key(form), 0)
        for cut in range(max(2, len(form) - 12), min(len(form), self._longest) + 1):
            stem = self._stems.get(self._key(form[:cut]), 0)
            if stem and _TAIL.fullmatch(form, cut):
                meaning |= stem
        for cut in range(2, min(len(form), 5) + 1):
            stem = self._short.get(self._key(form[:cut]), 0)
            if stem and _SHORT_TAIL.fullmatch(form, cut):
                meaning |= stem
        return meaning

    def possessive(self, form: str) -> int:
        """The same for Swedish and English, where only an 's' is added."""
        meaning = self._exact.get(self._key(form), 0)
        for tail in range(1, 3):
            if _POSSESSIVE.fullmatch(form, max(1, len(form) - tail)):
                meaning |= self._exact.get(self._key(form[:-tail]), 0)
        return meaning
