"""A small house, and somebody who copies its files: where attacks on mutants happen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from attacks.loot import Copier, Copy, Loot
from attacks.thief import Thief
from conversations.ports import Address, Contact
from conversations.replies import Act, Reply
from storage.answers.book import Answers
from storage.needles import Haystacks
from tests.mutants.mutant import Attack
from tests.storage.house import House

MIDNIGHT = datetime(2026, 11, 16, tzinfo=UTC)
CHAT = 7_123_456_789
TEXT = "kävin äidin luona ja lauloin ääneen"


@dataclass(slots=True)
class Scene:
    """A house, and somebody who copies its files."""

    folder: Path
    house: House = field(init=False)
    _copied: int = 0

    def __post_init__(self) -> None:
        self.house = House(self.folder / "data")

    def copy(self) -> None:
        """Copy every file, as if an hour had passed."""
        self._copied += 1
        hour = MIDNIGHT + timedelta(hours=self._copied)
        Copier(self.house.folder, self.folder / "copies").copy(hour)

    @property
    def copies(self) -> list[Copy]:
        """What was copied, oldest first."""
        return list(Loot(self.folder / "copies").copies())

    @property
    def thief(self) -> Thief:
        """Who has the copies, the master key and the disk as it is now."""
        master = (self.house.folder / "master.key").read_bytes()
        return Thief(self.copies, self.house.folder, master)

    def people(self, count: int) -> list[Address]:
        """So many people who live in one unit."""
        people: list[Address] = self.house.enrol(self.house.unit(), count)
        return people

    def somebody(self) -> Address:
        """Somebody whose chat has a number that cannot be there by chance."""
        address = Address("telegram", str(CHAT))
        with self.house.app.contacts.writing() as book:
            book.enrol(address, Contact("fi", self.house.unit().id, "16-17"))
        return address

    def write_note(self, address: Address, text: str = TEXT) -> None:
        """Somebody writes an open note, looks at it, and sends it."""
        self.house.send(address, Reply(Act.OPEN, value="note"))
        self.house.send(address, Reply(Act.WORDS, text=text))
        self.house.send(address, Reply(Act.SEND, 1, text=text))

    def hay(self, needle: str, shapes: Iterable[bytes]) -> list[str]:
        """In which files something lies that must be nowhere."""
        wanted = Haystacks()
        wanted.add(needle, shapes)
        return sorted(
            {f"{needle} in {hit.place}" for hit in wanted.hits_in_files(self.house.folder)}
        )

    def meanwhile(self, between: Callable[[], None]) -> None:
        """Have something done when the release has made its plan and the office takes the lots."""
        app = self.house.app
        lots = _Interrupted(app.answers, between)
        self.house.app = replace(app, release=replace(app.release, lots=lots))


@dataclass(frozen=True, slots=True)
class _Interrupted:
    real: Answers
    between: Callable[[], None]

    def release(self, *given: Any) -> None:
        self.between()
        self.real.release(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def attack(name: str) -> Callable[[Callable[[Scene], Sequence[str]]], Attack]:
    """Make an attack of a function that lives in a scene and says what it found there."""

    def made(program: Callable[[Scene], Sequence[str]]) -> Attack:
        def finds(folder: Path) -> list[str]:
            scene = Scene(folder)
            try:
                return list(program(scene))
            finally:
                scene.house.app.close()

        return Attack(name, finds)

    return made
