"""Makes hidden words into whole details: full names, schools and units with their head words."""

import re
from enum import StrEnum

from language.masking import cues
from language.masking.analysing import PERSON, PLACES, Kind
from language.masking.naming import ENOUGH
from language.masking.vocabulary import vocabulary
from language.masking.words import Word


class Naming(StrEnum):
    """What kind of name a detail is."""

    PERSON = "person"
    PLACE = "place"
    SCHOOL = "school"
    UNIT = "unit"
    OWN = "own"  # on the organisation's own list


Span = tuple[int, int, Naming]

_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\.\s?){1,2}$")
_INITIAL = re.compile(r"(?:[A-HJ-ZÅÄÖ]\.?|I\.)(?!\w)")  # not the English 'I'


def grow(words: list[Word], text: str, language: str) -> list[Span]:
    """The details that the judged words make."""
    _heads(words, text, language)
    spans: list[Span] = []
    for word in words:
        if word.points < ENOUGH:
            continue
        end = word.end
        kind = _kind(word)
        if kind is Naming.PERSON and (initial := _INITIAL.match(text, end + 1)):
            end = initial.end() if text[end] == " " else end
        start = word.start
        if kind is Naming.PERSON and (before := _INITIALS_BEFORE.search(text[:start])):
            start = before.start()
        if spans and not text[spans[-1][1] : word.start].strip(" ") and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], end, kind)
        else:
            spans.append((start, end, kind))
    return spans


def _kind(word: Word) -> Naming:
    if Kind.SCHOOL in word.kinds:
        return Naming.SCHOOL
    if Kind.UNIT in word.kinds:
        return Naming.UNIT
    if Kind.PLACE in word.kinds and Kind.FIRST_NAME not in word.kinds:
        return Naming.PLACE
    return Naming.PERSON


def _heads(words: list[Word], text: str, language: str) -> None:
    """Hide schools and units whole, by the head word that stands beside their name."""
    for at, word in enumerate(words):
        if _is_head(word):
            _head(words, at, text, language)


def _is_head(word: Word) -> bool:
    return bool(cues.SCHOOL_HEAD.fullmatch(word.low) or cues.UNIT_HEAD.fullmatch(word.low))


def _head(words: list[Word], at: int, text: str, language: str) -> None:
    """Hide the name beside a head word, and the head where it is a part of the name."""
    head = words[at]
    part_of_name = head.low not in cues.UNIT_APART
    last = words[at - 1] if at and text[words[at - 1].end : head.start] == " " else None
    following = words[at + 1] if at + 1 < len(words) else None
    if following and text[head.end : following.start] != " ":
        following = None
    if last and _names_institution(last, head, language):
        last.points = ENOUGH
        if part_of_name:
            head.points = ENOUGH
    elif following and _named_after_head(head, following, language):
        following.points = ENOUGH
        if (part_of_name and not following.kinds & PERSON) or (head.capital and part_of_name):
            head.points = ENOUGH


def _names_institution(word: Word, head: Word, language: str) -> bool:
    """'Kivistön (koulu)', 'puistolan (yläaste)', 'Sunrise (House)'; not 'Onnin (koulu)'."""
    place = bool(word.kinds & PLACES) or bool(cues.PLACE_ENDING.fullmatch(word.low))
    if word.kept or word.low in vocabulary().no_institution:
        return False
    if Kind.FIRST_NAME in word.kinds and not place:
        return False
    if word.points >= ENOUGH:
        return True
    if word.capital and head.capital and not head.opens and not _is_head(word):
        return not vocabulary().function_word(word.low, language)  # 'Metsärinne Lower Secondary'
    if language != "fi":
        return not word.kinds and bool(cues.SWEDISH_OWNER.fullmatch(word.low))
    genitive = word.low.endswith("n") and len(word.low) > 4
    return genitive and (place or word.capital or _made_up(word, head))


def _made_up(word: Word, head: Word) -> bool:
    """Whether a Finnish genitive that is unknown or a thing's does not say whose the head is."""
    if _is_head(word) or cues.ROLE.match(word.low) or cues.COMMON_OWNER.fullmatch(word.low):
        return False
    if Kind.COMPOUND in word.kinds:
        return True
    if word.kinds:  # 'sammon koulua', but not 'puukon kouluun'
        return Kind.OWNER in word.kinds and bool(cues.BARE_SCHOOL.fullmatch(head.low))
    return len(word.low) > 6 and not cues.SPOKEN_VERB.fullmatch(word.low)


def _named_after_head(head: Word, word: Word, language: str) -> bool:
    """'nuorisokoti Kaarna', 'ryhmäkoti ankkurissa', 'villa metsätähti'."""
    if language == "fi" and not cues.BEFORE_ITS_NAME.fullmatch(head.low):
        return False
    if word.points >= ENOUGH and word.capital:
        return not word.kept
    unit = cues.UNIT_HEAD.fullmatch(head.low) and cues.BEFORE_ITS_NAME.fullmatch(head.low)
    if not unit or Kind.VERB in word.kinds:
        return False
    inside = re.search(r"(?:ssa|ssä|sta|stä|seen|[aeiouyäö]s)$", word.low)
    return bool(inside or word.kinds & PLACES)
