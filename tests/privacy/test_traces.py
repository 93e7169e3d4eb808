"""What the contact book's files tell a thief between two releases: no order, and no note's writer.

Each trace was found by stealing all files once in mid-week, without any key: the write-ahead log
told every step of every talk in the order of coming, and who had sent a note.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from conversations.ports import Address, Contact, Dialog
from conversations.reaching import ADULT
from conversations.replies import Act, Reply
from conversations.turns import screen_of
from conversations.weeks import monday
from panel.contact_requests import ContactReader
from panel.organisation import Role
from storage.answers.tables import NotShownRow
from storage.contacts import pending
from storage.contacts.closing import ClosingBox
from storage.contacts.pending import Pending
from storage.contacts.tables import BoxRow, ContactRow, DialogRow, NoteRow
from storage.office.request_tables import ContactRequestRow
from storage.office.tables import OpenNoteRow
from storage.release import PLAN_BYTES
from storage.sealing import keyed
from tests.postgres.fixtures import on_both
from tests.privacy.needles import dumps
from tests.storage.house import House, talk_of

PEOPLE, WRITERS = 40, 12
TEXT = "Why is it so?"


def sealed_rows(house: House) -> dict[tuple[str, bytes], bytes]:
    """Every box and every room for a note, by table and name."""
    tables = {"box": BoxRow, "note": NoteRow}
    return {(name, row.row): row.sealed for name in tables for row in house.rows(tables[name])}


def see_everything(house: House) -> None:
    """Every chat has been shown where its talk stands."""
    with house.app.contacts.writing() as book:
        for address, dialog in book.not_shown("telegram"):
            book.shown(address, dialog.conversation.step, 1)


def write_note(house: House, address: Address, *, send: bool) -> None:
    """Write an open note as far as the preview, and perhaps send it."""
    house.send(address, Reply(Act.OPEN, value="note"))
    house.send(address, Reply(Act.WORDS, text=TEXT))
    if send:
        house.send(address, Reply(Act.SEND, 1, text=TEXT))


def test_after_the_minutes_beat_the_log_holds_no_order(house: House) -> None:
    people = house.enrol(house.unit(), 5)
    for address in people:
        house.talk(address, "spontaneous")
    logs = [house.folder / f"{name}.sqlite-wal" for name in ("contacts", "office")]
    assert all(log.stat().st_size for log in logs)
    house.beats.minutely()
    assert [log.stat().st_size for log in logs] == [0, 0]


def test_a_reader_does_not_stop_the_minutes_beat(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    contacts = house.app.databases[0]
    with house.app.contacts.reading() as book:
        assert book.contact(address)
        house.talk(address, "spontaneous")
        contacts.forget_order()
    contacts.forget_order()
    assert (house.folder / "contacts.sqlite-wal").stat().st_size == 0
    with contacts.reading() as session:
        patience = session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert patience == 30_000


@on_both
def test_the_boxes_of_a_round_are_not_written_in_the_order_of_its_people(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.enrol(house.unit(), 7)
    portions = written(monkeypatch, "row", "sealed", most=10)
    house.start_round()
    rows = [row for portion in portions for row in portion]
    assert (len(portions), len(rows)) == (4, 5 * 7)
    assert rows == sorted(rows), "a portion is of those who come next among the contacts"


@on_both
@pytest.mark.parametrize("content", ["talk", "numbers"])
def test_what_goes_on_in_a_new_week_is_not_written_in_the_order_of_its_old_names(
    house: House, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    people = house.enrol(house.unit(), 7)
    house.next_week()
    for address in people:
        house.send(address, Reply(Act.OPEN, value="spontaneous"))
    with house.app.contacts.writing() as book:
        book.stands(dict.fromkeys(people, (1,)))
    portions = written(monkeypatch, "idx", content, most=6)
    house.app.release.run()
    rows = [row for portion in portions for row in portion]
    assert (len(portions) > 1, len(rows)) == (True, 7)
    assert rows == sorted(rows)


def written(
    monkeypatch: pytest.MonkeyPatch, name: str, content: str, most: int
) -> list[list[bytes]]:
    """The names of rows with such a content, portion by portion, of ``most`` changes each."""
    portions: list[list[bytes]] = []
    execute = Pending.execute

    def heard(told: Pending, statement: Any, values: Any) -> Any:
        if isinstance(values, list) and content in values[0]:
            portions.append([row[name] for row in values])
        return execute(told, statement, values)

    monkeypatch.setattr(pending, "MOST", most)  # where it is a thousand
    monkeypatch.setattr(Pending, "execute", heard)
    return portions


@on_both
def test_one_copy_without_a_key_names_no_unit_no_age_no_address_and_no_step(house: House) -> None:
    unit = house.unit()
    (address,) = house.enrol(unit, 1)
    house.code(unit, uses=3)
    house.send(address, Reply(Act.OPEN, value="spontaneous"))
    contacts, office = dumps(house).values()
    steps = {item for each in house.app.catalogue.sets for item in each.items}
    for word in (unit.id, "16-17", address.value, "spontaneous", *steps):
        shown = re.compile(rf"\b{word}\b|{word.encode().hex()}", re.IGNORECASE)
        assert not shown.search(contacts), word
    assert unit.id in office, "the search finds what is there"


def test_when_a_note_can_be_read_no_talk_says_who_wrote_it(house: House) -> None:
    sent, writing, answering, answered = house.enrol(house.unit(), 4)
    write_note(house, sent, send=True)
    write_note(house, writing, send=False)
    house.send(answering, Reply(Act.OPEN, value="spontaneous"))
    house.talk(answered, "spontaneous")
    see_everything(house)
    assert len(house.rows(DialogRow)) == 4
    house.app.release.bring_notes(surely=True)
    assert len(house.app.desk.notes()) == 1
    with house.app.contacts.reading() as book:
        assert book.dialog(sent) is None
        assert book.dialog(answered) is None, (
            "every finished talk goes, or they would be told apart"
        )
        assert book.dialog(writing)
        assert book.dialog(answering)
    assert house.send(sent, Reply(Act.BACK)).screen.answers, "the way home is there"


def test_an_end_that_nobody_was_shown_outlives_the_batch_and_tells_nothing(house: House) -> None:
    """A crash between storing a note and saying so, and the morning's batch before the restart."""
    sent, answered, seen = house.enrol(house.unit(), 3)
    house.talk(seen, "spontaneous")
    see_everything(house)
    write_note(house, sent, send=True)
    house.talk(answered, "spontaneous")
    house.app.release.bring_notes(surely=True)
    with house.app.contacts.reading() as book:
        left = dict(book.not_shown("telegram"))
        assert left.keys() == {sent, answered}
        assert len({dialog.conversation for dialog in left.values()}) == 1
        (screen,) = {screen_of(d.conversation, house.app.catalogue) for d in left.values()}
    assert "This is done" in screen.lines[0].msgid
    see_everything(house)
    house.app.release.bring_notes(surely=True)
    assert house.rows(DialogRow) == []


@on_both
def test_every_talk_makes_room_for_a_note_so_that_rows_tell_nothing(house: House) -> None:
    sent, answered = house.enrol(house.unit(), 2)
    write_note(house, sent, send=True)
    house.talk(answered, "spontaneous")
    rows = house.rows(NoteRow)
    assert len(rows) == 2
    assert len({len(row.sealed) for row in rows}) == 1


def talks_of_every_kind(house: House) -> Iterator[Callable[[], object]]:
    """A talk each of somebody else: two ages in the round, at will, a card, and two notes."""
    prompt, unit = house.start_round(), house.unit()
    people = [Address("slip", f"child {number}") for number in range(5)]
    with house.app.contacts.writing() as book:
        for address, rung in zip(people, ("7-9", "10-12", "16-17", "13-15", "7-9"), strict=True):
            book.enrol(address, Contact("fi", unit.id, rung))
    child, older, telling, with_card, writing = people
    yield lambda: house.talk(child, prompt)
    yield lambda: house.talk(older, prompt)
    yield lambda: house.talk(telling, "spontaneous")
    yield lambda: house.talk(with_card, "meeting_held")
    yield lambda: write_note(house, writing, send=True)
    yield lambda: write_note(house, writing, send=True)


@on_both
def test_the_number_of_boxes_tells_neither_a_note_nor_an_age(house: House) -> None:
    made = []
    for talk in talks_of_every_kind(house):
        before = len(house.rows(BoxRow))
        talk()
        made.append(len(house.rows(BoxRow)) - before)
    assert len(set(made)) == 1, "a copy of every hour would know the one that is unlike"


@on_both
def test_going_through_a_wave_changes_as_many_boxes_at_every_age(house: House) -> None:
    unit = house.unit()
    people = {rung: Address("telegram", rung) for rung in ("7-9", "10-12", "16-17")}
    with house.app.contacts.writing() as book:
        for rung, address in people.items():
            book.enrol(address, Contact("fi", unit.id, rung))
    prompt = house.start_round()  # which makes everybody's boxes, before anybody talks
    changed = []
    for address in people.values():
        before = {row.row: row.sealed for row in house.rows(BoxRow)}
        house.talk(address, prompt)
        after = {row.row: row.sealed for row in house.rows(BoxRow)}
        assert before.keys() == after.keys()
        changed.append(sum(before[row] != sealed for row, sealed in after.items()))
    assert len(set(changed)) == 1


@on_both
def test_a_talk_over_the_full_hour_tells_no_note_from_answers(house: House) -> None:
    unit = house.unit()
    answering, writing, asking = house.enrol(unit, 3)
    reader = house.app.staff.add("rea", "rea", [Role.READER]).id
    house.app.requests.add_reader(ContactReader(reader, ADULT, "Rea", ""))
    begun = {
        answering: [Reply(Act.OPEN, value="spontaneous"), Reply(Act.SKIP, 1)],
        writing: [Reply(Act.OPEN, value="note"), Reply(Act.WORDS, text=TEXT)],
        asking: [Reply(Act.OPEN, value=ADULT), Reply(Act.WORDS, text=TEXT)],
    }
    ended = {
        answering: [Reply(Act.SKIP, 2), Reply(Act.SKIP, 3)],
        writing: [Reply(Act.SEND, 1, text=TEXT)],
        asking: [Reply(Act.SEND, 1, reader, text=TEXT)],
    }
    changed = []
    for address, replies in begun.items():
        for reply in replies:
            house.send(address, reply)
        before = sealed_rows(house)
        for reply in ended[address]:
            house.send(address, reply)
        after = sealed_rows(house)
        assert before.keys() == after.keys()
        changed.append(
            sorted(table for table, row in before if before[table, row] != after[table, row])
        )
    assert len(house.rows(ContactRequestRow)) == 1
    assert changed == [["box"] * 4 + ["note"]] * 3


def test_no_second_thought_about_answers_takes_a_note_out_of_its_room(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    house.talk(address, "spontaneous")
    write_note(house, address, send=True)
    mark = talk_of("spontaneous-1", Contact("fi", "", "16-17")).mark
    house.send(address, Reply(Act.TAKE_BACK_SURELY, 4, talk=mark))
    for step in (1, 2, 3):
        house.send(address, Reply(Act.SKIP, step, talk=mark))
    house.app.release.bring_notes(surely=True)
    assert [note.text for note in house.app.desk.notes()] == [TEXT]


def test_a_note_waits_until_nobody_can_say_who_was_there(house: House) -> None:
    alone, *others = house.enrol(house.unit(), 6)
    house.app.release.bring_notes()
    write_note(house, alone, send=True)
    house.go_to(house.week, weekday=1, hour=7)
    house.app.release.bring_notes()
    assert house.app.desk.notes() == []
    prompt = house.start_round()
    for address in others:
        house.talk(address, prompt)
    house.app.release.bring_notes()
    assert house.app.desk.notes() == [], "a round's talk has changed boxes that were there"
    for address in others:
        house.talk(address, "spontaneous")
    house.app.release.bring_notes()
    (note,) = house.app.desk.notes()
    assert note.due == monday(house.week) + timedelta(days=3), "counted from the batch before"


@on_both
def test_notes_lie_in_the_order_of_their_random_ids_not_of_coming(house: House) -> None:
    for address in house.enrol(house.unit(), WRITERS):
        write_note(house, address, send=True)
    house.app.release.bring_notes(surely=True)
    office = house.app.databases[1]
    place = text("rowid" if office.sqlite else "ctid")
    with office.reading() as session:
        lie = list(session.exec(select(OpenNoteRow.id).order_by(place)))
    assert len(lie) == WRITERS
    assert lie == sorted(lie)


def test_no_second_batch_of_a_day_tells_in_which_hours_a_note_was_written(house: House) -> None:
    writing, *others = house.enrol(house.unit(), 6)
    house.app.release.bring_notes()
    write_note(house, writing, send=True)
    for address in others:
        house.talk(address, "spontaneous")
    house.app.release.bring_notes()
    assert house.app.desk.notes() == []
    house.go_to(house.week, weekday=1, hour=7)
    house.app.release.bring_notes()
    assert len(house.app.desk.notes()) == 1


def test_a_note_waits_three_mornings_at_most(house: House) -> None:
    (alone,) = house.enrol(house.unit(), 1)
    house.app.release.bring_notes()
    write_note(house, alone, send=True)
    seen = []
    for weekday in (1, 2, 3):
        house.go_to(house.week, weekday=weekday, hour=7)
        house.app.release.bring_notes()
        seen.append(len(house.app.desk.notes()))
    assert seen == [0, 0, 1]


def test_the_numbers_of_messages_cannot_be_read(house: House) -> None:
    people = house.enrol(house.unit(), PEOPLE)
    talk = talk_of("p", Contact("fi", "", "16-17"))
    with house.app.contacts.writing() as book:
        for number, address in enumerate(people, 1000):
            book.save_dialog(address, Dialog(talk, None, number))
            if number % 2:
                book.shown(address, talk.step, number)
    with house.app.contacts.reading() as book:
        again = [book.dialog(address) for address in people]
        assert len(book.not_shown("telegram")) == PEOPLE // 2
    assert [dialog and dialog.message for dialog in again] == [*range(1000, 1000 + PEOPLE)]
    assert len({len(row.talk) for row in house.rows(DialogRow)}) == 1
    assert not [row for row in house.rows(DialogRow) if b"10" in row.talk and b"round" in row.talk]


@on_both
@pytest.mark.parametrize("answering", [0, 3])
def test_what_waits_cannot_be_counted(house: House, answering: int) -> None:
    people = house.enrol(house.unit(size=7), 7)
    prompt = house.start_round()
    for number, address in enumerate(people):
        skip = number >= answering
        house.talk(address, prompt, (lambda s: Reply(Act.SKIP, s.step)) if skip else None)
    house.next_week()
    counts = []
    with pytest.MonkeyPatch.context() as patched:
        save = ClosingBox.save_plan

        def measured(box: ClosingBox, week: str, sealed: bytes) -> None:
            counts.append(len(sealed))
            save(box, week, sealed)

        patched.setattr(ClosingBox, "save_plan", measured)
        house.app.release.run()
    assert len(house.rows(BoxRow)) == len(people) * 5 + 1
    assert counts == [PLAN_BYTES * (len(people) * 5 + 1) + 48]
    assert [row.answers for row in house.rows(NotShownRow)] in ([], [0]), "told once a quarter"


@on_both
def test_with_the_master_key_alone_nobody_can_say_who_talked(house: House) -> None:
    people = house.enrol(house.unit(), 5)
    before = house.rows(ContactRow)
    for address in people:
        house.talk(address, "spontaneous")
    assert house.rows(ContactRow) == before, "talking changes nothing at the contact"
    keys = house.keys()
    talks = {row.idx for row in house.rows(DialogRow)}
    for key in (keys.index_key, keys.address_key, keys.code_key, keys.cookie_key):
        assert not talks & {keyed(key, address.key())[:16] for address in people}
    house.next_week()
    house.app.release.run()
    for address in people:
        house.talk(address, "spontaneous")
    assert not talks & {row.idx for row in house.rows(DialogRow)}, "another week, other rows"


def test_a_talk_begun_between_midnight_and_the_release_goes_on(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    house.next_week()
    house.send(address, Reply(Act.OPEN, value="spontaneous"))
    house.app.release.run()
    with house.app.contacts.reading() as book:
        assert book.dialog(address)
    assert house.send(address, Reply(Act.GO_ON)).step == 1
    assert len(house.rows(DialogRow)) == 1
