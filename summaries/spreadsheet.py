"""The weekly summary as a table for spreadsheets: what is on the page, and nothing finer."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from conversations.phrases import say
from summaries.charts import Tongue
from summaries.figures import Figure
from summaries.quotes import Quotes
from summaries.rendering import correction
from summaries.weekly import WeeklySummary

CSV_COLUMNS = (
    *("week", "level", "place", "about", "audience", "asked"),
    *("people", "answer", "share", "score"),
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what begins one in a sheet


def as_csv(summary: WeeklySummary, tongue: Tongue) -> str:
    """Every figure shown, new or still standing: one row for each answer and its share.

    After them the words that are shown, and corrections: one row for each text, in the place of an
    answer.

    Semicolons, as spreadsheets expect where the comma is the decimal mark. A cell that a
    spreadsheet would take for a formula gets an apostrophe before it (C-12).
    """
    file = StringIO()
    sheet = csv.writer(file, delimiter=";")
    sheet.writerow(CSV_COLUMNS)
    for figure in (*summary.figures, *summary.standing):
        sheet.writerows(map(_harmless, _rows(figure, tongue)))
    for quotes in summary.quotes:
        sheet.writerows(map(_harmless, _quoted(summary.week, quotes, tongue)))
    for each in summary.corrections:
        about = (summary.week, "", "", tongue(say("A correction")), "", "", "")
        sheet.writerow(_harmless((*about, tongue(correction(each)), "", "")))
    return file.getvalue()


def _rows(figure: Figure, tongue: Tongue) -> Iterator[tuple[str, ...]]:
    about = _about(figure.week, figure, tongue)
    score = tongue(figure.score.phrase) if figure.score else ""
    for part in figure.parts:
        yield (*about, tongue(part.phrase), tongue(part.share.phrase), score)


def _quoted(week: str, quotes: Quotes, tongue: Tongue) -> Iterator[tuple[str, ...]]:
    for text in quotes.texts:
        yield (*_about(week, quotes, tongue), text, "", "")


def _about(week: str, shown: Figure | Quotes, tongue: Tongue) -> tuple[str, ...]:
    label, title = shown.label, tongue(shown.title)
    asked = "asked" if label.asked else "spontaneous"
    people = tongue(shown.people.phrase)
    return (week, label.level.value, shown.place, title, label.audience, asked, people)


def _harmless(row: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell for cell in row]
