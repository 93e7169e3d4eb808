"""Every code name in the glossary exists, so that the words stay one per thing."""

import re
from importlib import import_module
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
NAME = re.compile(r"`([a-z_]+(?:\.\w+)+)`")


def exists(name: str) -> bool:
    """Whether a dotted name is a module or something in one."""
    try:
        import_module(name)
        return True
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return hasattr(import_module(module), attribute)


def test_every_name_in_the_glossary_exists() -> None:
    names = NAME.findall(GLOSSARY.read_text("utf-8"))
    assert len(names) > 30
    assert [name for name in names if not exists(name)] == []


def test_every_word_is_explained_once() -> None:
    rows = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
    words = [row.split("|")[1].strip() for row in rows[1:]]
    assert len(words) == len(set(words))
