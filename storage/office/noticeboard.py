"""What a talk may know of the office; fulfils ``conversations.ports.Office``."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from conversations.phrases import Phrase, say
from conversations.ports import Prompt, Ready
from conversations.rounds import Wave, WaveState
from conversations.weeks import week_of
from language.masking import OwnWords
from panel.decisions import Decision
from panel.organisation import units_of
from storage.office.desk import Desk
from storage.office.own_names import OwnNames
from storage.office.staff import Staff
from storage.office.units import Units
from storage.office.waves import Waves
from storage.office.wishes import Wishes

NEWS_SHOWN = 3
MOST_HAPPENED = 12
MOST_WAVES_UNRELEASED = 50


@dataclass(frozen=True, slots=True)
class Noticeboard:
    """Open rounds and what came of things, for one unit's people."""

    units: Units
    waves: Waves
    desk: Desk
    names: OwnNames
    staff: Staff
    wishes: Wishes

    def ready(self) -> Sequence[Ready]:
        """Rounds that are prepared and wait for somebody to start them."""
        units = self.units.there()
        return [
            Ready(wave.id, wave.set, tuple(u.name for u in units_of(wave.level, wave.place, units)))
            for wave in self.waves.recent()
            if wave.state == WaveState.PREPARED
        ]

    def wish(self, staff: str, what: str, subject: str) -> None:
        """Ask the clock for something; it looks whether the asker may."""
        self.wishes.ask(staff, what, subject)

    def as_it_stands(self) -> "Standing":
        """The same for one batch: nothing is looked up twice."""
        return Standing(self)

    def open_prompts(self, unit: str) -> Sequence[Prompt]:
        """Rounds and waves that a unit's people can answer now, newest first."""
        week = week_of(self.waves.clock())
        here = self.units.get(unit)
        if here.has_closed(week):
            return []
        return [
            _prompt(wave)
            for wave in self.waves.of_week(week)
            if wave.state == WaveState.STARTED and here in units_of(wave.level, wave.place, [here])
        ]

    def has_closed(self, unit: str) -> bool:
        """Whether a unit is no longer there."""
        return self.units.has_closed(unit)

    def prompt(self, prompt_id: str) -> Prompt | None:
        """One round or wave; None for one that was taken back, even while it was leaving."""
        wave = self.waves.get(prompt_id)
        return _prompt(wave) if wave and wave.state != WaveState.CANCELLED else None

    def prompts_this_week(self) -> Sequence[str]:
        """Every round and wave somebody may have boxes of.

        More than enough of them: on Monday, or after days without power, the box of an earlier
        week is still open until its release, and 'forget me' has to find what lies in it.
        """
        this_week = self.waves.of_week(week_of(self.waves.clock()))
        lately = self.waves.recent(MOST_WAVES_UNRELEASED)
        return list(dict.fromkeys(wave.id for wave in (*this_week, *lately)))

    def news(self, unit: str) -> Sequence[Phrase]:
        """What came of it, newest first, each with its reason (S6)."""
        return self._news(unit, NEWS_SHOWN)

    def happened(self, unit: str) -> Sequence[Phrase]:
        """The same, as far back as somebody who asks may want to read."""
        return self._news(unit, MOST_HAPPENED)

    def _news(self, unit: str, most: int) -> Sequence[Phrase]:
        here = self.units.get(unit)
        decided = [
            self._told(decision)
            for decision in self.desk.decisions()
            if units_of(decision.level, decision.place, [here])
        ]
        asked = [say("You asked: {answer}", answer=told) for told in self.desk.answers_told()]
        return [*decided[:most], *asked[:most]]

    def has_reader(self) -> bool:
        """Whether somebody from outside the units is there to read words."""
        return self.staff.has_reader()

    def own_names(self) -> OwnWords:
        """The units as the office calls them, and every name that was written down."""
        units = [unit.name for unit in self.units.all()]
        return _own_words((*units, *(each.name for each in self.names.all())))

    def _told(self, decision: Decision) -> Phrase:
        """A promise that is late says so: whoever waits for it knows anyway."""
        told = decision.told_back()
        late = decision.is_late(week_of(self.waves.clock()))
        return say("{told} This is late.", told=told) if late else told


@lru_cache(maxsize=1)  # made anew only when a name has come or gone
def _own_words(names: tuple[str, ...]) -> OwnWords:
    return OwnWords.of(names)


def _prompt(wave: Wave) -> Prompt:
    return Prompt(wave.id, wave.set, wave.week, *wave.in_turn)


class Standing:
    """The noticeboard as it stands while one batch is taken; fulfils the same port."""

    def __init__(self, board: Noticeboard) -> None:
        """Remember answers of ``board`` as long as this lives."""
        self.prompts_this_week = cache(board.prompts_this_week)
        self.open_prompts = cache(board.open_prompts)
        self.has_closed = cache(board.has_closed)
        self.news = cache(board.news)
        self.happened = board.happened
        self.own_names = cache(board.own_names)
        self.has_reader = cache(board.has_reader)
        self.ready, self.wish = board.ready, board.wish

    def as_it_stands(self) -> "Standing":
        """Itself."""
        return self
