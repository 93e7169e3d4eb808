"""What every command shares: opening the installation, and printing for people or programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from app.settings import Settings

if TYPE_CHECKING:  # opening the databases takes seconds: only the commands that need it pay
    from app.wiring import Kuulolla

as_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json"
)


@contextmanager
def opened(
    settings: Settings, *, restored: bool = False, serving: bool = False
) -> Iterator["Kuulolla"]:
    """The wired installation; what goes wrong is said in one sentence."""
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError

    from app.wiring import build
    from panel.refusals import Refused
    from storage.databases import UnsafeDatabase
    from storage.keys import KeysMissing

    try:
        app = build(settings, restored=restored)
    except (UnsafeDatabase, KeysMissing, ValidationError) as problem:
        raise click.ClickException(str(problem)) from None
    except (OperationalError, OSError) as problem:
        raise click.ClickException(
            f"The data in {settings.data.absolute()} cannot be opened ({type(problem).__name__}). "
            "Check that the folder exists and that you may write to it."
        ) from None
    from app.links import as_served

    try:
        yield app if serving else as_served(app)
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        app.close()


def tell(form: str, row: Mapping[str, object]) -> None:
    """Print one thing: as JSON an object, as text one line."""
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo("  ".join(f"{key}: {value}" for key, value in row.items()))


def tell_all(form: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print a list of things: as JSON a list, however few they are."""
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            tell(form, row)
