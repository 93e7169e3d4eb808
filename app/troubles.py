"""Counts what went wrong by kind, and says it once an hour: no line of the log marks a moment."""

import logging
from collections import Counter
from threading import Lock

log = logging.getLogger("kuulolla")


class Troubles:
    """A tally of exception types and other kinds of trouble, never of their content (A-22)."""

    def __init__(self) -> None:
        """Start from nothing."""
        self._counted: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, kind: str) -> None:
        """One more of a kind."""
        with self._lock:
            self._counted[kind] += 1

    def tell(self) -> None:
        """Log the tally of the last hour, and start anew."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        for kind, times in sorted(counted.items()):
            log.warning("in the last hour, %s times: %s", times, kind)
