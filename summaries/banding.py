"""What may be shown of a lot: people and shares in bands, means rounded, never 'all' or 'none'.

Everything here is a function of counts, so of a lot's values as a bag: who gave which cannot
matter (B-01). The bands of shares are closed at their ends, so that in a lot of five four of
five look like five of five, and one of five like none: a lot where everybody answered alike is
shown, but nobody can read from it that everybody did (B-07, M8).
"""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from conversations.phrases import Phrase, say
from summaries.lots import SMALLEST_LOT

MEANS_FROM = 10  # people
ROUNDED_FROM = 20  # shares are rounded, below they are in fifths; means are finer; NPS starts
FINE_FROM = 50
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


def share(count: int, answered: int) -> Share:
    """The share ``count`` of ``answered``: a fifth, to 5 % from 20 people, to 1 % from 50."""
    exact = Fraction(100 * count, answered)
    if answered < ROUNDED_FROM:
        return _fifth(exact)
    step = 1 if answered >= FINE_FROM else 5
    nearest = round(exact / step) * step
    if nearest <= NARROWEST_END:
        return Share(0, NARROWEST_END)
    if nearest >= 100 - NARROWEST_END:
        return Share(100 - NARROWEST_END, 100)
    return Share(nearest, nearest)


def _fifth(exact: Fraction) -> Share:
    """One of five bands; a share and what is left of it always fall into mirrored bands."""
    if exact <= 20:
        return Share(0, 20)
    if exact <= 40:
        return Share(20, 40)
    if exact < 60:
        return Share(40, 60)
    if exact < 80:
        return Share(60, 80)
    return Share(80, 100)


def mean(total: int, answered: int, lowest: int, highest: int) -> Rounded | None:
    """The mean of marks from ``lowest`` to ``highest``: from ten people to 0.5, from 20 to 0.1."""
    if answered < MEANS_FROM:
        return None
    step = Fraction(1, 2) if answered < ROUNDED_FROM else Fraction(1, 10)
    return _rounded(Fraction(total, answered), step, lowest, highest, answered)


def recommendation(promoters: int, detractors: int, answered: int) -> Rounded | None:
    """The recommendation index (NPS, -100 to 100; S19): from 20 people, to the nearest five."""
    if answered < ROUNDED_FROM:
        return None
    exact = Fraction(100 * (promoters - detractors), answered)
    return _rounded(exact, Fraction(5), -100, 100, answered)


def _rounded(exact: Fraction, step: Fraction, lowest: int, highest: int, answered: int) -> Rounded:
    """Rounded to ``step``; towards the ends only 'over' or 'under'.

    The ends are so wide that all at an end look like all but one, and that one at the other end.
    """
    one = Fraction(highest - lowest, people(answered).least)  # what one answer can move
    end = ceil(one / step) * step
    nearest = round(exact / step) * step
    if nearest >= highest - end:
        return Rounded(float(highest - end - step), "over")
    if nearest <= lowest + end:
        return Rounded(float(lowest + end + step), "under")
    return Rounded(float(nearest))
