"""What the rules that protect cost: how much of what was answered is shown, how near, how soon.

``python -m attacks.utility`` measures the pilot of the domain notes (three homes of seven and 25 in
aftercare) and a county of sixty units, with even and with uneven activity, and keeps the result.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import click

from attacks.disclosure.publishing import FormLots, released, serial
from attacks.disclosure.worlds import Answering, Home, Life, World, county, even, pilot, uneven
from attacks.results import Result
from summaries.forming import form_lots
from summaries.lots import Level

NEAR = (Level.UNIT, Level.GROUP)
SOON = (1, 2, 4)  # weeks
FIRST_WEEKS = 8
LAST_WEEKS = 13  # not counted: what is answered then may still be shown later


@dataclass(slots=True)
class Shown:
    """What became of the answers of some worlds; shares are of all answers given."""

    given: int = 0
    shown: int = 0
    near: int = 0
    in_rounds: Counter[str] = field(default_factory=Counter)
    after: Counter[int] = field(default_factory=Counter)
    figures: list[list[int]] = field(default_factory=list)
    groups: int = 0
    groups_with_figures: int = 0

    def add(self, world: World, form: FormLots) -> None:
        """Count one more world."""
        numbered, answers = serial(world)
        asked_in = [number for number, week in enumerate(world.weeks) for _ in week.given]
        counted = {n for n, week in enumerate(asked_in) if week < len(world.weeks) - LAST_WEEKS}
        self.given += len(counted)
        self.in_rounds["given"] += sum(answers[n].set == "round" for n in counted)
        weekly, near_places = [], set()
        for number, (_, plan) in enumerate(released(numbered, form)):
            weekly.append(len(plan.lots))
            for lot in plan.lots:
                near = lot.label.level in NEAR
                if near and number < FIRST_WEEKS:
                    near_places.add(lot.label.place)
                for answer in counted.intersection(lot.values):
                    self.shown += 1
                    self.near += near
                    self.after[number - asked_in[answer] + 1] += 1
                    self.in_rounds["shown"] += answers[answer].set == "round"
        self.figures.append(weekly[:FIRST_WEEKS])
        of_group = {home.group: {home.group} for home in world.homes}
        for home in world.homes:
            of_group[home.group].add(home.unit)
        self.groups += len(of_group)
        self.groups_with_figures += sum(not near_places.isdisjoint(s) for s in of_group.values())

    def figures_by_name(self) -> Mapping[str, object]:
        """For the record: shares to two decimals, figures a week on average."""
        return {
            **{
                f"shown within {weeks} weeks": self._share(
                    sum(count for after, count in self.after.items() if after <= weeks)
                )
                for weeks in SOON
            },
            "shown at all": self._share(self.shown),
            "shown at all, of the rounds": round(
                self.in_rounds["shown"] / self.in_rounds["given"], 3
            ),
            "shown at unit or group": self._share(self.near),
            "groups with a figure of their own by week 8": round(
                self.groups_with_figures / self.groups, 3
            ),
            "new figures in weeks 1-8": [
                round(sum(week) / len(week), 1) for week in zip(*self.figures, strict=True)
            ],
        }

    def _share(self, count: int) -> float:
        return round(count / self.given, 3)


def measured(
    homes: Sequence[Home],
    answering: Answering,
    seeds: Sequence[int],
    weeks: int = 52,
    form: FormLots = form_lots,
) -> Shown:
    """Worlds of these homes, one a seed."""
    shown = Shown()
    for seed in seeds:
        draw = Random(seed)  # noqa: S311 - fictional people
        shown.add(Life(homes, answering, draw).live(weeks), form)
    return shown


PLACES: Mapping[str, tuple[Callable[[], Sequence[Home]], int]] = {
    "pilot": (pilot, 40),
    "county of 60 units": (lambda: county(Random(3)), 3),  # noqa: S311
}
ACTIVITIES: Mapping[str, Callable[[float], Answering]] = {"even": even, "uneven": uneven}


@click.command()
@click.option("--answering", default=0.3, help="The share of people who answer a round.")
@click.option("--date", required=True, help="The day of the run, for the record.")
def main(answering: float, date: str) -> None:
    """Measure what is shown, and keep the result in docs/results."""
    figures: dict[str, object] = {}
    for place, (homes, worlds) in PLACES.items():
        for activity, of in ACTIVITIES.items():
            shown = measured(homes(), of(answering), range(worlds)).figures_by_name()
            figures[f"{place}, {activity}"] = shown
            click.echo(f"{place}, {activity}: {shown}")
    Result(
        attack="utility",
        command=f"python -m attacks.utility --answering {answering} --date {date}",
        date=date,
        seed=0,
        database="none",
        verdict="What is shown of the answers given, where, and after how many weeks.",
        figures=figures,
    ).save()


if __name__ == "__main__":
    main()
