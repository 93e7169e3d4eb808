"""What is remembered of the messages in a chat, and for how long."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.ports import Address, Contact
from storage.contacts.chats import MOST_STANDING
from storage.contacts.tables import ChatRow
from tests.storage.house import House

WHO, OTHER = Address("telegram", "77001"), Address("telegram", "77002")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    with made.app.contacts.writing() as book:
        for address in (WHO, OTHER):
            book.enrol(address, Contact("fi", "unit", "16-17", empties=address == WHO))
    yield made
    made.app.close()


def stands(house: House, *numbers: int, whose: Address = WHO) -> None:
    with house.app.contacts.writing() as book:
        assert book.stands({whose: numbers}) == []


def standing(house: House, whose: Address = WHO) -> tuple[int, ...]:
    with house.app.contacts.reading() as book:
        return book.standing(whose)


def to_clear(house: House) -> list[tuple[Address, tuple[int, ...]]]:
    with house.app.contacts.writing() as book:
        return book.to_clear()


def test_messages_are_known_until_they_are_deleted(house: House) -> None:
    stands(house, 12, 15)
    stands(house, 15, 19)
    assert standing(house) == (12, 15, 19)
    with house.app.contacts.writing() as book:
        book.cleared(WHO, (12, 19))
    assert standing(house) == (15,)


def test_what_telegram_deletes_no_more_is_forgotten(house: House) -> None:
    stands(house, 12)
    house.go_to(house.week, weekday=1)
    stands(house, 20)
    assert standing(house) == (12, 20)
    house.go_to(house.week, weekday=2)
    assert standing(house) == (20,)
    house.go_to(house.week, weekday=3)
    assert standing(house) == ()
    to_clear(house)
    assert house.rows(ChatRow) == []


def test_of_very_many_the_newest_are_known(house: House) -> None:
    stands(house, *range(2**31 - 500, 2**31))
    assert standing(house) == tuple(range(2**31 - MOST_STANDING, 2**31))


def test_yesterdays_messages_go_where_somebody_wishes_so(house: House) -> None:
    stands(house, 12)
    stands(house, 13, whose=OTHER)
    assert to_clear(house) == []
    house.go_to(house.week, weekday=1)
    stands(house, 20)
    assert to_clear(house) == [(WHO, (12,))]


def test_the_wish_and_the_numbers_outlive_a_restart_and_the_weeks_release(house: House) -> None:
    house.go_to(house.week, weekday=6, hour=20)
    stands(house, 12)
    house.next_week()
    assert house.app.release.run()
    house.restart()
    assert standing(house) == (12,)
    assert to_clear(house) == [(WHO, (12,))]
    (row,) = house.rows(ChatRow)
    assert row.week == house.week


def test_nothing_is_known_of_a_chat_where_nobody_is_enrolled(house: House) -> None:
    with house.app.contacts.writing() as book:
        stranger = Address("telegram", "9")
        assert book.stands({stranger: [5]}) == [stranger]
    assert house.rows(ChatRow) == []


def test_who_is_forgotten_leaves_no_row(house: House) -> None:
    stands(house, 12)
    with house.app.contacts.writing() as book:
        book.forget(WHO, ())
    assert house.rows(ChatRow) == []


def test_a_row_has_one_size_and_shows_no_number(house: House) -> None:
    stands(house)
    (empty,) = house.rows(ChatRow)
    stands(house, *range(123_456_789, 123_456_829))
    (full,) = house.rows(ChatRow)
    assert len(empty.numbers) == len(full.numbers)
    assert empty.numbers != full.numbers, "it is written anew with every visit, typed or tapped"
    assert b"1234567" not in full.numbers
