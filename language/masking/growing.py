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


def grow(words: list[Word], text: str) -> list[Span]:
    """The details that the judged words make."""
    _heads(words, text)
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


def _heads(words: list[Word], text: str) -> None:
    """Hide schools and units whole, by the head word that stands beside their name."""
    for at, word in enumerate(words):
        if cues.SCHOOL_HEAD.fullmatch(word.low):
            _head(words, at, text, part_of_name=True)
        elif cues.UNIT_HEAD.fullmatch(word.low):
            _head(words, at, text, part_of_name=bool(cues.UNIT_NAME_PART.fullmatch(word.low)))


def _head(words: list[Word], at: int, text: str, *, part_of_name: bool) -> None:
    """Hide the name beside a head word, and the head where it is a part of the name."""
    head = words[at]
    last = words[at - 1] if at and text[words[at - 1].end : head.start] == " " else None
    following = words[at + 1] if at + 1 < len(words) else None
    if following and text[head.end : following.start] != " ":
        following = None
    if last and _names_institution(last):
        last.points = ENOUGH
        if part_of_name:
            head.points = ENOUGH
    elif following and _named_after_head(head, following):
        following.points = ENOUGH
        if (part_of_name and not following.kinds & PERSON) or (head.capital and part_of_name):
            head.points = ENOUGH


def _names_institution(word: Word) -> bool:
    """'Kivistön (koulu)', 'puistolan (yläaste)', 'Sunrise (House)'; not 'Onnin (koulu)'."""
    place = bool(word.kinds & PLACES) or bool(cues.PLACE_ENDING.fullmatch(word.low))
    if word.kept or word.low in vocabulary().no_institution:
        return False
    if Kind.FIRST_NAME in word.kinds and not place:
        return False
    if word.points >= ENOUGH:
        return True
    genitive = word.low.endswith(("n", "ska")) and len(word.low) > 4
    return genitive and (place or word.capital)


def _named_after_head(head: Word, word: Word) -> bool:
    """'nuorisokoti Kaarna', 'ryhmäkoti ankkurissa'."""
    if word.points >= ENOUGH:
        return word.capital and not word.kept
    bare = head.low in cues.BARE_UNIT_HEADS
    inside = re.search(r"(?:ssa|ssä|sta|stä|seen|[aeiouyäö]s)$", word.low)
    return bool(bare and inside) and Kind.VERB not in word.kinds
