"""The fatigue guard: when somebody may be asked. It counts what was sent, never answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from conversations.weeks import HELSINKI, weeks_between

WEEKS_BETWEEN_PROMPTS = 2
WEEKS_WHEN_SELDOM = 8  # every other round
WEEKS_OF_REST = 4
PROMPTS_A_YEAR = 16
NEVER = "9999-W01"
SCHOOL_DAY_FROM, FREE_DAY_FROM, UNTIL = 15, 12, 20  # hours, Finnish time


class Holidays(Protocol):
    """Anything that knows public holidays."""

    def __contains__(self, day: date, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How somebody wants to be asked; their own choice, never inferred (A-14, S18).

    ``rests_until``: the first ISO week in which messages may come again. ``hour``: messages wait
    for it, 0 for any.
    """

    rests_until: str = ""
    seldom: bool = False
    hour: int = 0

    def rests(self, week: str) -> bool:
        """Whether nothing may be sent in a week."""
        return week < self.rests_until


AS_IT_COMES = Pace()


@dataclass(frozen=True, slots=True)
class Sent:
    """What has been sent to one person so far."""

    last_week: str = ""
    this_year: int = 0

    def may_prompt(self, week: str, pace: Pace = AS_IT_COMES) -> bool:
        """At most one prompt in fourteen days and sixteen a year (S4), fewer if so wished."""
        if pace.rests(week):
            return False
        if not self.last_week:
            return True
        apart = WEEKS_WHEN_SELDOM if pace.seldom else WEEKS_BETWEEN_PROMPTS
        year_is_full = self.this_year >= PROMPTS_A_YEAR and self.last_week[:4] == week[:4]
        return weeks_between(self.last_week, week) >= apart and not year_is_full

    def and_one(self, week: str) -> "Sent":
        """One more prompt, sent in ``week``."""
        same_year = self.last_week[:4] == week[:4]
        return replace(self, last_week=week, this_year=self.this_year * same_year + 1)


def may_send(moment: datetime, holidays: Holidays) -> bool:
    """Whether a prompt may leave now: 15–20 on school days, 12–20 else, never on a holiday."""
    local = moment.astimezone(HELSINKI)
    if local.date() in holidays:
        return False
    start = FREE_DAY_FROM if local.weekday() >= 5 else SCHOOL_DAY_FROM
    return start <= local.hour < UNTIL
