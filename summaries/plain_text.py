"""The weekly summary as plain text, to read aloud and for a chat."""

from textwrap import fill

from summaries.charts import Tongue
from summaries.rendering import ShownFigure, ShownQuotes, heading, sections
from summaries.weekly import WeeklySummary

COLUMNS = 80


def as_text(summary: WeeklySummary, tongue: Tongue) -> str:
    """The summary as plain text of at most ``COLUMNS`` columns."""
    blocks = [tongue(heading(summary)).upper()]
    for section in sections(summary, tongue):
        blocks.append(section.heading.upper())
        blocks += [_item(line) for line in section.lines]
        blocks += [_figure_text(figure) for figure in section.figures]
        blocks += [_quotes_text(quotes) for quotes in section.quotes]
    return "\n\n".join(blocks) + "\n"


def _quotes_text(quotes: ShownQuotes) -> str:
    first = fill(f"{quotes.heading} ({quotes.people})", COLUMNS)
    return "\n".join([first, *(_item(f"“{text}”", "  ") for text in quotes.texts)])


def _figure_text(figure: ShownFigure) -> str:
    lines = [fill(figure.heading, COLUMNS), fill(f"{figure.sentence} ({figure.people})", COLUMNS)]
    lines += [_item(f"{answer}: {share}", "  ") for answer, share in figure.rows]
    lines += [_item(figure.score, "  ")] if figure.score else []
    return "\n".join([*lines, *(fill(caution, COLUMNS) for caution in figure.cautions)])


def _item(text: str, margin: str = "") -> str:
    return fill(text, COLUMNS, initial_indent=f"{margin}- ", subsequent_indent=f"{margin}  ")
