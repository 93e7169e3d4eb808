"""Checks requests, answers and updates against the published Bot API description, kept as data."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from tests.telegram_server.wire import Json, Params

_PROJECT = Path(__file__).resolve().parents[2]
_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "InputFile": (str,),
    "Boolean": (bool,),
}


def spec_path() -> Path:
    """Where the description should lie: KUULOLLA_BOT_API_SPEC, or beside the project."""
    named = os.environ.get("KUULOLLA_BOT_API_SPEC")
    return Path(named) if named else _PROJECT.parent / "shared" / "telegram" / "bot-api.json"


@dataclass(frozen=True, slots=True)
class _Field:
    types: tuple[str, ...]
    required: bool


def _fields(entry: Json) -> dict[str, _Field]:
    return {
        field["name"]: _Field(tuple(field["types"]), field["required"])
        for field in entry.get("fields", ())
    }


class Spec:
    """The Bot API's methods and types as a table to hold traffic against.

    Every check returns complaints, one sentence each; an empty list means all is well.
    """

    def __init__(self, description: Json) -> None:
        self._methods = {name: _fields(item) for name, item in description["methods"].items()}
        self._returns = {n: tuple(item["returns"]) for n, item in description["methods"].items()}
        self._types = {name: _fields(item) for name, item in description["types"].items()}
        self._subtypes = {
            name: tuple(item["subtypes"])
            for name, item in description["types"].items()
            if item.get("subtypes")
        }

    @classmethod
    def load(cls, path: Path | None = None) -> "Spec | None":
        """Read the description; None when there is no such file."""
        path = path or spec_path()
        return cls(json.loads(path.read_text("utf-8"))) if path.is_file() else None

    def check_request(self, method: str, params: Params) -> list[str]:
        """Unknown, missing and mistyped parameters of one call."""
        known = self._methods.get(method)
        if known is None:
            return [f"{method}: no such method"]
        attached = {
            value.removeprefix("attach://")
            for value in params.values.values()
            if isinstance(value, str) and value.startswith("attach://")
        }
        given = {**params.values, **{n: f for n, f in params.files.items() if n not in attached}}
        found = [f"{method}: unknown parameter {name}" for name in given if name not in known]
        for name, field in known.items():
            if name in given:
                found += self._parameter(field.types, given[name], f"{method}.{name}")
            elif field.required:
                found.append(f"{method}: required parameter {name} is missing")
        return found

    def check_answer(self, method: str, result: Any) -> list[str]:
        """Where a result differs from the types the method may return."""
        return self._value(self._returns.get(method, ()), result, method)

    def check_update(self, update: Json) -> list[str]:
        """Where an update differs from type Update; it holds one event besides its number."""
        found = self._value(("Update",), update, "Update")
        return found if len(update) == 2 else [*found, "Update: must hold exactly one event"]

    def _parameter(self, types: Sequence[str], value: Any, path: str) -> list[str]:
        if not isinstance(value, str | int | float | list | dict):
            return [] if "InputFile" in types else [f"{path}: a file is not expected"]
        if isinstance(value, str) and not {"String", "InputFile"} & set(types):
            try:
                value = json.loads(value)
            except ValueError:
                return [f"{path}: neither {' nor '.join(types)}"]
        return self._value(types, value, path)

    def _value(self, types: Sequence[str], value: Any, path: str) -> list[str]:
        fewest = [f"{path}: nothing is expected"]
        for number, kind in enumerate(types):
            found = self._typed(kind, value, path)
            if not found:
                return []
            if number == 0 or len(found) < len(fewest):
                fewest = found
        return fewest

    def _typed(self, kind: str, value: Any, path: str) -> list[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path}: {kind} expected"]
            inner = (kind.removeprefix("Array of "),)
            each = (self._value(inner, item, f"{path}[{n}]") for n, item in enumerate(value))
            return list(chain.from_iterable(each))
        if kind in _SCALARS:
            wrong_bool = isinstance(value, bool) and kind != "Boolean"
            fits = isinstance(value, _SCALARS[kind]) and not wrong_bool
            return [] if fits else [f"{path}: {kind} expected"]
        if kind in self._subtypes:
            return self._value(self._subtypes[kind], value, path)
        return self._object(kind, value, path)

    def _object(self, kind: str, value: Any, path: str) -> list[str]:
        if not isinstance(value, Mapping):
            return [f"{path}: {kind} expected"]
        fields = self._types[kind]
        found = [f"{path}: {kind} has no field {name}" for name in value if name not in fields]
        for name, field in fields.items():
            if name in value:
                found += self._value(field.types, value[name], f"{path}.{name}")
            elif field.required:
                found.append(f"{path}: {kind}.{name} is missing")
        return found
