"""The ``kuulolla`` command: most of what an administrator does in the console."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click
from pydantic import ValidationError

from app.commands.asking import round_, wave
from app.commands.commanding import as_format, opened, to_serve
from app.commands.handing_out import card, invite, unit
from app.commands.keeping import backup, restore, restored
from app.commands.line_by_line import danger, mask
from app.commands.privacy import privacy
from app.commands.question_pages import questions
from app.commands.simulating import simulate
from app.links import login_link
from app.settings import Settings
from conversations.phrases import LANGUAGES, offer


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases and keys")
@click.pass_context
def kuulolla(context: click.Context, data: Path | None) -> None:
    """Short questions for young people, answers nobody can trace, decisions told back."""
    os.umask(0o077)  # databases hold who is enrolled: what is written is its owner's alone
    try:
        settings = Settings()
    except ValidationError as problem:
        wrong = "; ".join(
            f"KUULOLLA_{'_'.join(map(str, each['loc'])).upper()}: {each['msg']}"
            for each in problem.errors()
        )
        raise click.ClickException(f"A setting cannot be used. {wrong}.") from None
    try:
        offer([code.strip() for code in settings.languages.split(",")])
    except ValueError as unknown:
        raise click.ClickException(f"KUULOLLA_LANGUAGES: {unknown}") from None
    context.obj = settings.model_copy(update={"data": data}) if data else settings


for command in (
    unit,
    invite,
    card,
    round_,
    wave,
    simulate,
    backup,
    restore,
    restored,
    privacy,
    questions,
    mask,
    danger,
):
    kuulolla.add_command(command)


@kuulolla.command()
@click.option("--port", type=click.IntRange(1, 65535), help="port; the next free one if taken")
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases and keys")
@click.option("--demo", is_flag=True, help="a fictional organisation that has lived twelve weeks")
@click.option(
    "--part",
    type=click.Choice(["all", "clock", "chat", "console"]),
    help="one part, with a database role and keys of its own; everything by default",
)
@click.pass_obj
def run(
    settings: Settings, port: int | None, data: Path | None, demo: bool, part: str | None
) -> None:
    """Start the chat, the console, the clock, and Telegram if a token is set."""
    changes = {"port": port, "data": data, "part": part}
    settings = settings.model_copy(update={k: v for k, v in changes.items() if v is not None})
    click.echo("Kuulolla is starting …")
    from app.server.serving import bind, serve

    listening = bind(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    if demo and settings.part != "all":
        raise click.UsageError("The demo is one process: leave --part away.")
    if not demo:
        with listening, to_serve(settings) as app:
            serve(app, listening)
        return
    from app.simulation.demo import DEMO_FOLDER, Demo

    if not data:
        settings = settings.model_copy(update={"data": settings.data / DEMO_FOLDER})
    story = Demo(settings, click.echo)
    story.begin()
    with listening, to_serve(settings) as app:
        serve(app, listening, before=story.live)


@kuulolla.command()
@click.argument("set_id", metavar="SET")
@click.option("--band", default="13-15", help="age band, such as 13-15")
@click.option("--lang", default="fi", help="fi, sv or en")
@click.option("--save", type=click.File("w", encoding="utf-8"), help="write a transcript here")
def talk(set_id: str, band: str, lang: str, save: TextIO | None) -> None:
    """Hold a conversation in the terminal. Nothing is kept."""
    from app.commands.talking import talk_here

    talk_here(set_id, band, lang, save)


@kuulolla.command()
@click.option("--week", required=True, help="ISO week, such as 2026-W46")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text"
)
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="fi", show_default=True)
@click.pass_obj
def summary(settings: Settings, week: str, form: str, lang: str) -> None:
    """The weekly summary, as it was frozen."""
    from app.summing import render_summary

    with opened(settings) as app:
        rendered = render_summary(app, week, form, lang)
        if rendered is None:
            weeks = ", ".join(app.answers.released_weeks()[-12:]) or "none yet"
            raise click.ClickException(f"There is no summary of {week}. Released weeks: {weeks}.")
    click.echo(rendered)


@kuulolla.command()
@as_format
@click.pass_obj
def health(settings: Settings, form: str) -> None:
    """Say whether everything is as it should be; the exit code is 1 if not."""
    from app.checking import check

    with opened(settings) as app:
        findings = check(app)
    if form == "json":
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(finding.line())
    sys.exit(0 if all(finding.fine for finding in findings) else 1)


@kuulolla.group()
def staff() -> None:
    """People who use the console."""


@staff.command("link")
@click.option("--login", default="admin", show_default=True)
@click.pass_obj
def staff_link(settings: Settings, login: str) -> None:
    """Print a one-time login link, also for somebody who forgot their password."""
    with opened(settings) as app:
        found = [member for member in app.staff.all() if member.login == login]
        if not found:
            known = (
                ", ".join(member.login for member in app.staff.all()) or "none yet: kuulolla run"
            )
            raise click.ClickException(f"Nobody's login is {login}. Logins: {known}.")
        click.echo(login_link(app.settings.address, app.staff.login_token(found[0].id)))


def main() -> None:
    """Run the command line."""
    kuulolla(prog_name="kuulolla")
