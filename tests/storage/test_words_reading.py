"""Words on their way: sealed again for their reader, published when passed, destroyed when not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.summing import render_summary
from conversations.ports import Address
from conversations.weeks import week_after
from language.masking import MARK
from panel.organisation import Role
from storage.answers.reading import Reading
from storage.answers.tables import LotAnswerRow, NotShownRow, ReadingRow, ReadingTextRow
from storage.needles import Haystacks, shapes_of_text
from storage.sealing import BOX_BYTES
from summaries.lots import Level
from summaries.words import WEEKS_TO_READ, Batch, Text, Verdict
from tests.storage.house import House

TEXT = "kävin äidin luona ja lauloin ääneen"
TELLING = "isosiskoni hoitaa naapurin valkoista hevosta"
ITEM = "words_round"


@pytest.fixture
def read_here(tmp_path: Path, urls: tuple[str, str]) -> Iterator[House]:
    """A house in which somebody is named to read words."""
    house = House(tmp_path / "data", urls=urls)
    house.app.staff.add("Rea", "rea", [Role.READER])
    yield house
    house.app.close()


def write(house: House, people: list[Address], prompt: str = "p") -> None:
    """Have everybody of a list write a text of their own."""
    for address in people:
        house.keep(address, f"{TEXT} {address.value}", item=ITEM, prompt=prompt)


def release(house: House) -> str:
    """Let the week end; returns it."""
    house.next_week()
    week = house.app.release.run()
    assert week is not None
    return week


def released_batch(house: House, writers: int = 6) -> Batch:
    """A week in which so many people of two units wrote."""
    people = [*house.enrol(house.unit("One"), 9), *house.enrol(house.unit("Two"), 9)]
    write(house, people[: writers // 2] + people[9 : 9 + writers - writers // 2])
    return read(house)


def read(house: House) -> Batch:
    """What the reader gets when the week has ended."""
    release(house)
    batch = reading(house).batch()
    assert batch is not None
    return batch


def reading(house: House) -> Reading:
    """What waits for the reader."""
    return house.app.answers.reading


def pass_all(house: House, texts: tuple[Text, ...]) -> None:
    """The reader passes every text as it is."""
    for text in texts:
        assert reading(house).decide(text.id, Verdict.SHOW)


def lies_in_files(house: House, text: str = TEXT) -> list[str]:
    """The files in which a text can be read, after the next minute's beat."""
    wanted = Haystacks()
    wanted.add("words", shapes_of_text(text))
    house.beats.minutely()
    return sorted({hit.place for hit in wanted.hits_in_files(house.folder)})


def shown_in(house: House, week: str) -> str:
    """The summary of a week as data, on the Monday after it."""
    house.go_to(week_after(week), hour=9)
    house.beats.hourly()
    return render_summary(house.app, week, "json", "fi") or ""


def test_without_a_reader_words_are_destroyed_unread(house: House) -> None:
    write(house, house.enrol(house.unit(), 9)[:6])
    release(house)
    assert reading(house).batch() is None
    assert reading(house).keys.weeks() == []
    assert house.kept() == []
    assert lies_in_files(house) == []


def test_a_coordinator_who_works_in_a_unit_is_no_reader(house: House) -> None:
    house.app.staff.add("Cora", "cora", [Role.READER, Role.COORDINATOR])
    assert not house.app.staff.has_reader()


def test_words_of_five_wait_sealed_for_their_reader_and_nothing_of_them_can_be_read(
    read_here: House,
) -> None:
    batch = released_batch(read_here)
    assert sorted(text.text[: len(TEXT)] for text in batch.texts) == [TEXT] * 6
    assert {text.label.level for text in batch.texts} == {Level.ORGANISATION}
    assert {len(row.sealed) for row in read_here.rows(ReadingTextRow)} == {BOX_BYTES}
    assert lies_in_files(read_here) == []
    assert read_here.released() == []


def test_the_texts_come_in_the_order_of_ids_that_nobody_made(read_here: House) -> None:
    batch = released_batch(read_here)
    assert [text.id for text in batch.texts] == sorted(text.id for text in batch.texts)


def test_words_of_four_wait_and_meet_the_fifth_at_the_quarters_end(read_here: House) -> None:
    people = read_here.enrol(read_here.unit(), 9)
    write(read_here, people[:4])
    release(read_here)
    assert reading(read_here).batch() is None
    assert len(read_here.kept()) == 4
    write(read_here, people[4:5], prompt="q")
    release(read_here)
    assert reading(read_here).batch() is None, "a single late text opens nothing"
    read_here.go_to("2027-W01")
    read_here.app.release.run()
    batch = reading(read_here).batch()
    assert batch is not None
    assert len(batch.texts) == 5


def test_words_of_four_are_destroyed_and_counted_at_the_quarters_end(read_here: House) -> None:
    write(read_here, read_here.enrol(read_here.unit(), 9)[:4])
    release(read_here)
    read_here.go_to("2027-W01")
    read_here.app.release.run()
    assert reading(read_here).batch() is None
    assert [row.answers for row in read_here.rows(NotShownRow) if row.answers] == [4]


def test_a_persons_second_text_goes_on_to_the_next_lot(read_here: House) -> None:
    people = read_here.enrol(read_here.unit(), 9)
    write(read_here, people[:5])
    write(read_here, people[:1], prompt="again")
    release(read_here)
    batch = reading(read_here).batch()
    assert batch is not None
    assert len(batch.texts) == 5
    assert len(read_here.kept()) == 1


def test_where_everybody_of_a_unit_wrote_one_of_them_waits(read_here: House) -> None:
    write(read_here, read_here.enrol(read_here.unit(), 6))
    release(read_here)
    batch = reading(read_here).batch()
    assert batch is not None
    assert len(batch.texts) == 5


def test_passed_words_are_in_the_next_summary_and_the_others_nowhere(read_here: House) -> None:
    people = read_here.enrol(read_here.unit(), 9)
    write(read_here, people[:6])
    read_here.keep(people[6], TELLING, item=ITEM)
    batch = read(read_here)
    for text in batch.texts:
        verdict = Verdict.IDENTIFIES if text.text == TELLING else Verdict.SHOW
        reading(read_here).decide(text.id, verdict, {0})
    assert reading(read_here).close(batch.week)
    assert lies_in_files(read_here, TELLING) == []
    assert read_here.rows(ReadingTextRow) == read_here.rows(ReadingRow) == []
    assert reading(read_here).keys.weeks() == []
    assert [row.answers for row in read_here.rows(NotShownRow) if row.answers] == [1]
    published = shown_in(read_here, read_here.week)
    assert published.count(TEXT.replace("kävin", MARK)) == 6
    assert TEXT not in published


def test_the_week_that_was_released_never_changes(read_here: House) -> None:
    batch = released_batch(read_here)
    before = shown_in(read_here, batch.week)
    assert TEXT not in before
    pass_all(read_here, batch.texts)
    reading(read_here).close(batch.week)
    read_here.beats.hourly()
    read_here.beats.minutely()
    assert shown_in(read_here, batch.week) == before
    assert TEXT in shown_in(read_here, week_after(batch.week))


def test_less_than_five_passed_texts_show_nothing(read_here: House) -> None:
    batch = released_batch(read_here)
    for text in batch.texts[:2]:
        reading(read_here).decide(text.id, Verdict.HARM)
    pass_all(read_here, batch.texts[2:])
    reading(read_here).close(batch.week)
    read_here.beats.minutely()
    assert read_here.rows(LotAnswerRow) == []
    assert [row.answers for row in read_here.rows(NotShownRow) if row.answers] == [6]
    assert lies_in_files(read_here) == []


def test_nothing_is_closed_while_a_text_is_undecided(read_here: House) -> None:
    batch = released_batch(read_here)
    pass_all(read_here, batch.texts[1:])
    assert not reading(read_here).close(batch.week)
    pass_all(read_here, batch.texts[:1])
    reading(read_here).decide(batch.texts[0].id, Verdict.NONE)
    assert not reading(read_here).close(batch.week), "it was taken back"


def test_after_closing_nothing_can_be_decided(read_here: House) -> None:
    batch = released_batch(read_here)
    pass_all(read_here, batch.texts)
    reading(read_here).close(batch.week)
    assert not reading(read_here).decide(batch.texts[0].id, Verdict.NONE)
    assert reading(read_here).batch() is None


def test_what_nobody_has_closed_in_time_is_destroyed(read_here: House) -> None:
    batch = released_batch(read_here)
    pass_all(read_here, batch.texts)
    read_here.go_to(week_after(batch.week, WEEKS_TO_READ))
    read_here.beats.minutely()
    assert reading(read_here).batch() is not None
    read_here.next_week()
    assert reading(read_here).batch() is None
    read_here.beats.minutely()
    assert read_here.rows(ReadingTextRow) == []
    assert reading(read_here).keys.weeks() == []
    assert lies_in_files(read_here) == []


def test_texts_whose_key_is_lost_are_taken_away(read_here: House) -> None:
    batch = released_batch(read_here)
    reading(read_here).keys.destroy(batch.week)
    assert reading(read_here).batch() is None
    read_here.beats.minutely()
    assert read_here.rows(ReadingTextRow) == []


def test_a_key_whose_texts_are_gone_is_destroyed(read_here: House) -> None:
    """The release was cut short after the key, or the beat before it."""
    reading(read_here).keys.make("2026-W46")
    read_here.beats.minutely()
    assert reading(read_here).keys.weeks() == []


def test_while_a_release_runs_closed_words_wait_for_the_next_minute(read_here: House) -> None:
    batch = released_batch(read_here)
    pass_all(read_here, batch.texts)
    reading(read_here).close(batch.week)
    with read_here.app.release.keys.alone() as alone:
        assert alone
        read_here.beats.publish_words()
        assert read_here.rows(ReadingRow)
    read_here.beats.publish_words()
    assert len(read_here.released()) == 0, "not in the week that was released"
    assert len(read_here.rows(LotAnswerRow)) == 6


def test_somebody_forgotten_takes_words_along_that_wait(read_here: House) -> None:
    people = read_here.enrol(read_here.unit(), 9)
    write(read_here, people[:4])
    release(read_here)
    with read_here.app.contacts.writing() as book:
        book.forget(people[0], ["p"])
    write(read_here, people[4:5], prompt="q")
    read_here.go_to("2027-W01")
    read_here.app.release.run()
    assert reading(read_here).batch() is None


class Plans:
    """The contact book's part of a release, and how large its plans were."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.sizes: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def save_plan(self, week: str, sealed: bytes) -> None:
        """Keep it, and how large it is."""
        self.sizes.append(len(sealed))
        self._real.save_plan(week, sealed)


def test_many_long_texts_leave_a_plan_whose_size_tells_little(read_here: House) -> None:
    people = read_here.enrol(read_here.unit(), 9)
    plans = Plans(read_here.app.release.box)
    read_here.app = replace(read_here.app, release=replace(read_here.app.release, box=plans))
    for length in (1200, 1900):
        for address in people[:6]:
            read_here.keep(address, "ä" * length, item=ITEM)
        release(read_here)
        pass_all(read_here, reading(read_here).batch().texts)  # type: ignore[union-attr]
    assert len(plans.sizes) == 2
    assert len(set(plans.sizes)) == 1
