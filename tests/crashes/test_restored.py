"""A backup put back is refused until somebody decides, and no answer is released twice (C-22)."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from app.wiring import build
from conversations.ports import Address
from storage.keys import KeysMissing
from storage.one_time import OtherTimes
from tests.crashes.fuse import Crash
from tests.crashes.mortal import Site
from tests.crashes.servers import copied
from tests.postgres.fixtures import DATABASES, FILES
from tests.storage.house import House

ANSWERED, ENROLLED, WAITING = 8, 14, 2
FILE_NAMES = ("contacts.sqlite", "office.sqlite")
PUT_BACK = {"contacts": (True, False), "office": (False, True), "both": (True, True)}
Urls = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dying:
    """A contact book's part of the release that dies when the office has the lots already."""

    real: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def finish(self, *_: object) -> None:
        """Die at it."""
        raise Crash


def answer(house: House, first: int) -> None:
    """Eight answers that occur once; six are released on Monday, two wait for a larger place."""
    (unit,) = house.app.units.all()
    for number in range(ANSWERED):
        item = "heard" if number < ANSWERED - WAITING else f"item{number}"
        house.keep(Address("telegram", f"{unit.id}{number + 1}"), first + number, item=item)


def live(house: House, weeks: int, first: int) -> None:
    """Answer, and release on Monday, week after week."""
    for week in range(weeks):
        answer(house, first + 10 * week)
        house.next_week()
        house.app.release.run()


def begin_a_release(house: House, first: int) -> None:
    """Answer, and let the power fail on Monday, between the two databases."""
    answer(house, first)
    house.next_week()
    with pytest.raises(Crash):
        replace(house.app.release, box=Dying(house.app.release.box)).run()


def backup(site: Site, request: pytest.FixtureRequest) -> Site:
    """Copies of everything; the keys lie apart in them."""
    folder = site.folder.with_name("backup")
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("*.sqlite*"))
    if site.urls != FILES:
        return Site(folder, copied(request.getfixturevalue("postgres_server"), site.urls))
    for name in FILE_NAMES:
        now, then = sqlite3.connect(site.folder / name), sqlite3.connect(folder / name)
        with closing(now), closing(then):
            now.backup(then)
    return Site(folder)


def put_back(site: Site, old: Site, which: tuple[bool, bool]) -> Site:
    """The installation with one or both of its databases from the backup."""
    for name, wanted in zip(FILE_NAMES, which, strict=True):
        if wanted and site.urls == FILES:
            for rest in site.folder.glob(f"{name}-*"):
                rest.unlink()
            shutil.copy(old.folder / name, site.folder / name)
    contacts, office = (
        then if wanted else now
        for now, then, wanted in zip(site.urls, old.urls, which, strict=True)
    )
    return Site(site.folder, (contacts, office))


def released_since(house: House, week: str) -> set[int]:
    """The values that were released from a week on."""
    weeks = [each for each in house.app.answers.released_weeks() if each >= week]
    return {value for each in weeks for lot in house.lots(each) for value in lot.values}


@pytest.mark.parametrize("urls", DATABASES, indirect=True)
@pytest.mark.parametrize("cut", [False, True], ids=["mid-week", "mid-release"])
@pytest.mark.parametrize("which", PUT_BACK)
def test_a_backup_is_refused_and_then_nothing_is_released_twice(
    tmp_path: Path, urls: Urls, which: str, cut: bool, request: pytest.FixtureRequest
) -> None:
    site = Site(tmp_path / "data", urls)
    house = site.house()
    house.enrol(house.unit(), ENROLLED)
    live(house, 1, first=0)
    (begin_a_release if cut else answer)(house, 100)
    house.app.close()
    old = backup(site, request)
    house.restart()
    house.app.release.run()
    live(house, 2, first=200)
    seen, moment, week = set(house.released()), house.clock.moment, house.week
    house.app.close()

    site = put_back(site, old, PUT_BACK[which])
    with pytest.raises((KeysMissing, OtherTimes), match="kuulolla restored"):
        House(site.folder, moment, site.urls)
    contacts, office = site.urls
    settings = Settings(data=site.folder, contacts_database=contacts, office_database=office)
    build(settings, lambda: moment, restored=True).close()

    house = House(site.folder, moment, site.urls)
    live(house, 3, first=300)
    anew = released_since(house, week)
    assert not anew & seen
    assert {300, 310} <= anew, "the weeks go on"
    assert len(house.released()) == len(set(house.released()))
    assert house.keys().weeks() == [house.week]
    house.app.close()


def test_with_the_keys_in_the_backup_answers_would_be_released_again(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Why there must be no keys in it: the same measure finds them twice."""
    site = Site(tmp_path / "data")
    house = site.house()
    house.enrol(house.unit(), ENROLLED)
    answer(house, 100)
    house.app.close()
    old = backup(site, request)
    house.next_week()
    house.app.release.run()
    seen, moment = set(house.released()), house.clock.moment
    house.app.close()
    house = House(old.folder, moment)
    house.app.release.run()
    assert released_since(house, "2026-W47") & seen
    house.app.close()
