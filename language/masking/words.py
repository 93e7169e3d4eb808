"""Cuts a text into words and says of each how it is written and what it can be."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from language.masking import cues
from language.masking.analysing import NAME, NOTHING, PERSON, Analyser, Kind
from language.masking.forms import Forms

# A word with its hyphens, apostrophes and a Finnish case after a colon ('HJK:n').
_WORD = re.compile(
    r"▒+|[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"(?::(?:n|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|a|ä|ta|tä|t|s|hin|iin|aan|een)(?!\w))?"
)
_BETWEEN_SENTENCES = re.compile(
    r"(?:^|[.!?…:;•*>|]|[^\w\s,▒()\[\]\"'”’“«»/&+=@#–-])[\s\"'”’“«»()–-]*$|\n\s*$"
)
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|t|terv|mvh|nimim|st|ohj)\.\s*$", re.IGNORECASE)

_LISTS = {
    "first_names": Kind.FIRST_NAME,
    "last_names": Kind.LAST_NAME,
    "places": Kind.PLACE,
    "schools": Kind.SCHOOL,
    "units": Kind.UNIT,
}


@dataclass(slots=True)
class Word:
    """One word of a text, and what is known of it."""

    start: int
    end: int
    text: str
    low: str
    capital: bool  # written with a capital that means something
    opens: bool  # begins a sentence
    kinds: Kind = NOTHING
    kept: bool = False  # a brand, a country, a feast …
    base: bool = False  # is the base form of a name of the lists
    points: int = 0

    @property
    def named(self) -> Kind:
        """Which kinds of name it can be."""
        return self.kinds & NAME

    @property
    def surely_named(self) -> bool:
        """Whether it can be nothing but a name."""
        return bool(self.named) and not self.ordinary

    @property
    def ordinary(self) -> bool:
        """Whether it can be an ordinary word."""
        return Kind.WORD in self.kinds


def lines(name: str) -> list[str]:
    """The lines of a word list without its comments."""
    text = (files("language.masking") / "lists" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists, ready to be asked."""

    names: Forms
    kept: Forms
    kept_phrases: Forms
    rarely: Forms  # names whose ordinary meaning hardly comes up
    also: dict[str, frozenset[str]]  # by language: names that are words, too


@cache
def lists() -> Lists:
    """Read the lists, once."""
    names: Counter[str] = Counter()
    for name, kind in _LISTS.items():
        for word in " ".join(lines(name)).split():
            names[word] |= kind.value
    kept = " ".join(lines("kept")).split()
    also = {line[:2]: frozenset(line[3:].split()) for line in lines("also_words")}
    return Lists(
        names=Forms(names),
        kept=Forms([word for word in kept if "_" not in word]),
        kept_phrases=Forms([word for word in kept if "_" in word]),
        rarely=Forms(" ".join(lines("rarely_words")).split()),
        also=also,
    )


def words_of(text: str) -> list[Word]:
    """The words of a text as they are written."""
    found = list(_WORD.finditer(text))
    many = [match[0] for match in found if len(match[0]) > 1]
    # Where all is written large, a capital says nothing.
    loud = len(many) > 2 and 2 * sum(word.isupper() for word in many) > len(many)
    titled = len(many) > 3 and 3 * sum(word[0].isupper() for word in many) > 2 * len(many)
    words = []
    for match in found:
        before = text[max(0, match.start() - 12) : match.start()]
        opens = bool(_BETWEEN_SENTENCES.search(before)) and not _ABBREVIATION.search(before)
        written = match[0]
        capital = written[0].isupper() and not (len(written) > 1 and written.isupper())
        words.append(
            Word(
                start=match.start(),
                end=match.end(),
                text=written,
                low=written.lower(),
                capital=capital and not loud and not titled,
                opens=opens or not before,
            )
        )
    return words


def language_of(words: list[Word], analyser: Analyser) -> str:
    """The language most of a text's frequent words are of; Finnish if nothing speaks against it."""
    lows = [word.low for word in words if word.low[0] != "▒"]
    counts = {name: sum(map(table.__contains__, lows)) for name, table in cues.FREQUENT.items()}
    best = max(counts, key=lambda name: counts[name])
    if best != "fi":
        return best
    other = max(("sv", "en"), key=lambda name: counts[name])
    if counts[other] < counts["fi"] or not lows:
        return "fi"
    known = sum(bool(analyser.kinds(low)) for low in lows)
    wanted = len(lows) / 2 if counts[other] else min(1, len(lows) - 1)
    return "fi" if known >= wanted else other


def know(words: list[Word], language: str, analyser: Analyser) -> None:
    """Fill in what each word can be."""
    known = lists()
    for word in words:
        if word.low[0] == "▒":
            word.kept = True
            continue
        asked = _know_finnish if language == "fi" else _know_other
        asked(word, language, analyser)
        word.kept = _kept(word, known)
        word.base = known.names.exact(word.low)
    _keep_phrases(words, known.kept_phrases)


def _keep_phrases(words: list[Word], phrases: Forms) -> None:
    for one, two in zip(words, words[1:], strict=False):
        if phrases.finnish(f"{one.low}_{two.low}"):
            one.kept = two.kept = True
            one.kinds = two.kinds = Kind.WORD


def _kept(word: Word, known: Lists) -> bool:
    """Whether a word is a brand, a country or the like; one that may be somebody's name only by itself."""
    if known.kept.exact(word.low):
        return True
    if Kind.FIRST_NAME in word.kinds and Kind.PLACE not in word.kinds:
        return False
    return any(known.kept.finnish(part) for part in _parts(word.low) if len(part) > 2)


def _parts(low: str) -> list[str]:
    """A word and, if it has hyphens or a colon, its parts before them."""
    return [low, *re.split(r"[-:'’]", low)] if re.search(r"[-:'’]", low) else [low]


def _listed(low: str, known: Lists) -> Kind:
    """What the lists say of a form and of its parts."""
    kinds = NOTHING
    for part in _parts(low):
        kinds |= Kind(known.names.finnish(part))
    return kinds


def _know_finnish(word: Word, language: str, analyser: Analyser) -> None:
    known = lists()
    low = word.low
    if low in cues.FREQUENT[language] or (low in cues.SPOKEN and low not in known.also["fi"]):
        word.kinds = Kind.WORD
        return
    word.kinds = _listed(low, known)
    analysed = analyser.kinds(low)
    if "-" in low or ":" in low:
        for part in re.split(r"[-:]", low)[:1]:
            analysed = (
                analysed if not analyser.kinds(part) & PERSON else NOTHING
            ) | analyser.kinds(part)
    if not analysed and len(low) > 2 and not known.names.exact(low):
        analysed = _spoken(low, analyser)
    if known.rarely.finnish(low) or (analysed & Kind.COMPOUND and Kind.PLACE in word.kinds):
        analysed &= ~Kind.WORD
    if "-" in low and cues.ROLE.match(low.rpartition("-")[2]) and (analysed | word.kinds) & PERSON:
        analysed &= ~Kind.WORD  # 'Hertta-ohjaaja'
    if low in known.also["fi"]:
        analysed |= Kind.WORD
    word.kinds |= analysed


_LONG = {
    "aa": ("ia", "ea"),
    "ää": ("iä", "eä"),
    "ee": ("ea", "eä"),
    "ii": ("ia", "iä"),
    "oo": ("oa",),
}
_LONG |= {"uu": ("ua", "uta"), "yy": ("yä",), "öö": ("öä",)}
_SHORT = {"s": ("sa", "sä", "i"), "l": ("la", "lä"), "t": ("a", "ä"), "n": ("ut", "yt")}


def _spoken(low: str, analyser: Analyser) -> Kind:
    """What an unknown form would be in full: 'vaihtu(i)', 'väsyny(t)', 'vuosaares(sa)', 'hirvee'."""
    if re.search(r"(.)\1\1", low):
        return Kind.WORD  # 'niiiin'
    full = [low[:-2] + end for end in _LONG.get(low[-2:], ())]
    for end in _SHORT.get(low[-1], ()) if len(low) > 3 else ():
        full += [low + end, low + low[-1] + end] if low[-1] in "sl" else [low + end]
    full += [low + end for end in ("t", "i", "n")] if low[-1] in "aeiouyäö" else []
    full += [low[:-1]] if len(low) > 4 else []
    for form in full:
        kinds = analyser.kinds(form)
        if kinds:
            return kinds
    return NOTHING


def _know_other(word: Word, language: str, analyser: Analyser) -> None:
    """Swedish and English have no analyser here: the lists, and Finnish names in foreign text."""
    known = lists()
    low = word.low
    base = re.sub(r"(?:['’]s?|s['’])$", "", low)
    if low in cues.FREQUENT[language] or low in cues.SOMEBODY:
        named = word.capital and known.names.exact(low)
        word.kinds = Kind.WORD | (Kind.FIRST_NAME if named else NOTHING)  # 'Will said'
        return
    for form in {low, base, *re.split(r"[-']", base)}:
        word.kinds |= Kind(known.names.possessive(form))
    if {low, base, low.removesuffix("s")} & known.also[language]:
        word.kinds |= Kind.WORD
    elif not word.kinds and len(low) > (3 if word.capital else 5):
        finnish = analyser.kinds(base)
        safe = word.capital or Kind.PLACE in finnish or base.endswith("nen")
        if finnish and safe and Kind.WORD not in finnish:
            word.kinds = finnish
