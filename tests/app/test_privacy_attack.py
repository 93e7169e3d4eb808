"""``kuulolla privacy attack`` says plainly what its attacks found, and what was left out."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import kuulolla
from app.commands.attacking import LIVELY, Target, Verdict, exit_code
from app.simulation.world import World
from attacks.chance import chance_may_reach

SMALL = World(homes=8, team=0, weeks=1, habits=LIVELY, hard_cases=False)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    """Eight homes that have lived for a week."""
    made = Target(tmp_path_factory.mktemp("target"), SMALL)
    assert len(list(made.live())) == SMALL.weeks
    return made


def test_in_the_program_as_it_is_nothing_is_found(target: Target) -> None:
    verdicts = list(target.attacked())
    assert [each.line() for each in verdicts if not each.safe] == []
    assert len(verdicts) == 6
    assert "0 of 0 named" not in verdicts[1].says, "something was there to be named"
    assert exit_code(verdicts) == 0


def test_a_thief_who_has_the_weeks_keys_is_told_of(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_keys = target.thief(with_keys=True)
    monkeypatch.setattr(Target, "thief", lambda _, **__: with_keys)
    verdicts = list(target.attacked())
    assert verdicts[0].safe is False
    assert "BETTER THAN CHANCE" in verdicts[0].line()
    assert verdicts[2].safe is False
    assert exit_code(verdicts) == 1


def test_chance_may_reach_more_than_three_sigma_where_little_is_expected() -> None:
    """P(6 or more) of a Poisson number with mean 1 is 0.0006, P(5 or more) 0.0037; 8: 0.00001."""
    assert chance_may_reach(1.0, 1) == 5
    assert chance_may_reach(1.0, 70) == 7
    assert chance_may_reach(100.0, 1) == 132
    assert chance_may_reach(0.0, 70) == 0


def test_without_the_solver_it_says_what_was_left_out_and_how_to_install_it(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ortools", None)
    *others, last = target.attacked()
    assert all(each.safe for each in others)
    assert last.line().startswith("LEFT OUT")
    assert "kuulolla[attacks]" in last.says
    assert exit_code([*others, last]) == 3


@pytest.mark.parametrize(
    ("verdicts", "code", "said"),
    [
        ([True, True], 0, "Nothing was found."),
        ([True, False, None], 1, "SOMETHING WAS FOUND."),
        ([True, None], 3, "Nothing was found so far."),
    ],
)
def test_the_exit_code_says_the_same_as_the_last_line(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    verdicts: Sequence[bool | None],
    code: int,
    said: str,
) -> None:
    lived = []

    def live(target: Target) -> Sequence[str]:
        lived.append(target)
        return ["2026-W02"]

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(Target, "live", live)
    monkeypatch.setattr(
        Target, "attacked", lambda _: [Verdict("A?", each, "B") for each in verdicts]
    )
    done = CliRunner().invoke(kuulolla, ["privacy", "attack", "--quick", "--homes", "2"])
    assert done.exit_code == code
    assert said in done.output.splitlines()[-1]
    assert (lived[0].world.homes, lived[0].world.weeks) == (2, 1)
    assert list(tmp_path.iterdir()) == [], "nothing is left"
