"""Rounds and waves: the common round every four weeks, and extra waves between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from conversations.weeks import monday, week_after, weeks_between

WEEKS_BETWEEN_ROUNDS = 4
WEEKS_LATE = 2  # at most, for a round that was missed: as many are left until the next one
MINUTES_TO_UNDO = 5
FEWEST_PEOPLE = 5  # a wave never asks fewer, nor do its messages go to fewer
ROUND = "round"
WAVE = "wave"
EVERYWHERE = "organisation"  # the level of what is asked, or told, in every unit
START, UNDO = "start", "undo"  # what staff may wish of a wave from their chat


class WaveState(StrEnum):
    """How far an asking has come."""

    PREPARED = "prepared"  # waits for a word
    PLANNED = "planned"  # leaves in some minutes
    WAITING = "waiting"  # fewer than five people yet
    STARTED = "started"
    CANCELLED = "cancelled"


NOT_LEFT = (WaveState.PREPARED, WaveState.PLANNED, WaveState.WAITING)  # can be taken back


class InTurn(NamedTuple):
    """What stands in a round's rotating place: whose turn it is, the panel's question that takes
    its place, and to how many of those the rotation has yielded in rounds before."""

    turn: int = 0
    panel: str = ""
    yielded: int = 0


@dataclass(frozen=True, slots=True)
class Wave:
    """One asking: which set, of which place, in which week, from when on."""

    id: str
    set: str
    turn: int
    level: str
    place: str
    week: str
    starts: datetime
    state: WaveState = WaveState.PLANNED
    at_once: bool = False  # may leave in quiet hours: a trial started by hand
    panel: str = ""  # the panel's question that it carries, as an item id
    yielded: int = 0  # how many rounds before it carried one

    @property
    def in_turn(self) -> InTurn:
        """What stands in its rotating place."""
        return InTurn(self.turn, self.panel, self.yielded)

    @property
    def common(self) -> bool:
        """Whether this is a common round."""
        return self.set == ROUND and self.level == EVERYWHERE

    @property
    def can_be_undone(self) -> bool:
        """Whether it has not left and nobody has taken it back."""
        return self.state in NOT_LEFT


def enough(
    counted: Mapping[str, Mapping[str, int]], units: Iterable[str], audiences: Iterable[str]
) -> bool:
    """Whether so many people, counted by unit and audience, are as many as a wave needs."""
    wanted = tuple(audiences)
    here = (counted.get(unit, {}) for unit in units)
    return sum(of.get(each, 0) for of in here for each in wanted) >= FEWEST_PEOPLE


def round_id(week: str) -> str:
    """The id of a week's common round: one a week, whoever starts it."""
    return f"{ROUND}-{week}"


def wave_id(name: str) -> str:
    """The id of an extra wave."""
    return f"{WAVE}-{name}"


def of_a_wave(prompt: str) -> bool:
    """Whether everybody who is asked has had this prompt's boxes since it started (A-16)."""
    return prompt.startswith((f"{ROUND}-", f"{WAVE}-"))


def rounds_week(first: str, week: str) -> str | None:
    """The week whose common round may begin in ``week``: its own, or one before it if that was
    missed. None: it is too late, or too early; ``first`` is the week of the first one."""
    apart = weeks_between(first, week)
    late = apart % WEEKS_BETWEEN_ROUNDS
    return week_after(week, -late) if apart >= 0 and late <= WEEKS_LATE else None


def next_round(first: str, week: str) -> str:
    """The week of the next common round, this week's included."""
    apart = weeks_between(first, week)
    if apart < 0:
        return first
    return week_after(week, -apart % WEEKS_BETWEEN_ROUNDS)


def undo_until(now: datetime) -> datetime:
    """Until when a wave that is started now can be taken back."""
    return now + timedelta(minutes=MINUTES_TO_UNDO)


def is_over(wave: Wave, week: str) -> bool:
    """Whether a wave's week has passed."""
    return monday(wave.week) < monday(week)
