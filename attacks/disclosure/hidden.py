"""D6: whatever a published file holds beyond the bands that people see.

Three tests that leave no room between them. The data file holds nothing but the known fields, and
of numbers only those that bands can have. What stands in it from earlier weeks is what was new in
one of them, unchanged; what the panel asked has gone after a quarter. And every other form is
exactly what the program makes of that data file, byte for byte: so no attribute, comment, bar of a
chart or cell of a table can hold anything that the data file does not.
"""

import json
from collections.abc import Container, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from attacks.disclosure.publishing import Forms, Publications
from conversations.panel_questions import is_panels
from conversations.weeks import weeks_between
from summaries.banding import (
    A_FIFTH_OR_MORE,
    ALWAYS_FIFTHS_FROM,
    FIRST_OF_BAND,
    NARROWEST_END,
    ROUNDED_FROM,
    Share,
    people,
)
from summaries.figures import Figure
from summaries.rendering import as_json
from summaries.weekly import PANEL_STANDS, WeeklySummary

FIFTHS = {Share(low, low + 20) for low in range(0, 100, 20)}
ENDS = {Share(0, NARROWEST_END), Share(100 - NARROWEST_END, 100)}


def hidden(published: Publications) -> Iterator[str]:
    """What is there that should not be: week, file, and what about it."""
    earlier: set[Figure] = set()
    for week, forms in sorted(published.items()):
        try:
            summary = WeeklySummary.from_record(json.loads(forms["summary.json"]))
        except ValidationError as wrong:
            yield f"{week}: the data file is none: {wrong.error_count()} fields"
            continue
        found = (*_of_week(summary, forms), *_changed(summary, earlier))
        yield from (f"{week}: {each}" for each in found)
        earlier.update(summary.figures)


def _of_week(summary: WeeklySummary, forms: Mapping[str, str]) -> Iterator[str]:
    if as_json(summary) != forms["summary.json"]:
        yield "the data file holds more than the known fields"
    for figure in (*summary.figures, *summary.standing):
        yield from (f"{figure.label.item}: {each}" for each in _finer(figure))
    expected = Forms().of(summary)
    for name, content in forms.items():
        if content != expected.get(name):
            yield f"{name} is not what the data file makes"


def _changed(summary: WeeklySummary, earlier: Container[Figure]) -> Iterator[str]:
    """What stands otherwise than it was printed, or longer than it may."""
    for figure in summary.standing:
        if figure not in earlier:
            yield f"{figure.label.item}: stands, and was never new"
        if is_panels(figure.label.item) and weeks_between(figure.week, summary.week) > PANEL_STANDS:
            yield f"{figure.label.item}: stands since {figure.week}"


def _finer(figure: Figure) -> Iterator[str]:
    """Numbers that no band has."""
    least, most = figure.people.least, figure.people.most
    if least not in FIRST_OF_BAND or figure.people != people(least):
        yield f"{least}-{most} people"
    for part in figure.parts:
        if part.share not in _bands(least):
            yield f"{part.share.least}-{part.share.most} %"
    if figure.score is not None:
        value: Any = figure.score.number.value
        coarse, fine = (10, 5) if figure.score.kind == "nps" else (0.5, 0.1)
        step = coarse if least < ROUNDED_FROM else fine
        if abs(value / step - round(value / step)) > 1e-6:
            yield f"a score of {value}"


def _bands(least: int) -> set[Share]:
    """Every share that can be shown of a lot whose band of people starts so."""
    if least < ALWAYS_FIFTHS_FROM:
        return {*FIFTHS, A_FIFTH_OR_MORE}
    if least < ROUNDED_FROM:
        return FIFTHS
    middle = range(2 * NARROWEST_END, 100 - NARROWEST_END, 5)
    return ENDS | {Share(each, each) for each in middle}
