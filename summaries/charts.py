"""One kind of chart: bands of shares as an SVG bar, with every label beside it as text.

A scale is one bar around a middle line, low answers to its left and high ones to its right; the
options of a choice are bars of their own. Bars are drawn from the middles of bands and labelled
with the bands, so that no length tells an exact share. Colours come from classes (``STYLE``)
and, without them, from attributes that work on light and dark pages; text takes the page's own.
"""

from collections.abc import Callable, Iterator
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from conversations.phrases import Phrase, say
from summaries.banding import Part
from summaries.figures import Figure

Tongue = Callable[[Phrase], str]

WIDTH, LINE, BAR = 360, 20, 26  # a phone's width: text is 15 px there, and larger on larger pages
LABEL_COLUMNS, SHARE_COLUMNS = 24, 12
THREE = ("low", "middle", "high")
COLOURS = {
    "low": "#e08214",
    "middle": "#8c8c8c",
    "high": "#5a9bd4",
    "option": "#5f8f7a",
}
STYLE = ".chart { max-width: 36rem }\n" + "".join(
    f".chart .{name} {{ fill: {colour} }}\n" for name, colour in COLOURS.items()
)


def chart(figure: Figure, tongue: Tongue, key: str) -> str:
    """The figure as an SVG element; ``key`` must be an id of its own on the page."""
    shapes, height = _scale(figure, tongue) if figure.thirds else _options(figure, tongue)
    title, told = tongue(figure.about), in_words(figure, tongue)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {WIDTH} {height}" width="100%" '
        f'font-family="system-ui, sans-serif" font-size="15" fill="currentColor" '
        f"aria-labelledby={quoteattr(f'{key}-title')} aria-describedby={quoteattr(f'{key}-desc')}>"
        f"<title id={quoteattr(f'{key}-title')}>{escape(title)}</title>"
        f"<desc id={quoteattr(f'{key}-desc')}>{escape(told)}</desc>{''.join(shapes)}</svg>"
    )


def in_words(figure: Figure, tongue: Tongue) -> str:
    """The chart's text alternative: everything that it shows."""
    rows = "; ".join(f"{tongue(part.phrase)}: {tongue(part.share.phrase)}" for part in figure.parts)
    drawn = say("The bars are drawn from bands, not from exact shares.")
    return f"{tongue(figure.people.phrase)}. {rows}. {tongue(drawn)}"


def _scale(figure: Figure, tongue: Tongue) -> tuple[list[str], int]:
    """One bar around a middle line, then its key from high to low."""
    parts = figure.parts
    whole = sum(part.share.middle for part in parts)  # middles of bands need not make a hundred
    widths = [part.share.middle / whole * WIDTH / 2 for part in parts]
    half = len(parts) // 2
    left = WIDTH / 2 - sum(widths[:half]) - widths[half] / 2
    shapes = []
    for name, width in zip(THREE, widths, strict=True):
        shapes.append(_bar(name, left, 2, width))
        left += width
    shapes.append(
        f'<path d="M{WIDTH / 2:g} 0V{BAR + 4}" stroke="currentColor" stroke-dasharray="2 2"/>'
    )
    top = BAR + 14
    for name, part in reversed(list(zip(THREE, parts, strict=True))):
        shapes.append(_bar(name, 1, top + 3, 14, 14))
        texts, top = _labelled(part, tongue, left=24, top=top)
        shapes += texts
    return shapes, top + 4


def _options(figure: Figure, tongue: Tongue) -> tuple[list[str], int]:
    """Each option with its own bar below its words."""
    shapes: list[str] = []
    top = 2
    for part in figure.parts:
        texts, below = _labelled(part, tongue, left=0, top=top)
        shapes += texts
        shapes.append(_bar("option", 1, below + 3, part.share.middle / 100 * (WIDTH - 2), 12))
        top = below + 26
    return shapes, top


def _bar(name: str, left: float, top: float, width: float, height: float = BAR) -> str:
    return (
        f'<rect class="{name}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{height:g}" fill="{COLOURS[name]}" stroke="currentColor" stroke-width="0.7"/>'
    )


def _labelled(part: Part, tongue: Tongue, left: int, top: int) -> tuple[list[str], int]:
    """A label and its share on as many lines as they need; returns where the next one starts."""
    label = list(_lines(tongue(part.phrase), left, "start", top, LABEL_COLUMNS))
    shared = list(_lines(tongue(part.share.phrase), WIDTH, "end", top, SHARE_COLUMNS))
    return [*label, *shared], top + LINE * max(len(label), len(shared))


def _lines(text: str, left: int, anchor: str, top: int, columns: int) -> Iterator[str]:
    for number, line in enumerate(wrap(text, columns)):
        y = top + LINE * number + 15
        yield f'<text x="{left}" y="{y}" text-anchor="{anchor}">{escape(line)}</text>'
