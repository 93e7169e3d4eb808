"""The frozen summary as a table: nothing that is not on the page, and no cell is a formula."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from summaries.spreadsheet import CSV_COLUMNS, as_csv
from summaries.weekly import WeeklySummary
from tests.summaries.samples import english
from tests.summaries.test_rendering import EMPTY, FULL


def rows(summary: WeeklySummary) -> list[dict[str, str]]:
    """The table read back."""
    return list(csv.DictReader(StringIO(as_csv(summary, english)), delimiter=";"))


def test_every_shown_share_is_a_row() -> None:
    shown = [part for figure in (*FULL.figures, *FULL.standing) for part in figure.parts]
    table = rows(FULL)
    assert len(table) == len(shown)
    assert {row["share"] for row in table} == {english(part.share.phrase) for part in shown}
    assert {row["place"] for row in table} == {"The homes", "Care"}
    assert {row["people"] for row in table} == {english(f.people.phrase) for f in FULL.figures} | {
        english(f.people.phrase) for f in FULL.standing
    }


def test_a_week_without_figures_has_only_its_headings() -> None:
    assert as_csv(EMPTY, english).strip() == ";".join(CSV_COLUMNS)


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(begins: str) -> None:
    figure = replace(FULL.figures[0], place=f"{begins};x")
    places = {row["place"] for row in rows(replace(FULL, figures=(figure,), standing=()))}
    assert places == {f"'{begins};x"}
