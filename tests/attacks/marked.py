"""Simulated lives whose every answer carries a mark, so that a released one has one owner."""

import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from app.beats import Beats
from app.settings import Settings
from app.simulation.world import Simulation, World
from attacks.loot import Copier, Loot, Row, write_rows
from attacks.thief import Thief
from conversations.ports import Address, Contact, ContactBook, ContactBooks
from conversations.turns import Conversation, Kept
from tests.postgres.fixtures import FILES


class Unpublished(Beats):
    """All the beats but one: no summary can be made of answers that are marks."""

    def hourly(self) -> None:
        """Round, notes, release."""
        self.plan_round()
        self.bring_notes()
        self.release_week()


@dataclass(frozen=True, slots=True)
class Marking:
    """Opens the contact book; what is answered in it becomes the next number."""

    books: ContactBooks
    numbers: "count[int]" = field(default_factory=lambda: count(1000))

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        """The same transaction."""
        with self.books.writing() as book:
            yield cast(ContactBook, _MarkingBook(book, self.numbers))

    def reading(self) -> AbstractContextManager[ContactBook]:
        """The same book, only to look."""
        return self.books.reading()


class _MarkingBook:
    def __init__(self, book: ContactBook, numbers: "count[int]") -> None:
        self._book, self._numbers = book, numbers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        if kept.value is not None and not kept.words:
            kept = replace(kept, value=next(self._numbers))
        self._book.keep(address, contact, talk, kept)


@dataclass(slots=True)
class Theft:
    """A marked life that was copied every hour; with ``keys``, the keys folder was copied, too."""

    out: Path
    world: World
    urls: tuple[str, str] = ("", "")
    keys: bool = False

    def live(self) -> None:
        """Live it to the end, and leave the truth beside it."""
        contacts, office = self.urls
        data = self.out / "data"
        settings = Settings(data=data, contacts_database=contacts, office_database=office)
        simulation = Simulation.begin(self.world, settings)
        simulation.diary.beats = Unpublished(simulation.app)
        simulation.diary.copy = self._copier()
        crowd = simulation.population.crowd
        listener = replace(crowd.listener, books=Marking(crowd.listener.books))
        simulation.population.crowd = replace(crowd, listener=listener)
        for _ in simulation.live():
            pass
        simulation.tell_truth(self.out / "truth")
        simulation.app.close()
        write_rows(self._schemas, data)

    @property
    def _schemas(self) -> dict[str, str]:
        contacts, office = self.urls
        return {"contacts": contacts, "office": office} if contacts else {}

    def _copier(self) -> Any:
        copier = Copier(self.out / "data", self.out / "snapshots", self._schemas)

        def copy(moment: datetime) -> None:
            copier.copy(moment)
            if self.keys:
                hour = self.out / "stolen keys" / f"{moment:%Y-%m-%dT%H}"
                shutil.copytree(self.out / "data" / "keys", hour)

        return copy

    @property
    def thief(self) -> Thief:
        """Who has all of it."""
        data = self.out / "data"
        return Thief(
            copies=list(Loot(self.out / "snapshots").copies()),
            final=data,
            master=(data / "master.key").read_bytes(),
            keyrings=sorted((self.out / "stolen keys").glob("*")),
        )

    def told(self, name: str) -> list[Row]:
        """A file of the truth."""
        lines = (self.out / "truth" / f"{name}.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]


def lived(folder: Path, world: World, request: pytest.FixtureRequest) -> Theft:
    """A world lived through on the database that a test asks for; keys were copied, too."""
    urls = FILES
    if request.param == "postgresql":
        urls = request.getfixturevalue("postgres_server").new_pair()
    stolen = Theft(folder, world, urls, keys=True)
    stolen.live()
    return stolen
