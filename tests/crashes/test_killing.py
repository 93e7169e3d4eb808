"""Killed at any moment, nothing acknowledged is lost and nothing is stored twice (C-01)."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from conversations.ports import Address
from storage.contacts.tables import BoxRow, DialogRow
from tests.crashes.mortal import (
    ENROLLED,
    READY,
    RELEASED,
    answer_until_killed,
    release_until_killed,
)
from tests.storage.house import House

KILLS = int(os.environ.get("KUULOLLA_KILLS", "20"))
PATIENCE = 60  # seconds until a process must have started
LONGEST_LIFE = 0.5  # seconds
FEWEST_RELEASES = 5  # on a slow machine it takes more kills until so many have been lived through


def lives_and_dies(work: Callable[..., None], diary: Path, draw: Random, *given: Any) -> None:
    """Start a process, let it work for a moment, and kill it (-9)."""
    processes = get_context("forkserver")
    processes.set_forkserver_preload([work.__module__])
    before = ready(diary)
    process = processes.Process(target=work, args=given)
    process.start()
    latest = monotonic() + PATIENCE
    while ready(diary) == before:
        assert process.is_alive(), "it died by itself"
        assert monotonic() < latest, "it never started"
        sleep(0.005)
    sleep(draw.uniform(0, LONGEST_LIFE))
    process.kill()
    process.join()
    assert process.exitcode == -9
    process.close()


def ready(diary: Path) -> int:
    """How many processes have begun their work."""
    return diary.read_text().splitlines().count(READY)


def assert_whole(folder: Path) -> None:
    """Both databases are sound."""
    for name in ("contacts", "office"):
        with closing(sqlite3.connect(folder / f"{name}.sqlite")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_whoever_was_thanked_is_stored_once_after_every_kill(tmp_path: Path) -> None:
    folder, diary, draw = tmp_path / "data", tmp_path / "diary", Random(1)
    diary.touch()
    house = House(folder)
    unit = house.unit()
    prompt = house.start_round()
    house.app.close()
    for kill in range(KILLS):
        lives_and_dies(answer_until_killed, diary, draw, folder, diary, kill * 1000 + 1)
        assert_whole(folder)
    house = House(folder)
    acknowledged = [line.split() for line in diary.read_text().splitlines() if line != READY]
    assert len(acknowledged) > KILLS
    with house.app.contacts.reading() as book:
        boxes = {row.row: row for row in house.rows(BoxRow)}
        opened = dict(zip(boxes, house.boxes(), strict=True))
        for number, step in acknowledged:
            address = Address("telegram", f"{unit.id}{number}")
            dialog = book.dialog(address)
            assert dialog
            assert dialog.conversation.step > int(step), "the talk stands behind the thanks"
            if int(step):
                assert "item" in opened[book._row(address, prompt, int(step))]
    talks = len(house.rows(DialogRow))
    assert len(boxes) == talks * 5, "five boxes for everybody who opened the round"
    house.app.close()


def test_a_release_killed_anywhere_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder, diary, draw = tmp_path / "data", tmp_path / "diary", Random(2)
    diary.touch()
    house = House(folder)
    house.enrol(house.unit(), ENROLLED)
    house.app.close()
    kills = 0
    while kills < KILLS // 2 or diary.read_text().count(RELEASED) < FEWEST_RELEASES:
        lives_and_dies(release_until_killed, diary, draw, folder, diary)
        assert_whole(folder)
        kills += 1
    house = House(folder)
    house.go_to(house.app.release.box.fact("week") or house.week)
    house.app.release.run()  # what the last kill left
    house.next_week()
    house.app.release.run()
    lines = diary.read_text().splitlines()
    acknowledged = {int(line) for line in lines if line not in (READY, RELEASED)}
    stored = house.released() + house.kept()
    assert len(stored) == len(set(stored)), "nothing twice"
    assert acknowledged <= set(stored), "nothing lost"
    assert len(house.keys().weeks()) == 1
    house.app.close()
