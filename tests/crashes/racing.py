"""Two processes do the same thing at the same moment, again and again (C-10)."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from conversations.ports import Address, Incoming
from conversations.replies import Act, Arrival, Reply
from storage.contacts.closing import NotClosing
from storage.contacts.tables import CodeRow, ContactRow
from storage.keys import Keys, KeysMissing
from tests.crashes.mortal import Diary, Site, lines_of
from tests.storage.house import House

OVERTAKEN = (NotClosing, KeysMissing, SQLAlchemyError)  # the next beat finds nothing left to do
A_WEEK, ENROLLED = 8, 40
LONG_ENOUGH = 0.3  # seconds in which the other process takes the same, if nothing holds it back
MOST_TRIES = 5  # Telegram brings a batch again that could not be stored


@dataclass(frozen=True, slots=True)
class OnAnotherMachine:
    """Keys on a disk where locks between machines do not work."""

    real: Keys

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Everybody believes to be alone."""
        yield True


def at_once(*works: Callable[[], object]) -> None:
    """Do these in processes of their own, all let go at the same moment; wait for them."""
    waits, lets_go = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            os.close(lets_go)
            os.read(waits, 1)  # returns when the other end is closed
            try:
                work()
            finally:
                os._exit(0)
        children.append(child)
    os.close(waits)
    os.close(lets_go)
    for child in children:
        os.waitpid(child, 0)


def race_releases(site: Site, races: int, *, locked: bool) -> Counter[str]:
    """A week a race: people answer, and two processes release it. What was wrong, by its name.

    Not ``locked``: as on two machines, where only rows say who was first.
    """
    house = site.house()
    (unit,) = house.app.units.all() or [house.unit()]
    house.enrol(unit, ENROLLED)
    given: list[int] = []
    for _ in range(races):
        for number in range(A_WEEK):
            given.append(len(given))
            house.keep(Address("telegram", f"{unit.id}{number + 1}"), given[-1])
        week = house.week
        house.next_week()
        both = [site.house() for _ in range(2)]
        for each in (house, *both):
            each.clock.moment = house.clock.moment
            each.app.close()
        at_once(*(partial(_release, each, locked) for each in both))
        while house.app.release.run():
            pass
        assert week in house.app.answers.released_weeks()
    released = Counter(house.released())
    house.app.close()
    wrong = {
        "released twice": (released - Counter(given)).total(),
        "lost": (Counter(given) - released).total(),
        "keys left": len(house.keys().weeks()) - 1,
    }
    return +Counter(wrong)


def _release(house: House, locked: bool) -> None:
    release = house.app.release
    if not locked:
        release = replace(release, keys=OnAnotherMachine(release.keys))  # type: ignore[arg-type]
    with suppress(*OVERTAKEN):
        release.run()


def race_bots(site: Site, races: int, *, leased: bool = True) -> Counter[str]:
    """Two bots take the same batch, and empty the same outbox. What was wrong, by its name.

    Not ``leased``: with an outbox that lets everybody take everything, a control.
    """
    house = site.house()
    unit = house.unit(size=10 * races)
    writers = house.enrol(unit, races)
    house.start_round()
    codes = house.app.codes.invite(unit, "young_person", slips=races, beyond_cap=True)
    house.beats.take_codes()
    telegram = Path(f"{site.folder}.telegram")
    for number, (writer, code) in enumerate(zip(writers, codes, strict=True)):
        house.send(writer, Reply(Act.OPEN, value="note"))
        both = [site.house() for _ in range(2)]
        for each in (house, *both):
            each.app.close()
        written = Incoming(writer, Reply(Act.SEND, 1, text=_note(number)))
        at_once(
            partial(_take, both[0], written, *_draw_slip(f"{number} here", code)),
            partial(_take, both[1], written, *_draw_slip(f"{number} there", code)),
        )
    both = [site.house() for _ in range(2)]
    for each in (house, *both):
        each.app.close()
    at_once(*(partial(_deliver, each, telegram, leased) for each in both))
    house.app.release.bring_notes(surely=True)
    notes = Counter(note.text for note in house.app.desk.notes())
    sent = Counter(lines_of(telegram))
    slips = [row for row in house.rows(ContactRow) if row.channel == "slip"]
    wanted = Counter(map(_note, range(races)))
    wrong = {
        "notes twice": (notes - wanted).total(),
        "notes lost": (wanted - notes).total(),
        "slips used twice": len(slips) - races,
        "slips left": len([row for row in house.rows(CodeRow) if row.single_use]),
        "sent twice": sent.total() - len(sent),
        "not sent": races - len(sent),
    }
    house.app.close()
    return +Counter(wrong)


def _draw_slip(visitor: str, code: str) -> tuple[Incoming, Incoming]:
    """Somebody at the door with a slip that somebody else has, too."""
    address = Address("door", visitor)
    joins = Reply(Act.JOIN, value=f"16-17 {code}")
    return Incoming(address, Arrival(code)), Incoming(address, joins)


def _note(number: int) -> str:
    return "kirje " + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _take(house: House, *batch: Incoming) -> None:
    for _ in range(MOST_TRIES):
        with suppress(SQLAlchemyError):
            house.app.listener.receive(batch)
            return


def _deliver(house: House, path: Path, leased: bool) -> None:
    telegram = Diary(path)
    while True:
        with house.app.contacts.writing() as book:
            errands = book.claim("telegram", 3, quiet=False)
            if not leased:
                book.release_leases()
        if not errands:
            return
        sleep(0 if leased else LONG_ENOUGH)
        for errand in errands:
            telegram.write(errand.address.value)
            with house.app.contacts.writing() as book:
                book.delivered(errand)
