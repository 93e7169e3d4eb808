"""Rounds and waves in the office: planned, undone, started."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_hex

from sqlmodel import Session, col, func, select

from conversations.phrases import say
from conversations.rounds import (
    EVERYWHERE,
    NOT_LEFT,
    ROUND,
    InTurn,
    Wave,
    WaveState,
    round_id,
    undo_until,
    wave_id,
)
from conversations.weeks import week_of
from panel.refusals import Refused
from storage.databases import Database
from storage.office.tables import OrganisationRow, PanelQuestionRow, WaveRow


class AlreadyPlanned(Refused):
    """The same is there this week: once is enough."""


@dataclass(frozen=True, slots=True)
class Waves:
    """What is asked, where and from when."""

    database: Database
    clock: Callable[[], datetime]

    def plan_round(
        self, organisation: str, *, starts: datetime | None = None, at_once: bool = False
    ) -> Wave:
        """Plan this week's common round. Raises AlreadyPlanned: there is one a week.

        The very first one sets the weeks of all that follow, every four weeks. The panel's question
        that waits now goes with it; one that comes later waits for the next.
        """
        week = week_of(self.clock())
        with self.database.writing() as session:
            earlier = session.get(WaveRow, round_id(week))
            if earlier is not None and earlier.state != WaveState.CANCELLED:
                raise AlreadyPlanned(
                    say(
                        "There is one common round a week, and this week's ({week}) is already "
                        "there. Look at it in the list of rounds.",
                        week=week,
                    )
                )
            wave = Wave(
                id=round_id(week),
                set=ROUND,
                level=EVERYWHERE,
                place=organisation,
                week=week,
                starts=starts or undo_until(self.clock()),
                at_once=at_once,
                **_in_turn(session, week)._asdict(),
            )
            if not _any_round_until(session, week):
                session.exec(select(OrganisationRow)).one().first_round = week
            session.merge(WaveRow(**asdict(wave)))
            return wave

    def next_turn(self) -> InTurn:
        """What stands in the rotating place, should this week's round start now."""
        with self.database.reading() as session:
            return _in_turn(session, week_of(self.clock()))

    def plan_wave(
        self,
        set_id: str,
        level: str,
        place: str,
        *,
        at_once: bool = False,
        state: WaveState = WaveState.PLANNED,
    ) -> Wave:
        """Plan an extra wave for a unit, group or service; it can be undone for some minutes.

        ``prepared`` instead, it waits until somebody starts it. Raises AlreadyPlanned: there is one
        of a set a week at one place.
        """
        now = self.clock()
        starts, week = undo_until(now), week_of(now)
        wave = Wave(wave_id(token_hex(4)), set_id, 0, level, place, week, starts, state, at_once)
        with self.database.writing() as session:
            if _is_there(session, wave, week):
                raise AlreadyPlanned(
                    say(
                        "This has already been started there this week ({week}). Once is enough.",
                        week=week,
                    )
                )
            session.add(WaveRow(**asdict(wave)))
        return wave

    def start_prepared(self, wave_id: str) -> bool:
        """Start a prepared wave now; as every other, it can be undone for some minutes.

        False when it is not waiting to be started, or the same was started this week elsewhere.
        """
        now = self.clock()
        week = week_of(now)
        with self.database.writing() as session:
            row = session.get(WaveRow, wave_id)
            if row is None or row.state != WaveState.PREPARED or _is_there(session, row, week):
                return False
            row.starts, row.week, row.state = undo_until(now), week, WaveState.PLANNED
            return True

    def cancel(self, wave_id: str) -> bool:
        """Take back a wave that has not left. False when it is too late."""
        with self.database.writing() as session:
            row = session.get(WaveRow, wave_id, with_for_update=True)
            if row is None or row.state not in NOT_LEFT:
                return False
            row.state = WaveState.CANCELLED
            return True

    def mark(self, wave_id: str, state: WaveState) -> None:
        """A wave has started, or waits for five people."""
        with self.database.writing() as session:
            row = session.get_one(WaveRow, wave_id, with_for_update=True)
            if row.state == WaveState.CANCELLED:
                return
            row.state = state
            if row.panel and state == WaveState.STARTED:
                session.get_one(PanelQuestionRow, row.panel).waits = False

    def due(self) -> list[Wave]:
        """Waves of this week whose time to undo is over and which have not started."""
        now = self.clock()
        return [
            wave
            for wave in self.of_week(week_of(now))
            if wave.state in (WaveState.PLANNED, WaveState.WAITING) and wave.starts <= now
        ]

    def of_week(self, week: str) -> list[Wave]:
        """Everything planned for a week, the newest first."""
        with self.database.reading() as session:
            rows = session.exec(
                select(WaveRow).where(WaveRow.week == week).order_by(col(WaveRow.starts).desc())
            )
            return [_wave(row) for row in rows]

    def recent(self, most: int = 20) -> list[Wave]:
        """The latest rounds and waves."""
        with self.database.reading() as session:
            rows = session.exec(select(WaveRow).order_by(col(WaveRow.starts).desc()).limit(most))
            return [_wave(row) for row in rows]

    def get(self, wave_id: str) -> Wave | None:
        """One wave."""
        with self.database.reading() as session:
            row = session.get(WaveRow, wave_id)
            return _wave(row) if row else None


def is_leaving(row: WaveRow, now: datetime) -> bool:
    """Whether the first may have it already: the office hears of the start only when all do."""
    return row.state == WaveState.PLANNED and row.starts <= now and row.week == week_of(now)


def _is_there(session: Session, wave: Wave | WaveRow, week: str) -> bool:
    """Whether the same has been started at the same place in a week."""
    same = select(WaveRow).where(WaveRow.set == wave.set, WaveRow.level == wave.level)
    there = same.where(WaveRow.place == wave.place, WaveRow.week == week)
    idle = WaveState.PREPARED, WaveState.CANCELLED
    return any(each.state not in idle for each in session.exec(there))


def _any_round_until(session: Session, week: str) -> bool:
    rounds = select(WaveRow).where(WaveRow.set == ROUND, WaveRow.state != WaveState.CANCELLED)
    return session.exec(rounds.where(WaveRow.week <= week)).first() is not None


def _in_turn(session: Session, week: str) -> InTurn:
    rounds = select(func.count()).select_from(WaveRow).where(WaveRow.set == ROUND)
    before = rounds.where(WaveRow.week < week, WaveRow.state == WaveState.STARTED)
    yielded = session.exec(before.where(WaveRow.panel != "")).one()
    return InTurn(session.exec(before).one(), _waiting(session), yielded)


def _waiting(session: Session) -> str:
    """The panel's question that waits for a round; never two, unless two came at the same moment:
    then the other one waits for the round after."""
    waiting = select(PanelQuestionRow.id).where(col(PanelQuestionRow.waits))
    return session.exec(waiting.order_by(PanelQuestionRow.id)).first() or ""


def _wave(row: WaveRow) -> Wave:
    return Wave(**{**row.model_dump(), "state": WaveState(row.state)})
