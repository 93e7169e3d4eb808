"""The truth of a simulation: who answered what when, overheard as it is sealed."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from conversations.ports import Address, Contact, ContactBook, ContactBooks
from conversations.turns import Conversation, Kept, Note
from conversations.weeks import week_of

KEPT, REPLACED, WITHDRAWN = "kept", "replaced", "withdrawn"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One thing that was sealed: an answer, a skip (``value`` is null), or an open note.

    ``state`` is what had become of it when its week ended: kept, replaced by a later answer to
    the same question, or withdrawn by 'forget me'. Words are destroyed unread at the release.
    """

    moment: str
    week: str
    address: str
    unit: str
    band: str
    audience: str
    set: str
    prompt: str
    question: int
    item: str
    asked: bool
    words: bool
    value: Any
    state: str = KEPT

    @property
    def place(self) -> tuple[str, str, str, int]:
        """The box it lies in: a later answer to the same question takes its place."""
        return self.week, self.address, self.prompt, self.question


@dataclass(slots=True)
class Truth:
    """Everything that was sealed, in the order of coming."""

    clock: Callable[[], datetime]
    sealed: list[Sealed] = field(default_factory=list)
    _places: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    def kept(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        """An answer or a skip was sealed."""
        what = {"question": kept.question, "item": kept.item, "value": kept.value}
        how = {"asked": kept.asked, "words": kept.words}
        self._hear(address, contact, set=talk.set, prompt=talk.prompt, **what, **how)

    def noted(self, address: Address, contact: Contact, note: Note) -> None:
        """An open note was sealed."""
        told = {"set": "note", "prompt": f"note-{len(self.sealed)}", "question": 1}
        unit = "with unit" if note.with_unit else "without unit"
        self._hear(address, contact, **told, item=unit, value=note.text, asked=False, words=True)

    def forgot(self, address: Address) -> None:
        """Somebody was forgotten: what they had sealed this week is gone."""
        who, week = _name(address), week_of(self.clock())
        for number, each in enumerate(self.sealed):
            if (each.address, each.week, each.state) == (who, week, KEPT):
                self.sealed[number] = replace(each, state=WITHDRAWN)

    def _hear(self, address: Address, contact: Contact, **told: Any) -> None:
        moment = self.clock()
        heard = Sealed(
            moment=moment.isoformat(timespec="seconds"),
            week=week_of(moment),
            address=_name(address),
            unit=contact.unit,
            band=contact.rung,
            audience=contact.audience,
            **told,
        )
        earlier = self._places.get(heard.place)
        if earlier is not None and self.sealed[earlier].state == KEPT:
            self.sealed[earlier] = replace(self.sealed[earlier], state=REPLACED)
        self._places[heard.place] = len(self.sealed)
        self.sealed.append(heard)


@dataclass(frozen=True, slots=True)
class Overheard:
    """Opens the contact book for the listener, and tells ``truth`` what is sealed in it."""

    books: ContactBooks
    truth: Truth

    @contextmanager
    def writing(self) -> Iterator[ContactBook]:
        """The same transaction."""
        with self.books.writing() as book:
            yield cast(ContactBook, _OverheardBook(book, self.truth))

    def reading(self) -> AbstractContextManager[ContactBook]:
        """Where nothing is sealed, nothing is overheard."""
        return self.books.reading()


class _OverheardBook:
    def __init__(self, book: ContactBook, truth: Truth) -> None:
        self._book, self._truth = book, truth

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        self._book.keep(address, contact, talk, kept)
        self._truth.kept(address, contact, talk, kept)

    def keep_note(self, address: Address, contact: Contact, number: int, note: Note) -> bool:
        kept = self._book.keep_note(address, contact, number, note)
        if kept:
            self._truth.noted(address, contact, note)
        return kept

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        self._book.forget(address, prompts)
        self._truth.forgot(address)


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Records as JSON, one a line."""
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _name(address: Address) -> str:
    return address.key().decode()
