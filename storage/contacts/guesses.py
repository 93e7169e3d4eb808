"""Wrong codes of late, counted for where they came from: nothing of it can be read."""

from datetime import datetime, timedelta
from functools import cached_property

from storage.brake import Allowance
from storage.contacts.people import People
from storage.sealing import CannotOpen, hide, keyed, show

ALLOWED = Allowance(30, timedelta(minutes=1))  # a home has one address for all its children
UNTIL_BYTES = 64


class Guesses(People):
    """The wrong codes of one transaction; a right one leaves nothing, or copies would show it.

    Both halves of a row are under a key that dies with its week: neither from a copy nor with the
    master key can anybody tell which chat or address has mistyped a code, or when.
    """

    def may_guess(self, source: str) -> bool:
        """Whether a code from here is looked up."""
        return ALLOWED.allows(self._until(self._guess_id(source)), self.now)

    def guessed(self, source: str) -> None:
        """One more wrong code came from here; many at once are counted one after the other."""
        idx = self._guess_id(source)
        self.pending.take_turns([idx])
        until = ALLOWED.one_more(self._until(idx), self.now).isoformat()
        self.guesses.put({"idx": idx, "until": hide(until, self._guess_key, UNTIL_BYTES)})

    def forget_guesses(self) -> None:
        """Let go of what does not count any more."""
        over = (r["idx"] for r in self.guesses.where() if self._moment(r["until"]) <= self.now)
        self.guesses.remove(*over)

    def _until(self, idx: bytes) -> datetime:
        row = self.guesses.get(idx)
        return self._moment(row["until"]) if row else self.now

    def _moment(self, hidden: bytes) -> datetime:
        """Until when a row counts; one of another week does not any more."""
        try:
            return datetime.fromisoformat(show(hidden, self._guess_key))
        except CannotOpen:
            return self.now

    def _guess_id(self, source: str) -> bytes:
        return keyed(self._guess_key, source.encode())[:16]

    @cached_property
    def _guess_key(self) -> bytes:
        return keyed(self.keys.row_key(self.week), b"guess")
