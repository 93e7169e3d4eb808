"""A small contact book and office in memory: real enough to be rolled back, short to read."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass, field

from conversations.phrases import Phrase
from conversations.ports import Address, Contact, Dialog, Errand, Invitation, Prompt, Ready
from conversations.reaching import Ticket
from conversations.turns import Conversation, Kept, Note, Value
from language.masking import OwnWords

MOST_NOTES, MOST_QUESTIONS, MOST_GUESSES = 20, 5, 3
Row = tuple[Address, str, int]  # whose, of which prompt, of which question


@dataclass
class Code:
    """What a code opens, and how often still; None does not wear out."""

    invitation: Invitation
    uses_left: int | None = 1


@dataclass
class Shelf:
    """Everything a database would hold. A box of None is an empty one."""

    contacts: dict[Address, Contact] = field(default_factory=dict)
    dialogs: dict[Address, str] = field(default_factory=dict)  # as JSON, as a database has it
    codes: dict[str, Code] = field(default_factory=dict)
    boxes: dict[Row, Kept | None] = field(default_factory=dict)
    notes: dict[Row, Note] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    guesses: dict[str, int] = field(default_factory=dict)  # wrong codes, by where they came from
    withdrawals: int = 0
    standing: dict[Address, set[int]] = field(default_factory=dict)  # messages in a chat


class MemoryBook:
    """The contact book inside one transaction; fulfils ``conversations.ports.ContactBook``."""

    def __init__(self, shelf: Shelf, breaks: Callable[[Kept], bool]) -> None:
        self.shelf, self._breaks = shelf, breaks

    week = "2026-W46"

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        before = deepcopy(self.shelf)
        try:
            yield
        except BaseException:
            self.shelf.__dict__.update(before.__dict__)
            raise

    def expect(self, addresses: Iterable[Address]) -> None:
        """Everything is in memory already."""

    def contact(self, address: Address) -> Contact | None:
        return self.shelf.contacts.get(address)

    def enrol(self, address: Address, contact: Contact) -> None:
        self.shelf.contacts[address] = contact

    def dialog(self, address: Address) -> Dialog | None:
        if address not in self.shelf.dialogs:
            return None
        record = json.loads(self.shelf.dialogs[address])
        talks = {
            name: Conversation.from_record(record[name])
            for name in ("conversation", "under")
            if record[name]
        }
        return Dialog(**record | talks)

    def save_dialog(self, address: Address, dialog: Dialog) -> None:
        self.shelf.dialogs[address] = json.dumps(asdict(dialog))

    def invitation(self, code: str) -> Invitation | None:
        found = self.shelf.codes.get(code.strip().upper())
        return found.invitation if found else None

    def redeem(self, code: str) -> Invitation | None:
        found = self.shelf.codes.get(code.strip().upper())
        if found is None:
            return None
        if found.uses_left is not None:
            found.uses_left -= 1
            if found.uses_left == 0:
                del self.shelf.codes[code.strip().upper()]
        return found.invitation

    def may_guess(self, source: str) -> bool:
        return self.shelf.guesses.get(source, 0) < MOST_GUESSES

    def guessed(self, source: str) -> None:
        self.shelf.guesses[source] = self.shelf.guesses.get(source, 0) + 1

    def prepare(self, address: Address, prompt: str) -> None:
        for number in range(1, MOST_QUESTIONS + 1):
            self.shelf.boxes.setdefault((address, prompt, number), None)

    def has_boxes(self, address: Address, prompt: str) -> bool:
        return (address, prompt, 1) in self.shelf.boxes

    def keep(self, address: Address, contact: Contact, talk: Conversation, kept: Kept) -> None:
        self.shelf.boxes[address, talk.prompt, kept.question] = kept
        if self._breaks(kept):  # after the write, so that only a rollback can undo it
            raise OSError("no space left on device")

    def prepare_note(self, address: Address, number: int, *, counts: bool) -> None: ...
    def complete(self, address: Address, dialog: Dialog) -> None: ...
    def keep_note(self, address: Address, contact: Contact, number: int, note: Note) -> bool:
        if number > MOST_NOTES:
            return False
        self.shelf.notes[address, "note", number] = note
        return True

    def ticket(self, address: Address, number: int) -> Ticket | None:
        return Ticket(f"{address.value} {number}", address.key()) if number <= MOST_NOTES else None

    def told_back(self, address: Address) -> bool:
        return bool(self.shelf.facts.pop(f"read {address.value}", ""))

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        self.shelf.contacts.pop(address, None)
        self.shelf.dialogs.pop(address, None)
        tried = set(prompts)
        for row in [r for r in self.shelf.boxes if r[0] == address and r[1] in tried]:
            del self.shelf.boxes[row]
        for row in [r for r in self.shelf.notes if r[0] == address]:
            del self.shelf.notes[row]
        self.shelf.withdrawals += 1

    def unlinked(self) -> list[Address]:
        return []

    def recall(self, name: str) -> str | None:
        return self.shelf.facts.get(name)

    def remember(self, name: str, value: str) -> None:
        self.shelf.facts[name] = value

    # for channels that deliver by themselves: nothing is ever delivered here

    def shown(self, address: Address, step: int, message: int | None) -> None: ...
    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        return []

    def stands(self, seen: Mapping[Address, Collection[int]]) -> list[Address]:
        for address, numbers in seen.items():
            self.shelf.standing.setdefault(address, set()).update(numbers)
        return [each for each in seen if each not in self.shelf.contacts]

    def standing(self, address: Address) -> tuple[int, ...]:
        return tuple(sorted(self.shelf.standing.get(address, ())))

    def cleared(self, address: Address, numbers: Iterable[int]) -> None:
        self.shelf.standing.get(address, set()).difference_update(numbers)

    def to_clear(self) -> list[tuple[Address, tuple[int, ...]]]:
        return []

    def claim(self, channel: str, most: int, quiet: bool) -> list[Errand]:
        return []

    def delivered(self, errand: Errand) -> None: ...
    def postponed(self, errand: Errand) -> None: ...
    def unreachable(self, address: Address) -> None: ...
    def release_leases(self) -> None: ...
    def first_time(self, numbers: Iterable[int]) -> set[int]:
        return set(numbers)

    def forget_taken(self) -> None: ...


class MemoryBooks:
    """Opens the book. What ``breaks`` says yes to cannot be kept: a disk that is full."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.commits = 0
        self.breaks: Callable[[Kept], bool] = lambda kept: False

    @contextmanager
    def writing(self) -> Iterator[MemoryBook]:
        book = MemoryBook(deepcopy(self.shelf), self.breaks)
        yield book
        self.shelf = book.shelf
        self.commits += 1

    @contextmanager
    def reading(self) -> Iterator[MemoryBook]:
        yield MemoryBook(deepcopy(self.shelf), self.breaks)

    def hand_out(self, code: str, invitation: Invitation, uses: int | None = 1) -> str:
        """Make a code known."""
        self.shelf.codes[code] = Code(invitation, uses)
        return code

    def values(self, address: Address | None = None) -> dict[str, Value | None]:
        """What lies in the boxes, by item, of one person or of all; empty boxes aside."""
        return {
            kept.item: kept.value
            for (whose, _, _), kept in self.shelf.boxes.items()
            if kept and address in (None, whose)
        }


@dataclass
class MemoryOffice:
    """What a talk may know of the office; fulfils ``conversations.ports.Office``."""

    prompts: list[Prompt] = field(default_factory=list)
    told: list[Phrase] = field(default_factory=list)
    prepared: list[Ready] = field(default_factory=list)
    wishes: list[tuple[str, str, str]] = field(default_factory=list)
    names: tuple[str, ...] = ()
    reader: bool = True
    closed: tuple[str, ...] = ()

    def as_it_stands(self) -> "MemoryOffice":
        return self

    def open_prompts(self, unit: str) -> Sequence[Prompt]:
        return self.prompts

    def ready(self) -> Sequence[Ready]:
        return self.prepared

    def wish(self, staff: str, what: str, subject: str) -> None:
        self.wishes.append((staff, what, subject))

    def has_closed(self, unit: str) -> bool:
        return unit in self.closed

    def has_reader(self) -> bool:
        return self.reader

    def own_names(self) -> OwnWords:
        return OwnWords(self.names)

    def prompts_this_week(self) -> Sequence[str]:
        return [prompt.id for prompt in self.prompts]

    def news(self, unit: str) -> Sequence[Phrase]:
        return self.told

    def happened(self, unit: str) -> Sequence[Phrase]:
        return self.told
