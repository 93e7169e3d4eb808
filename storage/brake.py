"""How a brake counts: so many at once, then one every so often; what was is forgotten by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """``at_once`` attempts together, and one more whenever ``one_every`` has passed.

    All that has to be remembered of attempts is one moment, ``until`` which the last one counts.
    """

    at_once: int
    one_every: timedelta

    def allows(self, until: datetime, now: datetime) -> bool:
        """Whether one more is within it."""
        return self.one_more(until, now) <= now + self.one_every * self.at_once

    def one_more(self, until: datetime, now: datetime) -> datetime:
        """Until when attempts count, with one more."""
        return max(until, now) + self.one_every
