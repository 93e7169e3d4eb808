"""Processes that talk, or release week after week, until they are killed."""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy.exc import OperationalError

from app.beats import Beats
from app.content import load_catalogue
from app.errands import composer
from bot.telegram.channel import TelegramChannel
from conversations.ports import Address
from tests.postgres.fixtures import FILES
from tests.storage.house import House

A_WEEK = 8  # answers; fewer than are enrolled, so that every one of them is released
ENROLLED = 40
READY, RELEASED = "ready", "released"
load_catalogue()  # read once: those who are killed are forked from a process that has this module
BEAT_SECONDS = 0.02  # a minute of these lives


@dataclass(frozen=True, slots=True)
class Site:
    """Where an installation lies; its databases are files in the folder if they have no URLs."""

    folder: Path
    urls: tuple[str, str] = FILES

    def house(self) -> House:
        """What a new process would do."""
        return House(self.folder, urls=self.urls)


class Diary:
    """Lines that outlive the process: what was acknowledged, in its order."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, line: str) -> None:
        """One line at once; a killed process leaves whole lines."""
        os.write(self._file, f"{line}\n".encode())


def lines_of(diary: Path) -> list[str]:
    """What earlier processes have written."""
    return diary.read_text().splitlines() if diary.exists() else []


def talk_until_killed(site: Site, url: str, token: str) -> None:
    """Serve the emulated Telegram as ``kuulolla run`` does, the clock's calls beside it."""
    app = site.house().app
    telegram = TelegramChannel(
        token=token,
        api_url=url,
        books=app.contacts,
        listener=app.listener,
        compose=composer(app),
        is_quiet=lambda: False,
    )
    asyncio.run(_serve(telegram, Beats(app)))


async def _serve(telegram: TelegramChannel, beats: Beats) -> None:
    async with asyncio.TaskGroup() as both:
        both.create_task(telegram.run(asyncio.Event()))
        both.create_task(_beat(beats))


async def _beat(beats: Beats) -> None:
    """Every minute's calls, and the daily batch of open notes, much too often."""
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        with suppress(OperationalError):  # the clock goes on, as in app.server.serving
            await asyncio.to_thread(beats.minutely)
            await asyncio.to_thread(beats.app.release.bring_notes, surely=True)


def release_until_killed(site: Site, path: Path) -> None:
    """Answers with values that occur once, and a release after every eight of them.

    Fewer in a week would wait, and might never be shown: that is no loss, but would look like one.
    """
    before = lines_of(path)
    house, diary = site.house(), Diary(path)
    diary.write(READY)
    (unit,) = house.app.units.all()
    house.go_to(house.app.release.box.fact("week") or house.week, weekday=1)
    house.app.release.run()  # what an earlier process may have left
    last = max((n for n, line in enumerate(before) if line == RELEASED), default=-1)
    answered = sum(line != READY for line in before[last + 1 :])
    for value in count(len(before)):
        if answered >= A_WEEK:
            house.next_week()
            house.app.release.run()
            diary.write(RELEASED)
            answered = 0
        person = Address("telegram", f"{unit.id}{value % ENROLLED + 1}")
        house.keep(person, value, prompt=f"p{value}")
        diary.write(str(value))
        answered += 1
