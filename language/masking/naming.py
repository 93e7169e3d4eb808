"""Decides which words name somebody or a place: points for what a word can be and what is beside it.

A word is hidden from 2 points. A sure name has 3; a name that is also a word 0; a word that no list
and no analyser knows 0 or -1; an ordinary word -2. A capital inside a sentence gives 4, a telling
neighbour 1 to 4. A brand, country or feast loses 9.
"""

from language.masking import cues
from language.masking.analysing import NAME, PERSON, PLACES, Kind
from language.masking.words import Word

ENOUGH = 2
_CAPITAL = 4
_SURE = 4
_STRONG = 2
_LINKS = frozenset({"ja", "sekä", "tai", "och", "eller", "and", "or", "&", ","})


def judge(words: list[Word], text: str, language: str) -> None:
    """Give every word its points."""
    for at, word in enumerate(words):
        word.points = _itself(word, language)
        if len(word.low) < 2 and not word.capital:
            continue
        word.points += _before(words, at, language) + _after(words, at, language)
        word.points += _place(words, at, language)
        if _signed(words, at, text):
            word.points += _SURE
    _neighbours(words, text)


def _itself(word: Word, language: str) -> int:
    """Points for what the word can be and how it is written."""
    if word.kept:
        return -9
    middle = word.capital and not word.opens
    points = _CAPITAL if middle and len(word.low) > 1 else 0
    if word.named and not word.ordinary:
        return points + (3 if len(word.low) > 2 or middle else 0)
    if word.named:
        return points + _opens_as_name(word)
    if word.ordinary:
        return points - 2
    return points - (language != "fi")


def _opens_as_name(word: Word) -> int:
    """A point for a capital where every sentence has one, unless the name is mostly a word."""
    mostly = word.named & Kind.FIRST_NAME and word.low not in cues.MOSTLY_WORDS
    return int(word.capital and bool(mostly))


def _unsure(word: Word) -> bool:
    return not (word.named and not word.ordinary)


def _near(words: list[Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def _before(words: list[Word], at: int, language: str) -> int:
    """Points for the words before: who somebody is, what somebody is called."""
    word, last = words[at], _near(words, at - 1)
    if not last or (word.ordinary and not word.named and last not in cues.NAMED | cues.BETWEEN):
        return 0
    named = at - 1
    while _near(words, named) in cues.BETWEEN and named > at - 3:
        named -= 1
    if _near(words, named) in cues.NAMED and not _function_word(word, language):
        return 11 if word.kept and word.capital else _SURE
    if word.ordinary and not word.named:
        return 0
    if last in cues.SELF and word.named & Kind.FIRST_NAME and at < 4:
        return _STRONG if at + 1 == len(words) or _near(words, at + 1) in _LINKS else 0
    if cues.ROLE.match(last):
        return _role(words, at, language)
    if last in _LINKS and cues.ROLE.match(_near(words, at - 3)) and words[at - 2].points >= ENOUGH:
        return _STRONG
    return 0


def _role(words: list[Word], at: int, language: str) -> int:
    """Points beside a word for who somebody is: 'ohjaaja Satu', 'min kompis linnea'."""
    word, role = words[at], words[at - 1].low
    if word.named:
        agrees = language != "fi" or role[-1:] not in "naä" or role[-1:] == word.low[-1:]
        nominative = language != "fi" or role[-1] != "n"
        return _STRONG if agrees or nominative or word.capital else 0
    following = words[at + 1] if at + 1 < len(words) else None
    if language == "fi" and (following is None or Kind.VERB in following.kinds):
        return _STRONG if following else 0
    return 0


def _function_word(word: Word, language: str) -> bool:
    return word.low in cues.FREQUENT[language] or word.low in cues.SPOKEN | cues.SOMEBODY


def _after(words: list[Word], at: int, language: str) -> int:
    """Points for the words after: a person's deed, a person's things."""
    word, following = words[at], _near(words, at + 1)
    if not following:
        return 0
    if word.ordinary and not word.named:
        return 0
    if following in ("ei", "inte", "har", "has", "oli", "ei oo"):
        further = _near(words, at + 2)
        if cues.DEED[language].match(further) and following != "oli":
            return _STRONG
    if cues.DEED[language].match(following):
        spoken = word.capital or not word.ordinary or cues.SPEECH.match(following)
        stands_free = language == "fi" or (word.named and spoken)
        return (
            _STRONG
            if stands_free
            else (3 if word.capital and not _function_word(word, language) else 0)
        )
    if language != "fi" and word.capital and word.named and word.low.endswith("s") and word.opens:
        return _STRONG  # 'Björns rum'
    if language == "fi" and following in cues.BESIDE_FI and word.low.endswith("n"):
        return _STRONG
    if following in cues.STATE[language]:
        return _state(words, at, language)
    verb = language == "fi" and Kind.VERB in words[at + 1].kinds and Kind.VERB | Kind.WORD
    if word.opens and word.capital and not word.kinds and verb:
        return _STRONG
    return 0


def _state(words: list[Word], at: int, language: str) -> int:
    """Points before 'on', 'oli', 'ei': more if what follows can only be said of a person."""
    word = words[at]
    ahead = [_near(words, further) for further in range(at + 2, at + 5)]
    if word.named & Kind.FIRST_NAME and any(cues.PERSONAL.match(low) for low in ahead[:2]):
        return _STRONG
    if word.named:
        return _opens_as_name(word)
    return _STRONG if language == "fi" and word.capital and not word.kinds else 0


def _place(words: list[Word], at: int, language: str) -> int:
    """Points for a place that is also a word: 'muutti kallioon', 'Salossa on mummola'."""
    word = words[at]
    if word.capital and word.opens and not word.kinds and cues.SWEDISH_PLACE.fullmatch(word.low):
        return _STRONG + 1
    if language != "fi" or not word.kinds & PLACES or not _unsure(word):
        return 0
    if not cues.LOCAL_CASE.fullmatch(word.low):
        return 0
    if word.capital:
        return _STRONG
    around = [near.low for near in words[max(0, at - 4) : at + 4] if near is not word]
    if any(cues.LIVING.match(low) or cues.GOING.match(low) for low in around):
        return _STRONG
    return 0


def _signed(words: list[Word], at: int, text: str) -> bool:
    """Whether the word stands under a text: 't. Aino', 'Mvh Bengt Eriksson', '//Moa'."""
    if len(words) - at > 2:
        return False
    start = words[at].start
    if text[:start].rstrip().endswith("//") and at == len(words) - 1:
        return True
    before = {near.low for near in words[max(0, at - 2) : at]}
    return bool(before & cues.SIGNED) and not (
        words[at].low in cues.SIGNED or words[at].low == "best"
    )


def _neighbours(words: list[Word], text: str) -> None:
    """Let a sure name vouch for the one beside it: 'anna virtanen', 'Vilja ja Nuppu'."""
    for at, word in enumerate(words):
        if word.points >= ENOUGH or word.kept or not word.named & PERSON:
            continue
        if _vouched(words, at, text):
            word.points = ENOUGH


def _vouched(words: list[Word], at: int, text: str) -> bool:
    word = words[at]
    for beside in (at - 1, at + 1):
        if not 0 <= beside < len(words) or words[beside].points < ENOUGH:
            continue
        one, two = sorted((word, words[beside]), key=lambda each: each.start)
        gap = text[one.end : two.start].strip()
        fits = word.capital or (
            word is one and one.named & Kind.FIRST_NAME and two.named & Kind.LAST_NAME
        )
        if not gap and fits and words[beside].named & PERSON:
            return True
        if gap == "," and words[beside].named & PERSON:
            return True
    for link, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if _near(words, link) in _LINKS and 0 <= other < len(words):
            if words[other].points >= ENOUGH and words[other].kinds & NAME & PERSON:
                return True
    return False
