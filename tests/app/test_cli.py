"""The command line: what an administrator does, and what it says when something is wrong."""

import json
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from click import ClickException
from click.testing import CliRunner, Result

from app.cli import kuulolla
from app.commands.commanding import opened, to_serve
from app.server.serving import bind
from app.settings import Settings


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    """Runs commands on one data folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUULOLLA_DATA", str(tmp_path / "data"))
    return Run()


class Run:
    """Runs ``kuulolla`` commands."""

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(kuulolla, list(words))

    def json(self, *words: str) -> object:
        """The JSON that a command prints."""
        done = self(*words, "--format", "json")
        assert done.exit_code == 0, done.output
        return json.loads(done.output)


def test_a_unit_has_a_door_and_hands_out_slips(run: Run) -> None:
    added = run.json("unit", "add", "Koivula", "--size", "7", "--group", "Pienet kodit")
    assert isinstance(added, dict)
    assert added["link"].endswith(added["door"])
    slips = run.json("invite", "Koivula", "--slips", "3")
    assert isinstance(slips, list)
    assert len({slip["code"] for slip in slips}) == 3
    assert all(slip["link"].endswith(f"/c/{slip['code']}") for slip in slips)


def test_one_slip_is_a_list_too(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    slips = run.json("invite", "koivula", "--slips", "1")
    assert isinstance(slips, list)
    assert len(slips) == 1


def test_a_card_brings_in_whoever_its_set_asks(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    cards = run.json("card", "Koivula", "plan_made_close_person", "--slips", "1")
    assert isinstance(cards, list)
    with opened(Settings()) as app, app.contacts.writing() as book:
        invitation = book.invitation(cards[0]["code"])
    assert invitation
    assert (invitation.audience, invitation.set) == ("close_person", "plan_made_close_person")


def test_a_card_belongs_to_a_milestone(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    assert run("card", "Koivula", "meeting_held", "--uses", "5").exit_code == 0
    wrong = run("card", "Koivula", "birthday", "--uses", "5")
    assert wrong.exit_code == 1
    assert "There is no card for birthday" in wrong.output
    assert "meeting_held" in wrong.output


def test_a_round_starts_once_a_week_and_can_be_undone(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    started = run.json("round", "start")
    assert isinstance(started, dict)
    assert started["state"] == "planned"
    again = run("round", "start")
    assert again.exit_code == 1
    assert "already" in again.output
    assert "Nobody was asked" in run("round", "undo", started["round"]).output
    assert run("round", "start", "--now").exit_code == 0
    too_late = run("round", "undo", started["round"])
    assert too_late.exit_code == 1


def test_a_wave_needs_one_place(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    assert run("wave", "start", "meeting_held").exit_code == 2
    assert "No" in run("wave", "start", "nothing", "--unit", "Koivula").output
    assert run("wave", "start", "meeting_held", "--unit", "Koivula").exit_code == 0
    assert "meeting_held" in run("wave", "list").output


def test_a_wave_starts_once_a_week_at_one_place(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    run("unit", "add", "Rantakoto", "--size", "7")
    started = run.json("wave", "start", "meeting_held", "--unit", "Koivula")
    again = run("wave", "start", "meeting_held", "--unit", "Koivula")
    assert again.exit_code == 1
    assert "Once is enough" in again.output
    assert run("wave", "start", "meeting_held", "--unit", "Rantakoto").exit_code == 0
    assert isinstance(started, dict)
    run("wave", "undo", started["round"])
    assert run("wave", "start", "meeting_held", "--unit", "Koivula").exit_code == 0


def test_a_unit_is_known_by_its_name_whatever_the_case(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    again = run("unit", "add", "KOIVULA", "--size", "7")
    assert again.exit_code == 1
    assert "already a unit called KOIVULA" in again.output


@pytest.mark.parametrize("audience", ["staff", "everybody"])
def test_an_audience_that_nobody_asks_gets_no_codes(run: Run, audience: str) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    done = run("invite", "Koivula", "--slips", "1", "--audience", audience)
    assert done.exit_code == 1
    assert "young_person" in done.output


def test_what_goes_by_card_only_is_no_wave(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    done = run("wave", "start", "placement_started", "--unit", "Koivula")
    assert done.exit_code == 1
    assert "meeting_held" in done.output


def test_a_setting_that_makes_no_sense_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUULOLLA_PORT", "eight")
    done = run("unit", "list")
    assert done.exit_code == 1
    assert "KUULOLLA_PORT" in done.output


@time_machine.travel(datetime(2026, 11, 16, 14, tzinfo=UTC), tick=False)
def test_when_a_round_leaves_is_said_in_finnish_time(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    assert "2026-11-16 16:05" in run("round", "start").output


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [("203.0.113.1", 8600, "203.0.113.1"), ("127.0.0.1", 65535, "No free port")],
)
def test_an_address_that_cannot_be_listened_on_is_said(host: str, port: int, said: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65535))
        with pytest.raises(ClickException, match=said):
            bind(Settings(host=host, port=port))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["invite", "Nowhere", "--slips", "2"], "Nowhere"),
        (["invite", "Nowhere"], "--uses"),
        (["unit", "add", "X", "--size", "0"], "0"),
        (["unit", "add", " ", "--size", "7"], "name"),
        (["summary", "--week", "2026-W01", "--lang", "klingon"], "klingon"),
        (["summary", "--week", "2026-W01"], "2026-W01"),
        (["summary", "--week", "someday"], "someday"),
        (["talk", "nothing"], "nothing"),
        (["talk", "round", "--band", "3-4"], "3-4"),
        (["staff", "link", "--login", "nobody"], "nobody"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file is in the way")
    done = run("unit", "list")
    assert done.exit_code == 1
    assert str(tmp_path / "data") in done.output


def test_health_says_what_is_fine_and_exits_with_zero(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    done = run("health")
    assert done.exit_code == 0, done.output
    assert "safe settings" in done.output


def test_keys_that_others_can_read_are_a_problem(run: Run, tmp_path: Path) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    (tmp_path / "data" / "master.key").chmod(0o644)
    done = run("health")
    assert done.exit_code == 1
    assert "chmod" in done.output


def test_the_schema_of_the_question_files_is_json(run: Run) -> None:
    assert json.loads(run("questions", "schema").output)["title"] == "Catalogue"


def test_a_unit_is_resized_renamed_closed_and_opened_again(run: Run) -> None:
    run("unit", "add", "Koivula", "--size", "7")
    resized = run.json("unit", "resize", "Koivula", "9")
    assert isinstance(resized, dict)
    assert resized["size"] == 9
    renamed = run.json("unit", "rename", "Koivula", "Kuusela")
    assert isinstance(renamed, dict)
    assert (renamed["name"], renamed["closes"]) == ("Kuusela", "")
    closed = run.json("unit", "close", "kuusela")
    assert isinstance(closed, dict)
    assert closed["closes"]
    refused = run("invite", "Kuusela", "--slips", "1")
    assert refused.exit_code == 1
    assert "Kuusela has been closed" in refused.output
    opened_again = run.json("unit", "reopen", "Kuusela")
    assert isinstance(opened_again, dict)
    assert not opened_again["closes"]
    assert run("invite", "Kuusela", "--slips", "1").exit_code == 0


def test_two_do_not_serve_the_same_data(run: Run, tmp_path: Path) -> None:
    with to_serve(Settings()):
        refused = run("run", "--port", "8799")
        assert refused.exit_code == 1
        assert f"already runs on the data in {tmp_path / 'data'}" in refused.output
        assert run("unit", "add", "Koivula", "--size", "7").exit_code == 0
    with to_serve(Settings()):
        pass


@pytest.mark.parametrize("address", ["chat.example", "https://", "ftp://chat.example", "foo"])
def test_an_address_that_no_poster_may_carry_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("KUULOLLA_PUBLIC_URL", address)
    refused = run("health")
    assert refused.exit_code == 1
    assert "KUULOLLA_PUBLIC_URL" in refused.output
    assert "https://chat.example" in refused.output
