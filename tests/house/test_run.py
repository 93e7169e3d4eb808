"""The one command: what ./run sets up, when, and what it says where something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.project import ROOT

ORDINARY = ("sh", "env", "cat", "chmod", "cksum", "dirname", "grep", "mkdir", "readlink", "rm")

# Stands for uv: notes that it was called, and makes an environment whose Python tells its words.
UV = """#!/bin/sh
echo "uv $1 $2" >>"$NOTES"
[ "$1" = venv ] || exit 0
for venv; do :; done
mkdir -p "$venv/bin"
cat >"$venv/bin/python" <<'END'
#!/bin/sh
[ "$1" = -V ] && echo Python 3.11.0 && exit
echo "in $(pwd) with $PYTHONPATH and ${KUULOLLA_DATA-no folder}: $*"
END
chmod +x "$venv/bin/python"
"""

OLD_PYTHON = "#!/bin/sh\nexit 1\n"

# Python is new enough, but 'python3 -m venv' fails as Debian's does without python3-venv.
PYTHON_WITHOUT_VENV = (
    '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho ensurepip is not available\nexit 1\n'
)


class Machine:
    """A folder with a copy of the project's ./run, and a PATH that holds only what it is given."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.bin = folder / "bin"
        self.notes = folder / "notes"
        self.project.mkdir()
        self.bin.mkdir()
        self.notes.touch()
        for name in ("run", "requirements.txt", "requirements-test.txt"):
            shutil.copy(ROOT / name, self.project)
        for name in ORDINARY:
            if found := shutil.which(name):
                (self.bin / name).symlink_to(found)

    def has(self, program: str, text: str) -> None:
        """Put a program on the machine's PATH."""
        (self.bin / program).write_text(text)
        (self.bin / program).chmod(0o755)

    def run(
        self, *words: str, start: Path | None = None, folder: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Type ./run and the words outside the project, or in another folder or by another path."""
        return subprocess.run(
            [start or self.project / "run", *words],
            cwd=folder or self.bin.parent,
            env={"PATH": str(self.bin), "NOTES": str(self.notes), **variables},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def installs(self) -> int:
        """Return how often packages were installed."""
        return self.notes.read_text().count("uv pip sync")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ([], "-P -m app run"),
        (["--port", "8000", "--demo"], "-P -m app run --port 8000 --demo"),
        (["unit", "add", "North home"], "-P -m app unit add North home"),
        (["--data", "new"], "-P -m app run --data new"),
        (["--data", "new", "--demo"], "-P -m app run --data new --demo"),
        (["--data", "new", "restore", "copy"], "-P -m app --data new restore copy"),
        (["--data=new", "restore", "copy"], "-P -m app --data=new restore copy"),
    ],
)
def test_run_is_kuulolla(machine: Machine, typed: list[str], meant: str) -> None:
    machine.has("uv", UV)
    assert machine.run(*typed).stdout.endswith(f": {meant}\n")


def test_a_command_stays_in_the_folder_where_it_was_typed(machine: Machine) -> None:
    machine.has("uv", UV)
    assert machine.run("talk", "round").stdout.startswith(f"in {machine.bin.parent} with ")


def test_the_data_stay_with_the_project_wherever_the_command_is_typed(machine: Machine) -> None:
    machine.has("uv", UV)
    assert f" and {machine.project}/data: " in machine.run().stdout
    assert " and no folder: " in machine.run(folder=machine.project).stdout
    assert " and elsewhere: " in machine.run(KUULOLLA_DATA="elsewhere").stdout


def test_a_symlink_to_run_finds_the_project(machine: Machine) -> None:
    machine.has("uv", UV)
    link = machine.bin / "kuulolla"
    link.symlink_to(machine.project / "run")
    assert f"with {machine.project} and" in machine.run("health", start=link).stdout


def test_tests_are_named_from_the_project_folder(machine: Machine) -> None:
    machine.has("uv", UV)
    said = machine.run("test", "tests/house", "-k", "two words").stdout
    assert said.startswith(f"in {machine.project} with ")
    assert said.endswith(": -m pytest tests/house -k two words\n")


def test_packages_are_installed_once(machine: Machine) -> None:
    machine.has("uv", UV)
    assert "Setting up (once" in machine.run().stderr
    assert machine.run().stderr == ""
    assert machine.installs() == 1


def test_packages_are_installed_again_when_the_lock_changes(machine: Machine) -> None:
    machine.has("uv", UV)
    machine.run()
    with (machine.project / "requirements.txt").open("a") as lock:
        lock.write("# changed\n")
    machine.run()
    assert machine.installs() == 2


def test_a_test_environment_serves_the_program_too(machine: Machine) -> None:
    machine.has("uv", UV)
    machine.run()
    machine.run("test")
    machine.run()
    assert machine.installs() == 2


def test_the_attacks_get_the_packages_of_the_tests(machine: Machine) -> None:
    machine.has("uv", UV)
    machine.run("privacy", "check")
    machine.run("privacy", "attack", "--quick")
    assert machine.installs() == 2
    machine.run("test")
    assert machine.installs() == 2


def test_without_python_it_says_what_to_type(machine: Machine) -> None:
    machine.has("python3", OLD_PYTHON)
    done = machine.run()
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_without_python3_venv_it_says_what_to_type(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_VENV)
    done = machine.run()
    assert done.returncode != 0
    assert "'venv' part is missing" in done.stderr
    assert "sudo apt-get install python3-venv" in done.stderr
    assert "ensurepip" not in done.stdout + done.stderr


def test_an_unknown_check_is_refused(machine: Machine) -> None:
    machine.has("uv", UV)
    done = machine.run("check", "import")
    assert done.returncode != 0
    assert "./run check imports" in done.stderr


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_the_scripts_may_be_executed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
