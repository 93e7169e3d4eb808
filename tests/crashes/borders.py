"""What happens to the files when something is written down, to be cut off anywhere (C-02)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from conversations.ports import Address, Incoming
from conversations.replies import Act, Arrival, Reply
from storage.answers.tables import ReleaseRow
from storage.contacts.tables import BoxRow, CodeRow, ContactRow, DialogRow, OutboxRow
from storage.office.tables import OpenNoteRow, WaveRow
from tests.crashes.mortal import Diary, lines_of
from tests.storage.house import House

OFFSET = "telegram_offset"
CONFIRMED = "8"  # what is stored as the offset with the batch that is cut off
ENROLLED = 14
NEWCOMER = Address("telegram", "4711")
ANSWERED = 8  # fewer than are enrolled, so that nobody is drawn to wait
CODE_USES = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """``act`` may be cut off anywhere, and is then simply done again: Telegram brings what was not
    confirmed, the clock calls. ``found`` is what can be seen in the end, chance aside."""

    prepare: Callable[[House], None]
    act: Callable[[House], None]
    found: Callable[[House], Any]


def person(house: House, number: int = 1) -> Address:
    """One of the fourteen in the only unit."""
    return Address("telegram", f"{house.app.units.all()[0].id}{number}")


def _take(house: House, *batch: Incoming) -> None:
    """A batch as the polling loop stores it; what is known to be stored does not come again."""
    with house.app.contacts.writing() as book:
        if book.recall(OFFSET) != CONFIRMED:
            house.app.listener.receive_in(book, batch, lambda _: None)
            book.remember(OFFSET, CONFIRMED)


def _confirm_and_take(house: House) -> None:
    """A mutant of ``_answer``: it stores that the batch is done before it is."""
    with house.app.contacts.writing() as book:
        known = book.recall(OFFSET) == CONFIRMED
        book.remember(OFFSET, CONFIRMED)
    if not known:
        house.send(person(house), Reply(Act.PICK, 1, "4"))


def _people(house: House) -> dict[str, Any]:
    """Everything the contact book knows, without ids and noise."""
    with house.app.contacts.reading() as book:
        offset = book.recall(OFFSET)
        talks = [book.dialog(address) for address in (person(house), person(house, 2), NEWCOMER)]
    return {
        "offset": offset,
        "contacts": len(house.rows(ContactRow)),
        "steps": [talk.conversation.step if talk else None for talk in talks],
        "talks": len(house.rows(DialogRow)),
        "boxes": len(house.rows(BoxRow)),
        "outbox": len(house.rows(OutboxRow)),
        "uses left": sorted(row.uses_left or 0 for row in house.rows(CodeRow)),
        "kept": sorted(house.kept(house.app.release.box.fact("week"))),
    }


def _home(house: House) -> str:
    house.enrol(house.unit(), ENROLLED)
    return house.start_round()


def _begin_a_talk(house: House) -> None:
    prompt = _home(house)
    house.send(person(house), Reply(Act.OPEN, value=prompt))
    house.send(person(house), Reply(Act.BEGIN, 0))


def _answer(house: House) -> None:
    _take(house, Incoming(person(house), Reply(Act.PICK, 1, "4")))


def _hand_out(house: House) -> None:
    code = house.code(house.unit(), uses=CODE_USES)
    house.start_round()
    (house.folder / "code").write_text(code)


def _enrol(house: House) -> None:
    code = (house.folder / "code").read_text()
    joins = Reply(Act.JOIN, value=f"16-17 {code}")
    _take(house, Incoming(NEWCOMER, Arrival(code)), Incoming(NEWCOMER, joins))


def _answer_everything(house: House) -> None:
    prompt = _home(house)
    for number in (1, 2):
        house.talk(person(house, number), prompt)


def _forget(house: House) -> None:
    _take(house, Incoming(person(house), Reply(Act.FORGET_SURELY)))


def _plan_a_round(house: House) -> None:
    house.enrol(house.unit(), ENROLLED)
    home = house.app.units.organisation().id
    house.app.waves.plan_round(home, starts=house.clock(), at_once=True)


def _send(house: House) -> None:
    """The round goes out; what has left is written down as Telegram would know it."""
    house.beats.start_waves()
    telegram = Diary(house.folder / "telegram")
    with house.app.contacts.writing() as book:
        book.release_leases()
    while True:
        with house.app.contacts.writing() as book:
            errands = book.claim("telegram", 5, quiet=False)
        if not errands:
            return
        for errand in errands:
            telegram.write(errand.address.value)
            with house.app.contacts.writing() as book:
                book.delivered(errand)


def _sent(house: House) -> Any:
    """Everybody got it; at most one of them twice."""
    sent = Counter(lines_of(house.folder / "telegram"))
    copies = sent.total() - len(sent)
    return _people(house), len(sent), copies <= 1, [w.state for w in house.rows(WaveRow)]


def _write_notes(house: House) -> None:
    _home(house)
    for number in range(1, 4):
        house.send(person(house, number), Reply(Act.OPEN, value="note"))
        house.send(person(house, number), Reply(Act.SEND, 1, text="kirje " + "abc"[number - 1]))


def _bring_notes(house: House) -> None:
    house.app.release.bring_notes(surely=True)


def _brought(house: House) -> Any:
    return sorted(row.text for row in house.rows(OpenNoteRow))


def _live_a_week(house: House) -> None:
    """Answers that are released, answers that wait, and one note; values occur once."""
    _home(house)
    small = house.unit("Small", service="Other")
    few = house.enrol(small, 4)
    for number in range(ANSWERED):
        house.keep(person(house, number + 1), 100 + number)
    for number, address in enumerate(few[:2]):
        house.keep(address, 200 + number)
    house.send(few[3], Reply(Act.OPEN, value="note"))
    house.send(few[3], Reply(Act.SEND, 1, text="kirje"))
    house.next_week()


def _release(house: House) -> None:
    house.go_to("2026-W48")
    while house.app.release.run():
        pass


@dataclass(frozen=True, slots=True)
class Unmarked:
    """An answer book that forgets which weeks it has released."""

    real: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def release(self, week: str, *given: Any) -> None:
        """Write the lots, whatever has been written before."""
        with self.real.database.writing() as session:
            session.exec(delete(ReleaseRow).where(col(ReleaseRow.week) == week))
        self.real.release(week, *given)


def _release_unmarked(house: House) -> None:
    """A mutant of ``_release``: it does not look at the release marker."""
    house.go_to("2026-W48")
    unmarked: Any = Unmarked(house.app.release.lots)
    while replace(house.app.release, lots=unmarked).run():
        pass


def _released(house: House) -> Any:
    facts = [house.app.release.box.fact(name) for name in ("week", "closing")]
    weeks = house.app.answers.released_weeks(), house.keys().weeks()
    return sorted(house.released()), _people(house), _brought(house), facts, weeks


HAPPENINGS = {
    "answer": Happening(_begin_a_talk, _answer, _people),
    "enrol": Happening(_hand_out, _enrol, _people),
    "forget me": Happening(_answer_everything, _forget, _people),
    "send": Happening(_plan_a_round, _send, _sent),
    "bring notes": Happening(_write_notes, _bring_notes, _brought),
    "release": Happening(_live_a_week, _release, _released),
}

MUTANTS = {
    "confirmed before it is stored": replace(HAPPENINGS["answer"], act=_confirm_and_take),
    "released without a marker": replace(HAPPENINGS["release"], act=_release_unmarked),
}
