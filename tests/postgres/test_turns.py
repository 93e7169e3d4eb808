"""Several processes take what comes: of one chat always one at a time (C-10)."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from sqlalchemy import event, text

from conversations.ports import Address, Incoming
from conversations.replies import Act, Reply
from storage.databases import Database
from tests.postgres.fixtures import on_postgresql
from tests.storage.house import House

pytestmark = on_postgresql
WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """Another worker."""
    with ThreadPoolExecutor() as made:
        yield made


def until_it_waits(contacts: Database, work: Future[Any]) -> None:
    """Return when somebody waits for a turn. Fails when the work is done without."""
    while True:
        with contacts.reading() as session:
            if session.execute(WAITING).scalar_one():
                return
        assert not work.done(), "nobody waited"
        sleep(0.01)


def taking(house: House, *batch: Incoming) -> Callable[[], Any]:
    """Take a batch."""
    return lambda: house.app.listener.receive(batch)


def test_what_comes_from_one_chat_waits_for_what_came_before(
    house: House, elsewhere: ThreadPoolExecutor
) -> None:
    ours, other = house.enrol(house.unit(), 2)
    prompt = house.start_round()
    for address in (ours, other):
        house.send(address, Reply(Act.OPEN, value=prompt))
    listener = house.app.listener
    with house.app.contacts.writing() as book:
        listener.receive_in(book, [Incoming(ours, Reply(Act.BEGIN, 0))], lambda _: None)
        next_one = elsewhere.submit(taking(house, Incoming(ours, Reply(Act.PICK, 1, "4"))))
        until_it_waits(house.app.databases[0], next_one)
        house.send(other, Reply(Act.BEGIN, 0))
        assert not next_one.done(), "another chat is taken meanwhile, this one is not"
    (said,) = next_one.result(timeout=60)
    assert said.step == 2
    assert house.kept() == [4]


def test_a_mark_of_what_was_shown_does_not_undo_a_step(
    house: House, elsewhere: ThreadPoolExecutor
) -> None:
    """The worker that showed a question may write so when another has gone on already."""
    (address,) = house.enrol(house.unit(), 1)
    house.send(address, Reply(Act.OPEN, value=house.start_round()))

    def mark() -> None:
        with house.app.contacts.writing() as book:
            book.expect([address])
            book.shown(address, 0, 77)

    with house.app.contacts.writing() as book:
        taken = [Incoming(address, Reply(Act.BEGIN, 0))]
        house.app.listener.receive_in(book, taken, lambda _: None)
        marking = elsewhere.submit(mark)
        until_it_waits(house.app.databases[0], marking)
    marking.result(timeout=60)
    with house.app.contacts.reading() as book:
        dialog = book.dialog(address)
    assert dialog
    assert dialog.conversation.step == 1


def test_all_workers_take_their_turns_in_one_order(house: House) -> None:
    """Or two batches with the same chats could wait for each other for ever."""
    people = [Address("telegram", str(number)) for number in range(20)]
    asked: list[list[int]] = []

    def heard(_: Any, __: Any, sql: str, values: Any, *rest: Any) -> None:
        if "pg_advisory" in sql:
            asked.append(values["turns"])

    engine = house.app.databases[0].engine
    event.listen(engine, "before_cursor_execute", heard)
    for order in (people, people[::-1]):
        with house.app.contacts.writing() as book:
            book.expect(order)
    event.remove(engine, "before_cursor_execute", heard)
    forwards, backwards = asked
    assert forwards == backwards == sorted(forwards)
    assert len(set(forwards)) == len(people)


def test_a_turns_number_is_no_part_of_a_contacts_row(house: House) -> None:
    address = Address("telegram", "4711")
    with house.app.contacts.reading() as book:
        number = book._turn(address)[:8]
        assert number not in book.index(address)
