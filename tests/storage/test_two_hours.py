"""The same week, lived on another day and at another hour, leaves the same rows (A-11)."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from panel.organisation import Role
from storage.migrations import METADATA
from tests.storage.house import House, first_answer

PEOPLE = 8
MADE_BY_CHANCE = re.compile(r"\b([0-9a-f]{8,}|[A-HJ-NP-Z2-9]{10})\b")
OF_STAFF_AND_CLOCK = {  # what may tell a day or an hour; none of it is about a respondent
    "audit": {"moment"},
    "clock_report": {"moment", "findings"},
    "staff_token": {"expires"},
    "wave": {"starts"},
}


def rows_of(house: House) -> Counter[tuple[str, ...]]:
    """Every row of both databases, without what chance makes and without the times of staff."""
    found: Counter[tuple[str, ...]] = Counter()
    for database, name in zip(house.app.databases, METADATA, strict=True):
        for table in METADATA[name].sorted_tables:
            left_out = OF_STAFF_AND_CLOCK.get(table.name, set())
            told = [column for column in table.columns if column.name not in left_out]
            with database.reading() as session:
                rows = session.connection().execute(select(*told))
                found.update((table.name, *map(plain, row)) for row in rows)
    return found


def plain(value: Any) -> str:
    """A value; of what is noise its size."""
    return str(len(value)) if isinstance(value, bytes) else MADE_BY_CHANCE.sub("id", repr(value))


def live(house: House, weekday: int, hour: int, minute: int) -> Counter[tuple[str, ...]]:
    """Join, be asked, answer, write, ask to be forgotten, from then on; the rows after that."""
    unit = house.unit("Koivula", PEOPLE)
    house.app.staff.add("Rea", "rea", [Role.READER])
    house.go_to(house.week, weekday, hour, minute)
    code = house.code(unit, uses=PEOPLE)
    prompt = house.start_round()
    people = [Address("telegram", str(7_000_000_000 + n)) for n in range(PEOPLE)]
    for number, address in enumerate(people):
        house.send(address, Arrival(code))
        house.send(address, Reply(Act.JOIN, value=f"16-17 {code}"))
        house.clock.pass_minutes(1)

        def choose(screen: Screen, picked: int = number % 3) -> Reply:
            if screen.writes and screen.step:
                return Reply(Act.SEND, screen.step, text=f"Sanoja {picked}.")
            picks = [each.reply for each in screen.answers if each.reply.act is Act.PICK]
            return picks[picked] if len(picks) > picked else first_answer(screen)

        if number < PEOPLE - 2:
            house.talk(address, prompt, choose)
    house.talk(people[0], "spontaneous", choose)
    house.send(people[1], Reply(Act.OPEN, value="note"))
    house.send(people[1], Reply(Act.SEND, 1, text="Miksi on näin?"))
    house.send(people[-1], Reply(Act.OPEN, value="spontaneous"))
    house.send(people[-2], Reply(Act.FORGET_SURELY))
    return rows_of(house)


def after_release(house: House) -> Counter[tuple[str, ...]]:
    """The rows after the week's release and its summary."""
    house.next_week()
    house.go_to(house.week, hour=9)
    house.beats.hourly()
    return rows_of(house)


def test_a_week_lived_at_two_hours_leaves_equal_rows(tmp_path: Path) -> None:
    early, late = House(tmp_path / "early"), House(tmp_path / "late")
    assert live(early, weekday=0, hour=9, minute=2) == live(late, weekday=3, hour=17, minute=41)
    assert after_release(early) == after_release(late)
    assert early.released()
    kinds = {kind for kind, *_ in rows_of(early)}
    assert {"contact", "lot", "lot_answer", "reading_text", "open_note", "publication"} <= kinds
    for house in (early, late):
        house.app.close()
