"""``kuulolla questions``: checks the question files, and shows a set as the chat would."""

import json
import sys
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import click

from app.commanding import as_format


@click.group()
def questions() -> None:
    """The question sets."""


@questions.command("schema")
def schema() -> None:
    """Print the JSON Schema of the question files, for editors."""
    from conversations.questions import Catalogue

    click.echo(json.dumps(Catalogue.model_json_schema(), indent=2, ensure_ascii=False))


@questions.command("check")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="folder of question files; those of the program if not given",
)
@as_format
def check(folder: Path | None, form: str) -> None:
    """Say what is forgotten or too hard in the question files; the exit code is then 1."""
    from app.proofreading import proofread

    proof = proofread(folder or Path(str(files("conversations") / "content")))
    if form == "json":
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=2))
    else:
        for finding in proof.findings:
            click.echo(str(finding))
        click.echo(
            f"{proof.items} items, {proof.sets} sets, {proof.texts} texts in all languages; "
            f"{proof.unread} of them nobody has read aloud yet. Findings: {len(proof.findings)}."
        )
    sys.exit(1 if proof.findings else 0)
