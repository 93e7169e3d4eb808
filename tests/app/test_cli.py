"""The command line: what an administrator does, and what it says when something is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import kuulolla


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    """Runs commands on one data folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUULOLLA_DATA", str(tmp_path / "data"))
    return Run()


class Run:
    """Runs ``kuulolla`` commands."""

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(kuulolla, list(words))

    def json(self, *words: str) -> object:
        """The JSON that a command prints."""
        done = self(*words, "--format", "json")
        assert done.exit_code == 0, done.output
        return json.loads(done.output)


def test_a_unit_has_a_door_and_hands_out_slips(run: Run) -> None:
    added = run.json("unit", "add", "Koivula", "--size", "7", "--group", "Pienet kodit")
    assert isinstance(added, dict)
    assert added["link"].endswith(added["door"])
    slips = run.json("invite", "Koivula", "--slips", "3")
    assert isinstance(slips, list)
    assert len({slip["code"] for slip in slips}) == 3
    assert all(slip["link"].endswith(f"/c/{slip['code']}") for slip in slips)


def test_one_slip_is_a_list_too(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    slips = run.json("invite", "koivula", "--slips", "1")
    assert isinstance(slips, list)
    assert len(slips) == 1


def test_a_card_belongs_to_a_milestone(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    assert run("card", "Koivula", "meeting_held", "--uses", "5").exit_code == 0
    wrong = run("card", "Koivula", "birthday", "--uses", "5")
    assert wrong.exit_code == 1
    assert "There is no card for birthday" in wrong.output
    assert "meeting_held" in wrong.output


def test_a_round_starts_once_a_week_and_can_be_undone(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    started = run.json("round", "start")
    assert isinstance(started, dict)
    assert started["state"] == "planned"
    again = run("round", "start")
    assert again.exit_code == 1
    assert "already" in again.output
    assert "Nobody was asked" in run("round", "undo", started["round"]).output
    assert run("round", "start", "--now").exit_code == 0
    too_late = run("round", "undo", started["round"])
    assert too_late.exit_code == 1


def test_a_wave_needs_one_place(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    assert run("wave", "start", "meeting_held").exit_code == 2
    assert "No" in run("wave", "start", "nothing", "--unit", "Koivula").output
    assert run("wave", "start", "meeting_held", "--unit", "Koivula").exit_code == 0
    assert "meeting_held" in run("wave", "list").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["invite", "Nowhere", "--slips", "2"], "Nowhere"),
        (["invite", "Nowhere"], "--uses"),
        (["unit", "add", "X", "--size", "0"], "0"),
        (["summary", "--week", "2026-W01"], "2026-W01"),
        (["summary", "--week", "someday"], "someday"),
        (["talk", "nothing"], "nothing"),
        (["talk", "round", "--band", "3-4"], "3-4"),
        (["staff", "link", "--login", "nobody"], "nobody"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file is in the way")
    done = run("unit", "list")
    assert done.exit_code == 1
    assert str(tmp_path / "data") in done.output


def test_health_says_what_is_fine_and_exits_with_zero(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    done = run("health")
    assert done.exit_code == 0, done.output
    assert "safe settings" in done.output


def test_keys_that_others_can_read_are_a_problem(run: Run, tmp_path: Path) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    (tmp_path / "data" / "master.key").chmod(0o644)
    done = run("health")
    assert done.exit_code == 1
    assert "chmod 600" in done.output


def test_the_schema_of_the_question_files_is_json(run: Run) -> None:
    assert json.loads(run("questions", "schema").output)["title"] == "Catalogue"
