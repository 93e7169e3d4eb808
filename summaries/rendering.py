"""The weekly summary in somebody's language, section by section; and as JSON, in nobody's."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from conversations.phrases import Phrase, say
from conversations.weeks import monday
from summaries.charts import Tongue, chart
from summaries.figures import Figure
from summaries.quotes import Quotes
from summaries.weekly import Correction, Promise, WeeklySummary


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure ready to be laid out. ``rows`` (answer, share) say everything the ``svg`` shows."""

    heading: str
    people: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    score: str
    cautions: tuple[str, ...]
    svg: str


@dataclass(frozen=True, slots=True)
class ShownQuotes:
    """Words of at least five people ready to be laid out."""

    heading: str
    people: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: heading, lines, figures, quotes. ``id`` is the same every week."""

    id: str
    heading: str
    lines: tuple[str, ...] = ()
    figures: tuple[ShownFigure, ...] = ()
    quotes: tuple[ShownQuotes, ...] = ()


def as_json(summary: WeeklySummary) -> str:
    """The frozen record, the same text every time."""
    return json.dumps(summary.as_record(), ensure_ascii=False, indent=2, sort_keys=True)


def heading(summary: WeeklySummary) -> Phrase:
    """The summary's title."""
    return say("Summary of {week}", week=week_phrase(summary.week))


def week_phrase(week: str) -> Phrase:
    """An ISO week as it is read aloud. Raises ValueError for anything else."""
    year, number, _ = monday(week).isocalendar()
    return say("week {number}/{year}", number=number, year=year)


def day_phrase(day: date) -> Phrase:
    """A day as it is written."""
    return say("{day}.{month}.{year}", day=day.day, month=day.month, year=day.year)


def sections(summary: WeeklySummary, tongue: Tongue) -> list[Section]:
    """The summary's parts in the order in which they are read.

    Every one is there every week, but corrections, which come first where there are any.
    """

    def section(
        key: str,
        title: Phrase,
        lines: Iterator[Phrase],
        figures: Iterable[ShownFigure] = (),
        quotes: Iterable[ShownQuotes] = (),
    ) -> Section:
        told = tuple(map(tongue, lines))
        return Section(key, tongue(title), told, tuple(figures), tuple(quotes))

    figures = (
        _shown(each, tongue, f"figures-{number}") for number, each in enumerate(summary.figures, 1)
    )
    quotes = (_shown_quotes(each, tongue) for each in summary.quotes)
    title = say("Corrections") if len(summary.corrections) > 1 else say("A correction")
    corrected = section("corrections", title, map(correction, summary.corrections))
    return [
        *([corrected] if summary.corrections else []),
        section("asked", say("What was asked"), _asked(summary)),
        section("figures", say("New figures"), _before_figures(summary), figures),
        section("standing", say("Still stands"), _standing(summary)),
        section("words", say("In their own words"), _before_words(summary), quotes=quotes),
        section("thanks", say("Thanks"), _thanks(summary)),
        section("notes", say("Open notes and questions"), _notes(summary)),
        section("promises", say("Promises"), _promises(summary)),
        section("topic", say("A topic for the next meeting"), _topic(summary)),
        section("waiting", say("Other answers"), iter([summary.waiting])),
    ]


def correction(each: Correction) -> Phrase:
    """A correction with its day."""
    return say("{day}: {text}", day=day_phrase(each.day), text=each.text)


def _asked(summary: WeeklySummary) -> Iterator[Phrase]:
    for asked in summary.asked:
        places = ", ".join(asked.places)
        yield say(
            "{name} – asked of: {places}. Why now: {why}",
            name=asked.name,
            places=places,
            why=asked.why,
        )
    if not summary.asked:
        yield say("Nothing new was asked this week. Doors and cards are open all the time.")


def _before_figures(summary: WeeklySummary) -> Iterator[Phrase]:
    if not summary.figures:
        yield say(
            "There are not enough answers yet for a new figure. That is usual: groups are small, "
            "and answers are shown only when those of at least five people can be shown together. "
            "Until then they wait, or go on to a larger group. Nobody needs to be hurried."
        )


def _standing(summary: WeeklySummary) -> Iterator[Phrase]:
    if summary.standing:
        yield say(
            "The latest figure of each kind so far. Each tells about those who answered then; "
            "they are not comparable with each other."
        )
    for figure in summary.standing:
        yield say(
            "{figure}, {week}, {people}: {sentence}",
            figure=figure.about,
            week=week_phrase(figure.week),
            people=figure.people.phrase,
            sentence=figure.sentence,
        )
    if not summary.standing:
        yield say("No earlier figures.")


def _before_words(summary: WeeklySummary) -> Iterator[Phrase]:
    if summary.quotes:
        yield say(
            "Each text is by another person. A reader from outside the units has read them, and "
            "hidden what could tell who wrote. Do not try to guess it."
        )
    else:
        yield say(
            "No texts this week. Texts are shown when those of at least five people can be shown "
            "together, and a reader from outside the units has read them first."
        )


def _thanks(summary: WeeklySummary) -> Iterator[Phrase]:
    for about in summary.thanks:
        yield say("{figure}: the answers give reason to say thank you.", figure=about)
    if not summary.thanks:
        yield say("Thanks to everybody who answered, and to those who asked.")


def _notes(summary: WeeklySummary) -> Iterator[Phrase]:
    for day in summary.questions_due:
        yield say(
            "An open note waits for its reader. It was promised to be read by {day}.",
            day=day_phrase(day),
        )
    if not summary.questions_due:
        yield say("No open note is waiting for its reader.")
    for answer in summary.you_asked:
        yield say("You asked: {answer}", answer=answer)


def _promises(summary: WeeklySummary) -> Iterator[Phrase]:
    yield from map(_promise, summary.promises)
    if not summary.promises:
        yield say("Nothing has been promised yet. One small thing with its reason is a good start.")


def _promise(promise: Promise) -> Phrase:
    told = {"what": promise.what, "because": promise.because}
    if promise.outcome == "done":
        return say("Done: {what} (Reason: {because})", **told)
    if promise.outcome == "no":
        return say("Will not be done: {what} (Reason: {because})", **told)
    if not promise.due_week:
        return say("Later: {what} (Reason: {because})", **told)
    due = week_phrase(promise.due_week)
    if promise.late:
        return say("Late, was promised by {due}: {what} (Reason: {because})", due=due, **told)
    return say("Later, by {due}: {what} (Reason: {because})", due=due, **told)


def _topic(summary: WeeklySummary) -> Iterator[Phrase]:
    if summary.topic:
        yield summary.topic
    else:
        yield say("No figure suggests one this week. The panel picks what it wants to talk about.")


def _shown(figure: Figure, tongue: Tongue, key: str) -> ShownFigure:
    return ShownFigure(
        heading=tongue(figure.about),
        people=tongue(figure.people.phrase),
        sentence=tongue(figure.sentence),
        rows=tuple((tongue(part.phrase), tongue(part.share.phrase)) for part in figure.parts),
        score=tongue(figure.score.phrase) if figure.score else "",
        cautions=tuple(map(tongue, figure.cautions)),
        svg=chart(figure, tongue, key),
    )


def _shown_quotes(quotes: Quotes, tongue: Tongue) -> ShownQuotes:
    return ShownQuotes(tongue(quotes.about), tongue(quotes.people.phrase), quotes.texts)
