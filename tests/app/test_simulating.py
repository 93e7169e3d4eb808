"""The simulation: a life on the real services, its truth beside it, the same for a seed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import kuulolla
from app.settings import Settings
from app.wiring import build

SMALL = ("--homes", "2", "--team", "12", "--weeks", "2", "--answering", "0.6")


def simulate(out: Path, *words: str) -> Result:
    """The command, in a folder."""
    return CliRunner().invoke(kuulolla, ["simulate", *SMALL, "--out", str(out), *words])


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file that has one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small weeks."""
    folder = tmp_path_factory.mktemp("simulated") / "out"
    done = simulate(folder)
    assert done.exit_code == 0, done.output
    return folder


def told(out: Path) -> list[dict[str, Any]]:
    """The truth without ids that are drawn anew each time."""
    drawn = ("unit", "prompt")
    return [
        {key: value for key, value in each.items() if key not in drawn}
        for each in lines(out / "truth" / "truth.jsonl")
    ]


def test_it_leaves_an_installation_whose_pages_wear_the_banner(out: Path) -> None:
    app = build(Settings(data=out / "data"))
    assert app.units.organisation().simulated
    assert len(app.answers.released_weeks()) == 2
    app.close()
    assert not any("truth" in path.name for path in (out / "data").rglob("*"))


def test_every_publication_is_there_as_its_readers_get_it(out: Path) -> None:
    weeks = [path.name for path in (out / "publications").iterdir()]
    assert sorted(weeks) == ["2026-W02", "2026-W03"]
    for path in (out / "publications").rglob("summary.*"):
        assert path.stat().st_size > 100, path
    names = {path.name for path in (out / "publications" / weeks[0]).iterdir()}
    assert names == {"summary.fi.html", "summary.json", "summary.txt", "summary.csv"}


def test_released_answers_are_answers_that_the_truth_knows(out: Path) -> None:
    app = build(Settings(data=out / "data"))
    given: dict[str, list[Any]] = {}
    for each in lines(out / "truth" / "truth.jsonl"):
        if each["state"] == "kept" and not each["words"]:
            given.setdefault(each["item"], []).append(each["value"])
    released = [lot for week in app.answers.released_weeks() for lot in app.answers.lots(week)]
    app.close()
    assert released
    for lot in released:
        for value in lot.values:
            given[lot.label.item].remove(list(value) if isinstance(value, tuple) else value)


def test_the_same_seed_lives_the_same_life(out: Path, tmp_path: Path) -> None:
    assert simulate(tmp_path / "again").exit_code == 0
    assert told(tmp_path / "again") == told(out)


def test_a_real_installations_settings_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENING", "CODE_KEY", "DATA", "MASTER"):
        monkeypatch.setenv(f"KUULOLLA_{name}", str(tmp_path / "real"))
    monkeypatch.setenv("KUULOLLA_CONTACTS_DATABASE", f"sqlite:///{tmp_path / 'real.sqlite'}")
    done = simulate(tmp_path / "out", "--homes", "1", "--team", "0", "--weeks", "1")
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "data" / "keys" / "opening.json").exists()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("something")
    done = simulate(tmp_path)
    assert done.exit_code == 1
    assert "not empty" in done.output


def test_a_database_that_cannot_be_used_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = simulate(tmp_path / "out", "--database", "sqlite:///somewhere")
    assert done.exit_code == 1
    assert "PostgreSQL" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = simulate(tmp_path / "file" / "out")
    assert done.exit_code == 1
    assert "may write to" in done.output
    assert "Traceback" not in done.output


def test_without_a_terminal_each_week_is_said(tmp_path: Path) -> None:
    done = simulate(tmp_path / "out", "--homes", "1", "--team", "0", "--weeks", "1")
    assert "1 of 1" in done.output
