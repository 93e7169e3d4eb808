"""The week's new figures as one picture, for a chat: drawn from bands, as every chart is."""

from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from conversations.phrases import say
from summaries.banding import Part
from summaries.charts import COLOURS, THREE, Tongue, in_words
from summaries.figures import Figure
from summaries.rendering import correction, heading
from summaries.weekly import WeeklySummary

MOST_FIGURES = 6  # a phone shows no more at once; the text has them all
WIDTH, MARGIN, LINE = 1080, 48, 44
COLUMNS, LABEL_COLUMNS = 50, 34
BAR, OPTION_BAR = 60, 26
PAPER, INK, EDGE = "#ffffff", "#1a1a1a", "#404040"
FONT = Path(__file__).parent / "fonts" / "DejaVuSans-Latin.ttf"


class Drawn(NamedTuple):
    """One thing on the picture: a text, or a bar where there is a colour."""

    left: float
    top: float
    text: str = ""
    size: int = 30
    right: bool = False
    colour: str = ""
    width: float = 0
    height: float = 0


def picture(summary: WeeklySummary, tongue: Tongue) -> bytes:
    """The new figures as a PNG; empty where there are none. The same summary, the same bytes."""
    figures = summary.figures[:MOST_FIGURES]
    if not figures:
        return b""
    drawn = [Drawn(MARGIN, MARGIN, tongue(heading(summary)), 40)]
    top = MARGIN + 90
    for line in _corrected(summary, tongue):
        for part in wrap(line, COLUMNS):
            drawn.append(Drawn(MARGIN, top, part))
            top += LINE
        top += 20
    for figure in figures:
        things, top = _figure(figure, tongue, top)
        drawn += things
    image = Image.new("RGB", (WIDTH, top), PAPER)
    pen = ImageDraw.Draw(image)
    for each in drawn:
        _put(pen, each)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def beside_it(summary: WeeklySummary, tongue: Tongue) -> tuple[str, ...]:
    """All that the picture shows, in words."""
    shown = summary.figures[:MOST_FIGURES]
    figures = (f"{tongue(each.about)}: {in_words(each, tongue)}" for each in shown)
    return (*_corrected(summary, tongue), *figures)


def _corrected(summary: WeeklySummary, tongue: Tongue) -> list[str]:
    said = tongue(say("A correction"))
    return [f"{said}, {tongue(correction(each))}" for each in summary.corrections]


def _figure(figure: Figure, tongue: Tongue, top: int) -> tuple[list[Drawn], int]:
    things: list[Drawn] = []
    for line in wrap(tongue(figure.about), COLUMNS):
        things.append(Drawn(MARGIN, top, line, 34))
        top += LINE
    things.append(Drawn(MARGIN, top, tongue(figure.people.phrase), 26))
    top += LINE + 8
    if figure.thirds:
        things += _scale(figure.parts, top)
        top += BAR + 16
    for name, part in reversed(list(zip(_names(figure), figure.parts, strict=True))):
        things.append(Drawn(MARGIN, top + 8, colour=COLOURS[name], width=24, height=24))
        things.append(Drawn(WIDTH - MARGIN, top, tongue(part.share.phrase), right=True))
        for line in wrap(tongue(part.phrase), LABEL_COLUMNS):
            things.append(Drawn(MARGIN + 44, top, line))
            top += LINE
        if not figure.thirds:
            wide = part.share.middle / 100 * (WIDTH - 2 * MARGIN)
            things.append(Drawn(MARGIN, top, colour=COLOURS[name], width=wide, height=OPTION_BAR))
            top += OPTION_BAR + 14
    return things, top + 40


def _scale(parts: tuple[Part, ...], top: int) -> list[Drawn]:
    """One bar, low to high: as long as the middles of the bands say, and no share is exact."""
    whole = sum(part.share.middle for part in parts)
    things, left = [], float(MARGIN)
    for name, part in zip(THREE, parts, strict=True):
        wide = part.share.middle / whole * (WIDTH - 2 * MARGIN)
        things.append(Drawn(left, top, colour=COLOURS[name], width=wide, height=BAR))
        left += wide
    return things


def _names(figure: Figure) -> tuple[str, ...]:
    return THREE if figure.thirds else ("option",) * len(figure.parts)


def _put(pen: ImageDraw.ImageDraw, each: Drawn) -> None:
    if each.colour:
        corner = (each.left + each.width, each.top + each.height)
        pen.rectangle(((each.left, each.top), corner), fill=each.colour, outline=EDGE)
    else:
        anchor = "ra" if each.right else "la"
        where = (each.left, each.top)
        pen.text(where, each.text, font=_font(each.size), fill=INK, anchor=anchor)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)
