"""The weekly release can die anywhere: every answer ends in exactly one place (A-06, C-10)."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from app.settings import Settings
from app.wiring import build
from conversations.ports import Address
from conversations.replies import Act, Reply
from conversations.weeks import weeks_between
from storage.answers.tables import NotShownRow
from storage.contacts.closing import NotClosing
from storage.contacts.tables import (
    BoxRow,
    CodeRow,
    DialogRow,
    NoteRow,
    OutboxRow,
    PlanRow,
    StateRow,
)
from storage.keys import Keys, KeysMissing
from storage.office.tables import OpenNoteRow
from storage.plans import Closing
from storage.release import Release
from storage.sealing import CannotOpen, open_any_size, open_box
from summaries.lots import Label, Lot, Plan, Value
from tests.crashes.fuse import Crash, Fuse, crashing
from tests.crashes.racing import OnAnotherMachine
from tests.storage.house import MONDAY, House, every_file

MOST_CRASHES = int(os.environ.get("KUULOLLA_CRASHES", "30"))
RACES = int(os.environ.get("KUULOLLA_RACES", "4"))
NOTE = "Saataisiinko keittiöön uusi pöytä?"


@dataclass(frozen=True, slots=True)
class Story:
    """A folder just before a release, and where each answer in it has to end.

    Values are numbers that occur once. Of ``either``, one is released and one waits.
    """

    folder: Path
    released: frozenset[int]
    either: frozenset[int]
    held: frozenset[int]
    withdrawn: frozenset[int]

    @property
    def acknowledged(self) -> set[int]:
        """Every answer that was ever acknowledged."""
        return set(self.released | self.either | self.held | self.withdrawn)

    def copied_to(self, folder: Path) -> House:
        """A running house on a copy, on Monday morning after the week."""
        shutil.copytree(self.folder, folder)
        house = House(folder, MONDAY)
        house.go_to("2026-W48")
        return house


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Three weeks of answers: one unit that is large enough, and one that never is."""
    house = House(tmp_path_factory.mktemp("story") / "data", MONDAY - timedelta(weeks=2))
    large, small = house.unit("Large"), house.unit("Small", service="Other")
    many, few = house.enrol(large, 14), house.enrol(small, 7)
    house.keep(few[0], 101)  # older than the rest, and waiting with them
    house.next_week()
    house.app.release.run()
    house.keep(few[1], 102)
    house.keep(few[2], 103)
    house.next_week()
    house.app.release.run()
    for number, address in enumerate(many[:9]):
        house.keep(address, 200 + number)
    house.keep(many[0], 300, prompt="another")
    house.keep(few[3], 400)
    house.keep(few[4], None)
    house.keep(few[5], "secret words")
    with house.app.contacts.writing() as book:
        book.prepare(few[6], "p")
        book.forget(few[2], ["p"])
    house.send(few[1], Reply(Act.OPEN, value="note"))
    house.send(few[1], Reply(Act.SEND, 1, "unit", text=NOTE))
    house.app.close()
    return Story(
        folder=house.folder,
        released=frozenset(range(201, 209)),
        either=frozenset({200, 300}),
        held=frozenset({101, 102, 400}),
        withdrawn=frozenset({103}),
    )


def places_of(house: House) -> tuple[list[int], list[int]]:
    """Where the answers are: released, and sealed in the open week's box."""
    week = house.app.release.box.fact("week")
    return sorted(house.released()), sorted(house.kept(week))


def assert_all_accounted(house: House, story: Story) -> None:
    """Acknowledged = released + held + withdrawn, and nothing is anywhere twice."""
    released, held = places_of(house)
    (one,), (other,) = story.either & set(released), story.either & set(held)
    assert released == sorted(story.released | {one})
    assert held == sorted(story.held | {other})
    gone = story.acknowledged - set(released) - set(held)
    assert gone == story.withdrawn
    assert [row.text for row in house.rows(OpenNoteRow)] == [NOTE]
    week = house.app.release.box.fact("week")
    told = [box["destroyed"] for box in house.boxes(week) if "destroyed" in box]
    assert told == [1], "the words, which nobody was there to read"


def assert_key_is_gone(house: House, sealed: list[bytes]) -> None:
    """Nothing opens what the week had sealed, and its name is in no key file."""
    keys = house.keys()
    assert keys.weeks() == ["2026-W48"]
    for box in sealed:
        with pytest.raises(CannotOpen):
            open_box(box, keys.private("2026-W48"))
    for name, content in every_file(house.folder / "keys"):
        assert b"2026-W47" not in content, name


def assert_finished(house: House) -> None:
    """Nothing of a release in progress is left."""
    assert house.app.release.box.fact("closing") is None
    assert house.rows(PlanRow) == []
    assert house.app.release.run() is None


def sealed_now(house: House) -> list[bytes]:
    """Every sealed box, as a thief would keep it."""
    return [row.sealed for row in house.rows(BoxRow)]


def planned(house: House) -> Plan | None:
    """The kept plan, if there is one."""
    rows = house.rows(PlanRow)
    if not rows:
        return None
    kept = open_any_size(rows[0].sealed, house.keys().private("2026-W47"))
    return Closing.from_bytes(kept).plan


def test_a_release_puts_every_answer_into_one_place(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    stolen = sealed_now(house)
    old_rows = {row.row for row in house.rows(BoxRow)}
    assert house.app.release.run() == "2026-W47"
    assert_all_accounted(house, story)
    assert_finished(house)
    assert_key_is_gone(house, stolen)
    assert not {row.row for row in house.rows(BoxRow)} & old_rows, "held ones have fresh ids"
    assert house.rows(NoteRow) == []
    assert sorted(r["waited"] for r in house.boxes() if "item" in r) == [1, 1, 2, 3]
    house.app.close()


def test_a_release_before_its_time_does_nothing(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    house.go_to("2026-W47", weekday=6, hour=23, minute=59)
    before = sealed_now(house)
    assert house.app.release.run() is None
    assert sealed_now(house) == before
    house.app.close()


def test_who_waits_is_drawn_from_what_nobody_can_foretell(house: House) -> None:
    """Drawn from a seed, it would be known to whoever still has the quarter's tags."""
    assert isinstance(house.app.release.draw, SystemRandom)


def test_however_many_come_through_the_door_they_are_one_person_and_open_no_lot(
    house: House,
) -> None:
    unit = house.unit()
    house.enrol(unit, 20)
    for address in house.enrol(unit, 8, "door"):
        house.keep(address, 4)
    house.next_week()
    house.app.release.run()
    assert house.released() == []


def test_a_key_that_does_not_die_is_noticed_and_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.next_week()
    monkeypatch.setattr(Keys, "destroy_all_but", lambda *_: None)
    with pytest.raises(RuntimeError, match="can still be opened"):
        house.app.release.run()
    monkeypatch.undo()
    assert house.app.release.run(), "nothing is over until it has died"


def test_running_twice_does_nothing_more(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    house.app.release.run()
    before = places_of(house), sealed_now(house), house.keys().public("2026-W48")
    assert house.app.release.run() is None
    house.restart()
    assert house.app.release.run() is None
    assert before == (places_of(house), sealed_now(house), house.keys().public("2026-W48"))
    house.app.close()


def contents(lots: Iterable[Lot]) -> list[tuple[Label, list[Value]]]:
    """Lots without their order."""
    return sorted(((lot.label, sorted(lot.values)) for lot in lots), key=repr)


def events_of_a_release(story: Story, folder: Path) -> list[str]:
    """What a release does to the disk, one after the other."""
    house = story.copied_to(folder)
    with crashing(house, Fuse()) as fuse:
        house.app.release.run()
    house.app.close()
    return fuse.burnt


def chosen(events: list[str]) -> Iterator[int]:
    """Where to crash: every commit, and others spread evenly up to ``KUULOLLA_CRASHES``."""
    borders = [n for n, name in enumerate(events, 1) if name == "COMMIT"]
    step = max(1, len(events) // max(1, MOST_CRASHES - len(borders)))
    yield from sorted({*borders, *range(1, len(events) + 1, step)})


def test_after_a_crash_anywhere_the_release_goes_on(story: Story, tmp_path: Path) -> None:
    events = events_of_a_release(story, tmp_path / "counted")
    assert events.count("COMMIT") == 7
    plans_read = 0
    for at in chosen(events):
        house = story.copied_to(tmp_path / str(at))
        stolen = sealed_now(house)
        with crashing(house, Fuse(at)), pytest.raises(Crash):
            house.app.release.run()
        house.restart()
        plan = planned(house)
        while house.app.release.run():
            pass
        assert_all_accounted(house, story)
        assert_finished(house)
        assert_key_is_gone(house, stolen)
        if plan:
            plans_read += 1
            assert contents(house.lots("2026-W47")) == contents(plan.lots)
        house.app.close()
        shutil.rmtree(tmp_path / str(at))
    assert plans_read > 3


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A contact book's part of the release that dies before or after the residue is removed."""

    real: Any
    afterwards: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def remove_residue(self) -> None:
        """Die at it."""
        if self.afterwards:
            self.real.remove_residue()
        raise Crash


@pytest.mark.parametrize("afterwards", [False, True], ids=["before", "after"])
def test_after_a_crash_around_the_removal_of_residue_the_key_still_dies(
    story: Story, tmp_path: Path, afterwards: bool
) -> None:
    house = story.copied_to(tmp_path / "data")
    stolen = sealed_now(house)
    dying = replace(house.app.release, box=Interrupted(house.app.release.box, afterwards))
    with pytest.raises(Crash):
        dying.run()
    assert house.keys().can_open("2026-W47"), "the key lives as long as there is residue"
    house.restart()
    assert house.app.release.run() == "2026-W47"
    assert_all_accounted(house, story)
    assert_finished(house)
    assert_key_is_gone(house, stolen)
    house.app.close()


def test_a_release_cut_short_in_one_week_ends_in_another(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    dying = replace(house.app.release, box=Interrupted(house.app.release.box, False))
    with pytest.raises(Crash):
        dying.run()
    house.go_to("2026-W49")
    house.restart()
    assert house.app.release.run() == "2026-W47"
    assert_all_accounted(house, story)
    assert house.app.release.run() == "2026-W48"
    assert house.app.release.run() is None
    assert house.keys().weeks() == ["2026-W49"]
    house.app.close()


def test_weeks_without_power_are_caught_up_by_one_release(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    stolen = sealed_now(house)
    house.go_to("2026-W50", weekday=3, hour=11)
    assert house.app.release.run() == "2026-W47"
    assert_all_accounted(house, story)
    assert house.app.release.run() is None
    assert house.app.answers.released_weeks()[-1] == "2026-W47"
    assert house.keys().weeks() == ["2026-W50"]
    with pytest.raises(CannotOpen):
        open_box(stolen[0], house.keys().private("2026-W50"))
    house.app.close()


def test_what_ran_out_of_time_while_the_power_was_off_is_cleared(house: House) -> None:
    address, *_ = house.enrol(house.unit(), 5)
    house.code(house.app.units.all()[0], uses=3)
    house.talk(address, house.start_round())
    assert house.rows(DialogRow)
    assert house.rows(OutboxRow)
    house.next_week(3)
    house.app.release.run()
    assert house.rows(DialogRow) == []
    assert house.rows(OutboxRow) == []
    assert house.kept() != []
    assert {row.purpose for row in house.rows(CodeRow)} == {"door"}


def december(tmp_path: Path, week: str) -> tuple[House, list[Address]]:
    """A house whose first week is a late one of 2026, which has 53."""
    house = House(tmp_path / "data", MONDAY + timedelta(weeks=weeks_between("2026-W47", week)))
    return house, house.enrol(house.unit(), 14)


def test_a_visitor_at_the_door_who_is_talking_just_then_is_not_shown_out(house: House) -> None:
    door = house.unit().door
    house.beats.take_codes()
    early, late = Address("door", "early"), Address("door", "late")
    house.send(early, Reply(Act.JOIN, value=f"16-17 {door}"))
    house.next_week()  # ten past midnight: the release has not come yet
    house.send(late, Reply(Act.JOIN, value=f"16-17 {door}"))
    house.send(late, Reply(Act.OPEN, value="spontaneous"))
    house.app.release.run()
    with house.app.contacts.reading() as book:
        assert book.contact(early) is None
        assert book.contact(late) is not None
        assert book.dialog(late) is not None


def test_a_week_53_is_a_week_like_others(tmp_path: Path) -> None:
    house, people = december(tmp_path, "2026-W52")
    house.keep(people[9], 1)
    assert house.next_week() == "2026-W53"
    assert house.app.release.run() == "2026-W52"
    assert [(r["value"], r["waited"]) for r in house.boxes("2026-W53") if "item" in r] == [(1, 1)]
    for number, address in enumerate(people[:8]):
        house.keep(address, 10 + number)
    assert house.next_week() == "2027-W01"
    assert house.app.release.run() == "2026-W53"
    assert sorted(house.released()) == [1, *range(10, 18)], "the quarter's end takes what waited"
    house.app.close()


def test_the_quarters_end_leaves_nothing_held_and_no_key_of_its_tags(tmp_path: Path) -> None:
    house, people = december(tmp_path, "2026-W53")
    for number, address in enumerate(people[:4]):
        house.keep(address, 10 + number)
    with house.app.contacts.reading() as book:
        tag = book.tag(people[0])
    assert house.next_week() == "2027-W01"
    assert house.app.release.run() == "2026-W53"
    assert house.boxes() == [{"destroyed": 0}]
    assert [row.answers for row in house.rows(NotShownRow)] == [4]
    assert house.released() == []
    with pytest.raises(KeysMissing, match="2026-Q4"):
        house.keys().tag_key("2026-Q4")
    with house.app.contacts.reading() as book:
        assert book.tag(people[0]) != tag
    house.app.close()


def race(house: House, other: House, *, locked: bool) -> list[str | None]:
    """Two processes release at the same moment; what each says, or the problem it met."""
    together = Barrier(2)

    def release(each: House) -> str | None:
        mine: Release = each.app.release
        if not locked:
            mine = replace(mine, keys=OnAnotherMachine(mine.keys))  # type: ignore[arg-type]
        together.wait()
        try:
            return mine.run()
        except (NotClosing, KeysMissing, IntegrityError, OperationalError) as problem:
            return type(problem).__name__

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(release, (house, other)))


@pytest.mark.parametrize("locked", [True, False], ids=["one machine", "no lock"])
def test_two_releases_at_once_are_one_release(story: Story, tmp_path: Path, locked: bool) -> None:
    for number in range(RACES):
        house = story.copied_to(tmp_path / str(number))
        other = House(house.folder, house.clock())
        said = race(house, other, locked=locked)
        if locked:
            assert set(said) <= {"2026-W47", None}
        while house.app.release.run():
            pass
        assert_all_accounted(house, story)
        assert_finished(house)
        assert house.keys().weeks() == ["2026-W48"]
        other.app.close()
        house.app.close()


class Slow:
    """The contact book's part of a release that stands still at one step while another runs."""

    def __init__(self, real: Any, step: str, meanwhile: Callable[[], object]) -> None:
        self._real, self._step, self._meanwhile = real, step, meanwhile

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if name != self._step:
            return real

        def at_last(*given: Any) -> Any:
            self._step = ""
            self._meanwhile()
            return real(*given)

        return at_last


STEPS = (
    "switch",
    "note_rooms",
    "plan",
    "enrolled",
    "save_plan",
    "finish",
    "remove_residue",
    "close",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_release_overtaken_at_any_step_does_no_harm(
    story: Story, tmp_path: Path, step: str
) -> None:
    """Without the lock, as on two machines: one begins and ends in the middle of the other."""
    house = story.copied_to(tmp_path / "data")
    other = House(house.folder, house.clock())
    faster = replace(other.app.release, keys=OnAnotherMachine(other.app.release.keys))  # type: ignore[arg-type]
    slow = replace(house.app.release, box=Slow(house.app.release.box, step, faster.run))
    with suppress(NotClosing, KeysMissing, IntegrityError):
        slow.run()
    while house.app.release.run():
        pass
    assert_all_accounted(house, story)
    assert_finished(house)
    assert house.keys().weeks() == ["2026-W48"]
    other.app.close()
    house.app.close()


def test_answers_given_during_a_release_wait_for_the_next(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    someone = Address("telegram", f"{house.app.units.find('Large').id}14")
    during = Slow(house.app.release.box, "finish", lambda: house.keep(someone, 999))
    replace(house.app.release, box=during).run()
    released, held = places_of(house)
    assert 999 not in released
    assert held.count(999) == 1
    house.app.close()


def test_a_database_from_a_backup_is_refused_with_what_to_do(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    house.app.close()
    backup = (house.folder / "contacts.sqlite").read_bytes()
    house.restart()
    house.app.release.run()
    released = sorted(house.released())
    house.app.close()
    (house.folder / "contacts.sqlite").write_bytes(backup)
    with pytest.raises(KeysMissing, match=r"2026-W47.*backup.*kuulolla restored"):
        house.restart()
    anew = build(Settings(data=house.folder), house.clock, restored=True)
    anew.close()
    house.restart()
    assert sorted(house.released()) == released, "no answer is released twice"
    assert house.rows(BoxRow) == []
    assert house.rows(NoteRow) == []
    assert len(house.app.units.all()) == 2
    house.keep(Address("telegram", f"{house.app.units.find('Large').id}1"), 7)
    assert house.kept() == [7]
    assert house.app.release.run() is None
    house.next_week()
    assert house.app.release.run() == "2026-W48"
    assert sorted(house.released()) == released
    house.app.close()


def test_beginning_anew_harms_nothing_when_the_key_is_there(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    assert not house.app.release.begin_anew()
    house.app.release.run()
    assert_all_accounted(house, story)
    house.app.close()


def test_state_holds_only_what_is_known(story: Story, tmp_path: Path) -> None:
    house = story.copied_to(tmp_path / "data")
    house.app.release.run()
    facts = {row.name: row.value for row in house.rows(StateRow)}
    assert set(facts) == {"week", "finished", "notes_brought", "counted", "reached"}
    assert facts["week"] == "2026-W48"
    assert facts["notes_brought"] == "2026-11-23"
    assert "Large" not in facts["counted"]
    assert len(facts["counted"]) == len(facts["reached"]), "ciphertext of one size"
    house.app.close()


def test_after_a_release_the_files_hold_nothing_of_the_old_boxes(
    story: Story, tmp_path: Path
) -> None:
    house = story.copied_to(tmp_path / "data")
    for number in range(200):  # enough to fill and free many pages
        house.keep(Address("telegram", f"{house.app.units.find('Large').id}13"), -number)
    old = {row.row: row.sealed for row in house.rows(BoxRow)}
    house.app.release.run()
    for name, content in every_file(house.folder):
        assert not [row for row in old if row in content], name
        assert not [box for box in old.values() if box[:32] in content], name
    house.app.close()


def test_a_talk_that_goes_on_over_the_release_loses_no_answer_of_the_new_week(house: House) -> None:
    (person,) = house.enrol(house.unit(), 1)
    house.next_week()  # ten past midnight: the release has not come yet
    house.send(person, Reply(Act.OPEN, value="spontaneous"))
    house.send(person, Reply(Act.SKIP, 1))
    house.app.release.run()
    made = len(house.rows(BoxRow))
    house.send(person, Reply(Act.DONE, 2, ticks=1))
    assert len(house.rows(BoxRow)) == made, "an answer may add no box: skipping would not"
    kept = house.kept()
    house.send(person, Reply(Act.OPEN, value="spontaneous"))
    house.send(person, Reply(Act.SKIP, 1))
    house.send(person, Reply(Act.SKIP, 2))
    assert house.kept() == kept, "another talk, whose boxes are its own"


def test_what_was_answered_after_the_release_can_still_be_taken_back(house: House) -> None:
    (person,) = house.enrol(house.unit(), 1)
    house.next_week()
    house.send(person, Reply(Act.OPEN, value="spontaneous"))
    house.send(person, Reply(Act.SKIP, 1))
    house.app.release.run()
    house.send(person, Reply(Act.DONE, 2, ticks=1))
    assert len(house.kept()) == 1
    house.send(person, Reply(Act.TAKE_BACK_SURELY))
    assert house.kept() == []


def test_a_home_of_five_has_no_figure_by_those_who_have_left_without_a_word(house: House) -> None:
    for size, shown in ((5, 0), (9, 5)):
        home = house.unit(f"Home of {size}", size, service=f"Care of {size}")
        here = house.enrol(home, 8)
        for number, address in enumerate(here[:5]):
            house.keep(address, 100 * size + number)
        house.next_week()
        house.app.release.run()
        assert len([value for value in house.released() if value // 100 == size]) == shown
