"""A small organisation on real database files in fictional time, for the tests of storage."""

import atexit
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlmodel import select

from app.beats import Beats
from app.parts import Kuulolla
from app.settings import Settings
from app.simulation.people import SimulatedClock
from app.wiring import build
from conversations.items import YOUNG
from conversations.ports import Address, Contact, Incoming, Outgoing
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from conversations.turns import Conversation, Kept
from conversations.weeks import HELSINKI, monday, week_after, week_of
from panel.organisation import Unit
from storage.contacts.tables import BoxRow
from storage.databases import Database
from storage.keys import Keys, load_master
from storage.migrations import METADATA, migrate
from storage.sealing import open_box

MONDAY = datetime(2026, 11, 16, 14, tzinfo=UTC)  # 2026-W47, four o'clock in Helsinki
MOST_STEPS = 10  # the welcome, five questions, and some patience
Choose = Callable[[Screen], Reply]


@cache
def newborn() -> Path:
    """Both databases as the migrations make them, once for all houses."""
    folder = Path(mkdtemp(prefix="kuulolla-newborn-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in METADATA:
        database = Database(f"sqlite:///{folder / name}.sqlite")
        migrate(database, name)
        database.close()
    return folder


@dataclass(slots=True)
class House:
    """One installation in a folder; ``restart`` is what a new process would do.

    ``urls`` are those of the contacts and office databases; files in the folder if there are none.
    """

    folder: Path
    moment: datetime = MONDAY
    urls: tuple[str, str] = ("", "")
    clock: SimulatedClock = field(init=False)
    app: Kuulolla = field(init=False)

    def __post_init__(self) -> None:
        if not any(self.urls) and not self.folder.exists():
            shutil.copytree(newborn(), self.folder)
        self.clock = SimulatedClock(self.moment)
        self.app = self._build()

    def _build(self) -> Kuulolla:
        contacts, office = self.urls
        settings = Settings(data=self.folder, contacts_database=contacts, office_database=office)
        return build(settings, self.clock)

    def restart(self) -> None:
        """A new process on the same files."""
        self.app.close()
        self.app = self._build()

    @property
    def beats(self) -> Beats:
        """The beats of the running process."""
        return Beats(self.app)

    @property
    def week(self) -> str:
        """The week of the fictional moment."""
        return week_of(self.clock())

    def keys(self) -> Keys:
        """The keys as the release reads them."""
        return Keys(self.folder / "keys", load_master(self.folder / "master.key"))

    def go_to(self, week: str, weekday: int = 0, hour: int = 0, minute: int = 10) -> None:
        """Go to a weekday (0 is Monday) and time of a week, in Helsinki."""
        day = monday(week) + timedelta(days=weekday)
        self.clock.moment = datetime.combine(day, time(hour, minute), HELSINKI)

    def next_week(self, count: int = 1) -> str:
        """Go to the Monday ``count`` weeks later, ten past midnight; returns its week."""
        self.go_to(week_after(self.week, count))
        return self.week

    # people

    def unit(self, name: str = "Koivula", size: int = 60, **where: str) -> Unit:
        """Add a unit; it has room for everybody a test invites."""
        return self.app.units.add(name, size, where.get("service", "Care"), where.get("group"))

    def code(self, unit: Unit, **wanted: Any) -> str:
        """A code that the contact book has already taken over."""
        (code,) = self.app.codes.invite(unit, YOUNG, beyond_cap=True, **wanted)
        self.beats.take_codes()
        return code

    def enrol(self, unit: Unit, count: int, channel: str = "telegram", first: int = 1) -> list[Any]:
        """Write contacts straight into the book: addresses, without any talk."""
        people = [Address(channel, f"{unit.id}{number}") for number in range(first, first + count)]
        with self.app.contacts.writing() as book:
            for address in people:
                book.enrol(address, Contact("fi", unit.id, "16-17"))
        return people

    # talks

    def send(self, address: Address, reply: Reply | Arrival) -> Outgoing:
        """One thing that came in, taken by the listener in a transaction of its own."""
        return self.app.listener.receive([Incoming(address, reply)])[0]

    def start_round(self) -> str:
        """Start the common round now and let the messages go out; returns its prompt."""
        home = self.app.units.organisation().id
        wave = self.app.waves.plan_round(home, starts=self.clock(), at_once=True)
        self.beats.start_waves()
        return wave.id

    def talk(self, address: Address, prompt: str, choose: Choose | None = None) -> list[Reply]:
        """Open a prompt and go through it; returns the replies that were given."""
        given = []
        said = self.send(address, Reply(Act.OPEN, value=prompt))
        while said.step is not None and (said.step == 0 or said.screen.progress):
            given.append((choose or first_answer)(said.screen))
            said = self.send(address, given[-1])
            assert len(given) < MOST_STEPS, "the talk does not end"
        return given

    def keep(self, address: Address, value: Any, *, item: str = "heard", prompt: str = "p") -> None:
        """Seal one answer without a talk: tests choose values that tell them apart.

        A text is sealed as words are, which are destroyed at the release.
        """
        with self.app.contacts.writing() as book:
            contact = book.contact(address)
            assert contact is not None
            kept = Kept(1, item, value, words=isinstance(value, str), read=True)
            book.keep(address, contact, talk_of(prompt, contact), kept)

    # what lies in the files

    def boxes(self, week: str | None = None) -> list[dict[str, Any]]:
        """The open records of a week's boxes: only somebody with the week's key can do this."""
        with self.app.databases[0].reading() as session:
            rows = session.exec(select(BoxRow.sealed).where(BoxRow.week == (week or self.week)))
            return [open_box(sealed, self.keys().private(week or self.week)) for sealed in rows]

    def kept(self, week: str | None = None) -> list[Any]:
        """The values in a week's boxes."""
        return [r["value"] for r in self.boxes(week) if r.get("value") is not None]

    def released(self) -> list[Any]:
        """Every value in every lot."""
        lots = (lot for week in self.app.answers.released_weeks() for lot in self.lots(week))
        return [value for lot in lots for value in lot.values]

    def lots(self, week: str) -> Sequence[Any]:
        """The lots of a released week."""
        return self.app.answers.lots(week)

    def rows(self, table: Any) -> list[Any]:
        """Every row of a table, of whichever database it belongs to."""
        contacts, office = self.app.databases
        database = contacts if "box" in table.metadata.tables else office
        with database.reading() as session:
            return list(session.exec(select(table)))


def talk_of(prompt: str, contact: Contact) -> Conversation:
    """A talk of no consequence, for answers sealed without one."""
    return Conversation(
        prompt, "round", contact.rung, contact.audience, "telegram", "fi", items=("heard",)
    )


def first_answer(screen: Screen) -> Reply:
    """Start, take the first answer there is, and skip the words."""
    if screen.step == 0:
        return Reply(Act.BEGIN, 0)
    picks = (each.reply for each in screen.answers if each.reply.act is Act.PICK)
    return next(picks, Reply(Act.SKIP, screen.step))


def every_file(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file in a folder and its folders."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
