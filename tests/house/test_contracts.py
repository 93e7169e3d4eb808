"""The order of the house: who may import whom, and that no folder stands outside the rule."""

import re
import subprocess
import sys
from typing import Any

from tests.house.project import PACKAGES, ROOT, pyproject


def layers() -> set[str]:
    """Return every package named in the layers contract."""
    contracts: list[dict[str, Any]] = pyproject()["tool"]["importlinter"]["contracts"]
    (order,) = (contract for contract in contracts if contract["type"] == "layers")
    return {name for line in order["layers"] for name in re.split(r"\s*\|\s*", line)}


def test_every_package_has_its_place_in_the_layers() -> None:
    assert sorted(layers()) == PACKAGES


def test_every_package_is_linted_typed_and_shipped() -> None:
    tool = pyproject()["tool"]
    assert sorted(tool["importlinter"]["root_packages"]) == PACKAGES
    assert sorted(tool["mypy"]["packages"]) == sorted([*PACKAGES, "tests"])
    assert sorted(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES


def test_the_contracts_are_kept() -> None:
    check = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", check, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout
