"""Says of each word of a text what it can be: a name, a word, something that is kept."""

import re
from itertools import pairwise

from language.masking import cues
from language.masking.analysing import NOTHING, PERSON, Analyser, Kind
from language.masking.forms import Forms
from language.masking.vocabulary import Vocabulary, vocabulary
from language.masking.words import Word


def language_of(words: list[Word], analyser: Analyser) -> str:
    """The language most of a text's frequent words are of; Finnish if nothing speaks against it."""
    lows = [word.low for word in words if word.low[0] != "▒"]
    counts = {
        name: sum(map(table.__contains__, lows)) for name, table in vocabulary().frequent.items()
    }
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
    known = vocabulary()
    for word in words:
        if word.low[0] == "▒":
            word.kept = True
            continue
        asked = _know_finnish if language == "fi" else _know_other
        asked(word, language, analyser)
        if cues.MADE_NAME.fullmatch(word.low):
            word.kinds = (word.kinds | Kind.PLACE) & ~Kind.WORD
        elif Kind.COMPOUND in word.kinds and cues.MADE_PLACE.fullmatch(word.low):
            word.kinds |= Kind.PLACE
        if not word.kinds and len(word.low) > 4:
            word.kinds = _sounding(word, language)
        word.kept = _kept(word, known, language)
        word.base = known.names.exact(word.low)
    _keep_phrases(words, known.kept_phrases)


def _sounding(word: Word, language: str) -> Kind:
    """An unknown word that sounds as a first name; it may be a word as well."""
    sounding = vocabulary().sounding
    if language == "fi" and sounding.finnish(word.low):
        return Kind.FIRST_NAME | (NOTHING if word.capital else Kind.WORD)
    named = word.capital and sounding.possessive(word.low)
    return Kind.FIRST_NAME | Kind.WORD if named else NOTHING


def _keep_phrases(words: list[Word], phrases: Forms) -> None:
    for one, two in pairwise(words):
        if phrases.finnish(f"{one.low}_{two.low}"):
            one.kept = two.kept = True
            one.kinds = two.kinds = Kind.WORD


def _kept(word: Word, known: Vocabulary, language: str) -> bool:
    """Whether a word is a brand, a country or the like; a first name only in its base form."""
    if known.kept.exact(word.low):
        return True
    if Kind.FIRST_NAME in word.kinds and Kind.PLACE not in word.kinds:
        return False
    find = known.kept.finnish if language == "fi" else known.kept.possessive
    return any(find(part) for part in _parts(word.low) if len(part) > 2)


def _parts(low: str) -> list[str]:
    """A word and, if it has hyphens or a colon, its parts before them."""
    return [low, *re.split(r"[-:'’]", low)] if re.search(r"[-:'’]", low) else [low]


def _listed(low: str, known: Vocabulary) -> Kind:
    """What the lists say of a form and of its parts."""
    kinds = NOTHING
    for part in _parts(low):
        kinds |= Kind(known.names.finnish(part))
    return kinds


def _know_finnish(word: Word, language: str, analyser: Analyser) -> None:
    known = vocabulary()
    low = word.low
    also_word = low in known.also_words[language]
    if low in known.frequent[language] or (low in known.spoken and not also_word):
        word.kinds = Kind.WORD
        return
    word.kinds = _listed(low, known)
    analysed = _analysed(low, analyser)
    if not analysed and len(low) > 2 and not known.names.exact(low):
        analysed = _spoken(low, analyser)
    if analysed and Kind.WORD not in analysed:
        analysed |= analyser.kinds(_LOST_I.sub("is", low)) & Kind.WORD  # 'hiljasta' is no Hilja
    by_ending = Kind.COMPOUND in analysed and (word.kinds | analysed) & (
        Kind.PLACE | Kind.LAST_NAME
    )
    parts = low.split("-")
    with_role = len(parts) > 1 and any(  # 'Hertta-ohjaaja', 'iso-mikko'
        cues.ROLE.match(part) or analyser.kinds(part) in (Kind.FIRST_NAME, PERSON) for part in parts
    )
    named = (word.kinds | analysed) & PERSON
    if known.rarely_words.finnish(low) or by_ending or (with_role and named):
        analysed &= ~Kind.WORD
    word.kinds |= analysed | (Kind.WORD if also_word else NOTHING)


def _analysed(low: str, analyser: Analyser) -> Kind:
    """What the analyser says of a word, and of what stands before a hyphen or a colon."""
    front = re.split(r"[-:]", low)[0]
    if front != low and (kinds := analyser.kinds(front)) & PERSON:
        return kinds
    return analyser.kinds(low) | (analyser.kinds(front) if front != low else NOTHING)


# Spoken language loses an i in words, but not in names.
_LOST_I = re.compile(r"(?<=[aäoö])s(?=(?:ta|tä|en|e?ssa|e?ssä|e?sta|e?stä|ia|iä|et|ille)$)")
# What spoken language makes long or leaves out at the end of a word.
_LONG = {
    "aa": ("ia", "ea"), "ää": ("iä", "eä"), "ee": ("ea", "eä"), "ii": ("ia", "iä"), "oo": ("oa",),
    "uu": ("ua", "uta"), "yy": ("yä",), "öö": ("öä",),
}  # fmt: skip
_SHORT = {"s": ("sa", "sä", "i"), "l": ("la", "lä"), "t": ("a", "ä"), "n": ("ut", "yt")}


def _spoken(low: str, analyser: Analyser) -> Kind:
    """What an unknown form would be in full: 'vaihtu(i)', 'väsyny(t)', 'vuosaares(sa)'."""
    if re.search(r"(.)\1\1", low):
        return Kind.WORD  # 'niiiin'
    full = [low[:-2] + end for end in _LONG.get(low[-2:], ())]
    for end in _SHORT.get(low[-1], ()) if len(low) > 3 else ():
        full += [low + end, low + low[-1] + end] if low[-1] in "sl" else [low + end]
    full += [low + end for end in ("t", "i", "n")] if low[-1] in "aeiouyäö" else []
    full += [low[:-1]] if len(low) > 4 else []
    for form in full + [_LOST_I.sub("is", form) for form in full if _LOST_I.search(form)]:
        kinds = analyser.kinds(form) & (Kind.WORD if form == low[:-1] else ~NOTHING)  # 'ahistaa'
        if kinds:
            return kinds
    return NOTHING


def _know_other(word: Word, language: str, analyser: Analyser) -> None:
    """Swedish and English have no analyser here: the lists, and Finnish names in foreign text."""
    known = vocabulary()
    low = word.low
    base = re.sub(r"(?:['’]s?|s['’])$", "", low)
    if low in known.frequent[language] or low in known.somebody:
        named = word.capital and known.names.exact(low)
        word.kinds = Kind.WORD | (Kind.FIRST_NAME if named else NOTHING)  # 'Will said'
        return
    for form in {low, base, *re.split(r"[-']", base)}:
        word.kinds |= Kind(known.names.possessive(form))
    if {low, base, low.removesuffix("s")} & known.also_words[language]:
        word.kinds |= Kind.WORD
    elif not word.kinds and len(low) > (3 if word.capital else 5):
        finnish = analyser.kinds(base)
        safe = word.capital or Kind.PLACE in finnish or base.endswith("nen")
        if finnish and safe and Kind.WORD not in finnish:
            word.kinds = finnish
