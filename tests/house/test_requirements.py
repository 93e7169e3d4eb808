"""The lock: complete, hashed, silent about where packages come from."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.project import ROOT, pyproject

RUNTIME = ROOT / "requirements.txt"
TEST = ROOT / "requirements-test.txt"


def pinned(path: Path) -> dict[str, str]:
    """Return name and version of every requirement in a file."""
    pins = (line.split() for line in path.read_text().splitlines() if "==" in line)
    return dict(pin[0].split("==") for pin in pins)


def wanted(*, test: bool) -> list[Requirement]:
    """Return what pyproject.toml asks for itself."""
    project = pyproject()["project"]
    lines = project["dependencies"] + (project["optional-dependencies"]["test"] if test else [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("path", [RUNTIME, TEST], ids=lambda path: path.name)
def test_a_requirements_file_holds_versions_and_hashes_and_nothing_else(path: Path) -> None:
    pin = re.compile(r"[a-z0-9.-]+==\S+( ; [a-z_]+ (==|!=|<|>=) '[\w.]+')?( and .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    odd = [
        line
        for line in path.read_text().splitlines()
        if not (pin.fullmatch(line) or digest.fullmatch(line))
    ]
    assert odd == []


@pytest.mark.parametrize(
    ("path", "test"), [(RUNTIME, False), (TEST, True)], ids=["runtime", "test"]
)
def test_what_pyproject_asks_for_is_locked_in_an_allowed_version(path: Path, test: bool) -> None:
    pins = pinned(path)
    missing = [
        str(requirement)
        for requirement in wanted(test=test)
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]
    assert missing == [], "type ./run lock"


def test_the_test_environment_runs_the_very_versions_that_are_shipped() -> None:
    assert pinned(RUNTIME).items() <= pinned(TEST).items()
