"""A simulated organisation on the real services, and what it leaves behind."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from functools import partial
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from app.beats import Beats
from app.parts import Kuulolla
from app.settings import Settings
from app.simulation.diary import Diary, at
from app.simulation.people import Crowd, Person, SimulatedClock
from app.simulation.population import TEXTS, Habits, Population, Resident
from app.simulation.truth import Overheard, Truth, write_lines
from app.summing import render_summary
from app.wiring import build
from attacks.disclosure.asking import asked_in, find
from attacks.disclosure.worlds import AFTERCARE_BANDS, HOME_BANDS
from conversations.channels import SIMULATED
from conversations.ports import Address
from conversations.rounds import WEEKS_BETWEEN_ROUNDS
from conversations.weeks import week_after
from panel.organisation import Unit

NAME = "Keksittylän hyvinvointialue (simulaatio)"
FIRST_WEEK = "2026-W02"  # fixed, so that the same seed lives the same weeks whenever it is run
HOMES_IN_A_GROUP = 3
BELONGS = ("unit", "group", "service", "organisation")
PANEL_FROM = 1  # the round, the first one being 0
LIFELIKE = Habits(
    churn=0.02, notes=0.02, second_thoughts=0.04, languages=0.02, waves=True, panel=True
)
FORMS = {
    "html": "summary.fi.html",
    "json": "summary.json",
    "text": "summary.txt",
    "csv": "summary.csv",
}


@dataclass(frozen=True, slots=True)
class World:
    """What is simulated. ``people`` live in each home, ``team`` is the aftercare team's size.

    ``hard_cases`` adds a home of four, a home of five, a home that opens half-way, and somebody
    who tells something nine times a week.
    """

    homes: int = 3
    people: int = 7
    team: int = 25
    weeks: int = 12
    seed: int = 7
    habits: Habits = LIFELIKE
    hard_cases: bool = True


@dataclass(slots=True)
class Simulation:
    """One world living on the real services; ``settings`` say where its databases are."""

    world: World
    settings: Settings
    app: Kuulolla
    diary: Diary
    population: Population
    truth: Truth

    @classmethod
    def begin(cls, world: World, settings: Settings) -> "Simulation":
        """Build the services, with somebody who overhears what is sealed."""
        clock = SimulatedClock(at(FIRST_WEEK, 0, time(6)))
        app = build(settings, clock)
        app.units.mark_simulated(NAME)
        truth = Truth(clock)
        overheard = Overheard(app.listener.books, truth)
        listener = replace(app.listener, books=overheard, trouble=_fail)
        draw = Random(world.seed)  # noqa: S311 - fictional people, the same ones for a seed
        diary = Diary(clock, Beats(app))
        population = Population(app, diary, Crowd(listener, draw, texts=TEXTS), world.habits)
        return cls(world, settings, app, diary, population, truth)

    def live(self) -> Iterator[str]:
        """Live the weeks, then the Monday on which the last one is published."""
        self._settle()
        week = FIRST_WEEK
        for number in range(1, self.world.weeks + 1):
            if self.world.hard_cases and number == self.world.weeks // 2 + 1:
                self._open_home("Myöhäinen koti", self.world.people, "Ryhmä 1", week)
            self.population.live_week(week, number)
            self.diary.write(at(week, 1, time(9)), partial(self._panel, number))
            week = week_after(week)
            self.diary.live_until(at(week, 0, time(0)))
            yield week
        self.diary.end(week)

    def _settle(self) -> None:
        for number in range(self.world.homes):
            group = f"Ryhmä {number // HOMES_IN_A_GROUP + 1}"
            self._open_home(f"Koti {number + 1:02}", self.world.people, group)
        if self.world.hard_cases:
            for size in (4, 5):
                self._open_home(f"Koti {size} hengelle", size, "Ryhmä 1")
        if self.world.team:
            team = self.app.units.add("Jälkihuollon tiimi", self.world.team, "Jälkihuolto")
            self.population.settle(team, "team", AFTERCARE_BANDS, at(FIRST_WEEK, 0, time(6)))
        if self.world.hard_cases:
            unit = self.app.units.all()[0]
            talker = Person(Address(SIMULATED, "talker"), "16-17", 1.0, 0.2, 1.0, talkative=True)
            self.population.add(unit, talker, at(FIRST_WEEK, 0, time(8)))

    def _open_home(self, name: str, size: int, group: str, week: str = FIRST_WEEK) -> None:
        unit = self.app.units.add(name, size, "Sijaishuolto", group)
        self.population.settle(unit, name, HOME_BANDS, at(week, 0, time(6)))

    def _panel(self, number: int) -> None:
        """On Tuesday notes are read; in the week before a round the panel may put something in."""
        coming, weeks_in = divmod(number, WEEKS_BETWEEN_ROUNDS)
        question = find(asked_in(coming, PANEL_FROM)[0])
        if self.world.habits.panel and question and not weeks_in:
            self.app.panel_questions.put_in(question)
        for note in self.app.desk.notes():
            self.app.desk.read_note(note.id)

    def leave(self, out: Path) -> dict[str, int]:
        """Write publications and truth beside the data; returns how much of what there is."""
        weeks = self.app.answers.released_weeks()
        for week in weeks:
            self._publish(week, out / "publications" / week)
        self.tell_truth(out / "truth")
        return {
            "people": len(self.population.residents),
            "answers": sum(each.value is not None for each in self.truth.sealed),
            "lots": sum(len(self.app.answers.lots(week)) for week in weeks),
            "publications": len(weeks),
        }

    def _publish(self, week: str, folder: Path) -> None:
        """A summary as its readers get it."""
        folder.mkdir(parents=True)
        for form, name in FORMS.items():
            text = render_summary(self.app, week, form, "fi")
            (folder / name).write_text(text or "", "utf-8")

    def tell_truth(self, folder: Path) -> None:
        """Write what really happened, for whoever scores an attack."""
        folder.mkdir(parents=True)
        write_lines(folder / "truth.jsonl", map(asdict, self.truth.sealed))
        write_lines(folder / "people.jsonl", map(_resident, self.population.residents))
        write_lines(folder / "units.jsonl", map(self._unit, self.app.units.all()))
        told = files("app.simulation").joinpath("simulation.md").read_text("utf-8")
        (folder / "README.md").write_text(told, "utf-8")

    def _unit(self, unit: Unit) -> dict[str, Any]:
        place = self.app.units.places("", {}, self.app.catalogue.rungs_asked)[unit.id]
        where = {name: getattr(place, name) for name in BELONGS}
        return {**where, "name": unit.name, "size": unit.size}


def _fail(kind: str) -> None:
    """Fictional people are not told that something went wrong: the simulation would prove less."""
    raise RuntimeError(f"something went wrong in a simulated talk: {kind}")


def _resident(resident: Resident) -> dict[str, Any]:
    return {
        "address": resident.person.address.key().decode(),
        "unit": resident.unit.id,
        "band": resident.person.band,
        "joined": _second(resident.joined),
        "left": _second(resident.left) if resident.left else None,
        "how": resident.how,
    }


def _second(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
