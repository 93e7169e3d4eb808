"""Turns a text into signs: meanings, denied ones, and pairs of meanings that stand close together.

A sign is a word: `HIT` (somebody is hit), `~HIT` (that is denied), `blow` (any meaning of that
kind), `PARENT>HIT` (a parent is named, soon after it a blow): actor, act and target, in the order
in which they are told. `nobody>blow` is a deed that nobody near it does, `blow>nothing` one that
falls on no person. `fine*2` means that two words are of that kind. Nothing here says how much a
sign weighs; the weights do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from language.danger.spelling import intended
from language.danger.vocabulary import IDIOM, Vocabulary, kinds, vocabulary
from language.spoken import Word, cleaned_forms, words_of

# How far apart two meanings may stand to make a pair.
_NEAR = 5
# A denial reaches over this many words that matter, and over this many in all.
_DENIAL_WORDS = 2
_DENIAL_REACH = 6
# In Swedish a denial may stand after its verb: 'slår mig inte'.
_DENIED_AFTER = {"fi": 0, "sv": 2, "en": 0}
# Kinds of which it matters how often they come, and kinds that alone tell of something bad.
_COUNTED = ("grave", "fine", "low")
_BAD = frozenset(
    ("grave", "low", "blow", "body", "pressure", "captive", "scorn", "flight", "want", "drug")
) | {"ending"}
# Kinds of what is done to somebody: when all of it is denied, that is a sign of its own.
_DEEDS = ("grave", "blow", "body", "pressure", "captive", "ending")
# Kinds that do a deed, and meanings and kinds that one can fall on. Only English shows by the order
# of words who is hit: its pronouns and persons count as doer before the deed, as target after it.
_DOERS = frozenset(("adult", "other", "kin"))
_TARGETS = frozenset(("ME", "MY", "SELF", "BODY", "kin"))
_AIMED = frozenset(("blow", "body", "pressure", "captive", "scorn"))
_ORDERED = {"en": _TARGETS | _DOERS}
# English: a blow straight at 'the' or 'a' something, by nobody else, falls on a thing.
_ARTICLES = frozenset(("the", "a", "an", "another", "some"))
_AT_THINGS = frozenset(("HIT", "THROW", "BREAKS"))
# Meanings that serve the reading and are no signs.
_SILENT = frozenset(("FILLER", "BREAK"))

_LAUGHTER = re.compile(r"[:;=]'?-?[dDpP)]+|\b[xX][dD]+\b|[😂🤣😄😆😅😊❤]")
_RESULT = re.compile(r"\b\d{1,2} ?[-–] ?\d{1,2}\b")
_FINNISH_PASSIVE = re.compile(r"(?:taan|tään|daan|dään|laan|tiin|ttu|tty)$")


def signs_of(text: str, language: str) -> tuple[set[str], int]:
    """The signs of a text read in one language, and how many of its words are known in it."""
    words, meanings = max(
        (_read(form, vocabulary(language)) for form in cleaned_forms(text)),
        key=lambda reading: sum(map(bool, reading[1])),
    )
    known = sum(map(bool, meanings))
    if language in _ORDERED:
        _spare_things(words, meanings)
    marks = [
        _marks(found, _denied(at, words, meanings, language)) for at, found in enumerate(meanings)
    ]
    signs = {sign for mark in marks for sign in mark}
    signs |= {sign[1:] for sign in signs if sign[0] == "~"}
    signs.update(_pairs(words, marks))
    signs.update(_aims(words, meanings, language))
    signs.update(_counts(marks))
    if _LAUGHTER.search(text):
        signs.add("LAUGH")
    if _RESULT.search(text):
        signs |= {"GAME", "fine"}
    signs.add(f"length*{min(len(words) // 4, 4)}")
    return signs, known


def _read(cleaned: str, known: Vocabulary) -> tuple[list[Word], list[frozenset[str]]]:
    """Words with their meanings, after ambiguous words, phrases and figures of speech."""
    words = words_of(cleaned, known.language)
    meanings = [known.meanings(word) or _mended(word, known) for word in words]
    _decide_but_or_me(words, meanings)
    found = [
        (start, end, phrase.meaning)
        for start in range(len(words))
        for phrase, end in known.phrases_from(words, start)
    ]
    covered: set[int] = set()
    for start, end, meaning in found:
        if meaning == IDIOM:
            covered.update(range(start, end + 1))
            meanings[start : end + 1] = [frozenset()] * (end + 1 - start)
    for start, _, meaning in found:
        if meaning == IDIOM or start not in covered:
            meanings[start] |= {meaning}
    return _split_clauses(words, meanings), meanings


def _mended(word: Word, known: Vocabulary) -> frozenset[str]:
    """The meanings of a mistyped word, when every word that it may stand for has some."""
    meant = intended(word.forms[-1], known.language)
    found = [known.meanings(replace(word, forms=(form,))) for form in meant]
    return frozenset().union(*found) if all(found) else frozenset()


def _decide_but_or_me(words: Sequence[Word], meanings: list[frozenset[str]]) -> None:
    """Finnish 'mut' is both 'but' and 'me': it is 'me' after an act, before a passive, or last."""
    for at, found in enumerate(meanings):
        if {"ME", "BREAK"} <= found:
            after_act = at > 0 and any(
                kind in ("blow", "body", "pressure", "captive", "scorn")
                for meaning in meanings[at - 1]
                for kind in kinds().get(meaning, ())
            )
            last = at + 1 == len(words)
            me = last or after_act or _FINNISH_PASSIVE.search(words[at + 1].forms[0])
            meanings[at] = frozenset(("ME",)) if me else frozenset(("BREAK",))


def _split_clauses(words: Sequence[Word], meanings: Sequence[frozenset[str]]) -> list[Word]:
    """A word such as 'because' begins a new clause, as a comma does."""
    breaks = 0
    split: list[Word] = []
    for word, found in zip(words, meanings, strict=True):
        breaks += "BREAK" in found
        split.append(replace(word, clause=word.clause + breaks) if breaks else word)
    return split


def _spare_things(words: Sequence[Word], meanings: list[frozenset[str]]) -> None:
    """'Hit the wrong note' is no blow: no person does or suffers it. 'Kill the pain' stays one."""
    for at, found in enumerate(meanings[:-1]):
        if found & _AT_THINGS and _ARTICLES.intersection(words[at + 1].forms):
            around = range(max(0, at - _NEAR), min(len(words), at + _NEAR + 1))
            clause = [meanings[n] for n in around if words[n].clause == words[at].clause]
            kinds_near = {kind for near in clause for one in near for kind in kinds().get(one, ())}
            if kinds_near.isdisjoint(_DOERS) and all(map(_TARGETS.isdisjoint, clause)):
                meanings[at] = frozenset(("THING",))


def _denied(
    at: int, words: Sequence[Word], meanings: Sequence[frozenset[str]], language: str
) -> bool:
    """True when a denial stands next to a word, in its own clause."""
    counted = 0
    for before in range(at - 1, max(-1, at - 1 - _DENIAL_REACH), -1):
        if words[before].clause != words[at].clause:
            break
        if "NOT" in meanings[before]:
            return True
        counted += "FILLER" not in meanings[before]
        if counted >= _DENIAL_WORDS:
            break
    after = range(at + 1, min(len(words), at + 1 + _DENIED_AFTER[language]))
    return any("NOT" in meanings[n] and words[n].clause == words[at].clause for n in after)


def _marks(found: frozenset[str], denied: bool) -> list[str]:
    """A word's meanings and their kinds, each marked as denied or not."""
    marks: list[str] = []
    for meaning in found - _SILENT:
        denial = "~" if denied and meaning != "NOT" else ""
        marks.append(denial + meaning)
        marks += [denial + kind for kind in kinds().get(meaning, ())]
    return marks


def _pairs(words: Sequence[Word], marks: Sequence[Sequence[str]]) -> Iterator[str]:
    """Meanings close together in one sentence, and likewise kinds, in the order told."""
    told = [at for at, mark in enumerate(marks) if mark]
    for first, one in enumerate(told):
        for two in told[first + 1 :]:
            if two - one > _NEAR or words[two].sentence != words[one].sentence:
                break
            for mark in marks[one]:
                for other in marks[two]:
                    if _is_kind(mark) == _is_kind(other):
                        yield f"{mark}>{other}"


def _aims(
    words: Sequence[Word], meanings: Sequence[frozenset[str]], language: str
) -> Iterator[str]:
    """Deeds that lack a doer or a target close by in their sentence, and a text without persons."""
    told = [
        found.union(*(kinds().get(meaning, ()) for meaning in found)) if found else found
        for found in meanings
    ]
    targets = _ORDERED.get(language, _TARGETS)
    for at, deed in enumerate(told):
        if _AIMED.isdisjoint(deed):
            continue
        around = range(max(0, at - _NEAR), min(len(words), at + _NEAR + 1))
        near = [n for n in around if n != at and words[n].sentence == words[at].sentence]
        before = [told[n] for n in near if n < at or language not in _ORDERED]
        after = [told[n] for n in near if n > at or language not in _ORDERED]
        undone = all(map(_DOERS.isdisjoint, before))
        unaimed = all(map(targets.isdisjoint, after))
        for kind in _AIMED & deed:
            if undone:
                yield f"nobody>{kind}"
            if unaimed:
                yield f"{kind}>nothing"
            if undone and unaimed:
                yield f"nobody>{kind}>nothing"
    if all(map((_DOERS | {"self"}).isdisjoint, told)):
        yield "no person"


def _is_kind(mark: str) -> bool:
    """True for the name of a kind: those are in small letters."""
    return mark[-1] > "Z"


def _counts(marks: Sequence[Sequence[str]]) -> Iterator[str]:
    """How many words are of the kinds that are counted, and of any bad kind."""
    for kind in _COUNTED:
        count = sum(kind in mark for mark in marks)
        yield from (f"{kind}*{number}" for number in (2, 3) if count >= number)
    bad = sum(not _BAD.isdisjoint(mark) for mark in marks)
    yield from (f"bad*{number}" for number in (1, 2, 3) if bad >= number)
    if bad and not any("fine" in mark for mark in marks):
        yield "bad alone"
    told = {sign for mark in marks for sign in mark}
    if told.isdisjoint(_DEEDS) and not told.isdisjoint(f"~{kind}" for kind in _DEEDS):
        yield "all denied"
