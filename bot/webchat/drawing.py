"""Draws a screen as a page: the template, the person's language, and which line is the heading."""

import re
from dataclasses import dataclass, field

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.webchat.entering import SHARED_SECONDS
from bot.webchat.forms import padded
from conversations import screens
from conversations.phrases import LANGUAGES, Phrase, say
from conversations.replies import Act
from conversations.screens import Button, Screen
from locales import html_attributes, speak, spoken_in

TITLE = "Kuulolla"  # of every tab: an organisation's name could tell what the page is about
LONG_HEADING = 60  # characters: a sentence rather than a heading
# Faces are drawn here: not every device has them as letters, and letters differ by device.
MOUTHS = {
    "😞": "M9.5 24 Q16 15 22.5 24",
    "🙁": "M10.5 22.5 Q16 18.5 21.5 22.5",
    "😐": "M10.5 21 H21.5",
    "🙂": "M10.5 19.5 Q16 24.5 21.5 19.5",
    "😄": "M9 18 Q16 19.5 23 18 Q21.5 26 16 26 Q10.5 26 9 18 Z",
}
SOMEBODYS_WORDS = {"text", "what", "because"}  # the values of phrases that somebody else wrote
STEPS_ON = (Act.BEGIN, Act.DONE, Act.SEND)
VALUES = re.compile(r"\{\w+\}")
TELEPHONES = re.compile(r"0800 96 116|116 111|\b112\b")  # a tap calls


@dataclass(frozen=True, slots=True)
class View:
    """One page to draw.

    ``carried`` is text that the form brings along unseen, ``hidden`` are more such fields.
    ``who``: the answers are about the visitor, not replies. ``leave``: somebody is inside.
    """

    screen: Screen
    language: str
    action: str = "/chat"
    urgent: Screen | None = None
    carried: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    who: tuple[tuple[str, Phrase], ...] = ()
    asks_code: bool = False
    leave: bool = False
    practice: bool = False
    languages_at: str = ""  # the page itself, for people who have no language stored yet
    live: bool = False  # shown anew by itself when something changed elsewhere
    swaps: bool = False  # with JavaScript, only <main> is exchanged
    tablet: str = ""  # on a shared device: the code of its door
    next_at: str = ""  # where the next person begins
    more: tuple[Phrase, ...] = field(default=())  # lines of the page itself, after the screen's

    @property
    def notices(self) -> tuple[Phrase, ...]:
        """Kind words that stand before a question."""
        return self._parted()[0]

    @property
    def heading(self) -> Phrase:
        """The line that the page is about."""
        return self._parted()[1]

    @property
    def lines(self) -> tuple[Phrase, ...]:
        """What stands under the heading."""
        return (*self._parted()[2], *self.more)

    @property
    def layout(self) -> str:
        """How the answers lie: faces, numbers or a list."""
        answers = self.screen.answers
        if any(each.face for each in answers):
            return "faces"
        if answers and all(each.is_number for each in answers):
            return "numbers"
        return "list"

    @property
    def boxes(self) -> tuple[Button, ...]:
        """The options of several choices; the last answer there says that they are complete."""
        return self.screen.answers[:-1] if self.screen.several else ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The answers that are buttons."""
        return self.screen.answers[-1:] if self.screen.several else self.screen.answers

    @property
    def keys(self) -> int:
        """How many answers a number key can choose: none where the answers are numbers."""
        choices = self.boxes or self.buttons
        asks = self.screen.progress and self.layout != "numbers" and not self.screen.writes
        return len(choices) if asks and len(choices) < 10 else 0

    def _parted(self) -> tuple[tuple[Phrase, ...], Phrase, tuple[Phrase, ...]]:
        """Notices, heading and the rest. A line said twice is shown where it stands last."""
        lines = tuple(reversed(dict.fromkeys(reversed(self.screen.lines))))
        if self.screen.step == 0:
            return (), screens.BEFORE_WE_START, lines
        place = next((n for n, line in enumerate(lines) if line.context), 0)
        return lines[:place], lines[place], lines[place + 1 :]


class Pages:
    """Draws every page of the web chat. ``name`` stands on all of them, whatever is asked;
    ``fictional`` data wears a banner everywhere."""

    def __init__(self, name: str, *, fictional: bool = False) -> None:
        """Read the templates once."""
        self._name, self._fictional = name, fictional
        self._environment = Environment(
            loader=PackageLoader("bot.webchat"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def draw(self, view: View, status: int = 200) -> HTMLResponse:
        """One page."""
        language = view.language if view.language in LANGUAGES else "fi"
        html = self._environment.get_template("screen.html").render(
            view=view,
            name=self._name,
            title=TITLE,
            shared_seconds=SHARED_SECONDS,
            fictional=self._fictional,
            language=language,
            page=html_attributes(language),
            languages=LANGUAGES,
            say=say,
            t=lambda phrase: said(phrase, language),
            line=lambda phrase: line(phrase, language),
            label=lambda button: label(button, language),
            kind=kind,
            padded=padded,
            mouth=lambda button: MOUTHS.get(button.face),
            chosen=lambda button: button.reply.act in STEPS_ON and not button.reply.value,
            long=lambda text: len(text) > LONG_HEADING,
        )
        return HTMLResponse(html, status)


def line(phrase: Phrase, language: str) -> Markup:
    """One line as HTML: our own words with telephone numbers to tap, others' words as they are."""
    text = said(phrase, language)
    if kind(phrase) == "verbatim":
        return text
    if where := dict(phrase.values).get("where"):  # a place of help, from the organisation's file
        return Markup(text.replace(escape(where), _reached(str(where)), 1))  # noqa: S704
    return Markup(TELEPHONES.sub(_call, text))  # noqa: S704 - escaped above


def said(phrase: Phrase, language: str) -> Markup:
    """A phrase as HTML; one that a draft has no words for says that it is Finnish."""
    told = spoken_in(phrase, language)
    ours = any(letter.isalpha() for letter in VALUES.sub("", phrase.msgid))
    return _marked(escape(speak(phrase, language)), told if ours and told != language else "")


def label(button: Button, language: str) -> Markup:
    """A button's words; a language is named in its own."""
    if button.reply.act is Act.LANGUAGE:
        return _marked(escape(speak(button.label, language)), button.reply.value)
    return said(button.label, language)


def _marked(text: Markup, language: str) -> Markup:
    if not language:
        return text
    return Markup('<bdi lang="{lang}" dir="{dir}">{}</bdi>').format(
        text, **html_attributes(language)
    )


def _call(found: re.Match[str]) -> str:
    number = found.group()
    return f'<a class="number" dir="ltr" href="tel:{number.replace(" ", "")}">{number}</a>'


def _reached(where: str) -> Markup:
    """A number to call, or a page that opens beside this one and is not told where from."""
    if where.startswith("https://"):
        link = Markup(
            '<a class="number" dir="ltr" href="{}" target="_blank" rel="noreferrer">{}</a>'
        )
        return link.format(where, where.removeprefix("https://"))
    link = Markup('<a class="number" dir="ltr" href="tel:{}">{}</a>')
    return link.format("".join(where.split()), where)


def kind(phrase: Phrase) -> str:
    """What sort of line this is, for its looks."""
    if phrase == screens.HELP_LINE:
        return "help"
    return "verbatim" if SOMEBODYS_WORDS & dict(phrase.values).keys() else "told"
