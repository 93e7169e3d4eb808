"""Decides which words name somebody or a place: points for each word and for what is beside it.

A word is hidden from 2 points. By itself a sure name has 3, a name that is also a word 0, a word
that nobody knows 0 or -1, an ordinary word -2; a brand, a country or a feast loses 9. A capital
inside a sentence gives 4, a telling neighbour 1 to 4.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.masking import cues
from language.masking.analysing import PERSON, PLACES, Kind
from language.masking.vocabulary import vocabulary
from language.masking.words import Word

ENOUGH = 2
_CAPITAL = 4
_SURE = 4
_STRONG = 2
_LINKS = frozenset({"ja", "sekä", "tai", "och", "eller", "and", "or"})
_DENIALS = frozenset({"ei", "inte", "har", "has", "doesn't", "didn't"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a text with what the rules ask of them."""

    text: str
    language: str
    words: Sequence[Word]

    def low(self, at: int) -> str:
        """The word at a place in small letters; empty outside the text."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def judge(self) -> None:
        """Give every word its points."""
        for at, word in enumerate(self.words):
            word.points = self._itself(word)
            if word.kept:
                word.points += 13 if self._called(at) and word.capital else 0
            elif len(word.low) > 1 or word.capital:
                word.points += self._before(at) + self._after(at) + self._as_place(at)
                word.points += _SURE if self._signed(at) else 0
        self._let_names_vouch()

    def _itself(self, word: Word) -> int:
        """Points for what the word can be and how it is written."""
        if word.kept:
            return -9
        middle = word.capital and not word.opens
        telling = word.named or not self._function_word(word)
        points = _CAPITAL if middle and telling and len(word.low) > 1 else 0
        if word.surely_named:
            return points + (3 if len(word.low) > 2 or middle else 0)
        if word.named:
            return points + self._opens_as_name(word)
        return points - (2 if word.ordinary else self.language != "fi")

    def _opens_as_name(self, word: Word) -> int:
        """A point for a capital where every sentence has one, unless the name is mostly a word."""
        known = Kind.FIRST_NAME in word.kinds and word.base
        lists = vocabulary()
        mostly_word = word.low in lists.mostly_words or word.low in lists.frequent[self.language]
        return int(word.capital and known and not mostly_word)

    def _function_word(self, word: Word) -> bool:
        return vocabulary().function_word(word.low, self.language)

    def _called(self, at: int) -> bool:
        """Whether 'nimeltä', 'called' or the like stands before, or 'is my nickname' after."""
        if self._function_word(self.words[at]):
            return False
        ahead = [self.low(near) for near in range(2, 5)]
        if at == 0 and self.low(1) in cues.IS and cues.NAME_AFTER.intersection(ahead):
            return not _LINKS.intersection(ahead)
        named = at - 1
        while self.low(named) in cues.BETWEEN and named > at - 3:
            named -= 1
        nick = named < at - 1 and self.low(named) in cues.NICKNAMED
        return nick or self.low(named) in cues.NAMED

    def _before(self, at: int) -> int:
        """Points for the words before: who somebody is, what somebody is called."""
        word, last = self.words[at], self.low(at - 1)
        if self._called(at):
            return _SURE
        if not last or (word.ordinary and not word.named):
            return 0
        ends = at + 1 == len(self.words) or self.low(at + 1) in _LINKS
        if last in cues.SELF and Kind.FIRST_NAME in word.kinds and at < 4:
            return _STRONG if ends else 0
        if cues.ROLE.match(last):
            return self._beside_role(at)
        if self._addressed(at):
            return _STRONG
        if last in cues.THANKS and word.named and (self.language != "fi" or word.low[-2:] == "le"):
            return _STRONG
        if last in cues.TOGETHER and word.named and self.language != "fi":
            return _STRONG if ends and word.low not in vocabulary().mostly_words else 0
        if last in cues.IS and cues.ROLE.match(self.low(at - 2)) and word.named:
            return _STRONG if ends else 0
        return 0

    def _addressed(self, at: int) -> bool:
        """Whether a deed is done to or asked of somebody: 'kysy siniltä', 'soitin onnille'."""
        word = self.words[at]
        if self.language != "fi" or Kind.FIRST_NAME not in word.kinds or cues.ROLE.match(word.low):
            return False
        before = (self.low(at - 1), self.low(at - 2))
        if word.low.endswith(("lle", "lta", "ltä", "lt")) and len(word.low) > 6:
            return any(map(cues.ADDRESSING.match, (*before, self.low(at + 1))))
        felt_for = word.low[-1] in "aä" and len(word.low) > 4
        return felt_for and any(map(cues.FEELING.match, before))

    def _beside_role(self, at: int) -> int:
        """Points beside a word for who somebody is: 'ohjaaja Satu', 'min kompis linnea'."""
        word, role = self.words[at], self.low(at - 1)
        if word.named:
            agrees = self.language != "fi" or role[-1] != "n" or word.low[-1] == "n"
            return _STRONG if agrees or word.capital else 0
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None:
            return 0
        if self.language == "fi":
            return _STRONG if Kind.VERB in following.kinds else 0
        # 'farbror bosse hämtade', but not 'min farbror alltid kommer'
        bare = role in cues.TITLE and self.low(at - 2) not in cues.WHOSE
        return 3 if bare and not self._function_word(word) and self._does(at + 1) else 0

    def _does(self, at: int) -> bool:
        """Whether the word at a place looks as a deed or a state: 'sa', 'said', 'är'."""
        low = self.low(at)
        deed = cues.DEED[self.language].match(low) or cues.VERB_ENDING.fullmatch(low)
        return bool(deed) or low in cues.STATE[self.language]

    def _after(self, at: int) -> int:
        """Points for the words after: a person's deed, a person's things."""
        word, following = self.words[at], self.low(at + 1)
        if not following or (word.ordinary and not word.named):
            return 0
        if following in _DENIALS and cues.DEED[self.language].match(self.low(at + 2)):
            return _STRONG if word.capital or self.language == "fi" else 0
        if cues.DEED[self.language].match(following):
            return self._as_doer(word, following)
        if self.language == "fi" and following in cues.BESIDE_FI and word.low.endswith("n"):
            return 0 if cues.ROLE.match(word.low) else _STRONG
        owns = word.opens and word.capital and word.named and word.low.endswith("s")
        if self.language != "fi" and owns:
            return _STRONG  # 'Björns rum'
        if following in cues.STATE[self.language]:
            return self._as_being(at)
        verb = Kind.VERB in self.words[at + 1].kinds
        stands_first = self.language == "fi" and word.opens and word.capital and verb
        return _STRONG if stands_first and not word.kinds else 0

    def _as_doer(self, word: Word, deed: str) -> int:
        """Points before what only people do."""
        if self.language == "fi":
            return _STRONG
        if word.named:
            clear = word.capital or not word.ordinary or cues.SPEECH.match(deed)
            return _STRONG if clear else 0
        ordinary = self._function_word(word) or cues.WORD_ENDING.fullmatch(word.low)
        return 3 if word.capital and not ordinary and cues.HARD_DEED.match(deed) else 0

    def _as_being(self, at: int) -> int:
        """Points before 'on', 'oli', 'ei': more if what follows can only be said of a person."""
        word = self.words[at]
        near = any(cues.PERSONAL.match(self.low(ahead)) for ahead in (at + 2, at + 3))
        told = near or cues.FRIEND.match(self.low(at + 4))
        if told and Kind.FIRST_NAME in word.kinds and not self._function_word(word):
            return _STRONG
        if word.named:
            return self._opens_as_name(word)
        unknown = word.capital and not word.kinds and not word.low.endswith("t")  # no plural
        return _STRONG if self.language == "fi" and unknown else 0

    def _as_place(self, at: int) -> int:
        """Points for a place that is also a word: 'muutti kallioon', 'Salossa on mummola'."""
        word = self.words[at]
        opens = word.capital and word.opens
        ends_as_place = cues.SWEDISH_PLACE.fullmatch(word.low) or (
            cues.SCHOOL_BY_ENDING.fullmatch(word.low)
        )
        if opens and not word.kinds and ends_as_place:
            return _STRONG + 1
        if cues.SWEDISH_TOWN.fullmatch(word.low) and self.low(at - 1) in cues.TO_PLACE:
            return 0 if word.kinds else _STRONG + 1
        if self.language != "fi" or word.surely_named or not cues.LOCAL_CASE.fullmatch(word.low):
            return 0
        if not word.kinds and len(word.low) > 5:  # 'muutin tapsaan'
            return _STRONG if cues.LIVING.match(self.low(at - 1)) else 0
        if not word.kinds & PLACES:
            return 0
        around = [near.low for near in self.words[max(0, at - 4) : at + 4] if near is not word]
        lived_in = any(cues.LIVING.match(low) or cues.GOING.match(low) for low in around)
        return _STRONG if word.capital or lived_in else 0

    def _signed(self, at: int) -> bool:
        """Whether the word stands under a text: 't. Aino', 'Mvh Bengt Eriksson', '//Moa'."""
        word = self.words[at]
        if len(self.words) - at > 2 or not (word.capital or word.named):
            return False
        dash = re.search(r"(?://|(?:^|\s)[-–])\s?$", self.text[: word.start])
        if dash and at == len(self.words) - 1:
            return at > 0 or Kind.FIRST_NAME in word.kinds
        before = {near.low for near in self.words[max(0, at - 2) : at]}
        return bool(before & cues.SIGNED) and word.low not in cues.SIGNED | {"best"}

    def _let_names_vouch(self) -> None:
        """Let a sure name vouch for the one beside it: 'anna virtanen', 'Vilja ja Nuppu'."""
        for at, word in enumerate(self.words):
            unknown = word.capital and not word.kinds and not cues.WORD_ENDING.fullmatch(word.low)
            person = word.named & PERSON or unknown
            if word.points < ENOUGH and not word.kept and person and self._vouched(at):
                word.points = ENOUGH

    def _hidden_person(self, at: int) -> bool:
        near = self.words[at] if 0 <= at < len(self.words) else None
        return near is not None and near.points >= ENOUGH and not near.kinds & PLACES

    def _vouched(self, at: int) -> bool:
        for link, other in ((at + 1, at + 2), (at - 1, at - 2)):
            if self.low(link) in _LINKS and self._hidden_person(other):
                return True
            if self.low(link) in _LINKS and self.low(other) in cues.ME and self._with_me(at):
                return other < at or self.low(at) not in vocabulary().mostly_words  # 'ilta ja mä'
        for beside in (at - 1, at + 1):
            if self._hidden_person(beside) and self._belong_together(*sorted((at, beside))):
                return True
        return False

    def _with_me(self, at: int) -> bool:
        """Whether a word beside 'ja mä' or 'and i' can be somebody: a first name in base form."""
        word = self.words[at]
        nobody = self._function_word(word) or cues.ROLE.match(word.low)
        return word.base and Kind.FIRST_NAME in word.kinds and not nobody

    def _belong_together(self, first: int, second: int) -> bool:
        """Whether two words beside each other are one name, or two of a list of names."""
        one, two = self.words[first], self.words[second]
        gap = self.text[one.end : two.start].strip()
        full = Kind.FIRST_NAME in one.kinds and Kind.LAST_NAME in two.kinds
        listed = one.named & PERSON and two.named & PERSON
        if gap:
            return gap == "," and bool(listed)
        return bool((one.capital and two.capital and listed) or (full and two.surely_named))
