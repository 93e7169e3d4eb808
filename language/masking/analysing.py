"""Finnish morphology: what kinds of word a form can be, by libvoikko or by pyvoikko without it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache
from queue import SimpleQueue


class Kind(Flag):
    """What a word can be; one form is often several."""

    FIRST_NAME = auto()
    LAST_NAME = auto()
    PLACE = auto()
    SCHOOL = auto()
    UNIT = auto()
    OTHER_NAME = auto()
    WORD = auto()  # any ordinary word
    COMPOUND = auto()  # an ordinary word made of two
    OWNER = auto()  # a noun in the genitive, one of one
    VERB = auto()  # an ordinary word that stands as somebody's deed ('sanoi', 'lähti')


NOTHING = Kind(0)
PERSON = Kind.FIRST_NAME | Kind.LAST_NAME
PLACES = Kind.PLACE | Kind.SCHOOL | Kind.UNIT
NAME = PERSON | PLACES | Kind.OTHER_NAME

Outputs = Callable[[str], Iterable[str]]

_CLASS = re.compile(r"\[L([a-z]+)\]")
_OF_CLASS = {
    "ee": Kind.FIRST_NAME,
    "es": Kind.LAST_NAME,
    "ep": Kind.PLACE,
    "em": Kind.OTHER_NAME,
    "t": Kind.VERB | Kind.WORD,
}
_OWNER = re.compile(r"\[Ln\](?!.*\[L).*\[Sg\]\[Ny\]")
_DEED = re.compile(r"\[P3\]|\[Ef\]|\[Eb\]")


@dataclass(frozen=True, slots=True)
class Analyser:
    """One of the two analysers. They use the same dictionary and give close results."""

    name: str
    outputs: Outputs  # the dictionary's own notation for each reading of a lower-case word

    def kinds(self, word: str) -> Kind:
        """All that a word can be; nothing for an unknown one. Capital letters do not matter."""
        kinds = NOTHING
        for output in self.outputs(word.lower()):
            classes = _CLASS.findall(output)
            kind = _OF_CLASS.get(classes[-1], Kind.WORD) if classes else Kind.WORD
            if Kind.VERB in kind and not _DEED.search(output):
                kind = Kind.WORD
            if "[Bc]" in output and kind == Kind.WORD:
                kind |= Kind.COMPOUND
            if _OWNER.search(output):
                kind |= Kind.OWNER
            kinds |= kind
        return kinds

    def remembering(self) -> "Analyser":
        """The same, asking once for each word; for one text, so that no word outlives it."""
        return Analyser(self.name, cache(self.outputs))


def libvoikko_analyser() -> Analyser:
    """The Debian packages libvoikko1 and voikko-fi. Raises OSError where they are missing."""
    import libvoikko

    libvoikko.VoikkoLibrary.open()  # missing, it would be complained of once more by a dying handle
    try:
        handle = libvoikko.Voikko("fi")
    except libvoikko.VoikkoException as problem:
        raise OSError("libvoikko is here, but not its Finnish dictionary") from problem
    free = SimpleQueue[libvoikko.Voikko]()  # a handle serves one thread at a time
    free.put(handle)

    def outputs(word: str) -> Iterable[str]:
        voikko = free.get()
        try:
            return [reading.get("FSTOUTPUT", "") for reading in voikko.analyze(word)]
        finally:
            free.put(voikko)

    return Analyser("libvoikko", outputs)


def pyvoikko_analyser() -> Analyser:
    """The Python packages pyvoikko and kfst-rs: a second to load, and about 270 MB at its peak."""
    from kfst import TokenizationException
    from pyvoikko import VOIKKO_FST

    def outputs(word: str) -> Iterable[str]:
        try:
            return [output for output, _ in VOIKKO_FST.lookup(word)]
        except TokenizationException:  # a letter that the dictionary does not have
            return []

    return Analyser("pyvoikko", outputs)


@cache
def finnish() -> Analyser:
    """The analyser in use, loaded at the first call."""
    try:
        return libvoikko_analyser()
    except OSError:
        return pyvoikko_analyser()


def in_use() -> str:
    """The name of the analyser in use, without loading the heavy one."""
    try:
        return libvoikko_analyser().name
    except OSError:
        return "pyvoikko"
