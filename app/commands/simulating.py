"""The command ``kuulolla simulate``: lives through weeks into a folder that can be attacked."""

import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic

import click

from app.settings import Settings


@click.command()
@click.option("--homes", type=click.IntRange(1, 500), default=3, show_default=True)
@click.option("--people", type=click.IntRange(1, 60), default=7, show_default=True, help="a home")
@click.option("--team", type=click.IntRange(0, 500), default=25, show_default=True,
              help="clients of the aftercare team; 0 for none")  # fmt: skip
@click.option("--weeks", type=click.IntRange(1, 1040), default=12, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True, help="the same people each time")
@click.option("--answering", type=click.FloatRange(0.01, 0.99), default=0.3, show_default=True,
              help="share of people who answer a round")  # fmt: skip
@click.option("--even", is_flag=True, help="all equally often; otherwise some never answer")
@click.option("--churn", type=click.FloatRange(0, 0.5), default=0.02, show_default=True,
              help="share of people who leave in a week")  # fmt: skip
@click.option("--hard-cases/--no-hard-cases", default=True, show_default=True,
              help="homes of 4 and 5, one opened half-way, somebody very talkative")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="a folder that is not there yet, or empty")  # fmt: skip
@click.option("--database", help="PostgreSQL URL; makes schemas 'contacts' and 'office' in it")
@click.option("--snapshots", is_flag=True, help="keep what a thief would copy every hour")
def simulate(
    homes: int,
    people: int,
    team: int,
    weeks: int,
    seed: int,
    answering: float,
    even: bool,
    churn: float,
    hard_cases: bool,
    out: Path,
    database: str | None,
    snapshots: bool,
) -> None:
    """Let a fictional organisation live on the real services, and keep the truth beside it.

    Everything in the folder is invented. OUT/data is an installation (kuulolla --data OUT/data …),
    OUT/publications what its readers got, OUT/truth who answered what, and how to attack it.
    """
    from app.simulation.world import (  # wires the services: takes seconds
        LIFELIKE,
        Simulation,
        World,
    )

    habits = replace(LIFELIKE, answering=answering, even=even, churn=churn)
    world = World(homes, people, team, weeks, seed, habits, hard_cases)
    began = monotonic()
    own = _its_own(out, database)
    simulation = Simulation.begin(world, own)
    if snapshots:
        from attacks.loot import Copier

        urls = {"contacts": own.contacts_database, "office": own.office_database}
        simulation.diary.copy = Copier(own.data, out / "snapshots", urls if database else {}).copy
    with click.progressbar(simulation.live(), length=weeks, label="Weeks lived") as lived:
        for number, _ in enumerate(lived, 1):
            if not sys.stdout.isatty():  # where no bar is drawn, such as in a log
                click.echo(f"{number} of {weeks}", err=True)
    left = simulation.leave(out)
    simulation.app.close()
    counted = ", ".join(f"{number} {what}" for what, number in left.items())
    click.echo(f"{out}: {counted}, {monotonic() - began:.0f} seconds")


def _its_own(out: Path, database: str | None) -> Settings:
    """Settings of a simulation, whatever the environment says of a real installation: its
    databases are not touched, and its keys not destroyed. Raises ClickException.
    """
    contacts, office = "", ""
    try:
        if out.exists() and any(out.iterdir()):
            raise click.ClickException(
                f"{out} is not empty. Choose a folder that is not there yet."
            )
        if database:
            from app.simulation.schemas import fresh_schemas

            contacts, office = fresh_schemas(database)
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise click.ClickException(
            f"{out} cannot be made or read ({type(problem).__name__}). Choose a folder that you "
            "may write to."
        ) from None
    return Settings.model_construct(
        data=out / "data", contacts_database=contacts, office_database=office
    )
