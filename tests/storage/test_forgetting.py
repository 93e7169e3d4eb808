"""'Forget me': all that can be found goes, at once and for good, and nobody else's does (A-20)."""

import pytest

from conversations.ports import Address
from conversations.replies import Act, Reply
from conversations.screens import Screen
from conversations.weeks import week_after
from storage.contacts.tables import BoxRow, ContactRow, DialogRow, NoteRow, OutboxRow
from storage.office.tables import OpenNoteRow
from tests.postgres.fixtures import on_sqlite
from tests.storage.house import House, every_file, first_answer

FORGET = Reply(Act.FORGET_SURELY)
OTHERS = 4
OPENED = 2 * 5  # the boxes that a round and a wave give everybody


def with_words(screen: Screen) -> Reply:
    """Answer everything, the words too."""
    if screen.writes:
        return Reply(Act.SEND, screen.step, text="Sanoja.")
    return first_answer(screen)


def write_note(house: House, address: Address) -> None:
    """Send an open note."""
    house.send(address, Reply(Act.OPEN, value="note"))
    house.send(address, Reply(Act.SEND, 1, text="Hei."))


def leave_everywhere(house: House, address: Address) -> None:
    """Answer the round, a wave, every card and much spontaneous feedback, and write notes."""
    prompts = [wave.id for wave in house.app.waves.of_week(house.week)]
    cards = [each.id for each in house.app.catalogue.sets if each.milestone and each.id != "round"]
    assert prompts
    assert cards
    for prompt in (*prompts, *cards, *["spontaneous"] * 12):
        house.talk(address, prompt, with_words)
    for _ in range(9):
        write_note(house, address)
    for reply in (Reply(Act.OPEN, value=prompts[0]), Reply(Act.BEGIN, 0), Reply(Act.STOP, 1)):
        house.send(address, reply)


def opened_week(house: House, people: int = 2) -> list[Address]:
    """A round and a wave that some people can answer, and ``OTHERS`` who do not come."""
    unit = house.unit()
    addresses = list(house.enrol(unit, people))
    house.enrol(unit, OTHERS, first=50)
    house.start_round()
    house.app.waves.plan_wave("round", "unit", unit.id, at_once=True)
    house.clock.pass_minutes(6)
    house.beats.start_waves()
    return addresses


def withdrawals(house: House) -> int:
    """How many withdrawals lie in the box."""
    return len([record for record in house.boxes() if "withdraw" in record])


def test_everything_of_a_person_goes(house: House) -> None:
    gone, stays = opened_week(house)
    house.talk(stays, house.app.noticeboard.prompts_this_week()[0])
    write_note(house, stays)
    others = {row.row for row in house.rows(BoxRow)}
    leave_everywhere(house, gone)
    with house.app.contacts.reading() as book:
        mine = book.index(gone)
        talks = {book._talk_index(stays, house.week)}
    assert len(house.rows(NoteRow)) > 2
    house.send(gone, FORGET)
    assert {row.idx for row in house.rows(DialogRow)} == talks
    assert mine not in {row.idx for row in (*house.rows(ContactRow), *house.rows(OutboxRow))}
    rooms = {row.row for row in house.rows(NoteRow)}
    with house.app.contacts.reading() as book:
        assert rooms == {book._row(stays, "note", number) for number in (1, 2)}
    left = {row.row for row in house.rows(BoxRow)}
    assert len(left - others) == withdrawals(house) == 1
    assert len(others - left) == OPENED, "the empty boxes that both had given them"
    with house.app.contacts.reading() as book:
        assert {r["person"] for r in house.boxes() if "person" in r} == {book.tag(stays)}


def test_what_stays_is_what_had_been_there_without_that_person(house: House) -> None:
    gone, stays = opened_week(house)
    house.talk(stays, house.app.noticeboard.prompts_this_week()[0])
    house.send(gone, FORGET)
    house.send(stays, FORGET)
    assert withdrawals(house) == 2
    assert len(house.rows(BoxRow)) == OTHERS * OPENED + 2


@pytest.mark.parametrize("weeks", [1, 3])
def test_before_a_late_release_the_old_weeks_answers_go_too(house: House, weeks: int) -> None:
    (gone,) = opened_week(house, 1)
    house.talk(gone, house.app.noticeboard.prompts_this_week()[0], with_words)
    house.next_week(weeks)  # after midnight, or after weeks without power: not yet released
    house.send(gone, FORGET)
    records = house.boxes(week_after(house.week, -weeks))
    assert not [record for record in records if record.get("item")]
    house.app.release.run()
    assert house.kept() == []


def test_while_a_release_is_cut_short_the_closing_weeks_answers_go_too(house: House) -> None:
    gone, stays = opened_week(house)
    house.keep(gone, 1, prompt="meeting_held")
    house.keep(stays, 2, prompt="meeting_held")
    house.next_week()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "storage.release.form_lots", _dies
        )  # the week has switched, no plan is made
        with pytest.raises(RuntimeError, match="power"):
            house.app.release.run()
    house.restart()
    house.send(gone, FORGET)
    house.app.release.run()
    assert house.kept() == [2]


def _dies(*_: object, **__: object) -> None:
    raise RuntimeError("power cut")


def test_answers_that_were_held_are_destroyed_at_the_next_release(house: House) -> None:
    gone, stays = opened_week(house)
    house.keep(gone, 1)
    house.keep(stays, 2)
    house.next_week()
    house.app.release.run()
    assert sorted(house.kept()) == [1, 2]
    house.send(gone, FORGET)
    house.next_week()
    house.app.release.run()
    assert house.kept() == [2]
    assert house.released() == []


def test_what_was_held_goes_even_while_a_release_is_cut_short(house: House) -> None:
    gone, stays = opened_week(house)
    house.keep(gone, 1)
    house.keep(stays, 2)
    house.next_week()
    house.app.release.run()  # both wait now, in the next week's box
    house.next_week()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("storage.release.form_lots", _dies)
        with pytest.raises(RuntimeError, match="power"):
            house.app.release.run()
    house.restart()
    house.send(gone, FORGET)
    house.app.release.run()
    assert house.kept() == [2]


def test_somebody_who_comes_back_in_the_same_week_is_heard(house: House) -> None:
    unit = house.unit()
    people = house.enrol(unit, 14)
    for address in people[:6]:
        house.keep(address, 1)
    house.send(people[0], FORGET)
    house.enrol(unit, 1)
    house.keep(people[0], 7)
    house.next_week()
    house.app.release.run()
    assert sorted(house.released()) == [1, 1, 1, 1, 1, 7]


def test_a_door_visitors_withdrawal_leaves_the_other_visitors_answers(house: House) -> None:
    unit = house.unit()
    gone, *others = house.enrol(unit, 4, "door")
    for number, address in enumerate((gone, *others)):
        house.keep(address, number)
    house.next_week()
    house.app.release.run()
    assert sorted(house.kept()) == [0, 1, 2, 3]
    assert house.rows(ContactRow) == [], "a visitor is forgotten with the week"
    house.enrol(unit, 4, "door")
    house.send(gone, FORGET)
    house.next_week()
    house.app.release.run()
    assert sorted(house.kept()) == [1, 2, 3]


def test_a_note_that_has_reached_the_facilitator_cannot_be_found_by_anyone(house: House) -> None:
    (gone,) = opened_week(house, 1)
    write_note(house, gone)
    house.app.release.bring_notes(surely=True)
    house.send(gone, FORGET)
    assert len(house.rows(OpenNoteRow)) == 1
    assert house.rows(NoteRow) == []


@on_sqlite  # on PostgreSQL: tests/postgres/test_residue.py
def test_the_ciphertext_of_the_address_leaves_the_files(house: House) -> None:
    gone, stays = opened_week(house)
    leave_everywhere(house, gone)
    with house.app.contacts.reading() as book:
        mine, theirs = book.index(gone), book.index(stays)
    ciphertexts = {row.idx: row.card for row in house.rows(ContactRow)}
    boxes = {row.row: row.sealed for row in house.rows(BoxRow)}
    house.send(gone, FORGET)
    house.app.databases[0].remove_residue()
    left = {row.row for row in house.rows(BoxRow)}
    contacts = dict(every_file(house.folder))
    in_files = b"".join(contacts[name] for name in contacts if name.startswith("contacts.sqlite"))
    assert ciphertexts[theirs] in in_files
    assert ciphertexts[mine] not in in_files
    assert mine not in in_files
    for row, sealed in boxes.items():
        assert row in left or (row not in in_files and sealed[:64] not in in_files)


def test_forgetting_twice_or_without_anything_is_harmless(house: House) -> None:
    gone, stranger = opened_week(house)[0], Address("telegram", "31337")
    for address in (gone, gone, stranger):
        house.send(address, FORGET)
    assert withdrawals(house) == 1
    house.next_week()
    house.app.release.run()
    assert house.kept() == []


def test_a_forgotten_persons_round_is_not_sent_again_in_the_same_week(house: House) -> None:
    (gone,) = opened_week(house, 1)
    house.send(gone, FORGET)
    with house.app.contacts.writing() as book:
        errands = book.claim("telegram", 10, quiet=False)
    assert len(errands) == OTHERS
    assert gone not in {errand.address for errand in errands}
