"""What no file may hold, and how every module begins."""

import ast
import re
from pathlib import Path

from tests.house.project import PACKAGES, ROOT, our_files

# Written so that this file does not match itself.
SOMEBODYS_MACHINE = re.compile(
    r"(?<![\w.])/(?:ro[o]t|wo[r]k|ho[m]e/\w+|Use[r]s/\w+|tm[p])/", re.ASCII
)
REGISTRY_HOST = re.compile(
    r"//[\w.-]*(?:py[p]i\.org|python[h]osted|npm[j]s|deb[i]an\.org)", re.ASCII
)


def python_files() -> list[Path]:
    """Return every Python file of the tree; an empty list would make these tests say nothing."""
    files = our_files("*.py")
    assert len(files) > len(PACKAGES)
    return files


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return file, number and text of each line that matches, binary files aside."""
    found = []
    for path in our_files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT)
        found += [f"{name}:{n}: {line}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_somebodys_machine() -> None:
    assert lines_with(SOMEBODYS_MACHINE) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY_HOST) == []


def test_every_module_begins_with_a_sentence_saying_what_it_is_for() -> None:
    wordless = []
    for path in python_files():
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        if len(said.partition("\n")[0].split()) < 3:
            wordless.append(str(path.relative_to(ROOT)))
    assert wordless == []


def imported(path: Path) -> set[str]:
    """Return the full names of what a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_is_mocked() -> None:
    mocked = [
        str(path.relative_to(ROOT)) for path in python_files() if "unittest.mock" in imported(path)
    ]
    assert mocked == [], "write a small working fake"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "base", "dto", "misc"}
    assert [str(path.relative_to(ROOT)) for path in python_files() if path.stem in empty] == []
