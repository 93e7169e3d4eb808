"""Whatever was answered, the files look the same: one size, one record, one step (A-02, A-05)."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from conversations.ports import Address, Dialog
from conversations.replies import Act, Reply
from conversations.screens import LONGEST_TEXT, Screen
from conversations.writing import clean, length
from language.masking import mask
from storage.contacts.tables import BoxRow, ContactRow, NoteRow
from storage.migrations import METADATA
from storage.sealing import BOX_BYTES, CannotOpen, keyed, open_box, seal
from tests.postgres.fixtures import on_postgresql
from tests.storage.house import House, first_answer

# Any code point at all: astral, control, lone surrogates. hypothesis' own text has no surrogates.
LONGEST_INDEX = 32  # bytes; what is longer and binary is sealed
ANY_TEXT = st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=LONGEST_TEXT).map("".join)
HEAVY = (
    '"',
    "\\",
    "\n",
    "€",
    "\u2028",
    "ÿ",
    "\U0001f642",
    "\U0010ffff",
    "\ufeff",
    "\x00",
    "\ud800",
)


def longest_of(sign: str) -> str:
    """As much of one sign as fits into the most that can be written."""
    return sign * (LONGEST_TEXT // length(sign))


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Address]]:
    """A house with one person who may write; one for all examples, as a start costs much."""
    house = House(tmp_path_factory.mktemp("writer") / "data")
    (address,) = house.enrol(house.unit(), 1)
    house.start_round()
    yield house, address
    house.app.close()


def sizes(house: House) -> set[int]:
    """The sizes of everything sealed."""
    return {len(row.sealed) for table in (BoxRow, NoteRow) for row in house.rows(table)}


@given(ANY_TEXT)
@settings(max_examples=40)
@example(longest_of(HEAVY[0]))
@example(longest_of(HEAVY[1]))
@example(longest_of(HEAVY[2]))
@example(longest_of(HEAVY[3]))
@example(longest_of(HEAVY[4]))
@example(longest_of(HEAVY[6]))
@example(longest_of(HEAVY[7]))
@example(longest_of(HEAVY[9]))
@example(longest_of(HEAVY[10]))
def test_every_text_that_may_be_written_fits_its_box(
    writer: tuple[House, Address], text: str
) -> None:
    house, address = writer
    prompt = house.app.noticeboard.prompts_this_week()[0]

    def choose(screen: Screen) -> Reply:
        if screen.writes:
            return Reply(Act.SEND, screen.step, text=text if text.strip() else "-")
        return first_answer(screen)

    if length(clean(text)) > LONGEST_TEXT or not clean(text).strip():
        text = "-"
    house.talk(address, prompt, choose)
    assert sizes(house) == {BOX_BYTES}
    kept = [record["value"] for record in house.boxes() if record.get("words")]
    assert mask(clean(text).strip()) in kept


@pytest.mark.parametrize("sign", HEAVY, ids=ascii)
def test_a_note_fits_its_box_whatever_page_sent_it(house: House, sign: str) -> None:
    (address,) = house.enrol(house.unit(), 1)
    house.send(address, Reply(Act.OPEN, value="note"))
    # A forged form may hold more code points than the page would send.
    house.send(address, Reply(Act.SEND, 1, "unit", text="x" + sign * 3000))
    assert len(house.rows(NoteRow)) == 1
    assert sizes(house) == {BOX_BYTES}


def test_answer_skip_empty_withdrawal_and_held_have_one_size(house: House) -> None:
    one, two, three = house.enrol(house.unit(), 3)
    house.keep(one, 5)
    house.keep(two, None)
    house.keep(three, ["a" * 50, "b" * 50])
    with house.app.contacts.writing() as book:
        book.prepare(three, "other")
        book.forget(two, ["p"])
    assert len(house.rows(BoxRow)) == 8
    assert sizes(house) == {BOX_BYTES}
    house.next_week()
    house.app.release.run()
    assert sorted(map(str, house.kept())) == sorted(["5", str(["a" * 50, "b" * 50])])
    assert sizes(house) == {BOX_BYTES}


AN_ANSWER = {
    *("item", "value", "words", "read", "asked"),
    *("audience", "unit", "person", "quarter", "door"),
}


def test_nothing_lies_in_a_box_but_what_the_release_needs(house: House) -> None:
    """An hour, an age, a language or a word's danger would be read with the week's key."""
    answering, telling, forgotten = house.enrol(house.unit(), 3)
    house.talk(answering, house.start_round())
    house.talk(telling, "spontaneous")
    house.send(forgotten, Reply(Act.FORGET_SURELY))
    kinds = frozenset(AN_ANSWER), frozenset({"withdraw"}), frozenset[str]()
    assert fields_of(house.boxes()) == set(kinds)
    rooms = [open_box(r.sealed, house.keys().private(r.week)) for r in house.rows(NoteRow)]
    assert fields_of(rooms) == {frozenset({"talked"}), frozenset()}, "a round's talk is no note's"
    house.next_week()
    house.app.release.run()
    held = frozenset(AN_ANSWER - {"read"} | {"waited", "asked_with"})
    assert fields_of(house.boxes()) == {held, frozenset(), frozenset({"destroyed"})}


def fields_of(records: list[dict[str, Any]]) -> set[frozenset[str]]:
    """What is known of each kind of record."""
    return set(map(frozenset, records))


def test_a_box_opens_with_its_own_weeks_key_only(house: House) -> None:
    keys = house.keys()
    keys.make_week("2026-W48", "2026-Q4")
    box = seal({"value": 4}, keys.public("2026-W47"))
    assert open_box(box, keys.private("2026-W47")) == {"value": 4}
    with pytest.raises(CannotOpen):
        open_box(box, keys.private("2026-W48"))


def test_a_record_that_does_not_fit_is_refused_and_not_cut(house: House) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        seal({"value": "x" * BOX_BYTES}, house.keys().public(house.week))


def test_two_lists_of_parts_never_give_the_same_row_id() -> None:
    assert keyed(b"k" * 32, b"ab", b"c") != keyed(b"k" * 32, b"a", b"bc")


def contents(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the contacts database; of what is sealed, the size."""
    with sqlite3.connect(folder / "contacts.sqlite") as file:
        names = [n for (n,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        rows = {n: sorted(map(bared, file.execute(f"SELECT * FROM {n}")), key=repr) for n in names}
    file.close()
    return rows


def bared(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with sizes where there is noise."""
    return tuple(len(v) if isinstance(v, bytes) and len(v) > LONGEST_INDEX else v for v in row)


def sizes_of_files(folder: Path) -> dict[str, int]:
    """Name and size of every file that a thief could copy."""
    return {str(p.relative_to(folder)): p.stat().st_size for p in folder.rglob("*") if p.is_file()}


Steps = list[Reply]
BEGIN = Reply(Act.BEGIN, 0)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a folder after some replies: what lay there while it ran, and what stayed."""

    folder: Path
    running: dict[str, int]
    dialog: Dialog | None


def after(folder: Path, copy: Path, replies: Steps, address: Address, moment: datetime) -> Copy:
    """A copy of a folder in which somebody has given these replies."""
    shutil.copytree(folder, copy)
    house = House(copy, moment)
    for reply in replies:
        house.send(address, reply)
    running = sizes_of_files(copy)
    with house.app.contacts.reading() as book:
        dialog = book.dialog(address)
    house.app.close()
    return Copy(copy, running, dialog)


def assert_alike(one: Copy, other: Copy) -> None:
    """Nothing in the files tells one from the other, but the noise in the boxes."""
    assert any(name.endswith("-wal") for name in one.running)
    assert one.running == other.running
    assert sizes_of_files(one.folder) == sizes_of_files(other.folder)
    assert contents(one.folder) == contents(other.folder)
    assert one.dialog == other.dialog


def replies_at(step: int, screen: Screen) -> dict[str, Steps]:
    """Everything that can be done at a question, each ending at the next one."""
    picks = [each.reply for each in screen.answers if each.reply.act is Act.PICK]
    ways: dict[str, Steps] = {f"answer {p.value}": [p] for p in (picks[:1] + picks[-1:])}
    if screen.writes:
        for name, text in (("words", "Ihan hyvä, kiitos."), ("long words", "å" * LONGEST_TEXT)):
            ways[name] = [Reply(act, step, text=text) for act in (Act.WORDS, Act.SEND)]
    if screen.several:
        ways["ticks"] = [Reply(Act.TICK, step, "1"), Reply(Act.DONE, step, ticks=0b10)]
        ways["no ticks"] = [Reply(Act.DONE, step)]
    return ways


@pytest.mark.parametrize(
    ("prompt", "steps"), [("round", 5), ("spontaneous", 3), ("meeting_held", 5)]
)
def test_answering_leaves_the_same_files_as_skipping(
    house: House, tmp_path: Path, prompt: str, steps: int
) -> None:
    (address,) = house.enrol(house.unit(), 1)
    prompt = house.start_round() if prompt == "round" else prompt
    said = house.send(address, Reply(Act.OPEN, value=prompt))
    if said.step == 0:
        said = house.send(address, BEGIN)
    asked = 0
    while said.step is not None and said.screen.progress:
        asked += 1
        house.app.close()
        skipping = Reply(Act.SKIP, said.step)
        moment = house.clock()
        skipped = after(house.folder, tmp_path / f"{asked}-skip", [skipping], address, moment)
        ways = replies_at(said.step, said.screen)
        assert ways
        for name, replies in ways.items():
            other = after(house.folder, tmp_path / f"{asked}-{name}", replies, address, moment)
            assert_alike(skipped, other)
        house.restart()
        said = house.send(address, skipping)
    assert asked == steps


Rows = dict[tuple[Any, ...], tuple[Any, ...]]


def rows_of(house: House) -> Rows:
    """Every row of both PostgreSQL databases by table and key, its version first."""
    found: Rows = {}
    for database, name in zip(house.app.databases, METADATA, strict=True):
        with database.reading() as session:
            for table in METADATA[name].sorted_tables:
                keys = [f'"{column.name}"' for column in table.primary_key]
                select = text(f'SELECT {", ".join(keys)}, xmin, * FROM "{table.name}"')
                for row in session.connection().execute(select):
                    found[table.name, *row[: len(keys)]] = tuple(row[len(keys) :])
    return found


def changed(before: Rows, after: Rows) -> list[tuple[Any, ...]]:
    """What a thief of two copies sees of rows that came, went or were written anew."""
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return sorted(
        ((key[0], sized(before.get(key, ())), sized(after.get(key, ()))) for key in keys), key=repr
    )


def sized(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row's columns, with the size of what is noise."""
    return tuple(len(value) if isinstance(value, bytes) else value for value in row[1:])


@on_postgresql
@pytest.mark.parametrize("prompt", ["round", "spontaneous", "meeting_held"])
def test_answering_writes_the_same_rows_as_skipping(house: House, prompt: str) -> None:
    """Several people stand at one question, and each does something else."""
    people = house.enrol(house.unit(), 6)
    prompt = house.start_round() if prompt == "round" else prompt
    for address in people:
        said = house.send(address, Reply(Act.OPEN, value=prompt))
        if said.step == 0:
            said = house.send(address, BEGIN)
    compared = 0
    while said.step is not None and said.screen.progress:
        skipping = [Reply(Act.SKIP, said.step)]
        ways = [skipping, *replies_at(said.step, said.screen).values()]
        compared += len(ways) - 1
        ways += [skipping] * (len(people) - len(ways))
        seen = []
        for address, replies in zip(people, ways, strict=True):
            before = rows_of(house)
            for reply in replies:
                said = house.send(address, reply)
            seen.append(changed(before, rows_of(house)))
        assert seen[0]
        assert seen == [seen[0]] * len(people)
    assert compared > 5


def test_changing_an_answer_leaves_the_same_rows(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    prompt = house.start_round()
    house.talk(address, prompt)
    before = {row.row for row in house.rows(BoxRow)}, house.rows(ContactRow)
    house.talk(address, prompt, lambda s: Reply(Act.SKIP if s.step else Act.BEGIN, s.step))
    now = {row.row for row in house.rows(BoxRow)}, house.rows(ContactRow)
    assert now == before
    assert house.kept() == []


def test_one_reply_delivered_a_hundred_times_is_one_box(house: House) -> None:
    (address,) = house.enrol(house.unit(), 1)
    house.send(address, Reply(Act.OPEN, value=house.start_round()))
    house.send(address, BEGIN)
    boxes = len(house.rows(BoxRow))
    for _ in range(100):
        house.send(address, Reply(Act.PICK, 1, "5"))
    assert len(house.rows(BoxRow)) == boxes
    assert house.kept() == [5]
