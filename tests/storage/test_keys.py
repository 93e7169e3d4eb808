"""Keys are durable before they are used, made once, and gone for good when they are destroyed."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest
from nacl.public import PrivateKey

from app.settings import Settings
from app.wiring import build
from storage.answers.reading_keys import ReadingKeys
from storage.keyfiles import make_once, replace, write
from storage.keys import Keys, KeysMissing, SealingKeys, load_master
from tests.storage.house import House, every_file
from tests.storage.power import Disk, before_every_event

MASTER = b"m" * 32


class Crash(Exception):
    """The process died here."""


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Keys in a fresh folder, with one week."""
    made = Keys(tmp_path / "keys", MASTER)
    made.make_week("2026-W47", "2026-Q4")
    return made


def remade(folder: Path) -> Keys:
    """The same keys in a new process."""
    return Keys(folder / "keys", MASTER)


def fits(keys: Keys, week: str) -> bool:
    """Whether the two halves of a week's key belong together."""
    return bytes(PrivateKey(keys.private(week)).public_key) == keys.public(week)


def test_making_a_week_twice_changes_nothing(keys: Keys, tmp_path: Path) -> None:
    before = keys.public("2026-W47"), keys.row_key("2026-W47"), keys.tag_key("2026-Q4")
    remade(tmp_path).make_week("2026-W47", "2026-Q4")
    assert before == (keys.public("2026-W47"), keys.row_key("2026-W47"), keys.tag_key("2026-Q4"))


def test_a_week_made_anew_has_keys_that_no_master_key_could_have_made_before(
    keys: Keys, tmp_path: Path
) -> None:
    """What follows from the master key is never destroyed: an operator makes it again."""
    reading = ReadingKeys(tmp_path / "reading.json", MASTER)

    def made() -> set[bytes]:
        keys.make_week("2026-W47", "2026-Q4")
        sealed_to = {keys.public("2026-W47"), reading.make("2026-W47")}
        return sealed_to | {keys.row_key("2026-W47"), keys.tag_key("2026-Q4")}

    before = made()
    keys.destroy_all_but()
    reading.destroy("2026-W47")
    assert not before & made()


def test_many_processes_that_make_the_same_weeks_agree_on_one_pair_each(tmp_path: Path) -> None:
    weeks, together = [f"2026-W{n:02}" for n in range(1, 11)], Barrier(4)

    def make(_: int) -> None:
        together.wait()
        for week in weeks:
            remade(tmp_path).make_week(week, "2026-Q1")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(4)))
    assert all(fits(remade(tmp_path), week) for week in weeks)
    assert sorted(remade(tmp_path).weeks()) == weeks


def test_only_one_release_runs_at_a_time(keys: Keys, tmp_path: Path) -> None:
    with keys.alone() as first, remade(tmp_path).alone() as second:
        assert (first, second) == (True, False)
    with remade(tmp_path).alone() as later:
        assert later


def test_what_is_destroyed_is_nowhere_in_the_files(keys: Keys, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    held_open = [path.open("rb") for path in (folder / "opening.json", folder / "sealing.json")]
    old = [file.read() for file in held_open]
    assert all(old)
    keys.make_week("2026-W48", "2026-Q4")
    keys.destroy_all_but("2026-W48", "2026-Q4")
    for file, was in zip(held_open, old, strict=True):
        file.seek(0)
        assert not set(_pieces(was)) & set(_pieces(file.read())), "the old bytes are on the disk"
        file.close()
    for name, content in every_file(tmp_path):
        assert b"2026-W47" not in content, name
    assert keys.weeks() == ["2026-W48"]
    for lost in (keys.private, keys.public, keys.row_key):
        with pytest.raises(KeysMissing, match="2026-W47"):
            lost("2026-W47")


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[n : n + 12] for n in range(len(content) - 12))


def test_the_keys_of_a_start_that_was_cut_short_go_too(keys: Keys) -> None:
    keys.make_week("2026-W52", "2026-Q4")  # never opened: the machine was off until January
    keys.make_week("2027-W02", "2027-Q1")
    keys.destroy_all_but("2027-W02", "2027-Q1")
    assert keys.weeks() == ["2027-W02"]
    with pytest.raises(KeysMissing, match="2026-Q4"):
        keys.tag_key("2026-Q4")


def at_event(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Crash at the n-th thing that is done to the disk."""
    events = count(1)

    def heard(name: str, *_: object) -> None:
        if next(events) == number:
            raise Crash(name)

    before_every_event(heard, monkeypatch)


def test_a_crash_at_any_moment_of_making_or_destroying_leaves_whole_keys(tmp_path: Path) -> None:
    number, finished = 0, False
    while not finished:
        number += 1
        folder = tmp_path / str(number)
        Keys(folder / "keys", MASTER).make_week("2026-W47", "2026-Q4")
        row_key = remade(folder).row_key("2026-W47")
        with pytest.MonkeyPatch.context() as patched:
            at_event(number, patched)
            try:
                remade(folder).make_week("2026-W48", "2026-Q4")
                finished_making = True
            except Crash:
                finished_making = False
        if not finished_making:
            assert fits(remade(folder), "2026-W47")
            assert remade(folder).row_key("2026-W47") == row_key
        remade(folder).make_week("2026-W48", "2026-Q4")
        assert fits(remade(folder), "2026-W47")
        assert fits(remade(folder), "2026-W48")
        with pytest.MonkeyPatch.context() as patched:
            at_event(number, patched)
            try:
                remade(folder).destroy_all_but("2026-W48", "2026-Q4")
                finished = finished_making
            except Crash:
                finished = False
        assert fits(remade(folder), "2026-W48")
        remade(folder).destroy_all_but("2026-W48", "2026-Q4")
        assert fits(remade(folder), "2026-W48")
        assert {name for name, _ in every_file(folder / "keys")} == {
            *("keys.lock", "opening.json", "sealing.json")
        }
        assert not any(b"2026-W47" in content for _, content in every_file(folder))
    assert number > 20


def test_two_crashes_one_after_the_other_leave_whole_keys(tmp_path: Path) -> None:
    for first in range(1, 32, 3):
        for second in range(1, 20, 3):
            folder = tmp_path / f"{first}-{second}"
            Keys(folder / "keys", MASTER).make_week("2026-W47", "2026-Q4")
            for number in (first, second):
                with pytest.MonkeyPatch.context() as patched, suppress(Crash):
                    at_event(number, patched)
                    remade(folder).make_week("2026-W48", "2026-Q4")
            assert fits(remade(folder), "2026-W47")
            remade(folder).make_week("2026-W48", "2026-Q4")
            assert fits(remade(folder), "2026-W48")


def entries_left(disk: Disk, name: str) -> list[dict[str, object]]:
    """What a power cut may leave in a file of keys; a file that is not whole is an error."""
    return [json.loads(left) if left else {} for left in disk.left(name)]


def test_a_power_cut_at_any_moment_leaves_whole_keys_and_after_it_no_destroyed_one(
    tmp_path: Path,
) -> None:
    needed: set[str] = set()
    looked: list[str] = []

    def whole(disk: Disk) -> None:
        for name in ("opening.json", "sealing.json"):
            for entries in entries_left(disk, name):
                assert needed <= entries.keys(), name
                looked.append(name)

    disk = Disk(tmp_path / "keys", whole)
    with pytest.MonkeyPatch.context() as patched:
        disk.watch(patched)
        keys = Keys(tmp_path / "keys", MASTER)
        for week, before in (("2026-W47", set[str]()), ("2026-W48", {"2026-W47"})):
            needed = before
            keys.make_week(week, "2026-Q4")
            needed = before | {week}
            whole(disk)
        needed = {"2026-W48"}
        keys.destroy_all_but("2026-W48", "2026-Q4")
    for name in ("opening.json", "sealing.json"):
        assert all("2026-W47" not in entries for entries in entries_left(disk, name))
        assert {*disk.left(Path(name).with_suffix(".old").name)} == {None}
    assert len(looked) > 100


@pytest.mark.parametrize("make", [write, replace, make_once])
def test_what_was_made_is_durable_when_that_is_said(
    tmp_path: Path, make: Callable[[Path, bytes], None]
) -> None:
    disk = Disk(tmp_path)
    with pytest.MonkeyPatch.context() as patched:
        disk.watch(patched)
        make(tmp_path / "a key", b"k" * 32)
    assert {*disk.left("a key")} == {b"k" * 32}


def test_the_folder_of_keys_is_durable_when_it_is_made(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    with pytest.MonkeyPatch.context() as patched:
        disk.watch(patched)
        Keys(tmp_path / "keys", MASTER)
    assert "keys" in disk.names


def test_a_weeks_keys_are_durable_before_anything_is_sealed_to_them(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "data" / "keys")
    used: dict[str, bool] = {}
    public = SealingKeys.public

    def watched(keys: SealingKeys, week: str) -> bytes:
        files = ("opening.json", "sealing.json")
        used.setdefault(week, all(week in e for f in files for e in entries_left(disk, f)))
        return public(keys, week)

    with pytest.MonkeyPatch.context() as patched:
        disk.watch(patched)
        patched.setattr(SealingKeys, "public", watched)
        house = House(tmp_path / "data")
        (address,) = house.enrol(house.unit(), 1)
        for _ in range(2):
            house.keep(address, 3)
            house.next_week()
            house.app.release.run()
        house.app.close()
    assert used == {"2026-W47": True, "2026-W48": True, "2026-W49": True}


def test_the_master_key_is_made_whole_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path, together = tmp_path / "data" / "master.key", Barrier(4)

    def load(_: int) -> bytes:
        together.wait()
        return load_master(path)

    with ThreadPoolExecutor(4) as pool:
        (one,) = set(pool.map(load, range(4)))
    assert len(one) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["master.key"]


def test_key_files_are_for_their_owner_only(keys: Keys, tmp_path: Path) -> None:
    keys.destroy_all_but("2026-W47", "2026-Q4")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "keys").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name


def test_a_damaged_master_key_is_named_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"short")
    with pytest.raises(KeysMissing, match=r"master\.key is not a master key"):
        load_master(path)
    assert path.read_bytes() == b"short"


def test_beside_keys_no_new_master_key_is_made(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    house.app.close()
    path = house.folder / "master.key"
    path.unlink()
    with pytest.raises(KeysMissing, match=r"master\.key is not there"):
        house.restart()
    assert not path.exists()


@pytest.mark.parametrize("restored", [False, True])
def test_another_master_key_is_named_at_the_start(tmp_path: Path, *, restored: bool) -> None:
    house = House(tmp_path / "data")
    house.app.close()
    (house.folder / "master.key").write_bytes(bytes(32))
    with pytest.raises(KeysMissing, match="under another master key"):
        build(Settings(data=house.folder), house.clock, restored=restored)


def test_without_the_master_key_nothing_in_the_files_opens(keys: Keys, tmp_path: Path) -> None:
    thief = Keys(tmp_path / "keys", b"another master key.")
    with pytest.raises(Exception, match="Decryption failed"):
        thief.private("2026-W47")
    with pytest.raises(Exception, match="Decryption failed"):
        thief.row_key("2026-W47")
    with pytest.raises(Exception, match="Decryption failed"):
        thief.tag_key("2026-Q4")
    assert keys.private("2026-W47")
