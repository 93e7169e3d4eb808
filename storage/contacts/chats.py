"""Which messages stand in a chat, so that they can be deleted there; known for two days."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from sqlmodel import col

from conversations.ports import Address
from conversations.weeks import day_of
from storage.contacts.box import Box
from storage.contacts.pending import Row
from storage.contacts.tables import ChatRow
from storage.sealing import hide, keyed, show

CHAT_BYTES = 1024  # an address, and so many numbers
EMPTIED = "chats_emptied"  # the day until which nothing is left of the day before
MOST_STANDING = 60  # messages of one chat; of more, the newest

Numbers = dict[int, list[int]]  # by the day on which they were sent, as an ordinal


class Chats(Box):
    """The numbers of messages, under the week's key, in rows of one size (ADR 15).

    Telegram numbers the messages of all of a bot's chats in one row: bare, the numbers would say
    in which order people wrote (A-08). No time finer than a day is kept, nor whose message it was.
    """

    def stands(self, seen: Mapping[Address, Collection[int]]) -> list[Address]:
        """These messages, sent today, stand in these chats. Returns where nobody is enrolled.

        Each chat's row is written anew, even if there is nothing new in it.
        """
        self.contacts.load(map(self.index, seen))
        self.chats.load(self._chat_index(each, week) for each in seen for week in self._unreleased)
        strangers = [each for each in seen if self.contacts.get(self.index(each)) is None]
        for address in seen.keys() - strangers:
            row = self._chat_row(address)
            kept = self._numbers(row)
            kept[self._today] = sorted({*kept.get(self._today, ()), *seen[address]})
            self._write_chat(row, address, kept)
        return strangers

    def standing(self, address: Address) -> tuple[int, ...]:
        """The messages that can still be deleted."""
        kept = self._numbers(self._chat_row(address))
        return tuple(sorted(number for numbers in kept.values() for number in numbers))

    def cleared(self, address: Address, deleted: Iterable[int]) -> None:
        """These messages are gone."""
        row, gone = self._chat_row(address), set(deleted)
        if row:
            left = self._numbers(row).items()
            kept = {day: [n for n in numbers if n not in gone] for day, numbers in left}
            self._write_chat(row, address, kept)

    def to_clear(self) -> list[tuple[Address, tuple[int, ...]]]:
        """Messages of yesterday, in the chats of those who wish each day's to be deleted.

        Once there are none, nothing is looked at any more until tomorrow. Rows of which nothing
        can be deleted are removed on the way.
        """
        if self.recall(EMPTIED) == str(self._today):
            return []
        chats = [(row["idx"], *self._opened_chat(row)) for row in self.chats.where()]
        self.contacts.load(self.index(address) for _, address, _ in chats)
        found = []
        for idx, address, kept in chats:
            contact = self.contact(address) if any(kept.values()) else None
            if contact is None:
                self.chats.remove(idx)
            elif contact.empties and (old := kept.get(self._today - 1)):
                found.append((address, tuple(old)))
        if not found:
            self.remember(EMPTIED, str(self._today))
        return found

    def drop_chat(self, address: Address) -> None:
        """Know nothing of a chat's messages any more."""
        self.chats.remove(*self._chat_indices(address))

    def carry_chats(self, closing: str) -> None:
        """What was sent in the last two days of a week is deleted in the next one."""
        rows = self.chats.where(col(ChatRow.week) == closing)
        renamed = {self._chat_index(self._opened_chat(row)[0], self.week): row for row in rows}
        for _, row in sorted(renamed.items()):  # as with talks
            address, kept = self._opened_chat(row)
            if any(kept.values()):
                self._write_chat(row, address, kept)

    @cached_property
    def _today(self) -> int:
        return day_of(self.now).toordinal()

    def _chat_row(self, address: Address) -> Row | None:
        rows = map(self.chats.get, self._chat_indices(address))
        return next((row for row in rows if row is not None), None)

    def _chat_key(self, week: str) -> bytes:
        return keyed(self._talk_key(week), b"chat")

    def _chat_index(self, address: Address, week: str) -> bytes:
        return keyed(self._chat_key(week), address.key())[:16]

    def _chat_indices(self, address: Address) -> list[bytes]:
        return [self._chat_index(address, week) for week in self._unreleased]

    def _opened_chat(self, row: Row) -> tuple[Address, Numbers]:
        """Whose chat, and what was sent today and yesterday: two such days are 48 hours at most."""
        address, days = show(row["numbers"], self._chat_key(row["week"]))
        return Address(*address), {day: sent for day, sent in days if day >= self._today - 1}

    def _numbers(self, row: Row | None) -> Numbers:
        return self._opened_chat(row)[1] if row else {}

    def _write_chat(self, old: Row | None, address: Address, kept: Numbers) -> None:
        if old is not None and old["week"] != self.week:
            self.chats.remove(old["idx"])
        newest = sorted((day, n) for day, numbers in kept.items() for n in numbers)[-MOST_STANDING:]
        days = {day: [n for at, n in newest if at == day] for day in kept}
        record = [[address.channel, address.value], sorted(days.items())]
        self.chats.put(
            {
                "idx": self._chat_index(address, self.week),
                "numbers": hide(record, self._chat_key(self.week), CHAT_BYTES),
                "week": self.week,
            }
        )
