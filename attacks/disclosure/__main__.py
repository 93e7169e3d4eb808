"""``python -m attacks.disclosure``: years of publications, attacked; the result is kept as data."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import click

from attacks.disclosure.membership import GATE, Told, membership
from attacks.disclosure.publishing import Forms, publish
from attacks.disclosure.reading import publications_in, world_in
from attacks.disclosure.scoring import Score, score
from attacks.disclosure.worlds import Life, World, county, families, hard_cases, pilot, uneven
from attacks.results import Result
from conversations.items import Kind
from summaries.lots import SMALLEST_LOT

MOST_FALSE_MEMBERS = 4
ANSWERING = (0.05, 0.3, 0.7)  # of the people, in a round
PANEL_FROM = 1  # the round from which on the panel asks, too
ALONE = "Without false members nobody could be isolated."
D4 = {"who answered (D4)": False, "the same where the panel asks": True}
SCORES = {Kind.SMILEY: "a mean", Kind.GRADE: "a grade", Kind.NPS: "an NPS"}


@click.command()
@click.option("--years", default=3, help="How long each simulated organisation lives.")
@click.option("--units", default=20, help="Units of the county that is attacked besides.")
@click.option("--pairs", default=1000, help="Pairs of worlds by which D4 is measured.")
@click.option("--seed", default=1)
@click.option("--folder", type=click.Path(path_type=Path, exists=True), help="Of a simulation.")
@click.option("--date", default="", help="The day of the run; with it the result is kept.")
def main(years: int, units: int, pairs: int, seed: int, folder: Path | None, date: str) -> None:
    """Attack the publications of simulated years, or of a simulated folder."""
    if folder is not None:
        _tell("the folder", score(world_in(folder), publications_in(folder)))
        return
    figures: dict[str, Any] = {}
    alone = [_tell(*each) for each in _without_false_members(years, units, seed)]
    weeks = sum(each.respondent_weeks for each in alone)
    isolated = sum(each.isolated for each in alone)
    figures["without false members"] = {
        "respondent-weeks": weeks,
        "figures printed": sum(each.figures for each in alone),
        **_with_scores(alone),
        "figures of the panel's questions": sum(each.of_panel.figures for each in alone),
        "answered a panel's question": sum(each.of_panel.respondent_weeks for each in alone),
        "isolated": isolated,
        "known to one end of a scale": sum(each.confined for each in alone),
        "smallest determined set": min(each.smallest or 0 for each in alone),
        "hidden values": sum(len(each.hidden) for each in alone),
        "low end likelier at most by": max(each.gain.low for each in alone),
        "high end likelier at most by": max(each.gain.high for each in alone),
    }
    for many in range(1, MOST_FALSE_MEMBERS + 1):
        name, found = f"{many} false members in each group", _with_false_members(many, years, seed)
        figures[name] = _residual(_tell(name, found))
    gains = []
    for name, panel in D4.items():
        told = membership(pilot(), uneven(0.3), Random(seed), pairs, panel=panel)  # noqa: S311
        figures[name] = _told(told, pairs)
        gains.append(told.gain)
        click.echo(f"{name}: {figures[name]}")
    safe = (
        not isolated and figures["without false members"]["smallest determined set"] >= SMALLEST_LOT
    )
    verdict = ALONE if safe and max(gains) < GATE else "SOMEBODY WAS ISOLATED."
    click.echo(verdict)
    if date:
        command = f"python -m attacks.disclosure --years {years} --units {units} --pairs {pairs}"
        Result(
            "disclosure", f"{command} --seed {seed}", date, seed, "none", verdict, figures
        ).save()
    raise SystemExit(not safe)


def _without_false_members(years: int, units: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The pilot with all hard cases, at three activities; a county; and families."""
    for share in ANSWERING:
        draw = Random(seed)  # noqa: S311 - fictional people
        life = Life(hard_cases(), uneven(share), draw, hard=True, panel_from=PANEL_FROM)
        world = life.live(52 * years)
        yield f"hard cases, {share:.0%} answer", score(world, publish(world))
    draw = Random(seed)  # noqa: S311
    life = Life(county(draw, units), uneven(0.3), draw, panel_from=PANEL_FROM)
    yield f"county of {units}", _read_alone(life.live(52 * years))
    draw = Random(seed)  # noqa: S311
    world = Life(families(), uneven(0.5), draw, cards=0.0).live(52 * years)
    yield "families", _read_alone(world)


def _with_false_members(many: int, years: int, seed: int) -> Score:
    draw = Random(seed)  # noqa: S311
    life = Life(
        hard_cases(), uneven(0.3), draw, false_members=many, hard=True, panel_from=PANEL_FROM
    )
    return _read_alone(life.live(52 * years))


def _read_alone(world: World) -> Score:
    """From the data files, which is quicker: D6 has read every form of the hard cases."""
    return score(world, publish(world, forms=Forms(only_json=True)))


def _with_scores(found: Sequence[Score]) -> Mapping[str, int]:
    """How many of the figures have a number beside their bands."""
    scored = sum((Counter(each.scored) for each in found), Counter())
    return {f"figures with {name}": scored[kind.value] for kind, name in SCORES.items()}


def _residual(found: Score) -> dict[str, object]:
    panel = found.of_panel
    return {
        "respondent-weeks": found.respondent_weeks,
        "isolated per 10,000": found.per_ten_thousand(found.isolated),
        "known to one end of a scale per 10,000": found.per_ten_thousand(found.confined),
        "figures of the panel's questions": panel.figures,
        "answered a panel's question": panel.respondent_weeks,
        "isolated by a panel's question, of 10,000 who answered one": panel.per_ten_thousand(
            panel.isolated
        ),
        "smallest determined set": found.smallest,
    }


def _told(told: Told, pairs: int) -> dict[str, object]:
    return {
        "pairs": pairs,
        "said rightly": round(told.right, 3),
        "said wrongly": round(told.wrong, 3),
        "gain": round(told.gain, 3),
        "gate": GATE,
    }


def _tell(name: str, found: Score) -> Score:
    click.echo(f"{name}: {replace(found, hidden=found.hidden[:3])}")
    return found


if __name__ == "__main__":
    main()
