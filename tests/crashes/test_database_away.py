"""Without its database the bot confirms nothing, says so, and goes on by itself (C-04).

``KUULOLLA_AWAY=3600 ./run test tests/crashes/test_database_away.py --timeout 0`` leaves it away
for so many seconds. Telegram does not keep a tap as long; whoever made one has to tap again.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.telegram.channel import TelegramChannel
from storage.databases import SQLITE_SETTINGS
from tests.crashes.crowd import Walk
from tests.crashes.killing import found, given
from tests.crashes.mortal import Site
from tests.crashes.servers import Crashable, crashable
from tests.postgres.fixtures import DATABASES
from tests.postgres.installed import NoPostgres
from tests.storage.house import House
from tests.telegram_server import TelegramServer, World
from tests.telegram_server.updates import TAP_LIFE

AWAY = float(os.environ.get("KUULOLLA_AWAY", "1"))  # seconds
PEOPLE = 3
SORRY = "En voi"  # how the kind notice begins that nothing can be written down just now
PATIENCE = 90.0  # seconds until a walk must be over, however slow the machine
RECOVERS_IN = 10.0  # seconds after the server is back
A_TICK = 0.1  # seconds; on a machine with much else to do they are longer, and so is all else
Urls = tuple[str, str]
Walking = tuple[World, list[Walk], list[asyncio.Task[None]]]


@pytest.fixture(scope="module")
def server() -> Iterator[Crashable]:
    try:
        with crashable() as made:
            yield made
    except NoPostgres as missing:
        pytest.skip(str(missing))


@asynccontextmanager
async def walking(
    house: House,
) -> AsyncIterator[Walking]:
    """A bot that runs, and people who walk through the round; at the end all have arrived."""
    code = house.code(house.unit(), uses=1_000_000)
    house.start_round()
    world = World(check_spec=False, punish_repolling=False)
    async with TelegramServer(world) as telegram:
        channel = TelegramChannel(
            token=world.token,
            api_url=telegram.url,
            books=house.app.contacts,
            listener=house.app.listener,
            compose=lambda errand: None,
            is_quiet=lambda: False,
        )
        stop = asyncio.Event()
        bot = asyncio.create_task(channel.run(stop))
        walks = [Walk(world.person(), code, Random(n)) for n in range(PEOPLE)]
        tasks = [asyncio.create_task(walk.go()) for walk in walks]
        yield world, walks, tasks
        await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)
        stop.set()
        await bot


async def half_way(walks: list[Walk]) -> None:
    """Until somebody has answered twice."""
    async with asyncio.timeout(PATIENCE):
        while not any(len(walk.answered) > 1 for walk in walks):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def told_so(walks: list[Walk]) -> None:
    """Until somebody was told that nothing can be written down."""
    async with asyncio.timeout(PATIENCE):
        while not any(walk.person.notices for walk in walks):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def again(walks: list[Walk]) -> None:
    """Whose tap is gone by now taps once more."""
    if AWAY > TAP_LIFE:
        for walk in walks:
            walk.press_again()


async def seconds_until(done: Callable[[], bool]) -> float:
    """How long it takes, in ticks that last as long as this process gets no turn."""
    ticks = 0
    async with asyncio.timeout(PATIENCE):
        while not done():
            ticks += 1
            await asyncio.sleep(A_TICK)
    return ticks * A_TICK


def assert_once(site: Site, walks: list[Walk]) -> None:
    """What everybody did is stored, and once."""
    assert all(walk.finished for walk in walks)
    assert given(walks) == found(site, walks)


async def test_while_the_server_is_down_nothing_is_confirmed_and_then_soon_all_is_taken_once(
    tmp_path: Path, server: Crashable
) -> None:
    site = Site(tmp_path / "data", server.server.new_pair())
    house = site.house()
    async with walking(house) as (world, walks, _):
        await half_way(walks)
        await asyncio.to_thread(server.stop)
        await told_so(walks)
        waiting = {pending.number for pending in world.updates.waiting()}
        assert waiting, "Telegram keeps what could not be stored"
        await asyncio.sleep(AWAY)
        assert AWAY > TAP_LIFE or waiting <= {p.number for p in world.updates.waiting()}
        await asyncio.to_thread(server.start)
        again(walks)
        took = await seconds_until(
            lambda: not waiting & {p.number for p in world.updates.waiting()}
        )
        assert took < RECOVERS_IN
    house.app.close()
    assert_once(site, walks)


def test_the_first_who_comes_when_the_server_is_back_is_served(
    tmp_path: Path, server: Crashable
) -> None:
    """A page, the clock and a release wait for nothing else: no connection of before is used."""
    house = Site(tmp_path / "data", server.server.new_pair()).house()
    with closing(house.app):
        first, second = house.enrol(house.unit(), 2)
        house.keep(first, 1)
        server.stop()
        with pytest.raises(OperationalError):
            house.keep(first, 2)
        server.start()
        house.keep(second, 3)
        house.beats.minutely()
        house.next_week()
        assert house.beats.release_week() == "2026-W47"
        assert sorted(house.kept()) == [1, 3]


async def test_while_another_process_holds_the_file_nothing_is_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it has been away, it is tried again soon."""
    monkeypatch.setitem(SQLITE_SETTINGS, "busy_timeout", 50)
    monkeypatch.setattr("bot.telegram.polling.pauses", lambda: repeat(3600.0))
    site = Site(tmp_path / "data")
    house = site.house()
    async with walking(house) as (world, walks, _):
        await half_way(walks)
        other = sqlite3.connect(site.folder / "contacts.sqlite", isolation_level=None, timeout=60)
        other.execute("BEGIN IMMEDIATE")
        await told_so(walks)
        assert world.updates.waiting()
        await asyncio.sleep(AWAY)
        other.close()
        again(walks)
    house.app.close()
    assert_once(site, walks)


@contextmanager
def cut_once(
    house: House, cut: Callable[[Connection], None], when: Callable[[], bool]
) -> Iterator[list[bool]]:
    """The connection is cut at one commit of the contacts database, when the time has come."""
    cuts: list[bool] = []
    engine = house.app.databases[0].engine

    def commit(connection: Connection) -> None:
        if not cuts and connection.get_execution_options().get("writes") and when():
            cuts.append(True)
            cut(connection)

    event.listen(engine, "commit", commit)
    try:
        yield cuts
    finally:
        event.remove(engine, "commit", commit)


def before(connection: Connection) -> None:
    """Nothing has been committed."""
    raise OperationalError("commit", {}, OSError("connection reset"))


def after(connection: Connection) -> None:
    """It has been committed, and nobody will ever hear of it: the worst moment."""
    raw: Any = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute("COMMIT")
    else:
        raw.commit()
    raise OperationalError("commit", {}, OSError("connection reset"))


@pytest.mark.parametrize("urls", DATABASES, indirect=True)
@pytest.mark.parametrize("cut", [before, after])
async def test_a_commit_whose_fate_is_unknown_is_taken_once(
    tmp_path: Path, urls: Urls, cut: Callable[[Connection], None]
) -> None:
    site = Site(tmp_path / "data", urls)
    house = site.house()
    async with walking(house) as (_, walks, tasks):
        with cut_once(house, cut, lambda: any(walk.sent for walk in walks)) as cuts:
            await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)
    house.app.close()
    assert cuts
    assert_once(site, walks)


async def test_a_backend_that_is_terminated_at_the_commit_is_replaced(
    tmp_path: Path, server: Crashable
) -> None:
    site = Site(tmp_path / "data", server.server.new_pair())
    house = site.house()

    def terminate(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        with server.server.administrator() as administrator:
            administrator.execute("select pg_terminate_backend(%s)", (raw.info.backend_pid,))

    async with walking(house) as (_, walks, tasks):
        with cut_once(house, terminate, lambda: any(walk.answered for walk in walks)) as cuts:
            await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)
    house.app.close()
    assert cuts
    assert_once(site, walks)
