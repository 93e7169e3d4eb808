"""What a thief copied every hour can be read again, byte by byte, and holds no key."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from attacks.loot import Copier, Loot
from tests.storage.house import House

HOUR = datetime(2026, 11, 16, 15, tzinfo=UTC)


@pytest.fixture
def copier(tmp_path: Path) -> Copier:
    """Copies the house below."""
    return Copier(tmp_path / "data", tmp_path / "snapshots")


def test_a_copy_is_what_the_files_were(tmp_path: Path, copier: Copier) -> None:
    house = House(tmp_path / "data")
    people = house.enrol(house.unit(), 3)
    copier.copy(HOUR)
    before = {p.name: p.read_bytes() for p in (tmp_path / "data").iterdir() if p.is_file()}
    house.talk(people[0], "spontaneous")
    copier.copy(HOUR + timedelta(hours=1))
    house.app.close()
    first, second = Loot(tmp_path / "snapshots").copies()
    assert [first.hour, second.hour] == ["2026-11-16T15", "2026-11-16T16"]
    for name in first.files:
        assert first.read(name) == before[name]
    assert {"contacts.sqlite", "contacts.sqlite-wal", "office.sqlite"} < first.files.keys()
    assert len(first.tables()["contacts.contact"]) == 3
    assert first.tables()["contacts.dialog"] == []
    assert len(second.tables()["contacts.dialog"]) == 1, "the log is read, too"


def test_an_hour_without_a_change_leaves_nothing(tmp_path: Path, copier: Copier) -> None:
    house = House(tmp_path / "data")
    copier.copy(HOUR)
    copier.copy(HOUR + timedelta(hours=1))
    house.app.close()
    assert len(list(Loot(tmp_path / "snapshots").copies())) == 1


def test_keys_are_never_copied(tmp_path: Path, copier: Copier) -> None:
    house = House(tmp_path / "data")
    copier.copy(HOUR)
    house.app.close()
    assert (tmp_path / "data" / "keys" / "opening.json").exists()
    (copy,) = Loot(tmp_path / "snapshots").copies()
    assert not [name for name in copy.files if "key" in name]
