"""A test that cannot run is named loudly here, and fails where everything is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT

SKIPPING_TEST = """
import pytest

def test_that_needs_something():
    pytest.skip("no piano in this room")
"""

SKIPPING_MODULE = 'import pytest\npytest.skip("no piano in this room", allow_module_level=True)\n'


def run_pytest(folder: Path, module: str, require: str) -> subprocess.CompletedProcess[str]:
    """Run one module in a folder of its own under the project's rules about skipping."""
    (folder / "test_music.py").write_text(module)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "KUULOLLA_REQUIRE": require},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", [SKIPPING_TEST, SKIPPING_MODULE], ids=["test", "module"])
def test_a_skip_is_named_at_the_end(tmp_path: Path, module: str) -> None:
    said = run_pytest(tmp_path, module, "").stdout
    assert "NOT RUN ON THIS MACHINE: 1 from test_music.py: no piano in this room" in said
    assert "1 skipped" in said.splitlines()[-1]


@pytest.mark.parametrize("module", [SKIPPING_TEST, SKIPPING_MODULE], ids=["test", "module"])
def test_a_skip_fails_where_everything_is_required(tmp_path: Path, module: str) -> None:
    done = run_pytest(tmp_path, module, "all")
    assert done.returncode != 0
    assert "KUULOLLA_REQUIRE=all allows no skip: no piano in this room" in done.stdout
