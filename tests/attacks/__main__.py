"""Full runs of the attacks on files; what they find is committed in ``docs/results``.

python -m tests.attacks linking [--database postgresql]
python -m tests.attacks order [--database postgresql]
python -m tests.attacks watching [--database postgresql]
python -m tests.attacks pseudonyms [--database postgresql]
python -m tests.attacks patience
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import click

from app.simulation.population import Habits
from app.simulation.world import World
from app.wiring import now
from attacks.linking import Score, attack, together
from attacks.order import TOLERANCE
from attacks.patience import guess, knowing_only_who_lives_there, lives
from attacks.pseudonyms import Pseudonyms
from attacks.results import Result
from attacks.watching import watch
from tests.attacks.marked import Theft
from tests.attacks.weeks import SEED as ORDER_SEED
from tests.attacks.weeks import live, live_leaking, position, shares, stolen_orders
from tests.storage.house import House

SEED = 11
MONTH = World(
    homes=40,
    people=7,
    team=0,
    weeks=4,
    seed=SEED,
    habits=Habits(
        answering=0.5, churn=0.02, spontaneous=0.1, notes=0.02, second_thoughts=0.04, waves=True
    ),
    hard_cases=False,
)
SURE = World(homes=6, team=0, weeks=2, seed=SEED, hard_cases=False)
WATCHED = World(
    homes=20, team=20, weeks=4, seed=SEED, habits=Habits(answering=0.3, notes=0.1), hard_cases=False
)
TOLD = World(
    homes=8,
    team=0,
    weeks=8,
    seed=SEED,
    habits=Habits(answering=0.4, churn=0.05, spontaneous=0.3, notes=0.1, languages=0.2, waves=True),
    hard_cases=False,
)
YEARS = (1, 3, 6, 13, 26)  # rounds; thirteen are a year
Urls = tuple[str, str]
database = click.option(
    "--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True
)


@click.group()
def attacks() -> None:
    """Attack what simulated lives leave behind."""


@attacks.command()
@database
@click.option("--homes", default=MONTH.homes, show_default=True)
def linking(database: str, homes: int) -> None:
    """Match released answers to people: 40 homes of 7, a month, copies of every hour."""
    with _somewhere(database) as (folder, new_urls):
        theft = Theft(folder / "month", replace(MONTH, homes=homes), new_urls())
        theft.live()
        click.echo(f"lived: {len(theft.told('truth'))} sealed")
        scores = attack(theft.thief, theft.told("truth"), theft.told("units"))
        sure = Theft(folder / "kept", SURE, new_urls(), keys=True)
        sure.live()
        control = attack(sure.thief, sure.told("truth"), sure.told("units"))[-1]
        copies = len(theft.thief.copies)
    best = max(scores, key=lambda score: score.right - score.may_reach(len(scores)))
    fine = best.right <= best.may_reach(len(scores))
    limit = best.may_reach(len(scores)) / best.answers
    _tell_scores(scores, control)
    _save("linking", database, SEED, _verdict(fine and control.accuracy > 0.95), {
        "people": homes * MONTH.people,
        "weeks": MONTH.weeks,
        "copies": copies,
        "answers": best.answers,
        "ways of guessing": len(scores),
        "best way": best.way,
        "best accuracy": round(best.accuracy, 4),
        "chance": round(best.chance / best.answers, 4),
        "limit of chance, for the best of all ways": round(limit, 4),
        "boxes opened": scores[-1].right,
        "control: accuracy with the week's keys kept": round(control.accuracy, 4),
    })  # fmt: skip


@attacks.command()
@database
@click.option("--weeks", default=45, show_default=True)
def order(database: str, weeks: int) -> None:
    """Tell which of two answers came first: 45 weeks, every order that lies in the files."""
    with _somewhere(database) as (folder, new_urls):
        house = House(folder / "sound", urls=new_urls())
        since = position(house.urls)
        live(house, weeks)
        found, leaks = shares(stolen_orders(house, since)), {}
        for name, growing in (("growing ids", True), ("inserted as they come", False)):
            house = House(folder / name, urls=new_urls())
            since = position(house.urls)
            live_leaking(house, growing=growing)
            leaks[name] = max(share.right for share in shares(stolen_orders(house, since)).values())
    for name, share in found.items():
        click.echo(f"{name:24}{share.right:8.4f} ± {share.deviation:.4f}{share.pairs:10} pairs")
    told = [share for share in found.values() if share.pairs]
    worst = max(abs(share.right - 0.5) for share in told)
    far = [abs(share.right - 0.5) > TOLERANCE and not share.at_chance() for share in told]
    fine = not any(far) and all(right > 0.99 for right in leaks.values())
    _save("order", database, ORDER_SEED, _verdict(fine), {
        "weeks": weeks,
        **{name: round(share.right, 4) for name, share in found.items() if share.pairs},
        "no pairs in": [name for name, share in found.items() if not share.pairs],
        "pairs": sum(share.pairs for share in told),
        "farthest from a half": round(worst, 4),
        **{f"control: {name}": round(right, 4) for name, right in leaks.items()},
    })  # fmt: skip


@attacks.command()
def patience() -> None:
    """Learn people's moods from many rounds: 18 homes of 7, two years, eight worlds."""
    figures: dict[str, float] = {}
    blind: list[bool] = []
    for rounds in YEARS:
        worlds = [lives(Random(SEED + n), rounds, 0.5) for n in range(8)]
        for way, seen in (
            ("knows who answered", worlds),
            ("knows who lives there", [*map(knowing_only_who_lives_there, worlds)]),
        ):
            found = together([guess(lots, way) for lots in seen])
            name = f"{rounds} rounds, {way}"
            figures |= {name: round(found.accuracy, 4)}
            figures |= {f"{name}: chance": round(found.chance / found.answers, 4)}
            click.echo(f"{name:36}{found.accuracy:7.3f}{found.chance / found.answers:7.3f}")
            blind.append(found.right <= found.may_reach(len(YEARS)))
    learns = "learns in time from who answered" if not blind[-2] else "learns NOTHING; too weak"
    without = "at chance without it" if all(blind[1::2]) else "NOT at chance without it"
    _save("patience", "none", SEED, f"{learns}; {without}", figures)


@attacks.command()
@database
def watching(database: str) -> None:
    """See who talked and who wrote notes: 20 homes, four weeks, copies of every hour."""
    with _somewhere(database) as (folder, new_urls):
        theft = Theft(folder / "weeks", WATCHED, new_urls())
        theft.live()
        found = watch(theft.thief, theft.told("truth"), theft.told("people"))
    figures = {
        "people's hours of talking": found.talked,
        "told rightly whose": found.seen,
        "share": round(found.share, 4),
        "open notes": len(found.narrowed),
        "writer known": sum(among == 1 for among in found.narrowed),
        "writer among fewer than five": sum(among < 5 for among in found.narrowed),
        "note's talk among fewer than five like it": sum(among < 5 for among in found.alike),
    }
    click.echo(figures)
    verdict = "who talked is seen" if found.seen else "who talked is not seen"
    _save("watching", database, SEED, verdict, figures)


@attacks.command()
@database
def pseudonyms(database: str) -> None:
    """See whose a pseudonym is, where it lives, what it wrote first: 8 homes, eight weeks."""
    with _somewhere(database) as (folder, new_urls):
        theft = Theft(folder / "weeks", TOLD, new_urls(), keys=True)  # the keys score, no more
        theft.live()
        copies = Pseudonyms(theft.thief)
        linked = copies.linked(theft.told("people"))
        placed = copies.placed(theft.told("truth"))
        written = copies.written()
    figures: dict[str, Any] = {}
    for kind, found in linked.items():
        figures |= {
            kind: found.cases,
            f"{kind}: a talk said to be theirs": found.said,
            f"{kind}: said rightly": found.right,
            f"{kind}: hours of talking that follow": found.hours,
        }
    figures |= {
        "a wave's hours of talking": placed.talked,
        "said with their place": placed.said,
        "said with their place rightly": placed.right,
        "pairs of boxes": written.pairs,
        "pairs in the order of writing": round(written.right, 4),
    }
    click.echo(figures)
    _save("pseudonyms", database, SEED, "some pseudonyms are named, and some hours placed", figures)


def _tell_scores(scores: list[Score], control: Score) -> None:
    for score in sorted(scores, key=lambda score: -score.right)[:12]:
        limit = score.may_reach(len(scores))
        click.echo(f"{score.way:44}{score.right:6} right, limit {limit:7.1f}, of {score.answers}")
    click.echo(f"{'control: keys kept':44}{control.right:6} right of {control.answers}")


def _verdict(fine: bool) -> str:
    return "at chance; the control is caught" if fine else "NOT at chance, or the control failed"


def _save(name: str, database: str, seed: int, verdict: str, figures: dict[str, Any]) -> None:
    where = "" if database == "none" else f" --database {database}"
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    result = Result(
        attack=name,
        command=f"python -m tests.attacks {name}" + where,
        date=now().astimezone(UTC).date().isoformat(),
        seed=seed,
        database=database,
        verdict=verdict,
        figures=figures,
        commit=head.stdout.strip(),
    )
    click.echo(f"{verdict}: {result.save()}")


@contextmanager
def _somewhere(database: str) -> Iterator[tuple[Path, Callable[[], Urls]]]:
    """A folder, and fresh databases whenever they are asked for."""
    with TemporaryDirectory() as folder:
        if database == "sqlite":
            yield Path(folder), lambda: ("", "")
            return
        from tests.postgres.server import postgres

        with postgres() as server:
            yield Path(folder), server.new_pair


if __name__ == "__main__":
    attacks(prog_name="python -m tests.attacks")
