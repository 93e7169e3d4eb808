"""The commands ``kuulolla privacy check`` and ``attack``: what an operator can prove themselves.

``kuulolla health`` is the short daily look. ``check`` reads every file of this installation, and
takes its time; ``attack`` does not touch it: it attacks a fictional one.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.commands.commanding import as_format, opened
from app.settings import Settings


@click.group()
def privacy() -> None:
    """What can be proved: about this installation, and about the program."""


@privacy.command("check")
@click.option(
    "--log",
    "logs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="a log, a backup, or a folder of them, to be searched too; may be given several times",
)
@as_format
@click.pass_obj
def check_privacy(settings: Settings, logs: tuple[Path, ...], form: str) -> None:
    """Look at settings, keys and rights, and search every file for what must not be there.

    Prints nothing that identifies anybody. The exit code is 1 if something is wrong.
    """
    from app.commands.inspecting import Inspection

    with opened(settings) as app:
        inspection = Inspection(app, logs, tell=lambda line: click.echo(line, err=True))
        findings = inspection.findings()
    problems = sum(not finding.fine for finding in findings)
    if form == "json":
        listed = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"fine": not problems, "findings": listed}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(finding.line())
        verdict = f"NOT as it should be: {problems} marked above." if problems else "All is well."
        click.echo(f"\n{verdict} {inspection.searched}")
    sys.exit(1 if problems else 0)


@privacy.command("attack")
@click.option("--homes", type=click.IntRange(1, 100), help="children's homes  [6; quick: 3]")
@click.option("--people", type=click.IntRange(1, 60), default=7, show_default=True, help="a home")
@click.option("--weeks", type=click.IntRange(1, 260), help="to live through  [5; quick: 1]")
@click.option("--seed", type=int, default=7, show_default=True, help="the same people each time")
@click.option("--quick", is_flag=True, help="three homes, one week")
def attack(homes: int | None, people: int, weeks: int | None, seed: int, quick: bool) -> None:
    """Let a fictional organisation live in a temporary folder, and try to find out who said what.

    This installation is not touched. The exit code is 1 if something was found, and 3 if nothing
    was found but an attack had to be left out.
    """
    from app.commands.attacking import LIVELY, Target, exit_code
    from app.simulation.world import World

    weeks = weeks or (1 if quick else 5)
    world = World(homes or (3 if quick else 6), people, 0, weeks, seed, LIVELY, not quick)
    with TemporaryDirectory() as folder:
        target = Target(Path(folder), world)
        with click.progressbar(target.live(), length=weeks, label="Weeks lived") as lived:
            for _ in lived:
                pass
        verdicts = []
        for verdict in target.attacked():
            click.echo(verdict.line())
            verdicts.append(verdict)
    code = exit_code(verdicts)
    said = {0: "Nothing was found.", 1: "SOMETHING WAS FOUND.", 3: "Nothing was found so far."}
    click.echo(f"\n{said[code]} An attack says only what it has tried: docs/privacy.md.")
    sys.exit(code)
