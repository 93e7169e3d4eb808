"""Mutants of figures and their forms: what stands on a page is finer than its bands."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from summaries import banding, spreadsheet
from summaries.banding import People, Rounded, Share
from summaries.figures import Figure
from tests.mutants.figures import (
    HIGH,
    LOW,
    answers,
    said,
    trying_everything,
    with_false,
    world,
)
from tests.mutants.mutant import mutant

FIVE = answers(LOW, LOW, HIGH, HIGH, HIGH)
SIX = [*FIVE, said("person 5", LOW)]
ALL_LOW = world(answers(*[LOW] * 5))
FIFTEEN_LOW = with_false(world(answers(*[LOW] * 15), size=18), [f"person {n}" for n in range(9)])
FIFTY_LOW = with_false(world(answers(*[LOW] * 50), size=60), [f"person {n}" for n in range(45)])


@mutant(
    "B-07",
    "The number of people is printed exactly.",
    learns="how many answered; with a second figure, who was the one more",
    caught_by=trying_everything(world(SIX)),
)
def exact_numbers_of_people(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(banding, "people", lambda answered: People(answered, answered))


@mutant(
    "B-07",
    "Shares are printed to the nearest per cent, however few answered.",
    learns="that all five said the same, so what each of them said",
    caught_by=trying_everything(ALL_LOW),
)
def exact_shares(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(banding, "share", lambda count, of, **_: _only(100 * count // of))


def _only(share: int) -> Share:
    return Share(share, share)


@mutant(
    "B-07",
    "'All' and 'none' are shown where everybody said the same.",
    learns="what each of them said",
    caught_by=trying_everything(ALL_LOW),
)
def all_and_none_are_shown(patched: pytest.MonkeyPatch) -> None:
    real = banding.share

    def share(count: int, answered: int, *, few: bool = False) -> Share:
        return _only(100 * count // answered) if count in (0, answered) else real(count, answered)

    patched.setattr(banding, "share", share)


@mutant(
    "decision 0009",
    "In large lots 'none' is told apart from 'one of fifty'.",
    learns="what every one of fifty said, where they all said the same",
    caught_by=trying_everything(FIFTY_LOW),
)
def ends_of_large_lots_are_shown(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(banding, "NARROWEST_END", 0)


@mutant(
    "B-07",
    "Means are not rounded.",
    learns="what everybody said, where the mean lies at an end of the scale",
    caught_by=trying_everything(FIFTEEN_LOW),
)
def exact_means(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(banding, "_rounded", lambda exact, *_: Rounded(float(exact)))


@mutant(
    "decision 0009",
    "Means are rounded, but the ends of the scale are shown.",
    learns="that nobody was of another opinion, so what each of fifteen said",
    caught_by=trying_everything(FIFTEEN_LOW),
)
def means_at_the_ends(patched: pytest.MonkeyPatch) -> None:
    def rounded(exact: Fraction, step: Fraction, *_: int) -> Rounded:
        return Rounded(float(round(exact / step) * step))

    patched.setattr(banding, "_rounded", rounded)
    patched.setattr("summaries.figures.nearest", lambda total, _: total)


@dataclass(frozen=True, slots=True)
class Telling(Share):
    """A band that carries its exact share along."""

    exact: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn(Telling):
    """The same, which is drawn as long as it is."""

    @property
    def middle(self) -> float:
        """The length of its bar."""
        return self.exact


def _carrying(patched: pytest.MonkeyPatch, kind: type[Telling]) -> None:
    real = banding.share

    def share(count: int, answered: int, *, few: bool = False) -> Share:
        band = real(count, answered, few=few)
        return kind(band.least, band.most, 100 * count / answered)

    patched.setattr(banding, "share", share)


@mutant(
    "B-07",
    "The table for spreadsheets rounds to tens of per cents, the page shows bands.",
    learns="from the two together, that all five said the same",
    caught_by=trying_everything(ALL_LOW, all_forms=True),
)
def another_rounding_in_an_export(patched: pytest.MonkeyPatch) -> None:
    _carrying(patched, Telling)
    real = spreadsheet._rows

    def rows(figure: Figure, tongue: Any) -> Iterable[tuple[str, ...]]:
        for row, part in zip(real(figure, tongue), figure.parts, strict=True):
            exact = part.share.exact if isinstance(part.share, Telling) else 0
            yield (*row[:-2], f"{round(exact, -1)} %", row[-1])

    patched.setattr(spreadsheet, "_rows", rows)


@mutant(
    "B-07",
    "Bars of a chart are as long as the exact share; the text beside them says the band.",
    learns="with a ruler, that all five said the same",
    caught_by=trying_everything(ALL_LOW, all_forms=True),
)
def exact_bars(patched: pytest.MonkeyPatch) -> None:
    _carrying(patched, Drawn)
