"""Every mutant is caught by an attack, and the sound program is not; docs/privacy.md says so."""

import pytest

from tests.mutants.mutant import Mutant
from tests.mutants.table import ALL, COMMAND, SECTION, last_run, table

FEWEST = 25


@pytest.mark.leaks_on_purpose
@pytest.mark.parametrize("mutant", ALL, ids=lambda mutant: mutant.name)
def test_the_mutant_is_caught_and_the_sound_program_is_not(mutant: Mutant) -> None:
    assert mutant.found_in_the_sound_program() == []
    assert mutant.found(), f"it escaped: {mutant.does}"


def test_none_escaped_in_the_last_full_run_and_none_is_missing_from_it() -> None:
    found = last_run().figures["found"]
    assert list(found) == [each.name for each in ALL], f"type: {COMMAND}"
    assert [name for name, what in found.items() if not what] == []
    assert len(found) >= FEWEST


def test_the_page_has_the_table_of_the_last_run() -> None:
    assert SECTION.written() == table(last_run()), f"type: {COMMAND}"
