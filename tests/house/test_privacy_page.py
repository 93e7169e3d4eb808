"""docs/privacy.md promises nothing without a test, and says what the young are really told."""

import ast
import re

from tests.house.project import ROOT
from tests.house.told import PRIVACY, section, written

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ON_POSTGRESQL = ("on_both", "on_postgresql", "DATABASES")
SURRENDERED = (  # what A-24 wants a row for
    *("The databases", "A backup", "Logs", "The bot's process", "The release's process"),
    *("The console's process", "A facilitator's account", "A coordinator's account"),
    *("A young person's phone", "Telegram", "the key files", "the master key"),
)


def rows() -> list[list[str]]:
    """The cells of each row of the table of what a compromise surrenders."""
    chapter = PRIVACY.read_text("utf-8").partition("## What a compromise surrenders")[2]
    table = chapter.partition("\n## ")[0].splitlines()
    lines = [line for line in table if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(path: str) -> set[str]:
    """The names of a module's tests."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions)}


def test_every_test_that_the_page_names_is_there() -> None:
    named = NAMED.findall(PRIVACY.read_text("utf-8"))
    assert len(named) > 20
    missing = [f"{path}::{test}" for path, test in named if not (ROOT / path).exists()]
    missing += [f"{p}::{t}" for p, t in named if (ROOT / p).exists() and t not in names_in(p)]
    assert missing == []


def test_every_row_has_both_columns_and_a_test_or_says_that_none_can_be() -> None:
    assert len(rows()) >= len(SURRENDERED)
    for taken, alone, apart, tests in rows():
        assert alone, taken
        assert apart, taken
        assert NAMED.search(tests) or tests.startswith("not preventable"), taken


def named_for(tests: str, label: str) -> list[tuple[str, str]]:
    """The tests that a cell names behind a label such as ``both:``, up to the next label."""
    told = re.findall(rf"\b{label}: ((?:`[^`]+`\s*)+)", tests)
    return NAMED.findall(" ".join(told))


def runs_on_postgresql(path: str, test: str) -> bool:
    """Whether a test says that it runs there: by a mark, by its fixture's, or by its folder."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    marked = {
        node.name: " ".join(ast.unparse(mark) for mark in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    (asked,) = (node.args.args for node in tree.body if getattr(node, "name", "") == test)  # type: ignore[attr-defined]
    marks = " ".join(marked.get(name, "") for name in (test, *(each.arg for each in asked)))
    return path.startswith("tests/postgres/") or any(mark in marks for mark in ON_POSTGRESQL)


def test_what_is_said_of_postgresql_was_seen_on_postgresql() -> None:
    seen = 0
    for taken, _, apart, tests in rows():
        named = [*named_for(tests, "both"), *named_for(tests, "PostgreSQL")]
        assert [each for each in named if not runs_on_postgresql(*each)] == [], taken
        told = named or named_for(tests, "pages") or tests.startswith("not preventable")
        assert told or "phone" in taken, f"{taken}: {apart}"
        seen += len(named)
    assert seen > 20


def test_everything_that_may_be_taken_has_a_row() -> None:
    taken = " ".join(row[0] for row in rows())
    assert [each for each in SURRENDERED if each not in taken] == []


def test_what_the_young_are_told_stands_there_word_for_word() -> None:
    assert written() == section(), "type: python -m tests.house.told"


def test_the_duty_card_has_no_number_of_its_own() -> None:
    """Numbers change: what a reader rings is what the young are shown."""
    known = (ROOT / "language" / "help_lines.yaml").read_text("utf-8")
    card = (ROOT / "docs" / "duty-card.md").read_text("utf-8")
    numbers = set(re.findall(r"\*\*(\d[\d ]+\d)\*\*", card)) | set(re.findall(r"116 \d+", card))
    assert numbers == {"112", "116 111", "0800 96 116"}
    assert all(f'number: "{number}"' in known for number in numbers)
