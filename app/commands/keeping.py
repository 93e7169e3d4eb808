"""The commands that keep an installation safe from a lost disk: backup, restore, restored."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.commanding import opened
from app.settings import Settings

if TYPE_CHECKING:
    from app.parts import Kuulolla
    from storage.backups import Manifest

LOST_WITH_THE_CONTACTS = (
    "Answers and open notes that lay in the box when the copy was made, or were given since: "
    "nobody can open them any more.",
    "Talks that were under way: the open question is shown when somebody comes back.",
    "Whoever came since then: they come again with their slip or card, or get a new one.",
    "'Forget me' since then: whoever said it is in the contact book again. Tell every unit, "
    "so that they can say it again.",
)
LOST_WITH_THE_OFFICE = (
    "Figures, summaries, notes that were read, decisions and rounds since then.",
    "Slips, cards and doors made since then do not work: print new ones.",
    "Every staff session has ended; passwords are those of the copy.",
    "Whoever has left the staff since then is back with their password: remove them again.",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Copy both databases into FOLDER: no keys, no boxes, no talks.

    Refused where FOLDER and the data folder lie in one another: keys are in no backup.
    """
    from storage.backups import CONTACTS, CONTACTS_LAST, OFFICE, BadBackup, assert_apart, back_up

    with _said(BadBackup):
        assert_apart(folder, (settings.data, *settings.key_folders))
    with opened(settings) as app, _said(BadBackup), app.release.keys.alone() as alone:
        if not alone or app.release.box.fact("closing"):
            raise BadBackup("A release is under way. Let it end (the clock goes on), then again.")
        contacts, office = app.databases
        with app.contacts.reading() as book:
            week = book.week
        made = back_up({OFFICE: office, CONTACTS: contacts}, folder, week)
        app.staff.note("command line", "backup", week)
    click.echo(f"Copied to {made}")
    click.echo("  office/    what was published, decisions, staff: keep it as long as needed")
    click.echo(f"  contacts/  who is enrolled, encrypted: delete it after {CONTACTS_LAST} days")
    click.echo("Left out on purpose: keys, the box, open notes on their way, talks, sessions.")
    click.echo("Keep master.key (or KUULOLLA_MASTER) too, and never beside this copy.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--only", type=click.Choice(["office", "contacts"]), help="one part alone")
@click.option("--over", is_flag=True, help="replace what is here; asks first")
@click.pass_obj
def restore(settings: Settings, folder: Path, only: str | None, over: bool) -> None:
    """Put back what 'kuulolla backup' copied, and begin a new week. Stop Kuulolla first."""
    from storage.backups import CONTACTS, OFFICE, BadBackup, holds_anything, read_manifest
    from storage.backups import restore as put_back

    with _said(BadBackup):
        manifest = read_manifest(folder)
        parts = [name for name in (OFFICE, CONTACTS) if only in (None, name)]
        parts = [name for name in parts if name in manifest.parts]
    if not parts:
        raise click.ClickException(f"{folder} has no {only or 'part'} to restore.")
    with opened(settings, restored=True) as app, _said(BadBackup):
        contacts, office = app.databases
        here = {OFFICE: office, CONTACTS: contacts}
        if CONTACTS in parts:
            _assert_contacts_may_come_back(app, folder, manifest)
        _ask(settings, [name for name in parts if holds_anything(here[name], name)], over=over)
        for name in parts:
            put_back(here[name], name, folder, manifest.parts[name])
        app.release.begin_anew()
        app.units.hang_doors_again()
        app.staff.note("command line", "restored", manifest.week)
    _tell_what_is_lost(manifest, parts)


@click.command()
@click.pass_obj
def restored(settings: Settings) -> None:
    """Begin a new week where databases were put back by hand; their keys are in no backup."""
    with opened(settings, restored=True) as app:
        app.units.hang_doors_again()
        app.staff.note("command line", "restored", "")
    click.echo("Ready. What could not be opened, or had been released, is gone; all else is there.")


def _assert_contacts_may_come_back(app: "Kuulolla", folder: Path, manifest: "Manifest") -> None:
    from conversations.weeks import week_of
    from storage.backups import CONTACTS, CONTACTS_LAST, BadBackup, opens_with

    instead = "Restore the rest with --only office; people come again with new slips."
    if manifest.contacts_are_too_old(week_of(app.clock())):
        raise BadBackup(
            f"The contacts are of week {manifest.week}, more than {CONTACTS_LAST} days ago: who "
            f"has asked to be forgotten since would be back. Delete that part. {instead}"
        )
    if not opens_with(app.release.keys.address_key, folder, manifest.parts[CONTACTS]):
        raise BadBackup(
            "The contacts were enrolled under another master key than the one here. Put the "
            f"right master.key into {app.settings.data} (or set KUULOLLA_MASTER). {instead}"
        )


def _ask(settings: Settings, full: list[str], *, over: bool) -> None:
    from storage.backups import BadBackup

    if full and not over:
        raise BadBackup(
            f"There is something in {settings.data.absolute()} already ({', '.join(full)}). "
            "Restore into an empty folder with --data, or say --over to replace it."
        )
    if full:
        click.confirm(
            f"Replace {' and '.join(full)} in {settings.data.absolute()}? "
            "What is there now is lost, the open box included.",
            abort=True,
        )


def _tell_what_is_lost(manifest: "Manifest", parts: list[str]) -> None:
    click.echo(f"Restored as of week {manifest.week}: {' and '.join(parts)}. Lost since then:")
    for name, lost in (("contacts", LOST_WITH_THE_CONTACTS), ("office", LOST_WITH_THE_OFFICE)):
        for line in lost if name in parts else ():
            click.echo(f"  - {line}")
    if "contacts" not in parts and "contacts" not in manifest.parts:
        click.echo("There are no contacts in this backup: people come again with new slips.")
    click.echo("No answer is released twice: what a week's release destroyed is in no copy.")


@contextmanager
def _said(problem: type[Exception]) -> Iterator[None]:
    """Say in one sentence what goes wrong."""
    try:
        yield
    except problem as error:
        raise click.ClickException(str(error)) from None
