"""Which of Telegram's updates have been taken lately: their numbers, unreadable, and no chat."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from conversations.weeks import day_of
from storage.contacts.people import People
from storage.contacts.tables import TakenRow
from storage.databases import insert_into
from storage.sealing import keyed

KEPT = timedelta(days=1)  # no update comes again after so long: Telegram has thrown it away


class Taken(People):
    """What one transaction takes for the first time."""

    def first_time(self, numbers: Iterable[int]) -> set[int]:
        """Those of these updates that were not taken before; from now on they were.

        Somebody else who takes the same ones waits here until this transaction ends.
        """
        ids = {self._taken_id(number): number for number in numbers}
        day = day_of(self.now).isoformat()
        rows = [{"id": each, "day": day} for each in sorted(ids)]
        take = _take(self.pending.dialect)
        return {ids[each] for each in self.pending.execute(take, rows).scalars()} if rows else set()

    def forget_taken(self) -> None:
        """Let go of what cannot come again."""
        oldest = day_of(self.now - KEPT).isoformat()
        self.pending.execute(delete(TakenRow).where(col(TakenRow.day) < oldest), {})

    def _taken_id(self, number: int) -> bytes:
        """Bare, the numbers would stand in the order in which people wrote."""
        return keyed(self.keys.index_key, b"update", number.to_bytes(8))[:16]


@cache
def _take(dialect: str) -> Any:
    """Made once, so that it is compiled once."""
    return insert_into(TakenRow, dialect).on_conflict_do_nothing().returning(col(TakenRow.id))
