"""Reads what was published, as anybody can, and the truth of a simulated folder beside it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from attacks.disclosure.publishing import Publications
from attacks.disclosure.worlds import Given, Home, Week, World
from conversations.weeks import HELSINKI, monday, quarter_of, week_after
from summaries.banding import Rounded, Share
from summaries.lots import Label, Level

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Printed:
    """One new figure as it was printed: bands and rounded numbers, nothing else."""

    week: str
    label: Label
    least: int
    most: int | None
    shares: tuple[Share, ...]
    score: Rounded | None


def read(published: Publications) -> list[Printed]:
    """Every new figure of every week, from the data files."""
    return [
        _printed(figure, week)
        for week, forms in sorted(published.items())
        for figure in json.loads(forms["summary.json"])["figures"]
    ]


def _printed(figure: Mapping[str, Any], week: str) -> Printed:
    label = figure["label"]
    score = figure["score"]
    return Printed(
        week=week,
        label=Label(**{**label, "level": Level(label["level"])}),
        least=figure["people"]["least"],
        most=figure["people"]["most"],
        shares=tuple(Share(**part["share"]) for part in figure["parts"]),
        score=Rounded(**score["number"]) if score else None,
    )


def publications_in(folder: Path) -> Publications:
    """The publications that ``kuulolla simulate`` left in a folder."""
    return {
        week.name: {form.name: form.read_bytes().decode() for form in sorted(week.iterdir())}
        for week in sorted((folder / "publications").iterdir())
    }


def world_in(folder: Path) -> World:
    """The truth that ``kuulolla simulate`` left beside them: who lived where and said what."""
    truth = folder / "truth"
    units, people = list(told_in(truth / "units.jsonl")), list(told_in(truth / "people.jsonl"))
    given = defaultdict(list)
    for number, told in enumerate(told_in(truth / "truth.jsonl")):
        if told["state"] == KEPT and told["value"] is not None and not told["words"]:
            given[told["week"]].append(_answer(told, number))
    homes = tuple(
        Home(each["unit"], each["group"], each["service"], each["size"]) for each in units
    )
    weeks = [
        Week(path.name, _roster(path.name, homes, people), tuple(given[path.name]))
        for path in sorted((folder / "publications").iterdir())
    ]
    rungs = {each["address"]: each["band"] for each in people}
    return World(homes, tuple(weeks), organisation=units[0]["organisation"], rungs=rungs)


def told_in(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of the truth."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _answer(told: Mapping[str, Any], number: int) -> Given:
    value = told["value"]
    return Given(
        item=told["item"],
        set=told["set"],
        number=number,  # tells two answers of one person apart
        value=tuple(value) if isinstance(value, list) else value,
        audience=told["audience"],
        unit=told["unit"],
        person=told["address"],
        quarter=quarter_of(told["week"]),
        asked=told["asked"],
        door=told["address"].startswith("door:"),
    )


def _roster(
    week: str, homes: tuple[Home, ...], people: list[dict[str, Any]]
) -> Mapping[str, tuple[str, ...]]:
    """Who was enrolled when the week was released."""
    moment = datetime.combine(monday(week_after(week)), time(0, 5), HELSINKI)
    here: dict[str, list[str]] = {home.unit: [] for home in homes}
    for person in people:
        joined, left = datetime.fromisoformat(person["joined"]), person["left"]
        stays = not left or datetime.fromisoformat(left) > moment or person["how"] == "stopped"
        if joined < moment and stays:
            here[person["unit"]].append(person["address"])
    return {unit: tuple(names) for unit, names in here.items()}


def respondent_weeks(world: World) -> int:
    """How often somebody answered in a week."""
    return sum(len({answer.person for answer in week.given}) for week in world.weeks)
