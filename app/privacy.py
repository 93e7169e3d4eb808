"""The command ``kuulolla privacy check``: what an operator can prove of their own installation.

``kuulolla health`` is the short daily look; this one reads every file, and takes its time.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from app.commanding import as_format, opened
from app.settings import Settings


@click.group()
def privacy() -> None:
    """What can be proved about this installation."""


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
    from app.inspecting import Inspection

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
