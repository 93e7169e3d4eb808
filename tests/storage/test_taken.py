"""Which updates were taken is known for a day, and by nothing that tells whose or when (A-19)."""

from storage.contacts.tables import TakenRow
from tests.storage.house import House

NUMBERS = range(800_000_001, 800_000_005)


def first_time(house: House, *numbers: int) -> set[int]:
    with house.app.contacts.writing() as book:
        return book.first_time(numbers)


def test_an_update_is_taken_once_and_known_by_its_day_alone(house: House) -> None:
    assert first_time(house, *NUMBERS) == set(NUMBERS)
    assert first_time(house, *NUMBERS) == set()
    rows = house.rows(TakenRow)
    assert {row.day for row in rows} == {"2026-11-16"}
    assert {len(row.id) for row in rows} == {16}


def test_what_cannot_come_again_is_forgotten(house: House) -> None:
    first_time(house, *NUMBERS)
    for weekday, known in ((1, len(NUMBERS)), (2, 0)):
        house.go_to(house.week, weekday)
        with house.app.contacts.writing() as book:
            book.forget_taken()
        assert len(house.rows(TakenRow)) == known
