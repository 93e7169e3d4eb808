"""Attacks of whoever reads the log, or looks at the console twice."""

import logging
from collections.abc import Sequence
from typing import Any

import pytest

from conversations.replies import Act, Reply
from storage.contacts.book import Book
from tests.mutants.scene import CHAT, Scene, attack


@attack("the log of somebody who answers beside that of somebody who skips")
def comparing_logs(scene: Scene) -> Sequence[str]:
    said: list[list[str]] = []
    for value, address in zip((3, None), scene.people(2), strict=True):
        with _logged() as lines:
            scene.house.keep(address, value)
        said.append(lines)
    return ["that somebody answered, and when"] if said[0] != said[1] else []


@attack("a search of the log for an address, after something has failed (needles)")
def searching_the_log(scene: Scene) -> Sequence[str]:
    address = scene.somebody()

    def fails(*_: Any) -> None:
        raise RuntimeError(f"no contact {CHAT}")

    with pytest.MonkeyPatch.context() as broken, _logged() as lines:
        broken.setattr(Book, "contact", fails)
        scene.house.send(address, Reply(Act.OPEN, value="spontaneous"))
        scene.house.app.troubles.tell()
    assert lines, "it did fail"
    return ["an address in the log"] if str(CHAT) in "".join(lines) else []


class _logged:
    """Collects what is logged meanwhile, at every level."""

    def __enter__(self) -> list[str]:
        self.lines: list[str] = []
        self.handler = logging.Handler()
        self.handler.emit = lambda record: self.lines.append(record.getMessage())  # type: ignore[method-assign]
        self.logger = logging.getLogger("kuulolla")
        self.level = self.logger.level
        self.logger.setLevel(logging.DEBUG)
        self.logger.addHandler(self.handler)
        return self.lines

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self.handler)
        self.logger.setLevel(self.level)


@attack("a coordinator who looks at a wave before and after somebody joins")
def looking_at_a_wave(scene: Scene) -> Sequence[str]:
    house = scene.house
    unit = house.unit()
    house.enrol(unit, 4)
    house.next_week()
    house.app.release.run()
    wave = house.app.waves.plan_wave("meeting_held", "unit", unit.id)
    house.clock.pass_minutes(30)
    states = []
    for joining in (0, 1):
        house.enrol(unit, joining, first=5)
        house.beats.start_waves()
        found = house.app.waves.get(wave.id)
        states.append(found.state if found else "")
    return ["that a fifth person joined"] if states[0] != states[1] else []
