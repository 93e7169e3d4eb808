"""Refuses two databases that are not of one time, so that nothing is released twice (C-22).

The office keeps a marker of every released week; the contacts know which week's box is open and
which was released last. Where one of the two comes from a backup, these do not fit.
"""

from typing import Protocol

from storage.databases import UnsafeDatabase

WHAT_TO_DO = "Put both databases of one backup back; or type 'kuulolla restored' to"


class OtherTimes(UnsafeDatabase):
    """One database is older than the other; the message says which, and what to do."""


class Facts(Protocol):
    """What is asked of the contacts: the week that is open, closing, finished."""

    def fact(self, name: str) -> str | None: ...


class Markers(Protocol):
    """What is asked of the office."""

    def released_weeks(self) -> list[str]: ...


def opened_before(box: Facts, lots: Markers) -> str:
    """The newest released week if the box has still to live through it, else nothing."""
    newest = max(lots.released_weeks(), default="")
    closing, week = box.fact("closing"), box.fact("week") or ""
    return newest if (newest > closing if closing else newest >= week) else ""


def assert_one_time(box: Facts, lots: Markers) -> None:
    """Raise OtherTimes unless the office's markers and the box tell one story."""
    if week := opened_before(box, lots):
        raise OtherTimes(
            f"The contacts database is older than the office: week {week} has been released, "
            f"and here its box is still to be opened. {WHAT_TO_DO} "
            "drop that box, whose answers are in the office already, and begin a new week."
        )
    finished = box.fact("finished")
    if finished and finished not in lots.released_weeks():
        raise OtherTimes(
            f"The office database is older than the contacts: week {finished} has been "
            f"released, and the office does not know it. {WHAT_TO_DO} "
            "go on without that week's figures. The open box stays as it is."
        )
