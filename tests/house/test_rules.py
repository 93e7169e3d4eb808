"""Every rule that is cited has its line in docs/rules.md, and every line there is cited."""

import re

from tests.house.project import ROOT, our_files

RULES = ROOT / "docs" / "rules.md"
PATTERNS = ("*.py", "*.md", "*.yaml", "*.sql", "*.toml", "*.example")
SHAPES_OF_FACES = ROOT / "bot" / "webchat" / "drawing.py"  # strokes of a pen look like rules
CODE = re.compile(r"\b(?:[ABC]-\d\d|[DMS]\d{1,2})\b")
LINE = re.compile(r"^- \*\*(\S+)\*\* \S.*\.$", re.MULTILINE)


def listed() -> list[str]:
    """The rules that have a line, as they stand."""
    return LINE.findall(RULES.read_text("utf-8"))


def cited() -> dict[str, str]:
    """Every rule that is cited, with a file that does."""
    files = {path for pattern in PATTERNS for path in our_files(pattern)}
    return {
        code: str(path.relative_to(ROOT))
        for path in sorted(files - {RULES, SHAPES_OF_FACES})
        for code in CODE.findall(path.read_text("utf-8"))
    }


def test_every_rule_that_is_cited_has_its_line() -> None:
    known = set(listed())
    assert len(known) > 60
    assert {code: path for code, path in cited().items() if code not in known} == {}


def test_every_rule_is_cited_somewhere() -> None:
    assert set(listed()) - set(cited()) == set()


def test_rules_stand_in_their_order_and_once() -> None:
    assert listed() == sorted(set(listed()), key=lambda code: (code[0], int(code[1:].strip("-"))))
