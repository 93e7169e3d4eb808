"""Reads the content that ships with the program."""

from functools import cache
from importlib.resources import files

import yaml

from conversations.questions import Catalogue


@cache
def load_catalogue() -> Catalogue:
    """Every question set, item and band. Raises pydantic.ValidationError if they do not fit."""
    folder = files("conversations") / "content"
    documents = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=str)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Catalogue.read(*(yaml.load(p.read_text("utf-8"), loader) for p in documents))  # noqa: S506
