"""Commands for rounds and waves: start, list, undo."""

from typing import TYPE_CHECKING

import click

from app.commands.commanding import as_format, opened, tell, tell_all
from app.settings import Settings
from conversations.weeks import HELSINKI

if TYPE_CHECKING:
    from app.parts import Kuulolla


@click.group("round")
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


@click.group()
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
        known = [each.id for each in app.catalogue.for_waves()]
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
        starts = found.starts.astimezone(HELSINKI).strftime("%Y-%m-%d %H:%M")
        fields = {"round": found.id, "set": found.set, "week": found.week, "state": found.state}
        tell(form, {**fields, "starts": starts})


@round_.command("list")
@as_format
@click.pass_obj
def round_list(settings: Settings, form: str) -> None:
    """List rounds and waves, the newest first."""
    with opened(settings) as app:
        rows = [
            {"id": w.id, "set": w.set, "week": w.week, "state": w.state} for w in app.waves.recent()
        ]
    tell_all(form, rows)


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
