"""Codes: used once or so many times, never twice at once, and never kept as they are (A-18)."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest

from conversations.items import YOUNG
from conversations.ports import STAFF, Address, Contact, Incoming, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.weeks import week_after
from storage.contacts.tables import CodeRow, ContactRow
from storage.office.codes import TooMany
from storage.office.tables import CodeRequestRow
from tests.storage.house import House, every_file

WRONG = "This code does not work. It may be mistyped, used up, or too old."
BAND = "16-17"


def join(house: House, address: Address, code: str) -> Outgoing:
    """Come with a code and say one's age."""
    house.send(address, Arrival(code))
    return house.send(address, Reply(Act.JOIN, value=f"{BAND} {code}"))


def telegram(number: int) -> Address:
    """A Telegram account."""
    return Address("telegram", str(number))


def first_line(said: Outgoing) -> str:
    """What is said first."""
    return said.screen.lines[0].msgid


def enrolled(house: House) -> int:
    """How many contacts there are."""
    return len(house.rows(ContactRow))


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "x", "'; DROP TABLE code; --", "\ud800", "Ä" * 64])
def test_a_wrong_code_lets_nobody_in(house: House, code: str) -> None:
    house.code(house.unit(), uses=1)
    assert first_line(house.send(telegram(1), Arrival(code))) == WRONG
    assert first_line(join(house, telegram(1), code)) == WRONG
    assert enrolled(house) == 0


def test_a_code_works_whatever_the_case_and_the_spaces_around_it(house: House) -> None:
    code = house.code(house.unit(), uses=1)
    assert join(house, telegram(1), f" {code.lower()} ").joined == telegram(1)


def test_an_expired_code_sounds_like_a_wrong_one(house: House) -> None:
    code = house.code(house.unit(), uses=5)
    house.next_week(2)
    assert join(house, telegram(1), code).joined
    house.next_week()
    assert first_line(house.send(telegram(2), Arrival(code))) == WRONG
    assert first_line(join(house, telegram(2), code)) == WRONG


def test_a_code_for_three_lets_three_in_and_runs_out(house: House) -> None:
    code = house.code(house.unit(), uses=3)
    assert [bool(join(house, telegram(n), code).joined) for n in range(5)] == [
        *(True, True, True),
        *(False, False),
    ]
    assert first_line(join(house, telegram(9), code)) == WRONG
    assert enrolled(house) == 3


def test_looking_at_a_code_uses_nothing_up(house: House) -> None:
    code = house.code(house.unit(), uses=1)
    for number in range(5):
        house.send(telegram(number), Arrival(code))
    assert join(house, telegram(7), code).joined


def test_coming_again_by_the_same_link_takes_nobodys_place(house: House) -> None:
    code = house.code(house.unit(), uses=2)
    join(house, telegram(1), code)
    for _ in range(5):
        house.send(telegram(1), Arrival(code))
    assert join(house, telegram(2), code).joined


def test_a_code_of_another_unit_moves_a_person_and_is_used_up(house: House) -> None:
    here, there = house.unit("Here"), house.unit("There")
    join(house, telegram(1), house.code(here, uses=1))
    code = house.code(there, uses=1)
    house.send(telegram(1), Arrival(code))
    with house.app.contacts.reading() as book:
        moved = book.contact(telegram(1))
    assert moved
    assert moved.unit == there.id
    assert first_line(join(house, telegram(2), code)) == WRONG


def test_a_batch_cannot_use_one_place_twice(house: House) -> None:
    code = house.code(house.unit(), uses=2)
    batch = [Incoming(telegram(n), Reply(Act.JOIN, value=f"{BAND} {code}")) for n in range(5)]
    assert [bool(said.joined) for said in house.app.listener.receive(batch)] == [
        *(True, True),
        *(False, False, False),
    ]


def test_a_slip_works_once_and_becomes_the_persons_own_return_code(house: House) -> None:
    unit = house.unit()
    slip, other = house.app.codes.invite(unit, YOUNG, slips=2)
    house.beats.take_codes()
    mine = Address("slip", slip)
    assert join(house, Address("door", "visitor"), slip).joined == mine
    with house.app.contacts.writing() as book:
        assert book.contact(mine) is not None
        assert book.contact(Address("door", "visitor")) is None
    assert first_line(join(house, Address("door", "another"), slip)) == WRONG
    assert join(house, Address("door", "another"), other).joined == Address("slip", other)


def test_after_a_slip_is_used_nothing_in_the_files_points_back_to_its_code(house: House) -> None:
    unit = house.unit()
    (slip,) = house.app.codes.invite(unit, YOUNG, slips=1)
    house.beats.take_codes()
    (before,) = [row.code for row in house.rows(CodeRow) if row.single_use]
    join(house, Address("door", "visitor"), slip)
    for database in house.app.databases:
        database.remove_residue()
    for name, content in every_file(house.folder):
        assert before not in content, name
        assert slip.encode() not in content, name


def test_only_the_hash_of_a_code_is_kept(house: House) -> None:
    unit = house.unit()
    codes = house.app.codes.invite(unit, YOUNG, slips=5, beyond_cap=True)
    codes.append(house.code(unit, uses=3, milestone_set="meeting_held"))
    codes.append(house.app.codes.for_staff("worker", False))
    for name, content in every_file(house.folder):  # waiting in the office
        assert not [c for c in codes if c.encode() in content or c.lower().encode() in content], (
            name
        )
    house.beats.take_codes()
    for name, content in every_file(house.folder):  # taken over by the contact book
        assert not [c for c in codes if c.encode() in content or c.lower().encode() in content], (
            name
        )
    assert house.rows(CodeRequestRow) == []


def test_a_thief_without_the_master_key_cannot_try_codes_out(house: House) -> None:
    code = house.code(house.unit(), uses=3)
    other = House(house.folder.parent / "elsewhere")
    assert house.app.codes.hash_code(code) != other.app.codes.hash_code(code)
    other.app.close()


def test_a_door_never_wears_out(house: House) -> None:
    door = house.unit().door
    house.beats.take_codes()
    for number in range(30):
        assert join(house, Address("door", f"visitor{number}"), door).joined
    house.next_week(50)
    assert join(house, Address("door", "late"), door).joined


def test_a_unit_gets_its_places_and_one_more_a_quarter(house: House) -> None:
    unit = house.unit("Koivula", 7)
    house.app.codes.invite(unit, YOUNG, slips=5)
    house.app.codes.invite(unit, YOUNG, uses=3)
    with pytest.raises(TooMany) as refused:
        house.app.codes.invite(unit, YOUNG, slips=1)
    assert str(refused.value) == (
        "Koivula has 7 places, so at most 8 slips or uses a quarter; 8 have been given out. "
        "An administrator can give more."
    )
    assert len(house.app.codes.waiting()) == 7, "five slips, one code, and the door"
    house.app.codes.invite(unit, YOUNG, slips=2, beyond_cap=True)
    house.go_to(week_after("2026-W53"))
    house.app.codes.invite(unit, YOUNG, slips=8)


@pytest.mark.parametrize("uses", [1, 3])
def test_people_who_come_at_the_same_moment_share_the_places(house: House, uses: int) -> None:
    for race in range(4):
        code = house.code(house.unit(f"Unit {race}"), uses=uses)
        together = Barrier(6)

        def come(number: int, code: str = code, together: Barrier = together) -> bool:
            together.wait()
            reply = Reply(Act.JOIN, value=f"{BAND} {code}")
            return bool(house.send(telegram(1000 * uses + number), reply).joined)

        with ThreadPoolExecutor(6) as pool:
            joined = list(pool.map(come, range(race * 10, race * 10 + 6)))
        assert sum(joined) == uses


def test_codes_taken_over_twice_do_not_get_their_uses_back(house: House) -> None:
    unit = house.unit()
    (code,) = house.app.codes.invite(unit, YOUNG, uses=2)
    requests = house.app.codes.waiting()
    house.beats.take_codes()
    join(house, telegram(1), code)
    with house.app.contacts.writing() as book:
        book.take_codes(requests)  # a crash came before the office was told
    join(house, telegram(2), code)
    assert join(house, telegram(3), code).joined is None


def staff_code(house: House) -> str:
    """A staff code that the contact book knows."""
    code = house.app.codes.for_staff("worker", False)
    house.beats.take_codes()
    return code


def test_a_staff_code_makes_a_staff_chat_once(house: House) -> None:
    code = staff_code(house)
    house.send(telegram(1), Arrival(code))
    assert [row.audience for row in house.rows(ContactRow)] == [STAFF]
    assert first_line(house.send(telegram(2), Arrival(code))) == WRONG


def test_a_staff_code_in_a_respondents_chat_is_refused_and_not_used_up(house: House) -> None:
    join(house, telegram(1), house.code(house.unit(), uses=1))
    code = staff_code(house)
    assert first_line(house.send(telegram(1), Arrival(code))) == "This code is for staff only."
    assert [row.audience for row in house.rows(ContactRow)] == [YOUNG]
    house.send(telegram(2), Arrival(code))
    assert sorted(row.audience for row in house.rows(ContactRow)) == [STAFF, YOUNG]


@pytest.mark.parametrize("channel", ["door", "slip"])
def test_a_staff_code_typed_on_a_page_is_refused_and_not_used_up(
    house: House, channel: str
) -> None:
    code, page = staff_code(house), Address(channel, "visitor")
    assert first_line(house.send(page, Arrival(code))) == "This code is for staff only."
    house.send(page, Reply(Act.JOIN, value=f"{BAND} {code}"))
    assert house.rows(ContactRow) == []
    house.send(telegram(1), Arrival(code))
    assert [row.audience for row in house.rows(ContactRow)] == [STAFF]


def test_a_staff_code_never_makes_a_respondent(house: House) -> None:
    code = staff_code(house)
    house.send(telegram(1), Reply(Act.JOIN, value=f"{BAND} {code}"))
    assert [row.audience for row in house.rows(ContactRow)] == [STAFF]


def test_a_respondents_code_in_a_staff_chat_changes_nothing(house: House) -> None:
    code = house.code(house.unit(), uses=1)
    house.send(telegram(1), Arrival(staff_code(house)))
    house.send(telegram(1), Arrival(code))
    house.send(telegram(1), Reply(Act.JOIN, value=f"{BAND} {code}"))
    assert [row.audience for row in house.rows(ContactRow)] == [STAFF]
    assert join(house, telegram(2), code).joined


def test_staff_are_nobodys_members(house: House) -> None:
    house.send(telegram(1), Arrival(staff_code(house)))
    with house.app.contacts.reading() as book:
        assert book.enrolled() == {}


def test_enrolment_leaves_a_month_and_no_day(house: House) -> None:
    code = house.code(house.unit(), uses=1)
    join(house, telegram(1), code)
    (row,) = house.rows(ContactRow)
    assert row.joined_month == "2026-11"
    with closing(sqlite3.connect(house.folder / "contacts.sqlite")) as file:
        assert "2026-11-" not in "\n".join(file.iterdump())


def test_a_contact_changed_is_still_one_contact(house: House) -> None:
    unit = house.unit()
    for language in ("fi", "sv", "fi"):
        with house.app.contacts.writing() as book:
            book.enrol(telegram(1), Contact(language, unit.id, BAND))
    assert enrolled(house) == 1
