"""Codes on their way from the office to the contact book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """A code on its way from the office to the contact book: the hash, never the code."""

    code: bytes
    purpose: str
    unit: str
    audience: str
    set: str | None
    uses_left: int | None  # None: a door, which does not wear out
    single_use: bool
    last_week: str  # the last ISO week it works in
