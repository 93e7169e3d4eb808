"""Publishes a fictional world through the real core, in seconds: lots, figures, summaries, forms.

No database, no sealing, no clock: only what decides about what people get to see.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from attacks.disclosure.worlds import Given, Week, World, questions
from console.summary_page import as_page
from conversations.phrases import Phrase
from conversations.weeks import ends_quarter
from locales import speak
from summaries.figures import Figure
from summaries.forming import form_lots
from summaries.lots import BoxedAnswer, Lot, Place, Plan
from summaries.plain_text import as_text
from summaries.rendering import as_json
from summaries.spreadsheet import as_csv
from summaries.weekly import Material, WeeklySummary, summarise

Publications = Mapping[str, Mapping[str, str]]  # week: file name: what stands in it
FormLots = Callable[..., Plan]
STORED_AS_THEY_ARE: Callable[[Sequence[Lot]], Sequence[Lot]] = tuple


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a summary, as ``kuulolla simulate`` names them. ``json`` alone is quicker."""

    only_json: bool = False

    def of(self, summary: WeeklySummary) -> dict[str, str]:
        """Every form of one summary, by the name of its file."""
        if self.only_json:
            return {"summary.json": as_json(summary)}
        return {
            "summary.fi.html": as_page(summary, "fi"),
            "summary.json": as_json(summary),
            "summary.txt": as_text(summary, in_finnish),
            "summary.csv": as_csv(summary, in_finnish),
        }


def in_finnish(phrase: Phrase) -> str:
    """What readers read."""
    return speak(phrase, "fi")


def publish(
    world: World,
    *,
    forms: Forms = Forms(),
    form: FormLots = form_lots,
    stored: Callable[[Sequence[Lot]], Sequence[Lot]] = STORED_AS_THEY_ARE,
) -> Publications:
    """Every summary of every week of a world.

    ``form`` and ``stored`` are seams: another way to form lots, and the order in which a database
    may give them back.
    """
    published: dict[str, dict[str, str]] = {}
    earlier: list[Figure] = []
    for week, plan in released(world, form):
        names = {(lot.label.level, lot.label.place): lot.label.place for lot in plan.lots}
        material = Material(week.week, stored(plan.lots), places=names, earlier=tuple(earlier))
        summary = summarise(material, questions())
        earlier += summary.figures
        published[week.week] = forms.of(summary)
    return published


def released(world: World, form: FormLots = form_lots) -> Iterable[tuple[Week, Plan]]:
    """Every weekly release of a world: the week, and what became of its answers."""
    draw = Random(world.seed)  # noqa: S311 - fictional people
    held: tuple[BoxedAnswer, ...] = ()
    for week in world.weeks:
        ends = ends_quarter(week.week)
        plan = form((*week.given, *held), places(world, week), draw, quarter_ends=ends)
        held = plan.held
        yield week, plan


def places(world: World, week: Week) -> dict[str, Place]:
    """Where units belong, how many of which age are enrolled there, and how many have room."""
    rungs_asked = cache(questions().rungs_asked)
    return {
        home.unit: Place(
            home.unit,
            home.group,
            home.service,
            world.organisation,
            {home.audience: Counter(world.rungs.get(n, home.bands[0]) for n in names)},
            rungs_asked,
            closed="" < home.closes <= week.week,
            size=home.size,
        )
        for home in world.homes
        for names in (week.roster[home.unit],)
    }


def serial(world: World) -> tuple[World, list[Given]]:
    """The same world with a number for every answer's value, and the answers by that number.

    Who is drawn does not hang on what was answered, so lots hold the same people as before.
    """
    answers: list[Given] = []
    weeks = []
    for week in world.weeks:
        first = len(answers)
        answers += week.given
        numbered = [replace(each, value=first + n) for n, each in enumerate(week.given)]
        weeks.append(replace(week, given=tuple(numbered)))
    return replace(world, weeks=tuple(weeks)), answers
