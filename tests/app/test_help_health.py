"""The health check on help: lines nobody has checked, lines grown old, a file that is of no use."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.checking import Finding, check
from app.parts import Kuulolla
from app.settings import Settings
from app.wiring import build

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
LINE = (
    "- {id: county, name: {fi: P, sv: J, en: D}, number: '0100', hours: always, checked_on: %s}\n"
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Kuulolla]:
    """An installation that looks for its own help lines in its data folder."""
    app = build(Settings(data=tmp_path, _env_file=None), lambda: NOW)  # type: ignore[call-arg]
    yield app
    app.close()


def found(house: Kuulolla, words: str) -> Finding:
    """The only finding with these words."""
    (one,) = [finding for finding in check(house) if words in finding.what]
    return one


def own(house: Kuulolla, text: str) -> None:
    """Write the organisation's own file."""
    house.settings.own_help_lines.write_text(text, "utf-8")


def test_a_line_that_nobody_has_checked_is_yellow_and_says_that_it_shows_no_hours(
    house: Kuulolla,
) -> None:
    line = found(house, "Help line mll_phone:")
    assert line.note
    assert "no hours are shown" in line.what


@pytest.mark.parametrize(("day", "old"), [("2026-10-01", False), ("2026-08-01", True)])
def test_a_line_turns_yellow_when_its_check_is_three_months_old(
    house: Kuulolla, day: str, old: bool
) -> None:
    own(house, LINE % day)
    line = found(house, "Help line county:")
    assert (line.fine, line.note) == (True, old)
    assert ("look again" in line.what) is old


def test_a_file_of_no_use_is_a_problem_and_its_reason_is_told(house: Kuulolla) -> None:
    own(house, LINE % "soon")
    problem = found(house, "Own help lines are not used")
    assert not problem.fine
    assert "checked_on must be a date" in problem.what
