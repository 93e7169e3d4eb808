"""Draws a page: the template, the reader's language, and the few things that every page shows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import segno
from babel import Locale
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conversations.phrases import LANGUAGES, Phrase, say
from conversations.weeks import HELSINKI, day_of
from locales import speak
from panel.organisation import Role
from summaries.rendering import day_phrase, week_phrase

if TYPE_CHECKING:
    from console.visiting import Visit

Menu = Sequence[tuple[str, Phrase, Collection[Role]]]  # where to, its label, who may


class Pages:
    """Draws every page of the console. ``name`` is the product's name as people see it."""

    def __init__(self, name: str, menu: Menu) -> None:
        """Read the templates once."""
        self.name = name
        self.menu = menu
        self._environment = environment()

    def draw(self, template: str, visit: "Visit", status: int = 200, **shown: Any) -> HTMLResponse:
        """One page."""
        organisation = visit.office.units.organisation()
        around = {
            "visit": visit,
            "name": self.name,
            "organisation": organisation,
            "menu": [(to, label) for to, label, roles in self.menu if visit.may(*roles)],
            "problem": None,
            "wrong": "",
            "said": None,
            "kept": visit.form.raw,
            **in_tongue(visit.language),
        }
        html = self._environment.get_template(template).render(around | shown)
        return HTMLResponse(html, status)


def environment() -> Environment:
    """The templates, where what is not defined is an error and everything is escaped."""
    made = Environment(
        loader=PackageLoader("console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=say, qr=qr, languages=LANGUAGES)
    return made


def in_tongue(language: str) -> dict[str, Any]:
    """What a template needs to speak one language."""

    def t(phrase: Phrase) -> str:
        return speak(phrase, language)

    return {
        "t": t,
        "language": language,
        "direction": Locale.parse(language).text_direction,
        "week_name": lambda week: t(week_phrase(week)),
        "day_name": lambda day: t(day_phrase(_day(day))),
        "clock": clock,
    }


def clock(moment: datetime) -> str:
    """A moment as the clock on the wall shows it."""
    return f"{moment.astimezone(HELSINKI):%H:%M}"


def _day(moment: date | datetime) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment


def qr(link: str, title: str) -> Markup:
    """A link as a QR code to print: an inline SVG, black on white in every colour scheme."""
    drawn = segno.make(link, error="m", micro=False)
    svg = drawn.svg_inline(border=4, omitsize=True, title=title, light="#fff", svgclass="qr")
    return Markup(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - segno escapes
