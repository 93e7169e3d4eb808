"""``kuulolla questions``: checks the question files, and shows a set as the chat would."""

import json
import sys
from collections.abc import Collection
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TextIO

import click

from app.commands.commanding import as_format
from conversations.phrases import LANGUAGES


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
    from app.questions.proofreading import proofread

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


@questions.command("preview")
@click.argument("set_id", metavar="SET")
@click.option("--band", default="", help="one age band or audience; all of the set if not given")
@click.option("--lang", default="fi", show_default=True, help="a language that is on offer")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="an HTML file")
def preview(set_id: str, band: str, lang: str, out: TextIO) -> None:
    """Write a set as one page, screen by screen as the chat shows it, to print and comment on."""
    from app.content import load_catalogue
    from app.questions.previewing import preview as draw
    from app.questions.previewing import rungs_of

    catalogue = load_catalogue()
    _one_of([each.id for each in catalogue.sets], set_id, "set")
    rungs = rungs_of(catalogue, catalogue.set(set_id))
    if band:
        _one_of(rungs, band, "band")
    _one_of(LANGUAGES, lang, "language")
    out.write(draw(catalogue, set_id, [band] if band else rungs, lang))


def _one_of(there: Collection[str], name: str, what: str) -> None:
    if name not in there:
        raise click.ClickException(f"There is no {what} {name!r} here: choose {', '.join(there)}.")
