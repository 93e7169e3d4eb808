"""The commands that answer line by line."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import kuulolla


def say(command: str, *lines: str, options: tuple[str, ...] = ()) -> Result:
    """Run a command on some lines."""
    return CliRunner().invoke(kuulolla, [command, *options], input="".join(f"{x}\n" for x in lines))


def test_each_line_gets_its_masked_line() -> None:
    done = say("mask", '"soita 040 123 4567"', '"ihan kiva päivä"', '""', '"a\\nb@c.fi"')
    assert done.stdout.splitlines() == ['"soita ▒▒▒"', '"ihan kiva päivä"', '""', '"a\\n▒▒▒"']
    assert done.exit_code == 0


def test_danger_is_true_or_false() -> None:
    done = say("danger", '"haluun kuolla"', '"ruoka oli hyvää"')
    assert done.stdout.splitlines() == ["true", "false"]


def test_a_broken_line_is_told_by_its_number_alone_and_the_others_are_answered() -> None:
    done = say("mask", '"moi"', "Salainen Aisha", '{"a": 1}', '"hei"')
    assert done.stdout.splitlines() == ['"moi"', "null", "null", '"hei"']
    assert done.stderr.splitlines() == [f"Line {n} is not a JSON string." for n in (2, 3)]
    assert done.exit_code == 2


def test_odd_signs_in_json_keep_their_line() -> None:
    texts = ["a\u2028b", "\ud83d", "\u0000", "x" * 5000]
    done = say(
        "mask", *(json.dumps(text) for text in texts), json.dumps("ä\x85ö", ensure_ascii=False)
    )
    assert [json.loads(line) for line in done.stdout.split("\n")[:-1]] == [*texts, "ä\x85ö"]


def test_the_organisations_own_names_are_hidden_in_any_form(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Majakka\nSatu Mäkinen\n\n", "utf-8")
    done = say("mask", '"majakassa satu luettiin"', options=("--own", str(names)))
    assert done.stdout == '"▒▒▒ satu luettiin"\n'


def test_a_line_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "mask"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONUNBUFFERED": ""},
    ) as process:
        assert process.stdin
        assert process.stdout
        for text in ("soita 040 123 4567", "moi"):
            process.stdin.write(json.dumps(text) + "\n")
            process.stdin.flush()
            assert process.stdout.readline()
        process.stdin.close()
        assert process.wait(60) == 0
