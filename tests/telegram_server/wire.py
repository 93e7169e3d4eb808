"""What travels between a bot and the Bot API: parameters, uploads, refusals, lengths in UTF-16."""

import json
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A call the server refuses; `code` is the HTTP status and the error_code alike."""

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: int | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def body(self) -> Json:
        """The JSON object a bot gets to read."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        more = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        if told := {name: value for name, value in more.items() if value is not None}:
            body["parameters"] = told
        return body


def bad_request(why: str) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {why}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file a bot sent in a multipart form."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Params:
    """One call's parameters: strings from a form or a query, JSON values from a JSON body."""

    values: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string; empty when it is missing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; the default when missing or unreadable, as the real server does."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name).lower() in ("true", "yes", "1")

    def structure(self, name: str) -> Any:
        """A JSON value, decoded if it came as a string; None when missing.

        Raises ApiError 400 when it is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def file(self, name: str) -> Upload | str:
        """The upload under a parameter, or behind its attach:// name; else the string given."""
        if name in self.files:
            return self.files[name]
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://"), value)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
