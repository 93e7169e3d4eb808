"""Reads the content that ships with the program."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from conversations.questions import Catalogue
from language.help_lines import BadHelpLine, HelpLine, merged, parse


@cache
def load_catalogue() -> Catalogue:
    """Every question set, item and band. Raises pydantic.ValidationError if they do not fit."""
    folder = files("conversations") / "content"
    documents = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=str)
    return Catalogue.read(*(read_yaml(p.read_text("utf-8")) for p in documents))


def read_yaml(text: str) -> Any:
    """What a YAML text holds, read by the quick parser where there is one. Raises YAMLError."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def load_help_lines(own: Path) -> tuple[HelpLine, ...]:
    """The organisation's own help lines and those that are shipped. Raises BadHelpLine."""
    shipped = parse((files("language") / "help_lines.yaml").read_text("utf-8"))
    try:
        return merged(shipped, parse(own.read_text("utf-8"))) if own.exists() else shipped
    except (OSError, UnicodeDecodeError) as problem:
        raise BadHelpLine(f"{own.name} cannot be read.") from problem


def help_lines_at_hand(own: Path) -> tuple[HelpLine, ...]:
    """The same; those that are shipped alone while the organisation's are of no use.

    Help is shown whatever somebody has typed into a file; the health check says what is wrong.
    """
    try:
        return load_help_lines(own)
    except BadHelpLine:
        return parse((files("language") / "help_lines.yaml").read_text("utf-8"))
