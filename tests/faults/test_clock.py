"""C-09: clocks that jump, hours missing or doubled, jobs that run twice or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.beats import is_quiet
from conversations.weeks import HELSINKI, week_of
from storage.contacts.tables import ContactRow, OutboxRow
from tests.storage.house import House

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
ASKED = 8
# Hours after Monday at four, and whether the clock is wrong then: Tuesday, and Sunday's midnight.
JUMPS = (
    *((hour, False) for hour in (1, 8, 16)),
    *((hour, True) for hour in (20, 22, 26)),
    *((hour, False) for hour in (28, 48, 148)),
    *((hour, True) for hour in (151, 153)),
    *((hour, False) for hour in (154, 169, 172, 192)),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A small installation whose people have not been asked yet."""
    made = House(tmp_path / "data")
    yield made
    made.app.close()


def beat(house: House) -> str | None:
    """What the clock calls in an hour; returns the released week."""
    before = set(house.app.answers.released_weeks())
    house.beats.hourly()
    house.beats.minutely()
    new = set(house.app.answers.released_weeks()) - before
    assert len(new) <= 1
    return new.pop() if new else None


def sent_now(house: House) -> int:
    """What leaves for Telegram at this moment; it is delivered."""
    with house.app.contacts.writing() as book:
        errands = book.claim("telegram", 100, is_quiet(house.clock()))
        for errand in errands:
            book.delivered(errand)
    return len(errands)


def asking(house: House, people: int = ASKED) -> None:
    """A unit that has had its first round, so that others follow every four weeks."""
    house.enrol(house.unit(), people)
    house.app.waves.plan_round(house.app.units.organisation().id)
    house.clock.pass_minutes(6)
    house.beats.minutely()


def rounds(house: House) -> list[str]:
    """The weeks of all common rounds that have started."""
    return sorted(w.week for w in house.app.waves.recent() if w.common and w.state == "started")


@pytest.mark.parametrize(
    ("week", "hours_of_sunday"),
    [("2026-W43", 25), ("2027-W12", 23)],
    ids=["an hour comes twice", "an hour is missing"],
)
def test_no_prompt_leaves_outside_its_hours_when_the_clock_is_changed(
    house: House, week: str, hours_of_sunday: int
) -> None:
    house.go_to(week, weekday=5)
    sunday = house.clock() + DAY
    assert (
        sunday.astimezone(HELSINKI).utcoffset() != (sunday + DAY).astimezone(HELSINKI).utcoffset()
    )
    asking(house, 0)
    left: dict[int, int] = {}
    moment, number = house.clock().astimezone(UTC), 0
    while moment.astimezone(HELSINKI).isocalendar().week == int(week[-2:]):
        house.clock.moment = moment
        number += 1
        house.enrol(house.app.units.all()[0], 1, first=number)
        with house.app.contacts.writing() as book:
            book.tell("news", f"n{number}", [house.app.units.all()[0].id])
        hour = moment.astimezone(HELSINKI).hour
        left[hour] = left.get(hour, 0) + sent_now(house)
        moment += HOUR
    assert number == 24 + hours_of_sunday
    assert {hour for hour, count in left.items() if count} == set(range(12, 20))


@pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY, -YEAR], ids=str)
def test_a_clock_that_jumps_and_comes_back_sends_nothing_twice_and_releases_each_week_once(
    house: House, jump: timedelta
) -> None:
    asking(house)
    real, released, sent = house.clock(), [], 0
    for hour, wrong in JUMPS:
        house.clock.moment = real + hour * HOUR + (jump if wrong else timedelta())
        released.append(beat(house))
        local = house.clock().astimezone(HELSINKI).hour
        leaving = sent_now(house)
        assert not leaving or 12 <= local < 20
        sent += leaving
    assert [week for week in released if week] == ["2026-W47"]
    assert sent == ASKED
    assert rounds(house) == ["2026-W47"]


def test_a_year_back_nobody_is_asked_and_nothing_becomes_negative(house: House) -> None:
    asking(house)
    sent_now(house)
    house.clock.moment -= YEAR
    for _ in range(7):
        house.clock.moment += 23 * HOUR
        assert beat(house) is None
        assert sent_now(house) == 0
    credits = [(row.prompts_this_year, row.last_prompt_week) for row in house.rows(ContactRow)]
    assert credits == [(1, "2026-W47")] * ASKED


def test_the_week_with_number_53_is_released_once_and_the_round_keeps_its_rhythm(
    house: House,
) -> None:
    house.go_to("2026-W49", hour=16)
    house.app.release.run()
    asking(house)
    released = []
    for _ in range(9):
        house.next_week()
        released.append(beat(house))
        house.clock.moment += 9 * HOUR
        released.append(beat(house))
    weeks = [week for week in released if week]
    assert weeks == [f"2026-W{n}" for n in range(49, 54)] + [f"2027-W{n:02}" for n in range(1, 5)]
    assert rounds(house) == ["2026-W49", "2026-W53", "2027-W04"]


def test_the_release_that_runs_twice_releases_once(house: House) -> None:
    house.next_week()
    assert [house.app.release.run() for _ in range(3)] == ["2026-W47", None, None]


def test_a_release_that_was_skipped_for_three_weeks_comes_once_and_loses_nothing(
    house: House,
) -> None:
    people = house.enrol(house.unit(), 14)
    for number, person in enumerate(people[:ASKED]):
        house.keep(person, 1 + number % 5)
    house.next_week(3)
    house.restart()
    assert [beat(house) for _ in range(3)] == ["2026-W47", None, None]
    assert sorted(house.released()) == [1, 1, 2, 2, 3, 3, 4, 5]
    assert house.app.release.box.fact("week") == house.week == "2026-W50"


@pytest.mark.parametrize(
    ("weeks_away", "found"),
    [(5, ["2026-W47", "2026-W52"]), (6, ["2026-W47", "2026-W53"]), (7, ["2026-W47"])],
)
def test_a_round_whose_whole_week_was_missed_comes_late_unless_the_next_is_near(
    house: House, weeks_away: int, found: list[str]
) -> None:
    asking(house)
    house.next_week(weeks_away)
    house.clock.moment += 9 * HOUR
    house.restart()
    for _ in range(3):
        beat(house)
    assert rounds(house) == found


def test_the_rhythm_goes_on_after_a_late_round(house: House) -> None:
    asking(house)
    for weeks in (5, 1, 2, 1, 1, 2, 1):
        house.next_week(weeks)
        house.clock.moment += 9 * HOUR
        beat(house)
    assert rounds(house) == ["2026-W47", "2026-W52", "2027-W02", "2027-W06"]
    once_each = {(row.idx, row.subject) for row in house.rows(OutboxRow)}
    assert len(once_each) == len(house.rows(OutboxRow))


def test_a_round_that_staff_took_back_does_not_come_late_either(house: House) -> None:
    asking(house)
    house.go_to("2026-W51", hour=5)
    house.beats.hourly()
    assert house.app.waves.cancel("round-2026-W51")
    house.next_week()
    beat(house)
    assert rounds(house) == ["2026-W47"]


def test_nobody_who_was_never_asked_gets_a_late_round(house: House) -> None:
    house.next_week(5)
    house.enrol(house.unit(), ASKED)
    beat(house)
    assert rounds(house) == []


def test_the_moments_of_this_page_are_what_they_say() -> None:
    doubled = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert len({moment.astimezone(HELSINKI).strftime("%H:%M") for moment in doubled}) == 1
    assert week_of(datetime(2027, 1, 3, 12, tzinfo=UTC)) == "2026-W53"
