"""Attacks of whoever reads the log, or looks at the console twice."""

import logging
from collections.abc import Sequence
from typing import Any

import pytest

from app.checking import check
from conversations.replies import Act, Reply
from storage.contacts.book import Book
from storage.contacts.tables import OutboxRow
from tests.mutants.scene import CHAT, Scene, attack


@attack("the log of somebody who answers beside that of somebody who skips")
def comparing_logs(scene: Scene) -> Sequence[str]:
    said: list[list[str]] = []
    for value, address in zip((3, None), scene.people(2), strict=True):
        with _logged() as lines:
            scene.house.keep(address, value)
        said.append(lines)
    return ["that somebody answered, and when"] if said[0] != said[1] else []


@attack("the log of a release for which nobody answered beside that of one for which three did")
def comparing_logs_of_releases(scene: Scene) -> Sequence[str]:
    said = [_log_of_a_release(Scene(scene.folder / str(n)), n) for n in (0, 3)]
    return ["how many answered"] if said[0] != said[1] else []


def _log_of_a_release(scene: Scene, answering: int) -> list[str]:
    for address in scene.people(4)[:answering]:
        scene.house.keep(address, 3)
    scene.house.next_week()
    with _logged() as lines:
        scene.house.app.release.run()
        scene.house.app.troubles.tell()
    scene.house.app.close()
    return lines


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


@attack(
    "a coordinator who sees a phone of the home while two waves are started, one after a joining"
)
def looking_at_a_phone(scene: Scene) -> Sequence[str]:
    house = scene.house
    unit = house.unit()
    house.enrol(unit, 4)
    house.enrol(unit, 2, "slip")
    house.next_week()
    house.app.release.run()
    lit = []
    for joining, set_id in ((0, "meeting_held"), (1, "plan_made")):
        house.enrol(unit, joining, first=5)
        house.app.waves.plan_wave(set_id, "unit", unit.id, at_once=True)
        house.clock.pass_minutes(30)
        house.beats.start_waves()
        lit.append(bool(house.rows(OutboxRow)))
    return ["that a fifth person joined"] if lit[0] != lit[1] else []


@attack("a coordinator who looks at a unit's page before and after somebody joins")
def looking_at_a_unit(scene: Scene) -> Sequence[str]:
    house = scene.house
    unit = house.unit()
    house.enrol(unit, 4)
    house.next_week()
    seen = []
    for joining in (0, 1):
        house.enrol(unit, joining, first=5)
        house.clock.pass_minutes(60)
        house.beats.hourly()
        seen.append(house.app.units.get(unit.id).enrolled)
    return ["that a fifth person joined"] if seen[0] != seen[1] else []


@attack("the health check before and after somebody joins, talks and writes a note")
def looking_at_the_health_check(scene: Scene) -> Sequence[str]:
    before = check(scene.house.app)
    address = scene.people(1)[0]
    with_a_unit = check(scene.house.app)
    scene.house.talk(address, "spontaneous")
    scene.write_note(address)
    after = check(scene.house.app)
    assert before != with_a_unit, "it counts units"
    return [each.what for each in after if each not in with_a_unit]
