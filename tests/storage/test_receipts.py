"""'Somebody has read it' waits on pages for its reader, and for nobody else who looks."""

import pytest

from conversations.ports import Address
from storage.contacts.tables import OutboxRow
from storage.sealing import CannotOpen, keyed, show
from tests.postgres.fixtures import on_both
from tests.storage.house import House


def tell_back(house: House, address: Address) -> None:
    """A request of theirs has been read."""
    with house.app.contacts.writing() as book:
        ticket = book.ticket(address, 1)
        assert ticket
        book.tell_back(ticket.back)


def told_back(house: House, address: Address) -> bool:
    """Whether it is said at their next look."""
    with house.app.contacts.writing() as book:
        return book.told_back(address)


@on_both
def test_it_is_said_once_to_whom_it_is_about(house: House) -> None:
    asking, other = house.enrol(house.unit(), 2, "slip")
    tell_back(house, asking)
    assert [told_back(house, each) for each in (other, asking, asking)] == [False, True, False]
    assert house.rows(OutboxRow) == []


@on_both
def test_no_key_that_outlives_the_week_tells_for_whom_it_waits(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1, "slip")
    tell_back(house, address)
    keys, (row,) = house.keys(), house.rows(OutboxRow)
    for key in (keys.index_key, keys.address_key, keys.code_key, keys.cookie_key):
        made = {keyed(key, *parts, address.key())[:16] for parts in ((), (b"receipt",))}
        assert not made & {row.id, row.idx}
        with pytest.raises(CannotOpen):
            show(bytes.fromhex(row.subject.partition(" ")[2]), key)


@on_both
def test_read_on_a_sunday_it_is_still_said_in_the_week_after_and_then_no_more(house: House) -> None:
    early, late = house.enrol(house.unit(), 2, "slip")
    for address in (early, late):
        tell_back(house, address)
    first = {row.id for row in house.rows(OutboxRow)}
    house.next_week()
    house.app.release.run()
    assert len({row.id for row in house.rows(OutboxRow)} - first) == 2, "under other names"
    assert told_back(house, early)
    house.next_week()
    house.app.release.run()
    assert not told_back(house, late)
    assert house.rows(OutboxRow) == []


def test_while_a_release_is_cut_short_it_is_found_too(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1, "slip")
    tell_back(house, address)
    house.next_week()
    house.app.release._begin()
    assert told_back(house, address)


def test_whoever_is_forgotten_leaves_none_behind(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1, "slip")
    tell_back(house, address)
    with house.app.contacts.writing() as book:
        book.forget(address, [])
    assert house.rows(OutboxRow) == []
