"""Kills at random moments, and what was lost and doubled is counted afterwards (C-01)."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from conversations.ports import Address
from storage.contacts.tables import CodeRow
from tests.crashes.crowd import Walk
from tests.crashes.mortal import (
    ENROLLED,
    READY,
    RELEASED,
    Site,
    lines_of,
    release_until_killed,
    talk_until_killed,
)
from tests.storage.house import House
from tests.telegram_server import TelegramServer, World

AT_ONCE = 8  # people who are in the middle of their way at the same time
USES = 1_000_000  # of the code by which all of them come
PATIENCE = 60.0  # seconds without any move until what should long have come is given up
LIVES = 3  # a process is killed within so many times the time that the last one took to start
LONGEST_LIFE = 5.0  # seconds, on however slow a machine
KILLED_AT_START = 0.2  # share of the processes that may be killed before they have begun to work
SERVER_TOO = 10  # at each tenth kill the database's server crashes before, if it has one
FEWEST_ACKNOWLEDGED = 20  # or nothing was put to the test
FEWEST_RELEASES = 5  # on a slow machine it takes more kills until so many have been lived through
NOON = 1_800_000_000.0  # Telegram's clock stands: taps that wait for a slow machine do not expire
Crash = Callable[[], Awaitable[None]]
Until = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run came to; ``lost``, ``twice`` and ``waiting`` have to be nought."""

    kills: int
    server_crashes: int
    acknowledged: int
    stored: int
    lost: int
    twice: int
    waiting: int  # people who never got their next question
    repeated: int  # words that had to be said again: the bot died before it replied to them
    seconds: float

    @property
    def fine(self) -> bool:
        """Whether the promise was kept, and was put to the test."""
        tried = self.acknowledged >= FEWEST_ACKNOWLEDGED
        return tried and not (self.lost or self.twice or self.waiting)

    def __add__(self, other: "Tally") -> "Tally":
        names = [field.name for field in fields(self)]
        return Tally(*(getattr(self, name) + getattr(other, name) for name in names))


class Reaper:
    """Starts processes with everything imported, and kills them (-9) when their time has come."""

    def __init__(self, site: Site, draw: Random, crash: Crash | None) -> None:
        """``crash`` stops the database's server in an instant and starts it again."""
        self._site, self._draw, self._crash = site, draw, crash
        self._processes = get_context("forkserver")
        self._processes.set_forkserver_preload([__name__])
        self._began, self._starting = monotonic(), 0.0
        self.kills = self._server_crashes = 0

    async def let_live(
        self,
        until: Until,
        work: Callable[..., None],
        *to: Any,
        patience: float = PATIENCE,
        moves: Callable[[], int] = int,
    ) -> None:
        """Kill a process only when ``until`` says yes, or when ``moves`` stands still for long.

        On a machine with much else to do people wait long and lose nothing: their taps are still
        at Telegram. To give them up there would count these as lost.
        """
        self._start(_nothing).join()  # the imports are done once, before it counts
        process, began = self._start(work, *to), monotonic()
        await _wait(until, patience, moves)
        self._starting = monotonic() - began
        await self._kill(process)

    async def cut_short(
        self, ready: Callable[[], int], work: Callable[..., None], *to: Any
    ) -> None:
        """Kill a process at a random moment: of its start, or after ``ready`` has counted it."""
        before, process, began = ready(), self._start(work, *to), monotonic()
        if self._draw.random() > KILLED_AT_START:
            await _wait(lambda: ready() > before, PATIENCE)
            self._starting = monotonic() - began
        await self._random_moment()
        crashes = self._crash is not None and self.kills % SERVER_TOO == SERVER_TOO - 1
        if self._crash and crashes:
            await self._crash()
            self._server_crashes += 1
            await self._random_moment()
        await self._kill(process, may_be_dead=crashes)
        self.kills += 1

    async def _random_moment(self) -> None:
        await asyncio.sleep(self._draw.uniform(0, min(LONGEST_LIFE, LIVES * self._starting)))

    def _start(self, work: Callable[..., None], *to: Any) -> Any:
        process = self._processes.Process(target=work, args=(self._site, *to), daemon=True)
        process.start()
        return process

    async def _kill(self, process: Any, *, may_be_dead: bool = False) -> None:
        process.kill()
        await asyncio.to_thread(process.join)
        assert process.exitcode == -9 or may_be_dead, "it died by itself"
        process.close()
        assert_sound(self._site)

    def tally(
        self, acknowledged: Counter[Any], stored: Counter[Any], walks: Sequence[Walk] = ()
    ) -> Tally:
        """What it all came to."""
        lost, twice = compare(acknowledged, stored)
        return Tally(
            kills=self.kills,
            server_crashes=self._server_crashes,
            acknowledged=acknowledged.total(),
            stored=stored.total(),
            lost=lost,
            twice=twice,
            waiting=sum(not walk.finished for walk in walks),
            repeated=sum(walk.repeated for walk in walks),
            seconds=round(monotonic() - self._began, 1),
        )


def compare(acknowledged: Counter[Any], stored: Counter[Any]) -> tuple[int, int]:
    """How much was lost, and how much is there more often than it was given.

    What is stored once and was never acknowledged is neither: the kill came in between.
    """
    given_once = Counter(dict.fromkeys(stored, 1)) | acknowledged
    return (acknowledged - stored).total(), (stored - given_once).total()


async def _wait(until: Until, patience: float, moves: Callable[[], int] = int) -> None:
    latest, moved = monotonic() + patience, moves()
    while not until() and monotonic() < latest:
        await asyncio.sleep(0.005)  # another process cannot wake us
        if moves() != moved:
            latest, moved = monotonic() + patience, moves()


def _nothing(site: Site) -> None:
    """A process that ends at once."""


def assert_sound(site: Site) -> None:
    """SQLite finds nothing wrong with its files. PostgreSQL has no such question to be asked."""
    for file in site.folder.glob("*.sqlite"):
        with closing(sqlite3.connect(file)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def open_round(site: Site) -> str:
    """A round that everybody may join; its code."""
    house = site.house()
    code = house.code(house.unit(), uses=USES)
    house.start_round()
    house.app.close()
    return code


async def kill_while_talking(
    site: Site, kills: int, draw: Random, crash: Crash | None = None
) -> Tally:
    """Kill the bot again and again while people tap through the round and write notes."""
    code = open_round(site)
    reaper, walks, last_ones = Reaper(site, draw, crash), list[Walk](), asyncio.Event()
    world = World(clock=lambda: NOON, check_spec=False, punish_repolling=False)

    async def come_one_by_one() -> None:
        while not last_ones.is_set():
            walks.append(Walk(world.person(), code, draw))
            await walks[-1].go()

    def polls() -> int:
        return world.call_counts["getUpdates"]

    async with TelegramServer(world) as server:
        crowd = [asyncio.create_task(come_one_by_one()) for _ in range(AT_ONCE)]
        bot = (talk_until_killed, server.url, world.token)
        await reaper.let_live(lambda: polls() > 0, *bot)
        while reaper.kills < kills:
            await reaper.cut_short(polls, *bot)
        last_ones.set()
        await reaper.let_live(
            lambda: all(each.done() for each in crowd),
            *bot,
            moves=lambda: sum(len(walk.person.messages) for walk in walks),
        )
        for each in crowd:
            each.cancel()
        troubles = [e for e in await asyncio.gather(*crowd, return_exceptions=True) if e]
    assert not [e for e in troubles if not isinstance(e, asyncio.CancelledError)], troubles
    return reaper.tally(given(walks), found(site, walks), walks)


def given(walks: Iterable[Walk]) -> Counter[tuple[str, Any]]:
    """What people did that must have happened once: joined, answered, sent a note."""
    acts = Counter[tuple[str, Any]]()
    for walk in walks:
        acts["joined", ""] += walk.joined
        acts.update((str(walk.person.id), value) for value in walk.answered)
        acts["note", walk.note] += walk.sent
    return acts


def found(site: Site, walks: Iterable[Walk]) -> Counter[tuple[str, Any]]:
    """The same, as storage has it: codes used, answers in the box, notes with the facilitator."""
    house = site.house()
    house.app.release.bring_notes(surely=True)
    (code,) = [row for row in house.rows(CodeRow) if row.purpose == "join"]
    stored = Counter[tuple[str, Any]]({("joined", ""): USES - code.uses_left})
    stored.update(("note", note.text) for note in house.app.desk.notes())
    with house.app.contacts.reading() as book:
        tags = {book.tag(Address("telegram", str(w.person.id))): str(w.person.id) for w in walks}
    answers = [record for record in house.boxes() if record.get("value") is not None]
    stored.update((tags[record["person"]], record["value"]) for record in answers)
    house.app.close()
    return stored


async def kill_while_releasing(
    site: Site, kills: int, draw: Random, crash: Crash | None = None
) -> Tally:
    """Kill the release of week after week; each answer's value occurs once."""
    house = site.house()
    house.enrol(house.unit(), ENROLLED)
    house.app.close()
    diary = Path(f"{site.folder}.diary")
    reaper = Reaper(site, draw, crash)

    def starts() -> int:
        return lines_of(diary).count(READY)

    await reaper.let_live(lambda: starts() > 0, release_until_killed, diary)
    while reaper.kills < kills or lines_of(diary).count(RELEASED) < FEWEST_RELEASES:
        await reaper.cut_short(starts, release_until_killed, diary)
    told = (line for line in lines_of(diary) if line not in (READY, RELEASED))
    return reaper.tally(Counter(map(int, told)), released_or_kept(site.house()))


def released_or_kept(house: House) -> Counter[int]:
    """Every answer there is, once the last week has been released."""
    house.go_to(house.app.release.box.fact("week") or house.week)
    house.app.release.run()  # what the last kill left
    house.next_week()
    house.app.release.run()
    assert len(house.keys().weeks()) == 1
    found = Counter(house.released() + house.kept())
    house.app.close()
    return found
