"""Runs every mutant: ``python -m tests.mutants [--write]``; 1 if one escapes."""

import click

from app.wiring import now
from attacks.results import FOLDER
from tests.house.project import ROOT
from tests.mutants.mutant import Mutant
from tests.mutants.table import ALL, SECTION, result, table


@click.command()
@click.option("--write", is_flag=True, help="Keep the result, and the table in docs/privacy.md.")
def main(write: bool) -> None:
    """Take away one protection after the other, and see whether an attack notices."""
    found = {each.name: _found(each) for each in ALL}
    run = result(found, f"{now():%Y-%m-%d}")
    click.echo(f"{run.figures['caught']} of {run.figures['mutants']}. {run.verdict}")
    if write:
        run.save(ROOT / FOLDER)
        SECTION.write(table(run))
    raise SystemExit(not all(found.values()))


def _found(mutant: Mutant) -> str:
    """What the attack finds first. Raises SystemExit where it finds something without a mutant."""
    if without := mutant.found_in_the_sound_program():
        raise SystemExit(f"{mutant.attack.name} finds in the sound program: {without[0]}")
    found = next(iter(mutant.found()), "")
    click.echo(f"{'caught' if found else 'ESCAPED':9}{mutant.name}: {found}")
    return found


if __name__ == "__main__":
    main()
