"""The contact book: talks as steps, all else that it is made of, and the one way to open it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from conversations.channels import DOOR
from conversations.ports import Address, Dialog
from conversations.turns import Conversation
from conversations.weeks import week_of
from storage.contacts.guesses import Guesses
from storage.contacts.invitations import Invitations
from storage.contacts.outbox import SENDING
from storage.contacts.pending import Row
from storage.contacts.receipts import Receipts
from storage.contacts.tables import DialogRow, StateRow, metadata
from storage.contacts.taken import Taken
from storage.databases import Database
from storage.keys import SealingKeys
from storage.sealing import hide, keyed, show

TALK_BYTES = 1536  # a talk's step and its set's items fit
_state = metadata.tables["state"]
OPEN_WEEK = select(_state.c.value).where(_state.c.name == "week").with_for_update(read=True)


def open_week(session: Session) -> str:
    """The week whose box is open, held still while this transaction seals (A-06 step 2)."""
    week: str = session.connection().execute(OPEN_WEEK).scalar_one()
    return week


class Book(Receipts, Invitations, Taken, Guesses):
    """The contact book inside one transaction; fulfils ``conversations.ports.ContactBook``."""

    def savepoint(self) -> AbstractContextManager[Any]:
        """A border inside the transaction: what fails behind it is undone alone."""
        return self.pending.savepoint()

    def write(self) -> None:
        """Write everything that was changed; ``Contacts.writing`` does so at the end."""
        self.pending.write()

    def forget(self, address: Address, prompts: Iterable[str]) -> None:
        """Remove everything of a person that can be found, and seal a withdrawal (A-20)."""
        idx = self.index(address)
        self.drop_errands(idx)
        self.drop_receipts(address)
        self.contacts.remove(idx)
        self.dialogs.remove(*self._talk_indices(address))
        self.drop_chat(address)
        self.empty(address, prompts)

    def expect(self, addresses: Collection[Address]) -> None:
        """Hold these chats; their contacts and talks will be read together.

        Whoever else has something of one of these chats waits until this transaction ends, and
        so what comes from one chat is taken in its order, however many processes take it.
        """
        self.pending.take_turns(map(self._turn, addresses))
        self.contacts.expect(map(self.index, addresses))
        for each in addresses:
            self.dialogs.expect(self._talk_indices(each))
            self.chats.expect(self._chat_indices(each))

    def _turn(self, address: Address) -> bytes:
        """A chat's name among the server's locks; who watches those finds no contact by it."""
        return keyed(self.keys.index_key, b"turn", address.key())

    def dialog(self, address: Address) -> Dialog | None:
        """The talk in progress."""
        row = self._talk_row(address)
        return self._talk(row)[1] if row else None

    def save_dialog(self, address: Address, dialog: Dialog) -> None:
        """Remember where a talk stands; there is one at a time.

        Where it stands already nothing is written: ticking a choice may not look like more than
        skipping it.
        """
        row, week = self._talk_row(address), week_of(self.now)
        here = row and (row["week"], row["last_week"]) == (self.week, week)
        if not (row and here and self._talk(row)[1] == dialog):
            self._write_talk(row, address, dialog, week)

    def shown(self, address: Address, step: int, message: int | None) -> None:
        """The channel has shown a step, in this message."""
        row = self._talk_row(address)
        dialog = self._talk(row)[1] if row else None
        if row and dialog and dialog.conversation.step == step:
            dialog = replace(dialog, shown_step=step, message=message or dialog.message)
            self._write_talk(row, address, dialog, row["last_week"])

    def not_shown(self, channel: str) -> list[tuple[Address, Dialog]]:
        """Talks whose open question has not been shown: what a crash left behind."""
        talks = map(self._talk, self.dialogs.where(col(DialogRow.unshown).is_(True)))
        return [(address, dialog) for address, dialog in talks if address.channel == channel]

    def drop_finished_talks(self) -> None:
        """Remove the talks that have come to their end.

        An end that its chat has not been shown yet stays, and forgets what it was about: after a
        crash somebody would else never hear that what they sent has arrived.
        """
        for row in self.dialogs.where():
            address, dialog = self._talk(row)
            if not dialog.conversation.finished:
                continue
            if row["unshown"] and address.channel in SENDING:
                ended = replace(dialog, conversation=dialog.conversation.ended(), shown_step=None)
                self._write_talk(row, address, ended, row["last_week"])
            else:
                self.dialogs.remove(row["idx"])

    def carry_talks(self, closing: str, opening: str) -> None:
        """Talks that began between midnight and the release go on under the new week's key."""
        late = col(DialogRow.week) == closing, col(DialogRow.last_week) >= opening
        rows = self.dialogs.where(*late)
        renamed = {self._talk_index(self._talk(row)[0], self.week): row for row in rows}
        # in the order of the old names, a portion of new rows would be a portion of old ones
        for _, row in sorted(renamed.items()):
            self._write_talk(row, *self._talk(row), row["last_week"])

    def at_the_door(self, week: str) -> list[bytes]:
        """The contacts of a door's visitors whose talks go on in a week."""
        talks = map(self._talk, self.dialogs.where(col(DialogRow.last_week) >= week))
        return [self.index(address) for address, _ in talks if address.channel == DOOR]

    def _talk_index(self, address: Address, week: str) -> bytes:
        """A talk's row id: like a box's, only its week's key can find it again.

        Were it the contact's, whoever has the master key would see in copies who talked when.
        """
        return keyed(self._talk_key(week), address.key())[:16]

    def _talk_indices(self, address: Address) -> list[bytes]:
        """Of the open week, and of the one that is closing just now."""
        return [self._talk_index(address, week) for week in self._unreleased]

    def _talk_row(self, address: Address) -> Row | None:
        rows = map(self.dialogs.get, self._talk_indices(address))
        return next((row for row in rows if row is not None), None)

    def _talk(self, row: Row) -> tuple[Address, Dialog]:
        hidden = row["talk"]
        if hidden not in self._opened:
            address, talk, *rest = show(hidden, self._talk_key(row["week"]))
            under = Conversation.from_record(talk["under"]) if talk.get("under") else None
            dialog = replace(Dialog(Conversation.from_record(talk), *rest), under=under)
            self._opened[hidden] = Address(*address), dialog
        return self._opened[hidden]

    @cached_property
    def _opened(self) -> dict[bytes, tuple[Address, Dialog]]:
        """Talks by their ciphertext, which are looked at more than once in a transaction."""
        return {}

    def _write_talk(
        self, old: Row | None, address: Address, dialog: Dialog, last_week: str
    ) -> None:
        """All of it under the week's key: not even the number of a message can be read.

        Telegram numbers the messages of all of a bot's chats in one row: bare, the numbers would
        say in which order the talks began (A-08).

        One that goes on in a new week has its boxes there, too: else an answer would add one, and
        a talk at will that is opened after it would be taken for the same, and overwrite it.
        """
        if old is not None and old["week"] != self.week:
            self.dialogs.remove(old["idx"])
            dialog = replace(dialog, under=None)  # its boxes are of the week before
            if dialog.conversation.prompt:  # an end that tells of nothing has none
                self.prepare(address, dialog.conversation.prompt)
        under = dialog.under
        record = [
            [address.channel, address.value],
            dialog.conversation.as_record() | ({"under": under.as_record()} if under else {}),
            dialog.shown_step,
            dialog.message,
            dialog.number,
            dialog.adds,
        ]
        self.dialogs.put(
            {
                "idx": self._talk_index(address, self.week),
                "talk": hide(record, self._talk_key(self.week), TALK_BYTES),
                "week": self.week,
                "unshown": dialog.conversation.step != dialog.shown_step,
                "last_week": last_week,
            }
        )


@dataclass(frozen=True, slots=True)
class Contacts:
    """Opens the contact book. ``clock`` returns an aware moment."""

    database: Database
    keys: SealingKeys
    clock: Callable[[], datetime]

    @contextmanager
    def writing(self) -> Iterator[Book]:
        """Everything inside is committed together, or not at all."""
        with self.database.writing() as session:
            keys = self.keys.as_they_stand()
            book = Book(session, keys, open_week(session), self.clock())
            yield book
            book.write()

    @contextmanager
    def reading(self) -> Iterator[Book]:
        """The same book, only to look."""
        with self.database.reading() as session:
            week = session.get_one(StateRow, "week").value
            yield Book(session, self.keys, week, self.clock())
