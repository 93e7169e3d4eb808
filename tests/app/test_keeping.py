"""A backup holds nothing that can be opened, and a restore releases nothing twice (A-23, C-22)."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.beats import Beats
from app.cli import kuulolla
from conversations.ports import Address
from conversations.weeks import week_after
from storage.backups import LEFT_OUT, PARTS, Manifest, _rows, read_manifest
from storage.contacts.tables import BoxRow, ContactRow, DialogRow, OutboxRow
from storage.keys import load_master
from storage.migrations import METADATA
from storage.needles import Haystacks, Hit, shapes_of_key
from storage.office.tables import StaffTokenRow, UnitRow
from storage.one_time import OtherTimes
from tests.postgres.disk import every_heap
from tests.postgres.fixtures import on_both
from tests.postgres.server import administrator_of
from tests.storage.house import House

PEOPLE = 12


@pytest.fixture
def house(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A home whose people have answered, in a week that lies a little back."""
    made = House(tmp_path / "data", urls=urls)
    people = made.enrol(made.unit("Koivula", PEOPLE), PEOPLE)
    made.start_round()
    for address in people[:8]:
        made.keep(address, 4)
    made.talk(people[9], "spontaneous")
    yield made
    made.app.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, house: House) -> "Run":
    """Runs commands in the house's time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("app.wiring.build.__defaults__", (house.clock,))
    return Run(house)


class Run:
    """Runs ``kuulolla`` commands on one data folder."""

    def __init__(self, house: House) -> None:
        self.house = house

    def __call__(self, *words: object, data: str = "data", said: str = "") -> Result:
        command = ["--data", str(self.house.folder.parent / data), *map(str, words)]
        names = ("KUULOLLA_CONTACTS_DATABASE", "KUULOLLA_OFFICE_DATABASE")
        urls = dict(zip(names, self.house.urls, strict=True)) if any(self.house.urls) else {}
        return CliRunner().invoke(kuulolla, command, input=said, env=urls)

    def backup(self) -> Path:
        """Make a backup; returns its folder."""
        done = self("backup", self.house.folder.parent / "disk")
        assert done.exit_code == 0, done.output
        return sorted((self.house.folder.parent / "disk").iterdir())[-1]


def test_every_table_is_copied_or_left_out_by_name() -> None:
    for name in PARTS:
        assert LEFT_OUT[name] < set(METADATA[name].tables)
    kept = set(METADATA["contacts"].tables) - LEFT_OUT["contacts"]
    assert kept == {"contact", "code", "state"}, "argue here for what a thief of a backup gets"


def on_the_disk(house: House, searched: Haystacks) -> Iterator[Hit]:
    """What a search finds in the house's folder and in its databases, wherever they are."""
    yield from searched.hits_in_files(house.folder)
    for url in filter(None, house.urls):
        with administrator_of(url) as database:
            for table, content in every_heap(database).items():
                yield from searched.hits(table, content)


@on_both
def test_a_backup_holds_no_key_no_box_and_no_talk(run: Run, house: House) -> None:
    house.app.staff.login_token(house.app.staff.add("Sam", "sam", []).id)
    assert [len(house.rows(t)) > 0 for t in (BoxRow, DialogRow, OutboxRow, StaffTokenRow)]
    searched = Haystacks()
    searched.add("master", shapes_of_key(load_master(house.folder / "master.key")))
    searched.add("a box", [house.rows(BoxRow)[0].sealed[64:96]])
    searched.add("a box's id", [house.rows(BoxRow)[0].row])
    searched.add("a talk", [house.rows(DialogRow)[0].talk[:32]])
    for file in (house.folder / "keys").glob("*.json"):
        for entry in json.loads(file.read_text()).values():
            wrapped = entry if isinstance(entry, str) else entry["row"]
            searched.add(f"key in {file.name} {wrapped[:4]}", [wrapped.encode()])
    made = run.backup()
    assert searched.hits_in_files(made) == []
    assert {hit.needle for hit in on_the_disk(house, searched)} == searched.needles
    assert {path.name for path in made.rglob("*") if path.is_file()} == {
        *("office.sqlite", "contacts.sqlite", "manifest.json")
    }


@on_both
def test_rows_are_copied_in_the_order_of_their_names_not_of_coming(house: House) -> None:
    """A server gives them as they came, and SQLite fills its pages as it gets them (A-08)."""
    contacts, unit = METADATA["contacts"].tables["contact"], house.app.units.find("Koivula")
    for number in range(PEOPLE):
        house.enrol(unit, 1, first=PEOPLE + 1 + number)
    with house.app.databases[0].engine.connect() as source:
        copied = [row.idx for row in source.execute(_rows(contacts))]
    assert len(copied) == 2 * PEOPLE
    assert copied == sorted(copied)


def test_a_manifest_knows_the_week_and_no_finer_time(run: Run) -> None:
    record = json.loads((run.backup() / "manifest.json").read_text())
    assert record["week"] == "2026-W47"
    assert set(record) == {"kuulolla backup", "week", "parts", "left out", "keep"}
    assert all(len(part["sha256"]) == 64 for part in record["parts"].values())


@pytest.mark.parametrize("folder", ["data", "data/backups", "data/keys", ".", "data/../data"])
def test_a_folder_that_would_take_the_keys_along_is_refused(run: Run, folder: str) -> None:
    parent = run.house.folder.parent
    before = sorted(parent.rglob("kuulolla-*"))
    done = run("backup", parent / folder)
    assert done.exit_code == 1
    assert "Keys are in no backup" in done.output
    assert sorted(parent.rglob("kuulolla-*")) == before


def test_a_link_into_the_data_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data" / "keys")
    assert run("backup", tmp_path / "elsewhere").exit_code == 1


def test_where_no_disk_is_nothing_is_made(run: Run, tmp_path: Path) -> None:
    done = run("backup", tmp_path / "disk" / "copies")
    assert done.exit_code == 1
    assert "Is the disk connected?" in done.output
    assert not (tmp_path / "disk").exists()


def test_a_second_backup_of_a_week_lies_beside_the_first(run: Run) -> None:
    assert run.backup().name == "kuulolla-2026-W47"
    assert run.backup().name == "kuulolla-2026-W47-2"


def test_a_release_under_way_is_not_copied(run: Run, house: House) -> None:
    with house.keys().alone():
        done = run("backup", "disk")
    assert done.exit_code == 1
    assert "release is under way" in done.output


@on_both
def test_after_a_lost_disk_people_and_figures_come_back_and_the_box_does_not(
    run: Run, house: House, request: pytest.FixtureRequest
) -> None:
    house.next_week()
    house.app.release.run()
    released = sorted(house.released())
    assert released
    house.keep(Address("telegram", f"{house.app.units.find('Koivula').id}1"), 5)
    made = run.backup()
    house.app.close()
    lose_the_disk(house)
    if any(house.urls):
        house.urls = request.getfixturevalue("postgres_server").new_pair()
    done = run("restore", made)
    assert done.exit_code == 0, done.output
    assert "Restored as of week 2026-W48: office and contacts" in done.output
    assert "'Forget me' since then" in done.output
    house.restart()
    assert len(house.rows(ContactRow)) == PEOPLE
    assert house.rows(BoxRow) == []
    assert sorted(house.released()) == released
    with house.app.contacts.reading() as book:
        assert book.contact(Address("telegram", f"{house.app.units.find('Koivula').id}1"))
    house.next_week()
    assert house.app.release.run() == "2026-W48"
    assert sorted(house.released()) == released
    house.app.close()


def lose_the_disk(house: House) -> None:
    """Everything is gone but the master key, which was kept elsewhere."""
    master = (house.folder / "master.key").read_bytes()
    shutil.rmtree(house.folder)
    house.folder.mkdir()
    (house.folder / "master.key").write_bytes(master)


def test_what_is_here_is_replaced_only_when_that_was_meant(run: Run, house: House) -> None:
    made = run.backup()
    house.unit("Rantakoto", 7)
    refused = run("restore", made)
    assert refused.exit_code == 1
    assert "--over" in refused.output
    assert run("restore", made, "--over", said="n\n").exit_code == 1
    assert len(house.rows(UnitRow)) == 2
    assert run("restore", made, "--over", said="y\n").exit_code == 0
    assert len(house.rows(UnitRow)) == 1
    assert house.rows(BoxRow) == []
    house.app.close()


def test_contacts_older_than_thirty_days_do_not_come_back(run: Run, house: House) -> None:
    made = run.backup()
    house.app.close()
    lose_the_disk(house)
    house.next_week(5)
    refused = run("restore", made)
    assert refused.exit_code == 1
    assert "asked to be forgotten" in refused.output
    assert "--only office" in refused.output
    shutil.rmtree(made / "contacts")
    done = run("restore", made)
    assert done.exit_code == 0, done.output
    assert "There are no contacts in this backup" in done.output
    house.restart()
    assert house.rows(ContactRow) == []
    assert len(house.rows(UnitRow)) == 1
    house.app.close()


@pytest.mark.parametrize("command", ["restore", "restored"])
def test_a_door_on_the_wall_opens_although_the_contacts_are_lost(
    run: Run, house: House, command: str
) -> None:
    (unit,) = house.app.units.all()
    made = run.backup()
    house.app.close()
    if command == "restore":
        lose_the_disk(house)
        done = run("restore", made, "--only", "office")
    else:
        for each in (*house.folder.glob("contacts.sqlite*"), *house.folder.glob("keys/*ing.json")):
            each.unlink()
        done = run("restored")
    assert done.exit_code == 0, done.output
    house.restart()
    Beats(house.app).take_codes()
    with house.app.contacts.reading() as book:
        assert book.invitation(unit.door)
    house.app.close()


def test_thirty_days_are_counted_from_the_week_of_the_copy() -> None:
    manifest = Manifest("2026-W47", {})
    assert not manifest.contacts_are_too_old(week_after("2026-W47", 4))
    assert manifest.contacts_are_too_old(week_after("2026-W47", 5))


def test_another_master_key_is_named_before_anything_is_replaced(run: Run, house: House) -> None:
    made = run.backup()
    done = run("restore", made, data="new")
    assert done.exit_code == 1
    assert "another master key" in done.output
    assert run("restore", made, "--only", "office", data="new").exit_code == 0
    house.app.close()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_has_changed_is_refused(run: Run, house: House, part: str) -> None:
    made = run.backup()
    with (made / read_manifest(made).parts[part].file).open("r+b") as file:
        file.seek(200)
        file.write(b"x")
    done = run("restore", made, data="new")
    assert done.exit_code == 1
    assert f"{part}.sqlite has changed" in done.output
    house.app.close()


def test_a_folder_that_is_no_backup_is_named(run: Run, tmp_path: Path) -> None:
    done = run("restore", tmp_path)
    assert done.exit_code == 1
    assert "is no backup" in done.output


def test_an_old_office_under_newer_contacts_releases_nothing(run: Run, house: House) -> None:
    house.app.databases[1].forget_order()
    old = (house.folder / "office.sqlite").read_bytes(), house.folder / "office.sqlite"
    house.next_week()
    house.app.release.run()
    house.app.close()
    put_back(*old)
    with pytest.raises(OtherTimes, match=r"office.*is older.*2026-W47.*kuulolla restored"):
        house.restart()
    refused = run("health")
    assert refused.exit_code == 1
    assert "office database is older" in refused.output
    assert run("restored").exit_code == 0
    house.restart()
    assert house.app.release.run() is None
    house.app.close()


def test_old_contacts_with_their_keys_under_a_newer_office_release_nothing(
    run: Run, house: House, tmp_path: Path
) -> None:
    """Whoever has copied the keys, against all advice, still releases no answer twice."""
    house.app.close()
    shutil.copytree(house.folder, tmp_path / "copy")
    house.restart()
    house.next_week()
    house.app.release.run()
    released = sorted(house.released())
    house.app.close()
    for name in ("contacts.sqlite", "keys/opening.json", "keys/sealing.json"):
        put_back((tmp_path / "copy" / name).read_bytes(), house.folder / name)
    with pytest.raises(OtherTimes, match=r"contacts.*is older.*kuulolla restored"):
        house.restart()
    assert run("restored").exit_code == 0
    house.restart()
    assert house.rows(BoxRow) == []
    assert house.keys().weeks() == ["2026-W48"]
    house.next_week()
    house.app.release.run()
    assert sorted(house.released()) == released
    house.app.close()


def put_back(content: bytes, file: Path) -> None:
    """Put an old database file back by hand."""
    file.write_bytes(content)
    for log in ("-wal", "-shm"):
        file.with_name(file.name + log).unlink(missing_ok=True)


def test_a_release_that_runs_on_meanwhile_is_refused_too(house: House) -> None:
    house.next_week()
    house.app.release.lots.release("2026-W48", [], 0)
    with pytest.raises(OtherTimes):
        house.app.release.run()
    assert house.released() == []
    house.app.close()
