"""What every command shares: opening the installation, and printing for people or programs."""

import fcntl
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from app.settings import Settings

if TYPE_CHECKING:  # opening the databases takes seconds: only the commands that need it pay
    from app.parts import Kuulolla, OfficeSide

as_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json"
)


@contextmanager
def opened(settings: Settings, *, restored: bool = False) -> Iterator["Kuulolla"]:
    """The wired installation, for a command; what goes wrong is said in one sentence."""
    if settings.part in ("chat", "console"):
        raise click.ClickException(
            f"This is the {settings.part}, which cannot reach everything. Type it at the clock."
        )
    from app.served import as_served
    from app.wiring import build

    with _said(settings):
        app = build(settings, restored=restored)
        try:
            yield as_served(app)
        finally:
            app.close()


@contextmanager
def to_serve(settings: Settings) -> Iterator["OfficeSide"]:
    """The part of the installation that this process is. Raises ClickException, also where it may
    be there once only and is there already."""
    from app.wiring import build, build_chat, build_console

    parts = {"all": build, "clock": build, "chat": build_chat, "console": build_console}
    with _said(settings), _only_one(settings):
        app = parts[settings.part](settings)
        try:
            yield app
        finally:
            app.close()


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Of chats and consoles there may be several: links follow from a setting there."""
    from storage.keyfiles import lock

    if settings.part in ("chat", "console"):
        yield
        return
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with lock(settings.data / "running.lock", fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        if not alone:
            raise click.ClickException(
                f"Kuulolla already runs on the data in {settings.data.absolute()}. "
                "Stop it first, or start with another folder: --data DIR."
            )
        yield


@contextmanager
def _said(settings: Settings) -> Iterator[None]:
    """Say in one sentence what goes wrong."""
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError

    from panel.refusals import Refused
    from storage.databases import UnsafeDatabase
    from storage.keys import KeysMissing
    from storage.migrations import NotMigrated

    try:
        yield
    except (UnsafeDatabase, KeysMissing, NotMigrated, Refused, ValidationError) as problem:
        raise click.ClickException(str(problem)) from None
    except (OperationalError, OSError) as problem:
        raise click.ClickException(
            f"The data in {settings.data.absolute()} cannot be opened ({type(problem).__name__}). "
            "Check that the folder exists and that you may write to it."
        ) from None


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
