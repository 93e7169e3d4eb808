"""Draws a question set as one page to print and comment on: every step as the chat shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.webchat.drawing import MOUTHS, STEPS_ON, View, kind, line
from conversations.items import ROTATING, YOUNG, Item, QuestionSet, Rung
from conversations.phrases import Phrase, say
from conversations.ports import Prompt
from conversations.prompts import begin
from conversations.questions import Catalogue
from conversations.turns import screen_of
from locales import html_attributes, speak
from summaries.figures import audience_phrase

READERS = {
    "adult": say("an adult"),
    "young person": say("a young person"),
    "language professional": say("a language professional"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One screen; ``item`` is what it asks, if it asks, and ``others`` take its place in turn."""

    view: View
    item: Item | None = None
    read: Phrase | None = None
    others: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """The set as one rung meets it."""

    rung: Rung
    who: Phrase
    steps: tuple[Step, ...]


def preview(catalogue: Catalogue, set_id: str, rungs: Sequence[Rung], language: str) -> str:
    """The page: complete HTML that needs nothing else. Raises KeyError for an unknown set."""
    asked = catalogue.set(set_id)
    return (
        _environment()
        .get_template("preview.html")
        .render(
            asked=asked,
            walks=[_walk(catalogue, asked, rung, language) for rung in rungs],
            attributes=html_attributes(language),
            style=(files("bot.webchat") / "static" / "chat.css").read_text("utf-8"),
            say=say,
            t=lambda phrase: speak(phrase, language),
            line=lambda phrase: line(phrase, language),
            kind=kind,
            mouth=lambda button: MOUTHS.get(button.face),
            chosen=lambda button: button.reply.act in STEPS_ON and not button.reply.value,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("app.questions"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _walk(catalogue: Catalogue, asked: QuestionSet, rung: Rung, language: str) -> Walk:
    return Walk(rung, _who(catalogue, rung), tuple(_steps(catalogue, asked, rung, language)))


def _who(catalogue: Catalogue, rung: Rung) -> Phrase:
    for band in catalogue.bands:
        if band.id == rung:
            ages = {"youngest": band.youngest, "oldest": band.oldest}
            return say("{youngest}–{oldest} years", **ages)
    return audience_phrase(rung)


def _steps(catalogue: Catalogue, asked: QuestionSet, rung: Rung, language: str) -> Iterator[Step]:
    talk = begin(catalogue, Prompt("preview", asked.id, ""), rung, "web", language)
    if talk is None:
        return
    for step in range(talk.step, len(talk.items) + 2):
        view = View(screen_of(talk.at(step), catalogue), language)
        if not 1 <= step <= len(talk.items):
            yield Step(view)
            continue
        item = catalogue.item(talk.items[step - 1])
        done = Step(view, item, _read(catalogue, item, rung, language))
        if asked.items[rung][step - 1] == ROTATING:
            others = [catalogue.item(name) for name in asked.rotation if name != item.id]
            done = replace(done, others=tuple(each.ask(rung) for each in others))
        yield done


def _read(catalogue: Catalogue, item: Item, rung: Rung, language: str) -> Phrase:
    """Whether somebody has read the question aloud since it last changed, and who."""
    asked = item.ask(rung)
    wanted = (asked.context, language, speak(asked, language))
    for each in catalogue.reviews:
        if (each.text, each.language, each.words) == wanted:
            return say("Read aloud by {reader}, {month}", reader=READERS[each.by], month=each.month)
    return say("Nobody has read this aloud yet.")


def rungs_of(catalogue: Catalogue, asked: QuestionSet) -> tuple[Rung, ...]:
    """The rungs a set is asked on, from the youngest band up."""
    audiences = (YOUNG, *(each for each in catalogue.audiences if each != YOUNG))
    ladder = (rung for audience in audiences for rung in catalogue.rungs(audience))
    return tuple(rung for rung in ladder if rung in asked.items)
