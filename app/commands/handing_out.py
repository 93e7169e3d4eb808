"""Commands for units and the codes they hand out: doors, slips, cards."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from app.commands.commanding import as_format, opened, tell, tell_all
from app.links import door_link
from app.settings import Settings
from panel.organisation import MOST_PLACES, Unit

if TYPE_CHECKING:
    from app.parts import Kuulolla


@click.group()
def unit() -> None:
    """Homes and teams."""


@unit.command("add")
@click.argument("name")
@click.option("--size", type=click.IntRange(1, MOST_PLACES), required=True, help="number of places")
@click.option("--service", default="Sijaishuolto", show_default=True, help="its service")
@click.option("--group", help="reporting group: small units reported together")
@as_format
@click.pass_obj
def unit_add(
    settings: Settings, name: str, size: int, service: str, group: str | None, form: str
) -> None:
    """Add a unit; prints its door, the code that hangs on its wall."""
    if not (name := name.strip()):
        raise click.UsageError("A unit needs a name.")
    with opened(settings) as app:
        added = app.units.add(name, size, service, group)
        link = door_link(app.settings.address, added.door)
        tell(form, {"unit": added.id, "name": added.name, "door": added.door, "link": link})


@unit.command("list")
@as_format
@click.pass_obj
def unit_list(settings: Settings, form: str) -> None:
    """List the units."""
    with opened(settings) as app:
        rows = [
            {
                "unit": u.id,
                "name": u.name,
                "size": u.size,
                "door": door_link(app.settings.address, u.door),
                "closes": u.closes,
            }
            for u in app.units.all()
        ]
    if form == "text" and not rows:
        click.echo("No units yet. Add one: kuulolla unit add NAME --size N")
    tell_all(form, rows)


@unit.command("rename")
@click.argument("unit_name", metavar="UNIT")
@click.argument("name")
@as_format
@click.pass_obj
def unit_rename(settings: Settings, unit_name: str, name: str, form: str) -> None:
    """Call a unit otherwise. What was published keeps the name from before."""
    if not (name := name.strip()):
        raise click.UsageError("A unit needs a name.")

    def rename(app: "Kuulolla", found: Unit) -> str:
        app.units.rename(found.id, name)
        return f"{found.name} → {name}"

    _changed(settings, unit_name, form, "unit renamed", rename)


@unit.command("resize")
@click.argument("unit_name", metavar="UNIT")
@click.argument("size", type=click.IntRange(1, MOST_PLACES))
@as_format
@click.pass_obj
def unit_resize(settings: Settings, unit_name: str, size: int, form: str) -> None:
    """Say for how many young people a unit has room: no more count in figures."""

    def resize(app: "Kuulolla", found: Unit) -> str:
        app.units.resize(found.id, size)
        return f"{found.name}: {found.size} → {size}"

    _changed(settings, unit_name, form, "unit resized", resize)


@unit.command("close")
@click.argument("unit_name", metavar="UNIT")
@as_format
@click.pass_obj
def unit_close(settings: Settings, unit_name: str, form: str) -> None:
    """Close a unit with the end of this week; 'reopen' takes it back.

    To merge two, close one, and from Monday on give its people slips of the other.
    """

    def close(app: "Kuulolla", found: Unit) -> str:
        app.units.close(found.id)
        return found.name

    _changed(settings, unit_name, form, "unit closed", close)


@unit.command("reopen")
@click.argument("unit_name", metavar="UNIT")
@as_format
@click.pass_obj
def unit_reopen(settings: Settings, unit_name: str, form: str) -> None:
    """Open a unit again that was closed by mistake; its codes work as before."""

    def reopen(app: "Kuulolla", found: Unit) -> str:
        app.units.reopen(found.id)
        return found.name

    _changed(settings, unit_name, form, "unit opened again", reopen)


def _changed(
    settings: Settings,
    unit_name: str,
    form: str,
    event: str,
    change: Callable[["Kuulolla", Unit], str],
) -> None:
    with opened(settings) as app:
        found = app.units.find(unit_name)
        app.staff.note("command line", event, change(app, found))
        now = app.units.get(found.id)
        tell(form, {"unit": now.id, "name": now.name, "size": now.size, "closes": now.closes})


@click.command()
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


@click.command()
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
        asked = sorted({each.audience for each in app.catalogue.sets})
        if audience not in asked:  # they would come in and be asked nothing; 'staff' would be staff
            raise click.ClickException(f"Nobody asks {audience}. Audiences: {', '.join(asked)}.")
        set_id = None
        if milestone:
            sets = app.catalogue.card_sets()
            named = {s.milestone: s for s in sets} | {s.id: s for s in sets}
            if milestone not in named:
                there = ", ".join(sorted(s.id for s in sets))
                raise click.ClickException(f"There is no card for {milestone}. Cards: {there}.")
            set_id, audience = named[milestone].id, named[milestone].audience
        codes = app.codes.invite(
            found, audience, uses=uses or 0, slips=slips or 0, milestone_set=set_id, beyond_cap=True
        )
        app.staff.note("command line", "codes", f"{found.name} {uses or slips}")
        from app.beats import Beats
        from app.served import code_links

        Beats(app).take_codes()
        tell_all(form, [code_links(app, code) for code in codes])
