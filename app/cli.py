"""The ``kuulolla`` command: what an administrator does in the console is also a command."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.settings import Settings

if TYPE_CHECKING:  # opening the databases takes seconds: only the commands that need it pay
    from app.wiring import Kuulolla

FORMATS = click.Choice(["text", "json"])
as_format = click.option("--format", "form", type=FORMATS, default="text", help="text or json")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases and keys")
@click.pass_context
def kuulolla(context: click.Context, data: Path | None) -> None:
    """Short questions for young people, answers nobody can trace, decisions told back."""
    settings = Settings()
    context.obj = settings.model_copy(update={"data": data}) if data else settings


@contextmanager
def opened(settings: Settings, *, restored: bool = False) -> Iterator["Kuulolla"]:
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
    try:
        yield app
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        app.close()


@kuulolla.command()
@click.option("--port", type=click.IntRange(1, 65535), help="port; the next free one if taken")
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases and keys")
@click.option("--demo", is_flag=True, help="a fictional organisation that has lived twelve weeks")
@click.pass_obj
def run(settings: Settings, port: int | None, data: Path | None, demo: bool) -> None:
    """Start the chat, the console, the clock, and Telegram if a token is set."""
    changes = {"port": port, "data": data}
    settings = settings.model_copy(update={k: v for k, v in changes.items() if v is not None})
    click.echo("Kuulolla is starting …")
    from app.serving import bind, serve

    listening = bind(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    if not demo:
        with opened(settings) as app:
            serve(app, listening)
        return
    from app.demo import DEMO_FOLDER, Demo

    if not data:
        settings = settings.model_copy(update={"data": settings.data / DEMO_FOLDER})
    story = Demo(settings, click.echo)
    story.begin()
    with opened(settings) as app:
        serve(app, listening, before=story.live)


@kuulolla.command()
@click.argument("set_id", metavar="SET")
@click.option("--band", default="13-15", help="age band, such as 13-15")
@click.option("--lang", default="fi", help="fi, sv or en")
@click.option("--save", type=click.File("w", encoding="utf-8"), help="write a transcript here")
def talk(set_id: str, band: str, lang: str, save: object) -> None:
    """Hold a conversation in the terminal. Nothing is kept."""
    from app.talking import talk_here

    talk_here(set_id, band, lang, save)  # type: ignore[arg-type]


@kuulolla.group()
def unit() -> None:
    """Homes and teams."""


@unit.command("add")
@click.argument("name")
@click.option("--size", type=click.IntRange(1), required=True, help="number of places")
@click.option("--service", default="Sijaishuolto", show_default=True, help="its service")
@click.option("--group", help="reporting group: small units reported together for the year")
@as_format
@click.pass_obj
def unit_add(
    settings: Settings, name: str, size: int, service: str, group: str | None, form: str
) -> None:
    """Add a unit; prints its door, the code that hangs on its wall."""
    with opened(settings) as app:
        added = app.units.add(name, size, service, group)
        link = f"{settings.address}/d/{added.door}"
        _tell(form, {"unit": added.id, "name": added.name, "door": added.door, "link": link})


@unit.command("list")
@as_format
@click.pass_obj
def unit_list(settings: Settings, form: str) -> None:
    """List the units."""
    with opened(settings) as app:
        rows = [
            {"unit": u.id, "name": u.name, "size": u.size, "door": f"{settings.address}/d/{u.door}"}
            for u in app.units.all()
        ]
    if form == "text" and not rows:
        click.echo("No units yet. Add one: kuulolla unit add NAME --size N")
    _tell_all(form, rows)


@kuulolla.command()
@click.argument("unit_name", metavar="UNIT")
@click.option("--uses", type=click.IntRange(1), help="one code that works for so many people")
@click.option("--slips", type=click.IntRange(1), help="so many single-use codes, for a bowl")
@click.option("--audience", default="young_person", show_default=True)
@as_format
@click.pass_obj
def invite(
    settings: Settings,
    unit_name: str,
    uses: int | None,
    slips: int | None,
    audience: str,
    form: str,
) -> None:
    """Make codes by which people of a unit come in."""
    _hand_out(settings, unit_name, None, uses, slips, audience, form)


@kuulolla.command()
@click.argument("unit_name", metavar="UNIT")
@click.argument("milestone")
@click.option("--uses", type=click.IntRange(1), help="one code that works so many times")
@click.option("--slips", type=click.IntRange(1), help="so many single-use codes")
@as_format
@click.pass_obj
def card(
    settings: Settings,
    unit_name: str,
    milestone: str,
    uses: int | None,
    slips: int | None,
    form: str,
) -> None:
    """Make cards for a milestone, such as meeting_held, to be handed over."""
    _hand_out(settings, unit_name, milestone, uses, slips, "young_person", form)


def _hand_out(
    settings: Settings,
    unit_name: str,
    milestone: str | None,
    uses: int | None,
    slips: int | None,
    audience: str,
    form: str,
) -> None:
    if (uses is None) == (slips is None):
        raise click.UsageError("Say either --uses N (one code) or --slips N (N single-use codes).")
    with opened(settings) as app:
        found = app.units.find(unit_name)
        set_id = None
        if milestone:
            sets = [s for s in app.catalogue.sets if s.milestone and s.milestone != "round"]
            named = {s.milestone: s for s in sets} | {s.id: s for s in sets}
            if milestone not in named:
                there = ", ".join(sorted(s.id for s in sets))
                raise click.ClickException(f"There is no card for {milestone}. Cards: {there}.")
            set_id = named[milestone].id
        codes = app.units.invite(
            found, audience, uses=uses or 0, slips=slips or 0, milestone_set=set_id, beyond_cap=True
        )
        app.staff.note("command line", "codes", f"{found.name} {uses or slips}")
        from app.beats import Beats
        from app.links import code_links

        Beats(app).take_codes()
        _tell_all(form, [code_links(app, code) for code in codes])


@kuulolla.group("round")
def round_() -> None:
    """The common round."""


@round_.command("start")
@click.option("--now", "at_once", is_flag=True, help="no minutes to undo, no quiet hours: a trial")
@as_format
@click.pass_obj
def round_start(settings: Settings, at_once: bool, form: str) -> None:
    """Start this week's common round for all units."""
    with opened(settings) as app:
        starts = app.clock() if at_once else None
        place = app.units.organisation().id
        wave = app.waves.plan_round(place, starts=starts, at_once=at_once)
        _start(app, form, wave.id)


@kuulolla.group()
def wave() -> None:
    """Extra rounds for a unit, group or service."""


@wave.command("start")
@click.argument("set_id", metavar="SET")
@click.option("--unit", "unit_name", help="for one unit")
@click.option("--group", help="for a reporting group")
@click.option("--service", help="for a service")
@click.option("--now", "at_once", is_flag=True, help="no minutes to undo, no quiet hours: a trial")
@as_format
@click.pass_obj
def wave_start(
    settings: Settings,
    set_id: str,
    unit_name: str | None,
    group: str | None,
    service: str | None,
    at_once: bool,
    form: str,
) -> None:
    """Ask a set of one place, besides the common round."""
    chosen = {"unit": unit_name, "group": group, "service": service}
    chosen = {level: name for level, name in chosen.items() if name}
    if len(chosen) != 1:
        raise click.UsageError("Say one of --unit, --group or --service.")
    with opened(settings) as app:
        known = [each.id for each in app.catalogue.sets if each.milestone]
        if set_id not in known:
            raise click.ClickException(f"No set is called {set_id}. Sets: {', '.join(known)}.")
        ((level, name),) = chosen.items()
        place = app.units.place_id(level, str(name))
        planned = app.waves.plan_wave(set_id, level, place, at_once=at_once)
        _start(app, form, planned.id)


def _start(app: "Kuulolla", form: str, wave_id: str) -> None:
    from app.beats import Beats

    Beats(app).start_waves()
    found = app.waves.get(wave_id)
    if found:
        starts = found.starts.astimezone().strftime("%Y-%m-%d %H:%M")
        fields = {"round": found.id, "set": found.set, "week": found.week, "state": found.state}
        _tell(form, {**fields, "starts": starts})


@round_.command("list")
@as_format
@click.pass_obj
def round_list(settings: Settings, form: str) -> None:
    """List rounds and waves, the newest first."""
    with opened(settings) as app:
        rows = [
            {"id": w.id, "set": w.set, "week": w.week, "state": w.state} for w in app.waves.recent()
        ]
    _tell_all(form, rows)


@round_.command("undo")
@click.argument("wave_id", metavar="ID")
@click.pass_obj
def round_undo(settings: Settings, wave_id: str) -> None:
    """Take back a round or wave that has not left."""
    with opened(settings) as app:
        if not app.waves.cancel(wave_id):
            raise click.ClickException(f"{wave_id} has left already, or is not there.")
    click.echo(f"{wave_id} was taken back. Nobody was asked.")


wave.add_command(round_list, "list")
wave.add_command(round_undo, "undo")


@kuulolla.command()
@click.option("--week", required=True, help="ISO week, such as 2026-W46")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("--lang", default="fi", help="fi, sv or en")
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
@click.pass_obj
def restored(settings: Settings) -> None:
    """Begin a new week in databases that come from a backup; their keys are never in one."""
    with opened(settings, restored=True) as app:
        app.staff.note("command line", "restored", "")
    click.echo("Ready. What lay in the box of the backup's week is gone; all else is there.")


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
            mark = "PROBLEM" if not finding.fine else "note" if finding.note else "ok"
            click.echo(f"{mark:8}{finding.what}")
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
        click.echo(f"{settings.address}/console/enter/{app.staff.login_link(found[0].id)}")


@kuulolla.group()
def questions() -> None:
    """The question sets."""


@questions.command("schema")
def questions_schema() -> None:
    """Print the JSON Schema of the question files, for editors."""
    from conversations.questions import Catalogue

    click.echo(json.dumps(Catalogue.model_json_schema(), indent=2, ensure_ascii=False))


def _tell(form: str, row: Mapping[str, object]) -> None:
    """Print one thing: as JSON an object, as text one line."""
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo("  ".join(f"{key}: {value}" for key, value in row.items()))


def _tell_all(form: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print a list of things: as JSON a list, however few they are."""
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            _tell(form, row)


def main() -> None:
    """Run the command line."""
    kuulolla(prog_name="kuulolla")
