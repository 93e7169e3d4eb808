"""``kuulolla privacy check`` finds what must not be there, and names nobody."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import kuulolla
from conversations.ports import Address, Contact
from storage.contacts.tables import BoxRow
from storage.needles import shapes_of_id
from storage.residue import BOX, dirty_free_pages
from tests.storage.house import House

CHAT = 7_123_456_789
TOKEN = "7000000000:AAexampleexampleexampleexampleexample"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A home whose people have answered, with somebody whose chat id is known."""
    before = os.umask(0o077)  # as the command line has it
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = House(tmp_path / "data")
    for each in (tmp_path / "data").rglob("*"):  # copies of what an earlier test's umask allowed
        each.chmod(each.stat().st_mode & ~0o077)
    unit = made.unit()
    people = made.enrol(unit, 8)
    with made.app.contacts.writing() as book:
        book.enrol(Address("telegram", str(CHAT)), Contact("fi", unit.id, "16-17"))
    for address in people:
        made.keep(address, 4)
    monkeypatch.setattr("app.wiring.build.__defaults__", (made.clock,))
    yield made
    made.app.close()
    os.umask(before)


Check = Callable[..., Result]


@pytest.fixture
def check(house: House) -> Check:
    """Runs the command."""

    def run(*words: object, **environment: str) -> Result:
        house.app.close()
        command = ["--data", str(house.folder), "privacy", "check", *map(str, words)]
        return CliRunner().invoke(kuulolla, command, env=environment)

    return run


def problems(done: Result) -> list[str]:
    """The lines of what is wrong."""
    return [line for line in done.stdout.splitlines() if line.startswith("PROBLEM")]


def test_a_running_house_is_as_it_should_be_before_and_after_a_release(
    house: House, check: Check
) -> None:
    done = check()
    assert problems(done) == []
    assert done.exit_code == 0, done.output
    assert "All is well. Searched" in done.stdout
    assert "searching 1 of" in done.stderr
    house.restart()
    house.next_week()
    house.app.release.run()
    assert check().exit_code == 0


def test_an_address_in_a_log_is_found_in_every_shape_and_not_repeated(
    check: Check, tmp_path: Path
) -> None:
    (tmp_path / "logs").mkdir()
    shapes = list(shapes_of_id(CHAT))
    for number, shape in enumerate(shapes):
        (tmp_path / "logs" / f"{number}.log").write_bytes(b"-" * 99 + shape + b"-" * 99)
    (tmp_path / "logs" / "harmless.log").write_text(f"at 1{CHAT} and at {CHAT}2 nothing came")
    done = check("--log", tmp_path / "logs")
    assert done.exit_code == 1
    found = problems(done)
    assert all("holds somebody's address, 1 times" in line for line in found)
    assert len(found) == len(shapes) > 30
    assert str(CHAT) not in done.output


def test_an_address_in_the_name_of_a_file_is_found_and_the_name_not_said(
    house: House, check: Check
) -> None:
    (house.folder / f"chat-{CHAT}.txt").touch(0o600)
    done = check()
    assert done.exit_code == 1
    assert "a file whose name tells holds somebody's address" in done.stdout
    assert str(CHAT) not in done.output


def test_codes_and_links_in_a_log_are_found_but_a_doors_code_is_known_to_all(
    house: House, check: Check, tmp_path: Path
) -> None:
    unit = house.app.units.all()[0]
    code = house.code(unit, uses=3)
    (tmp_path / "words.log").write_text(f"{unit.door} {code} NOTACODEXX")
    (tmp_path / "proxy.log").write_text(f"GET /d/{unit.door} HTTP/1.1\nGET /c/{code} HTTP/1.1\n")
    done = check("--log", tmp_path / "words.log", "--log", tmp_path / "proxy.log")
    said = " ".join(problems(done))
    assert "words.log holds a code that still works, 1 times" in said
    assert "proxy.log holds a link that carries a code, 2 times" in said
    assert code not in done.output


def test_a_copy_of_a_key_that_clock_and_console_share_is_found(
    house: House, check: Check, tmp_path: Path
) -> None:
    key = house.folder / "keys" / "readers.key"
    assert check().exit_code == 0, "at home it may be"
    shutil.copy(key, tmp_path / "copy.log")
    (problem,) = problems(check("--log", tmp_path / "copy.log"))
    assert "copy.log holds a key that clock and console share, 1 times" in problem


def test_every_folder_of_keys_is_looked_at_and_none_is_copied_into(
    house: House, check: Check, tmp_path: Path
) -> None:
    shared = tmp_path / "codes"
    shared.mkdir(mode=0o700)
    (house.folder / "keys" / "readers.key").rename(shared / "readers.key")
    (shared / "reading.json.old").touch(0o600)
    (problem,) = problems(check(KUULOLLA_CODE_KEY=str(shared / "code.key")))
    assert "A change of the key files was cut short" in problem
    done = CliRunner().invoke(
        kuulolla,
        ["--data", str(house.folder), "backup", str(shared / "copies")],
        env={"KUULOLLA_CODE_KEY": str(shared / "code.key")},
    )
    assert done.exit_code == 1
    assert "Keys are in no backup" in done.output


def test_a_key_of_words_whose_reading_is_over_is_found(house: House, check: Check) -> None:
    house.app.answers.reading.keys.make("2025-W40")
    (problem,) = problems(check())
    assert "1 keys are left of words whose reading is over" in problem


def test_a_copy_of_an_old_box_is_found(house: House, check: Check) -> None:
    house.app.databases[0].forget_order()
    shutil.copy(house.folder / "contacts.sqlite", house.folder / "old-copy")
    (house.folder / "old-copy").chmod(0o600)
    assert len(BOX.findall((house.folder / "old-copy").read_bytes())) >= len(house.rows(BoxRow))
    assert check().exit_code == 0, "the week is still open"
    house.restart()
    house.next_week()
    house.app.release.run()
    (problem,) = problems(check())
    assert "old-copy holds a sealed box of a week that is over" in problem


def test_a_freed_page_that_was_not_overwritten_is_found(house: House, check: Check) -> None:
    house.app.close()
    with closing(sqlite3.connect(house.folder / "contacts.sqlite", isolation_level=None)) as file:
        file.execute("PRAGMA secure_delete=ON")
        file.execute("DELETE FROM box WHERE row IN (SELECT row FROM box LIMIT 2)")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert file.execute("PRAGMA freelist_count").fetchone()[0] > 0
        assert dirty_free_pages(house.folder / "contacts.sqlite") == 0
        file.execute("PRAGMA secure_delete=OFF")
        file.execute("DELETE FROM box")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    said = " ".join(problems(check()))
    assert "contacts.sqlite holds a freed page that was not overwritten" in said


def test_keys_elsewhere_are_found_and_at_home_they_are_fine(house: House, check: Check) -> None:
    shutil.copy(house.folder / "master.key", house.folder / "master.copy")
    shutil.copy(house.folder / "keys" / "opening.json", house.folder / "keys.txt")
    said = problems(check())
    assert len(said) == 2
    assert any("master.copy holds the master key" in line for line in said)
    assert any("keys.txt holds a key that opens a week" in line for line in said)


def test_tokens_and_passwords_in_a_log_are_found(
    house: House, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "bot.log").write_text(f"POST /bot{TOKEN}/getMe")
    done = check("--log", tmp_path, KUULOLLA_TELEGRAM_TOKEN=TOKEN)
    assert "holds the bot's token" in " ".join(problems(done))
    assert TOKEN not in done.output


def test_a_key_of_a_week_that_is_over_is_found(house: House, check: Check) -> None:
    house.keys().make_week("2026-W30", "2026-Q3")
    said = " ".join(problems(check()))
    assert "1 weeks that are over can still be opened" in said
    assert "2 keys in sealing.json are of weeks or quarters that are over" in said


def test_a_release_that_is_days_late_is_found(house: House, check: Check) -> None:
    house.go_to("2026-W48", weekday=2)
    assert "No release has run" in " ".join(problems(check()))


def test_files_that_others_can_read_are_found(house: House, check: Check, tmp_path: Path) -> None:
    (house.folder / "notes.txt").touch()
    (house.folder / "notes.txt").chmod(0o640)
    assert "Others can read 1 files" in " ".join(problems(check()))


def test_a_program_gets_the_same_as_json(house: House, check: Check, tmp_path: Path) -> None:
    (tmp_path / "proxy.log").write_text(f"chat {CHAT}")
    done = check("--log", tmp_path / "proxy.log", "--format", "json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["fine"] is False
    assert [f["fine"] for f in said["findings"]].count(False) == 1
