"""Processes that answer, or release week after week, until they are killed."""

import os
from itertools import count
from pathlib import Path

from conversations.ports import Address
from conversations.replies import Act, Reply
from tests.storage.house import House, first_answer

A_WEEK = 8  # answers; fewer than are enrolled, so that every one of them is released
ENROLLED = 40
READY, RELEASED = "ready", "released"


class Diary:
    """Lines that outlive the process: what was acknowledged, in its order."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, line: str) -> None:
        """One line at once; a killed process leaves whole lines."""
        os.write(self._file, f"{line}\n".encode())


def answer_until_killed(folder: Path, diary: Path, first: int) -> None:
    """Person after person answers the round, from number ``first`` on.

    After each reply that was taken in, a line: the person's number and the step.
    """
    house, lines = House(folder), Diary(diary)
    (prompt,) = house.app.noticeboard.prompts_this_week()
    (unit,) = house.app.units.all()
    lines.write(READY)
    for number in count(first):
        (address,) = house.enrol(unit, 1, first=number)
        said = house.send(address, Reply(Act.OPEN, value=prompt))
        while said.step == 0 or said.screen.progress:
            step = said.step
            said = house.send(address, first_answer(said.screen))
            lines.write(f"{number} {step}")


def release_until_killed(folder: Path, diary: Path) -> None:
    """Answers with values that occur once, and a release after every eight of them."""
    before = diary.read_text().splitlines()
    house, lines = House(folder), Diary(diary)
    lines.write(READY)
    (unit,) = house.app.units.all()
    house.go_to(house.app.release.box.fact("week") or house.week, weekday=1)
    house.app.release.run()  # what an earlier process may have left
    turn = len(before) - max((n for n, line in enumerate(before) if line == RELEASED), default=-1)
    for value in count(len(before)):
        if turn > A_WEEK:
            house.next_week()
            house.app.release.run()
            lines.write(RELEASED)
            turn = 0
        turn += 1
        person = Address("telegram", f"{unit.id}{turn % ENROLLED + 1}")
        house.keep(person, value, prompt=f"p{value}")
        lines.write(str(value))
