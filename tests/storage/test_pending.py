"""Rows are changed in memory and written once; what fails is undone alone, whatever was written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from conversations.ports import Address, Incoming
from conversations.replies import Act, Reply
from storage.contacts import pending
from storage.contacts.invitations import hash_code
from storage.contacts.pending import Pending, Rows
from storage.contacts.tables import CodeRow, StateRow
from tests.storage.house import House

Values = dict[str, str]


class Failure(Exception):
    """Something fails behind a border."""


@contextmanager
def facts(house: House) -> Iterator[tuple[Pending, Rows]]:
    """The table of single facts in one transaction, written at its end."""
    with house.app.databases[0].writing() as session:
        changing = Pending(session)
        yield changing, changing.rows(StateRow)
        changing.write()


def stored(session: Session) -> Values:
    """The facts with one-letter names, as the database has them."""
    rows = session.exec(select(StateRow.name, StateRow.value))
    return {name: value for name, value in rows if len(name) == 1}


def after(house: House) -> Values:
    """The same after the transaction."""
    with house.app.databases[0].reading() as session:
        return stored(session)


def fact(name: str, value: str) -> dict[str, Any]:
    """A row."""
    return {"name": name, "value": value}


@contextmanager
def statements(house: House) -> Iterator[list[tuple[str, Any]]]:
    """What is said to the contacts database, and with which values."""
    said: list[tuple[str, Any]] = []

    def heard(_: Any, __: Any, sql: str, values: Any, *rest: Any) -> None:
        said.append((sql, values))

    engine = house.app.databases[0].engine
    event.listen(engine, "before_cursor_execute", heard)
    yield said
    event.remove(engine, "before_cursor_execute", heard)


@pytest.fixture
def house_with_facts(house: House) -> House:
    """Two facts are stored already."""
    with facts(house) as (_, rows):
        rows.put(fact("a", "old"))
        rows.put(fact("b", "old"))
    return house


def change_everything(rows: Rows) -> Values:
    """One change of each kind; returns what is to be seen then."""
    rows.put(fact("a", "put"))
    rows.change("b", value="changed")
    rows.fill(fact("c", "filled"))
    rows.put(fact("d", "gone"))
    rows.remove("d")
    return {"a": "put", "b": "changed", "c": "filled"}


def seen(rows: Rows) -> Values:
    """What whoever asks for single rows is told."""
    found = {name: rows.get(name) for name in "abcd"}
    return {name: row["value"] for name, row in found.items() if row}


@pytest.mark.usefixtures("house_with_facts")
def test_a_change_is_seen_at_once_and_written_at_the_end(house: House) -> None:
    with facts(house) as (_, rows), statements(house) as said:
        wanted = change_everything(rows)
        assert seen(rows) == wanted
        assert not [sql for sql, _ in said if not sql.startswith("SELECT")]
    assert after(house) == wanted


@pytest.mark.usefixtures("house_with_facts")
def test_whoever_asks_the_database_itself_finds_every_change(house: House) -> None:
    with facts(house) as (changing, rows):
        wanted = change_everything(rows)
        assert stored(changing.session) == wanted
        assert seen(rows) == wanted


@pytest.mark.usefixtures("house_with_facts")
@pytest.mark.parametrize("written", [False, True], ids=["in memory", "written meanwhile"])
@pytest.mark.parametrize("fails", [False, True])
def test_what_fails_behind_a_border_is_undone_alone(
    house: House, fails: bool, written: bool
) -> None:
    with facts(house) as (changing, rows):
        rows.put(fact("a", "before"))
        rows.remove("b")
        wanted = {"a": "before"}
        with suppress(Failure), changing.savepoint():
            changed = change_everything(rows) | {"b": "new"}
            rows.put(fact("b", "new"))
            if written:
                assert stored(changing.session) == changed
            if fails:
                raise Failure
            wanted = changed
        assert seen(rows) == wanted
    assert after(house) == wanted


@pytest.mark.usefixtures("house_with_facts")
def test_what_fails_with_the_transaction_is_not_there(house: House) -> None:
    def change_and_fail() -> None:
        with facts(house) as (_, rows):
            change_everything(rows)
            raise Failure

    with pytest.raises(Failure):
        change_and_fail()
    assert after(house) == {"a": "old", "b": "old"}


@pytest.mark.usefixtures("house_with_facts")
def test_filling_leaves_what_lies_there(house: House) -> None:
    with facts(house) as (_, rows):
        rows.fill(fact("a", "new"))
        rows.remove("b")
        rows.fill(fact("b", "new"))
        rows.fill(fact("c", "first"))
        rows.fill(fact("c", "second"))
    assert after(house) == {"a": "old", "b": "new", "c": "first"}


@pytest.mark.usefixtures("house_with_facts")
def test_changing_what_may_lie_there_changes_the_one_row_there_is(house: House) -> None:
    with facts(house) as (_, rows):
        rows.fill(fact("a", "new"))
        rows.change("a", value="changed")
        rows.remove("b")
        rows.change("b", value="too late")
        rows.change("c", value="nowhere")
    assert after(house) == {"a": "changed"}


def test_a_change_leaves_the_other_columns_as_somebody_else_has_made_them(house: House) -> None:
    code = hash_code(house.code(house.unit(), uses=5), house.keys().code_key)
    with house.app.databases[0].writing() as session:
        here, elsewhere = Pending(session), Pending(session)
        for changing, columns in ((here, {"uses_left": 4}), (elsewhere, {"last_week": "2027-W01"})):
            rows = changing.rows(CodeRow)
            assert rows.get(code)
            rows.change(code, **columns)
        here.write()
        elsewhere.write()
    (row,) = [row for row in house.rows(CodeRow) if row.code == code]
    assert (row.uses_left, row.last_week) == (4, "2027-W01")


def test_a_great_many_changes_are_not_all_kept_in_memory(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending, "MOST", 3)
    with facts(house) as (changing, rows):
        for name in "abcd":
            rows.put(fact(name, "new"))
        assert set(rows.changes) == {"d"}
        with suppress(Failure), changing.savepoint():
            for name in "efgh":
                rows.put(fact(name, "undone"))
            raise Failure
    assert after(house) == dict.fromkeys("abcd", "new")


def test_rows_are_written_in_the_order_of_keys_not_of_coming(house: House) -> None:
    with statements(house) as said, facts(house) as (_, rows):
        for name in "cabd":
            rows.put(fact(name, "new"))
    (values,) = [values for sql, values in said if sql.startswith("INSERT")]
    assert "cabd" not in str(values)
    names = [row["name"] if isinstance(row, dict) else row[0] for row in values]
    assert names == sorted(names)


def test_a_batch_of_forty_says_no_more_to_the_database_than_one_of_four(house: House) -> None:
    people = house.enrol(house.unit(), 44)
    prompt = house.start_round()
    for reply in (Reply(Act.OPEN, value=prompt), Reply(Act.BEGIN, 0), Reply(Act.PICK, 1, "4")):
        counts = []
        for batch in (people[:4], people[4:]):
            with statements(house) as said:
                house.app.listener.receive([Incoming(address, reply) for address in batch])
            counts.append(len(said))
        assert counts[0] == counts[1]
    assert len(house.kept()) == len(people)


def test_several_from_one_chat_in_one_batch_follow_each_other(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    prompt = house.start_round()
    replies = [Reply(Act.OPEN, value=prompt), Reply(Act.BEGIN, 0), Reply(Act.PICK, 1, "4")]
    house.app.listener.receive([Incoming(address, reply) for reply in replies])
    with house.app.contacts.reading() as book:
        dialog = book.dialog(address)
    assert dialog
    assert dialog.conversation.step == 2
    assert house.kept() == [4]


def test_forgotten_and_come_back_within_one_batch_one_has_new_boxes_only(house: House) -> None:
    address = Address("telegram", "4711")
    code = house.code(house.unit(), uses=5)
    prompt = house.start_round()
    join = Incoming(address, Reply(Act.JOIN, value=f"16-17 {code}"))
    picks = Reply(Act.BEGIN, 0), Reply(Act.PICK, 1, "4")
    house.app.listener.receive([join, *(Incoming(address, each) for each in picks)])
    assert house.kept() == [4]
    again = Incoming(address, Reply(Act.OPEN, value=prompt))
    house.app.listener.receive([Incoming(address, Reply(Act.FORGET_SURELY)), join, again])
    assert house.kept() == []
    assert len([record for record in house.boxes() if not record]) == 5
