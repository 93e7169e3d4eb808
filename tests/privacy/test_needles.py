"""Known chat ids and marked texts are searched in every file and log, and are nowhere (A-01, A-02).

Two hundred people enrol, answer with marked words and write marked open notes; a listener is made
to fail on the way; logs are at DEBUG, SQLAlchemy's too. During the week the files hold none of it,
nor do a PostgreSQL server's tables and its log of changes.
After the release the office's file holds the notes, as the facilitator has to read them, and
nothing else. A leak that is planted on purpose must be found, or this test says nothing.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from conversations.ports import Address, Incoming, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from storage.contacts.book import Book
from storage.contacts.tables import BoxRow, PlanRow
from storage.needles import Haystacks, Hit, shapes_of_id, shapes_of_text
from storage.office.tables import AuditRow, StaffRow
from tests.postgres.disk import changes_since, every_heap, written_so_far
from tests.postgres.fixtures import on_both, on_postgresql
from tests.postgres.server import Postgres, administrator_of
from tests.privacy.needles import chat_ids, dumps, marked_text, searched_for
from tests.storage.house import House, first_answer

PEOPLE = int(os.environ.get("KUULOLLA_NEEDLES", "200"))
FEW = 30  # on the second database
WRITERS = 6
BAND = "16-17"


@dataclass(slots=True)
class Crowd:
    """The people with their marks, and what the log has said."""

    house: House
    chats: list[int]
    words: list[str]
    notes: list[str]
    log: pytest.LogCaptureFixture

    def everything(self) -> Haystacks:
        """All that must not be found."""
        return searched_for(self.chats, [*self.words, *self.notes])

    def all_but_notes(self) -> Haystacks:
        """What must not be found even after the notes have reached the office."""
        return searched_for(self.chats, self.words)

    def log_hits(self) -> list[Hit]:
        """Needles in the log, in the arguments of its records and in tracebacks."""
        said = "\n".join(f"{r.getMessage()} {r.args!r} {r.exc_info!r}" for r in self.records())
        return self.everything().hits("log", said.encode("utf-8", "replace"))

    def records(self) -> list[logging.LogRecord]:
        """Everything logged, also while the week was lived through."""
        return [*self.log.get_records("setup"), *self.log.get_records("call")]

    def send(self, replies: dict[int, Reply | Arrival]) -> list[Outgoing]:
        """A batch of what several people did."""
        batch = [Incoming(address(chat), reply) for chat, reply in replies.items()]
        return self.house.app.listener.receive(batch)


def address(chat: int) -> Address:
    """Somebody's Telegram chat."""
    return Address("telegram", str(chat))


@pytest.fixture
def crowd(
    tmp_path: Path, urls: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> Iterator[Crowd]:
    """Two hundred people, or few, who have lived through most of a week."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "sqlalchemy")
    draw = Random(9)
    house = House(tmp_path / "data", urls=urls)
    texts = [marked_text(draw) for _ in range(2 * WRITERS)]
    people = chat_ids(draw, FEW if any(urls) else PEOPLE)
    crowd = Crowd(house, people, texts[:WRITERS], texts[WRITERS:], caplog)
    live_through_a_week(crowd)
    yield crowd
    crowd.house.app.close()


def live_through_a_week(crowd: Crowd) -> None:
    """Enrol, be prompted, answer, write notes; here and there something fails."""
    house, people = crowd.house, len(crowd.chats)
    unit = house.unit("Koivula", people)
    code = house.code(unit, uses=people)
    crowd.send({chat: Arrival(code) for chat in crowd.chats})
    crowd.send({chat: Reply(Act.JOIN, value=f"{BAND} {code}") for chat in crowd.chats})
    prompt = house.start_round()
    crowd.send({chat: Reply(Act.OPEN, value=prompt) for chat in crowd.chats})
    words = iter(crowd.words)
    said = crowd.send({chat: Reply(Act.BEGIN, 0) for chat in crowd.chats})
    while any(each.screen.progress for each in said):
        said = crowd.send(
            {chat: _reply(each.screen, words) for chat, each in zip(crowd.chats, said, strict=True)}
        )
    for chat, note in zip(crowd.chats, crowd.notes, strict=False):
        house.send(address(chat), Reply(Act.OPEN, value="note"))
        preview = house.send(address(chat), Reply(Act.WORDS, text=note))
        house.send(address(chat), Reply(Act.SEND, preview.screen.step, text=note))
    fail_on_purpose(crowd)
    house.app.troubles.tell()
    with house.app.contacts.writing() as book:
        book.claim("telegram", people, quiet=False)


def _reply(screen: Screen, words: Iterator[str]) -> Reply:
    if screen.writes and (text := next(words, "")):
        return Reply(Act.SEND, screen.step, text=text)
    return first_answer(screen)


def fail_on_purpose(crowd: Crowd) -> None:
    """Exceptions full of needles, in the middle of taking an answer and in the database."""
    chat, text = crowd.chats[0], crowd.words[0]

    def breaks(*given: Any, **named: Any) -> Any:
        raise RuntimeError(f"{chat} {text} {given} {named}")

    with pytest.MonkeyPatch.context() as patched:
        for name in ("contact", "dialog", "save_dialog", "keep", "prepare"):
            patched.setattr(Book, name, breaks)
            crowd.house.send(address(chat), Reply(Act.OPEN, value="spontaneous"))
            crowd.house.send(address(chat), Reply(Act.WORDS, text=text))
    if any(crowd.house.urls):
        return  # what was rolled back stays in PostgreSQL's files; for its log see test_settings
    with pytest.raises(IntegrityError):
        add_twice(crowd.house, StaffRow, id=str(chat), name=text, login=text, roles=[])


def add_twice(house: House, table: Any, **values: Any) -> None:
    """What a unique constraint forbids."""
    with house.app.databases[1].writing() as session:
        for _ in range(2):
            session.add(table(**values))
            session.flush()
            session.expunge_all()


def test_during_the_week_no_file_and_no_log_holds_a_needle(crowd: Crowd) -> None:
    files = {path.name for path in crowd.house.folder.rglob("*")}
    assert {
        "contacts.sqlite",
        "contacts.sqlite-wal",
        "contacts.sqlite-shm",
        "opening.json",
    } <= files
    written = [r["value"] for r in crowd.house.boxes() if r.get("words") and r["value"]]
    assert sorted(written) == sorted(crowd.words), "the needles are in the boxes"
    assert crowd.everything().hits_in_files(crowd.house.folder) == []
    assert crowd.log_hits() == []
    assert len([r for r in crowd.records() if r.name.startswith("sqlalchemy")]) > 1000
    assert any("RuntimeError" in r.getMessage() for r in crowd.records()), "it did fail"


@pytest.fixture
def lived_since(postgres_server: Postgres) -> str:
    """How far the server's log of changes had come before this test lived."""
    with postgres_server.administrator() as server:
        return written_so_far(server)


@on_postgresql
def test_during_the_week_neither_tables_nor_the_log_of_changes_hold_a_needle(
    lived_since: str, crowd: Crowd, postgres_server: Postgres
) -> None:
    wanted = crowd.everything()
    box = min(row.sealed for row in crowd.house.rows(BoxRow))[64:96]
    wanted.add("a box", [box])
    found = [*wanted.hits_in_files(crowd.house.folder)]
    with postgres_server.administrator() as server:
        found += wanted.hits("log of changes", changes_since(server, lived_since))
    for url in crowd.house.urls:
        with administrator_of(url) as database:
            for table, content in every_heap(database).items():
                found += wanted.hits(table, content)
    assert sorted(hit.place for hit in found) == ["box", "log of changes"]
    assert {hit.needle for hit in found} == {"a box"}, "the search finds what is there"
    assert wanted.hits("log", postgres_server.log.encode()) == []
    assert crowd.log_hits() == []


def test_after_the_release_only_the_notes_are_there_for_the_facilitator(crowd: Crowd) -> None:
    house = crowd.house
    house.next_week()
    house.go_to(house.week, hour=9)
    house.beats.hourly()
    assert sorted(note.text for note in house.app.desk.notes()) == sorted(crowd.notes)
    assert house.released()
    assert crowd.all_but_notes().hits_in_files(house.folder) == []
    found = crowd.everything().hits_in_files(house.folder)
    assert {hit.place.partition("-")[0] for hit in found} == {"office.sqlite"}
    assert len({hit.needle for hit in found}) == len(crowd.notes)
    assert crowd.log_hits() == []


@pytest.mark.parametrize("number", range(len(list(shapes_of_id(6_123_456_789)))))
def test_a_planted_id_is_found_in_every_shape(crowd_of_one: Crowd, number: int) -> None:
    leak = list(shapes_of_id(crowd_of_one.chats[0]))[number]
    (crowd_of_one.house.folder / "planted").write_bytes(b"-" * 1000 + leak + b"-" * 1000)
    (hit,) = crowd_of_one.everything().hits_in_files(crowd_of_one.house.folder)
    assert hit == Hit(f"chat {crowd_of_one.chats[0]}", "planted")


@pytest.fixture
def crowd_of_one(house: House, caplog: pytest.LogCaptureFixture) -> Crowd:
    """One needle of each kind, and an empty house."""
    caplog.set_level(logging.DEBUG)
    text = marked_text(Random(3))
    return Crowd(house, [6_123_456_789], [text], [text[::-1]], caplog)


def test_a_planted_leak_in_a_database_is_found(crowd_of_one: Crowd) -> None:
    house, chat = crowd_of_one.house, crowd_of_one.chats[0]
    assert crowd_of_one.everything().hits_in_files(house.folder) == []
    with house.app.databases[1].writing() as session:
        session.add(
            AuditRow(id="1", moment=house.clock(), staff="", event="leak", subject=str(chat))
        )
    assert {hit.needle for hit in crowd_of_one.everything().hits_in_files(house.folder)} == {
        f"chat {chat}"
    }


def test_a_planted_leak_in_the_log_is_found(crowd_of_one: Crowd) -> None:
    assert crowd_of_one.log_hits() == []
    logging.getLogger("kuulolla").debug("answer: %s", crowd_of_one.words[0])
    assert len(crowd_of_one.log_hits()) == 1


def test_rows_that_a_debug_log_would_tell_are_found(crowd_of_one: Crowd) -> None:
    """The leak that was here: at DEBUG SQLAlchemy says every row it fetches."""
    house = crowd_of_one.house
    with house.app.databases[1].writing() as session:
        session.add(StaffRow(id="1", name=crowd_of_one.words[0], login="x", roles=[]))
    logger = logging.getLogger("sqlalchemy.engine.Engine")
    filters = list(logger.filters)
    for silent in (True, False):
        logger.filters = filters if silent else []
        house.app.databases[1].engine.echo = "debug"
        house.app.staff.all()
        logger.filters = filters
        house.app.databases[1].engine.echo = False
        assert bool(crowd_of_one.log_hits()) is not silent


def test_an_id_is_found_in_hexadecimal_and_not_by_chance_amid_a_ciphertext() -> None:
    searched = Haystacks()
    searched.add("chat", shapes_of_id(7_123_456_789))
    found = f"{7_123_456_789:X}".encode()
    for hay in (found, b"X'0000000" + found + b"4F'", b"id=" + found):
        assert searched.hits("dump", hay), hay
    assert searched.hits("dump", b"X'9E4" + found + b"07'") == []


@on_both
def test_a_needle_in_a_binary_column_is_found_in_a_dump(crowd_of_one: Crowd) -> None:
    """A careless program would write what it should have sealed, amid other bytes."""
    house, wanted = crowd_of_one.house, crowd_of_one.everything()

    def found() -> list[set[str]]:
        return [{h.needle for h in wanted.hits("", d.encode())} for d in dumps(house).values()]

    assert found() == [set(), set()]
    chat, text = crowd_of_one.chats[0], crowd_of_one.words[0]
    written = {
        f"chat {chat}": [b"%d" % chat, b"telegram %d00" % chat, chat.to_bytes(8)],
        f"text {text[:9]}": [text.encode(), b"x" + json.dumps(text).encode()],
    }
    for needle, leaks in written.items():
        for number, leak in enumerate(leaks):
            with house.app.databases[0].writing() as session:
                session.merge(PlanRow(week=f"2026-W{number:02}", sealed=b"\x07" + leak))
            assert found() == [{needle}, set()], leak
            with house.app.databases[0].writing() as session:
                session.delete(session.get_one(PlanRow, f"2026-W{number:02}"))


def test_a_text_that_json_has_escaped_is_found() -> None:
    text = "ääkkösiä öisin"
    searched = Haystacks()
    searched.add("text", shapes_of_text(text))
    assert searched.hits("a column of JSON", json.dumps({"said": text}).encode())


def test_a_row_of_zeros_is_not_taken_for_a_text_of_nothing() -> None:
    searched = Haystacks()
    searched.add("text", shapes_of_text("x" + "\0" * 50))
    assert searched.hits("a log", b"id=" + b"0" * 32) == []
