"""The brake on guessing codes in the contact book: what counts, and what its rows do not tell."""

import pytest

from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from storage.contacts.guesses import ALLOWED
from storage.contacts.tables import CodeRow, GuessRow, metadata
from storage.sealing import keyed
from tests.storage.house import House, every_file

CHAT = Address("telegram", "7123456789")
HOME, ELSEWHERE = "c0007107", "c6336409"
WRONG = "WRNGCDE234"


def guess(house: House, source: str, times: int = 1) -> None:
    """So many wrong codes from somewhere."""
    with house.app.contacts.writing() as book:
        for _ in range(times):
            book.guessed(source)


def may_guess(house: House, source: str) -> bool:
    """Whether a code from there would be looked up now."""
    with house.app.contacts.reading() as book:
        return book.may_guess(source)


def test_after_thirty_wrong_ones_there_is_one_a_minute(house: House) -> None:
    guess(house, HOME, ALLOWED.at_once - 1)
    assert may_guess(house, HOME)
    guess(house, HOME)
    assert not may_guess(house, HOME)
    assert may_guess(house, ELSEWHERE), "another home does not wait"
    for _ in range(3):
        house.clock.pass_minutes(1)
        assert may_guess(house, HOME)
        guess(house, HOME)
        assert not may_guess(house, HOME)


def test_what_was_wrong_is_forgotten_as_time_passes(house: House) -> None:
    guess(house, HOME, ALLOWED.at_once)
    guess(house, ELSEWHERE)
    house.clock.pass_minutes(5)
    house.beats.hourly()
    assert len(house.rows(GuessRow)) == 1, "it does not count any more, so it is not known"
    house.clock.pass_minutes(ALLOWED.at_once)
    house.beats.hourly()
    assert house.rows(GuessRow) == []


def test_a_new_week_knows_nothing_of_the_old_ones(house: House) -> None:
    house.go_to(house.week, weekday=6, hour=23, minute=50)
    guess(house, HOME, ALLOWED.at_once)
    house.next_week()
    house.beats.release_week()
    assert may_guess(house, HOME)
    house.beats.forget_guesses()
    assert house.rows(GuessRow) == []


def test_rows_are_alike_and_under_a_key_that_dies_with_its_week(house: House) -> None:
    source = CHAT.key().decode()
    guess(house, HOME)
    guess(house, source, 20)
    rows = house.rows(GuessRow)
    assert {(len(row.idx), len(row.until)) for row in rows} == {(16, len(rows[0].until))}
    keys = house.keys()
    lasting = (keys.index_key, keys.address_key, keys.code_key, keys.cookie_key)
    computed = {
        keyed(key, *parts)[:16]
        for lasts in lasting
        for key in (lasts, keyed(lasts, b"guess"))
        for parts in ((source.encode(),), (b"guess", source.encode()), (HOME.encode(),))
    }
    assert not computed & {row.idx for row in rows}
    held = b"".join(content for _, content in every_file(house.folder))
    for needle in (CHAT.value.encode(), HOME.encode(), bytes.fromhex(HOME), b"2026-11-16T14:"):
        assert needle not in held


# who comes with a code, by a chat


def arrive(house: House, *codes: str) -> list[str]:
    """Come to the chat with one code after the other; returns what was said first each time."""
    said = [house.send(CHAT, Arrival(code)).screen.lines[0].msgid for code in codes]
    return [line.partition(".")[0] for line in said]


def test_a_right_code_leaves_no_trace_of_who_came_with_it(house: House) -> None:
    slip = house.code(house.unit(), slips=1)
    before = {table: house.rows(table) for table in (GuessRow, CodeRow)}
    for _ in range(ALLOWED.at_once + 5):
        assert arrive(house, slip) == ["Hello"]
    assert {table: house.rows(table) for table in before} == before
    house.send(CHAT, Reply(Act.JOIN, value=f"16-17 {slip}"))
    assert house.rows(GuessRow) == []


def test_the_thirty_first_waits_right_or_wrong_and_a_minute_later_it_is_looked_at(
    house: House,
) -> None:
    slip = house.code(house.unit(), slips=1)
    wrong = "This code does not work"
    wait = "Too many wrong codes came from here"
    assert arrive(house, *[WRONG] * ALLOWED.at_once) == [wrong] * ALLOWED.at_once
    assert arrive(house, WRONG, slip) == [wait] * 2
    said = house.send(CHAT, Reply(Act.JOIN, value=f"16-17 {slip}"))
    assert said.joined is None, "nor by an age button that somebody has made"
    assert arrive(house, "") == ["To start, you need a code or a link"]
    house.clock.pass_minutes(1)
    assert arrive(house, slip) == ["Hello"]


def test_every_table_but_that_of_guesses_stays_as_it_is_when_a_code_is_wrong(house: House) -> None:
    house.code(house.unit(), slips=1)
    before = {name: rows_of(house, name) for name in metadata.tables}
    arrive(house, WRONG)
    after = {name: rows_of(house, name) for name in metadata.tables}
    assert [name for name in before if before[name] != after[name]] == ["guess"]


def rows_of(house: House, name: str) -> list[tuple[object, ...]]:
    """A table as it lies in the file."""
    with house.app.databases[0].reading() as session:
        return [tuple(row) for row in session.execute(metadata.tables[name].select())]


@pytest.mark.parametrize("typed", ["hei", "WRNGCDE23", "WRNGCDE2345", "I0I0I0I0I0", "", "😀" * 10])
def test_what_cannot_be_a_code_is_no_guess(house: House, typed: str) -> None:
    for _ in range(2):
        house.send(CHAT, Arrival(typed))
        house.send(CHAT, Reply(Act.WORDS, text=typed))
    assert house.rows(GuessRow) == []


@pytest.mark.parametrize("typed", [f" {WRONG.lower()} ", "ſWRNGCDE23"])  # a long s is an S
def test_a_code_is_a_guess_however_it_is_written(house: House, typed: str) -> None:
    house.send(CHAT, Reply(Act.WORDS, text=typed))
    assert len(house.rows(GuessRow)) == 1
