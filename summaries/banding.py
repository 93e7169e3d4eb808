"""What may be shown of a lot: people and shares in bands, means rounded, never 'all' or 'none'.

Everything here is a function of counts, so of a lot's values as a bag: who gave which cannot
matter (B-01). The bands of shares are closed at their ends, so that in a lot of five four of
five look like five of five, and one of five like none: a lot where everybody answered alike is
shown, but nobody can read from it that everybody did (B-07, M8).

Nor can anybody read that a third of a scale was empty, who knows besides how many answered (0020).
What is left of two shares is the third: it may be somebody's wherever each band holds two counts
or more, so that one person can change from one to another unseen. Bands of 5 % do that from 41
people on; fifths do from 11, and of ten, too, if 20, 40, 60 and 80 % belong to the band nearer to
the middle. Below ten they do not, only 'a fifth or less' and 'a fifth or more' do: these are for
lots of ``few``, of which a reader knows almost exactly how many are in them.
"""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from conversations.phrases import Phrase, say
from summaries.lots import SMALLEST_LOT

ALWAYS_FIFTHS_FROM = 10  # people: of fewer, a lot of few shows less
MEANS_FROM = 15
INDEX_FROM = 20  # NPS
ROUNDED_FROM = 50  # shares are rounded, below they are in fifths; scores are finer
FIRST_OF_BAND = (SMALLEST_LOT, 10, 15, 20, 30, 50, 100)
NARROWEST_END = 5  # %, at both ends, however many answered: 0 of 50 looks like 1 of 50


@dataclass(frozen=True, slots=True)
class People:
    """A band of how many people answered; ``most`` is None where the band has no end."""

    least: int
    most: int | None

    @property
    def phrase(self) -> Phrase:
        """The band in words."""
        if self.most is None:
            return say("{least} people or more", least=self.least)
        return say("{least}–{most} people", least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the people, in whole per cent: between two ends, or rounded (both the same)."""

    least: int
    most: int

    @property
    def middle(self) -> float:
        """The middle of the band in per cent: what a chart draws."""
        return (self.least + self.most) / 2

    @property
    def phrase(self) -> Phrase:
        """The share in words."""
        if self.least == self.most:
            return say("about {share} %", share=self.least)
        if self.most == NARROWEST_END:
            return say("about {share} % or less", share=self.most)
        if self.least == 100 - NARROWEST_END:
            return say("about {share} % or more", share=self.least)
        if self.least == 0:
            return say("{share} % or less", share=self.most)
        if self.most == 100:
            return say("{share} % or more", share=self.least)
        return say("{least}–{most} %", least=self.least, most=self.most)


A_FIFTH_OR_LESS, A_FIFTH_OR_MORE = Share(0, 20), Share(20, 100)


@dataclass(frozen=True, slots=True)
class Part:
    """One answer, or several together, and the share of people who chose it."""

    phrase: Phrase
    share: Share


@dataclass(frozen=True, slots=True)
class Rounded:
    """A rounded number, or that it lies ``over`` or ``under`` one close to the scale's end."""

    value: float
    side: str = "about"

    @property
    def phrase(self) -> Phrase:
        """The number in words; the decimal mark is the translator's."""
        whole, tenths = divmod(round(abs(self.value) * 10), 10)
        sign = "−" if self.value < 0 else ""
        number = say("{whole}.{tenths}", whole=f"{sign}{whole}", tenths=tenths)
        if not tenths:
            number = say("{whole}", whole=f"{sign}{whole}")
        match self.side:
            case "over":
                return say("over {number}", number=number)
            case "under":
                return say("under {number}", number=number)
        return say("about {number}", number=number)


def people(answered: int) -> People:
    """The band of how many answered. Raises ValueError below five: there is nothing to show."""
    if answered < SMALLEST_LOT:
        raise ValueError("a lot holds answers of at least five people")
    place = bisect_right(FIRST_OF_BAND, answered)
    most = FIRST_OF_BAND[place] - 1 if place < len(FIRST_OF_BAND) else None
    return People(FIRST_OF_BAND[place - 1], most)


def share(count: int, answered: int, *, few: bool = False) -> Share:
    """The share ``count`` of ``answered``: a fifth, to 5 % from 50 people.

    ``few``: fewer than nine could be in the lot. Below ten people, one looks like none, and
    nothing else is told: two look like all.
    """
    exact = Fraction(100 * count, answered)
    if answered < ALWAYS_FIFTHS_FROM:
        if few:
            return A_FIFTH_OR_LESS if exact <= 20 else A_FIFTH_OR_MORE
        return _fifth(exact, outer=True)
    if answered < ROUNDED_FROM:
        return _fifth(exact, outer=False)
    nearest = round(exact / 5) * 5
    if nearest <= NARROWEST_END:
        return Share(0, NARROWEST_END)
    if nearest >= 100 - NARROWEST_END:
        return Share(100 - NARROWEST_END, 100)
    return Share(nearest, nearest)


def _fifth(exact: Fraction, *, outer: bool) -> Share:
    """One of five bands; a share and what is left of it always fall into mirrored bands.

    A share between two bands belongs to the ``outer`` one, or else to the inner one: of five one
    has to look like none, and of ten three must not stand alone between two and four.
    """
    from_middle = abs(exact - 50)
    if from_middle < 10 or (from_middle == 10 and not outer):
        return Share(40, 60)
    if from_middle < 30 or (from_middle == 30 and not outer):
        return Share(20, 40) if exact < 50 else Share(60, 80)
    return Share(0, 20) if exact < 50 else Share(80, 100)


def mean(total: int, answered: int, lowest: int, highest: int) -> Rounded | None:
    """The mean of marks from ``lowest`` to ``highest``: from 15 people to 0.5, from 50 to 0.1."""
    if answered < MEANS_FROM:
        return None
    step = Fraction(1, 2) if answered < ROUNDED_FROM else Fraction(1, 10)
    return _rounded(Fraction(total, answered), step, lowest, highest, answered)


def recommendation(more: int, answered: int) -> Rounded | None:
    """The recommendation index (NPS, -100 to 100; S19): from 20 people to ten, from 50 to five.

    ``more``: so many more promoters than detractors.
    """
    if answered < INDEX_FROM:
        return None
    exact = Fraction(100 * more, answered)
    step = Fraction(10 if answered < ROUNDED_FROM else 5)
    return _rounded(exact, step, -100, 100, answered)


def _rounded(exact: Fraction, step: Fraction, lowest: int, highest: int, answered: int) -> Rounded:
    """Rounded to ``step``; towards the ends only 'over' or 'under'.

    The ends are so wide that all at an end look like all but two: one at the other end, and one in
    the middle.
    """
    two = Fraction(3 * (highest - lowest), 2 * people(answered).least)  # what these can move
    end = ceil(two / step) * step
    nearest = round(exact / step) * step
    if nearest >= highest - end:
        return Rounded(float(highest - end - step), "over")
    if nearest <= lowest + end:
        return Rounded(float(lowest + end + step), "under")
    return Rounded(float(nearest))
