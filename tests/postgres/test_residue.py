"""What PostgreSQL keeps of deleted rows, and of the order of writing (M3, M4, A-08)."""

from random import Random
from typing import Any

import pytest
from psycopg import Connection
from sqlalchemy import text

from conversations.items import YOUNG
from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from storage import postgresql
from storage.databases import StillBusy
from storage.needles import Haystacks, shapes_of_key, shapes_of_word
from tests.postgres.disk import every_heap, heap
from tests.postgres.fixtures import on_postgresql
from tests.postgres.server import Postgres
from tests.storage.house import House

pytestmark = on_postgresql
PEOPLE, WEEKS = 24, 4
SIGMAS = 4.5


def answer(house: House, people: list[Any], first: int = 0) -> None:
    """Each person answers two questions with the number of their coming."""
    for number, address in enumerate(people, first):
        house.keep(address, number, item="heard", prompt="p1")
        house.keep(address, number, item="fine_here", prompt="p2")


def sealed_pieces(disk: Connection[Any]) -> list[bytes]:
    """A piece of each sealed box, long enough to be found nowhere by chance."""
    return [bytes(row) for (row,) in disk.execute("SELECT substr(sealed, 101, 64) FROM box")]


def test_after_a_release_no_released_box_is_left_in_the_files(
    house: House, disk: Connection[Any]
) -> None:
    answer(house, house.enrol(house.unit(), PEOPLE))
    pieces = sealed_pieces(disk)
    assert len(pieces) == 2 * PEOPLE
    assert all(piece in heap(disk, "box") for piece in pieces), "the search finds what is there"
    house.next_week()
    house.app.release.run()
    left = heap(disk, "box")
    assert not [piece for piece in pieces if piece in left]


def test_without_the_removal_they_would_be_left(
    house: House, disk: Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(house, house.enrol(house.unit(), PEOPLE))
    pieces = sealed_pieces(disk)
    monkeypatch.setattr(type(house.app.databases[0]), "remove_residue", lambda _: None)
    house.next_week()
    house.app.release.run()
    left = heap(disk, "box")
    assert all(piece in left for piece in pieces)


def test_whoever_still_sees_the_boxes_holds_up_the_end_of_the_release(
    house: House, monkeypatch: pytest.MonkeyPatch, postgres_server: Postgres, urls: tuple[str, str]
) -> None:
    monkeypatch.setattr(postgresql, "SNAPSHOT_TRIES", 2)
    answer(house, house.enrol(house.unit(), PEOPLE))
    week = house.week
    house.next_week()
    reader = house.app.databases[0].engine.execution_options(isolation_level="REPEATABLE READ")
    with reader.connect() as dump:
        dump.execute(text("SELECT count(*) FROM box"))
        with pytest.raises(StillBusy):
            house.app.release.run()
        assert house.keys().can_open(week), "the key lives until the rows are gone"
    assert house.app.release.run() == week
    assert not house.keys().can_open(week)


def test_whoever_still_reads_the_office_keeps_no_key_alive(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SNAPSHOT_TRIES", 2)
    answer(house, house.enrol(house.unit(), PEOPLE))
    week = house.week
    house.next_week()
    reader = house.app.databases[1].engine.execution_options(isolation_level="REPEATABLE READ")
    with reader.connect() as dump:
        dump.execute(text("SELECT count(*) FROM code_request"))
        with pytest.raises(StillBusy):
            house.app.release.run()
        assert not house.keys().can_open(week)
    assert house.app.release.run() == week, "and what is left is done at the next beat"
    assert house.app.release.run() is None


def test_after_the_next_release_nothing_of_whoever_was_forgotten_is_left(
    house: House, disk: Connection[Any]
) -> None:
    gone, *others = house.enrol(house.unit(), PEOPLE)
    answer(house, [gone, *others])
    with house.app.contacts.reading() as book:
        mine, theirs = book.index(gone), book.index(others[0])
    pieces = {
        bytes(idx): bytes(piece)
        for idx, piece in disk.execute("SELECT idx, substr(card, 9, 64) FROM contact")
    }
    house.send(gone, Reply(Act.FORGET_SURELY))
    house.next_week()
    house.app.release.run()
    left = heap(disk, "contact")
    assert pieces[theirs] in left
    assert pieces[mine] not in left
    assert mine not in left


def test_after_a_slip_is_used_and_the_week_released_nothing_points_back_to_its_code(
    house: House, disk: Connection[Any], office_disk: Connection[Any]
) -> None:
    unit, visitor = house.unit(), Address("door", "visitor")
    (slip,) = house.app.codes.invite(unit, YOUNG, slips=1)
    wanted = Haystacks()
    wanted.add("the slip", shapes_of_word(slip))
    wanted.add("its hash", shapes_of_key(house.app.codes.hash_code(slip)))

    def found() -> list[str]:
        heaps = [*every_heap(disk).items(), *every_heap(office_disk).items()]
        return [f"{hit.needle} in {hit.place}" for heap in heaps for hit in wanted.hits(*heap)]

    house.beats.take_codes()
    house.send(visitor, Arrival(slip))
    assert house.send(visitor, Reply(Act.JOIN, value=f"16-17 {slip}")).joined
    assert sorted(found()) == ["its hash in code", "its hash in code_request"], "until the release"
    house.next_week()
    house.app.release.run()
    assert found() == []


def orders(disk: Connection[Any], table: str, of_answers: str) -> dict[str, list[str]]:
    """The values of released answers in every order that the table has."""
    wanted = f"SELECT value::text FROM {table} WHERE {of_answers} ORDER BY "
    return {
        order: [value for (value,) in disk.execute(wanted + order)]
        for order in ("ctid", "id", "xmin::text::bigint, ctid")
    }


def pairs_in_order(values: list[int]) -> list[bool]:
    """Of each two answers: whether the one that came first comes first."""
    return [a < b for n, a in enumerate(values) for b in values[n + 1 :] if a != b]


def test_released_answers_lie_in_no_telling_order(
    house: House, office_disk: Connection[Any]
) -> None:
    people, draw = house.enrol(house.unit(), PEOPLE), Random(5)
    found: dict[str, list[bool]] = {}
    weeks: list[str] = []
    for turn in range(WEEKS):
        answer(house, draw.sample(people, PEOPLE - 3), turn * 1000)
        weeks.append(house.week)
        house.next_week()
        house.app.release.run()
    xmins = office_disk.execute("SELECT count(DISTINCT xmin::text) FROM lot_answer").fetchone()
    assert xmins == (WEEKS,), "one transaction a release"
    for week in weeks:
        of_week = f"lot IN (SELECT id FROM lot WHERE week = '{week}')"
        for order, values in orders(office_disk, "lot_answer", of_week).items():
            found.setdefault(order, []).extend(pairs_in_order([int(v) for v in values]))
    for order, right in found.items():
        # Pairs of one week share answers: this is how much Kendall's tau of n values varies.
        n = 2 * (PEOPLE - 3)
        sigma = (2 * (2 * n + 5) / (9 * n * (n - 1)) / WEEKS) ** 0.5 / 2
        accuracy = sum(right) / len(right)
        assert len(right) > WEEKS * 500, "too few pairs to say anything"
        assert abs(accuracy - 0.5) < SIGMAS * sigma, (order, accuracy)


def test_rows_written_as_they_came_would_tell_the_order(
    house: House, office_disk: Connection[Any]
) -> None:
    with house.app.databases[1].engine.begin() as office:
        office.execute(text("CREATE TABLE leaky (id text, value int)"))
    for number in range(60):
        with house.app.databases[1].engine.begin() as office:
            office.execute(
                text("INSERT INTO leaky VALUES (md5(random()::text), :n)"), {"n": number}
            )
    house.app.databases[1].remove_residue()
    values = orders(office_disk, "leaky", "true")
    for order in ("ctid", "xmin::text::bigint, ctid"):
        right = pairs_in_order([int(v) for v in values[order]])
        assert sum(right) / len(right) > 0.99
