"""Fictional time: what people and the clock do, moment by moment, and nothing between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

from app.beats import Beats
from app.simulation.people import SimulatedClock, Talk
from conversations.weeks import HELSINKI, monday

# What falls on the same moment happens in this order: a thief is there before the clock's beat.
COPY, BEAT, PEOPLE = range(3)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OPENS = time(8, 1)  # the first minute in which a round that the clock planned has started


def _nothing(_: datetime) -> None:
    """Nobody copies anything."""


@dataclass(slots=True)
class Diary:
    """What happens when. ``copy`` is called at every full hour since which something happened."""

    clock: SimulatedClock
    beats: Beats
    copy: Callable[[datetime], None] = _nothing
    _entries: list[tuple[datetime, int, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _coming: set[tuple[datetime, int]] = field(default_factory=set)

    def write(self, moment: datetime, act: Callable[[], object], order: int = PEOPLE) -> None:
        """Something happens at a moment; one that has passed means now."""
        heappush(self._entries, (max(moment, self.clock()), order, next(self._numbers), act))

    def talk(self, moment: datetime, taps: Talk) -> None:
        """Somebody begins a talk; others tap between."""

        def tap() -> None:
            pause = next(taps, None)
            if pause is not None:
                self.talk(self.clock() + timedelta(seconds=pause), taps)

        self.write(moment, tap)

    def beat(self, moment: datetime) -> None:
        """The clock's minute falls due, even if nobody does anything before it."""
        self._once(moment, BEAT, self.beats.minutely)

    def begin_week(self, week: str) -> None:
        """The beats of a week by which something falls due: release, summary, round, notes."""
        for day in range(7):
            self._hourly(week, day, time(7, 5))
        for hour in (time(0, 5), time(8, 0)):
            self._hourly(week, 0, hour)
        self.beat(at(week, 0, OPENS))

    def end(self, week: str) -> None:
        """Live the Monday morning of a week: the week before is released, and published."""
        self.begin_week(week)
        self.live_until(at(week, 0, time(9)))

    def live_until(self, moment: datetime) -> None:
        """Let everything happen that is written before a moment."""
        while self._entries and self._entries[0][0] < moment:
            when, order, _, act = heappop(self._entries)
            self.clock.set(when)
            self._coming.discard((when, order))
            act()
            if order is PEOPLE:
                self.beat(_floor(when, MINUTE) + MINUTE)
            if order is not COPY:
                hour = _floor(when, HOUR) + HOUR
                self._once(hour, COPY, partial(self.copy, hour))
        self.clock.set(moment)

    def _hourly(self, week: str, day: int, hour: time) -> None:
        self.write(at(week, day, hour), self.beats.hourly)

    def _once(self, moment: datetime, order: int, act: Callable[[], object]) -> None:
        if (moment, order) not in self._coming:
            self._coming.add((moment, order))
            self.write(moment, act, order)


def at(week: str, day: int, hour: time) -> datetime:
    """A moment of a week in Finland; day 0 is Monday."""
    return datetime.combine(monday(week) + timedelta(days=day), hour, HELSINKI).astimezone(UTC)


def _floor(moment: datetime, unit: timedelta) -> datetime:
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % unit
