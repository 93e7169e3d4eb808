"""People in the contact book: looked up by HMAC, their addresses kept as ciphertext (A-01)."""

from dataclasses import asdict
from datetime import datetime
from functools import cached_property

from sqlalchemy import func
from sqlmodel import Session, col, select

from conversations.ports import STAFF, Address, Contact
from conversations.weeks import HELSINKI, quarter_of
from storage.contacts.tables import ContactRow
from storage.keys import SealingKeys
from storage.sealing import hide_address, keyed, show_address

PEOPLE = ("telegram", "slip", "simulated")  # channels whose contacts count as enrolled


class People:
    """The people of one transaction."""

    def __init__(self, session: Session, keys: SealingKeys, week: str, now: datetime) -> None:
        """``week`` is the open week, ``now`` an aware moment."""
        self.session, self.keys, self.week, self.now = session, keys, week, now

    def index(self, address: Address) -> bytes:
        """The blind index of an address: useless without the master key."""
        return keyed(self.keys.index_key, address.key())[:16]

    def contact(self, address: Address) -> Contact | None:
        """The contact behind an address."""
        row = self.session.get(ContactRow, self.index(address))
        return Contact(row.language, row.unit, row.rung, row.audience, row.paused) if row else None

    def enrol(self, address: Address, contact: Contact) -> None:
        """Write a contact, new or changed."""
        row = self.session.get(ContactRow, self.index(address))
        if row is None:
            row = ContactRow(
                idx=self.index(address),
                address=hide_address(address.key(), self.keys.address_key),
                channel=address.channel,
                joined_month=self.now.astimezone(HELSINKI).strftime("%Y-%m"),
                **asdict(contact),
            )
        row.language, row.unit, row.paused = contact.language, contact.unit, contact.paused
        row.audience, row.rung = contact.audience, contact.rung
        self.session.add(row)

    def address_of(self, row: ContactRow) -> Address:
        """The address again: only a sender needs it."""
        channel, _, value = show_address(row.address, self.keys.address_key).decode().partition(":")
        return Address(channel, value)

    def enrolled(self) -> dict[str, dict[str, int]]:
        """How many people are enrolled, by unit and audience; door visitors do not count."""
        counted = self.session.exec(
            select(ContactRow.unit, ContactRow.audience, func.count())
            .where(col(ContactRow.channel).in_(PEOPLE), col(ContactRow.audience) != STAFF)
            .group_by(ContactRow.unit, ContactRow.audience)
        )
        found: dict[str, dict[str, int]] = {}
        for unit, audience, people in counted:
            found.setdefault(unit, {})[audience] = people
        return found

    def tag(self, address: Address, week: str | None = None) -> str:
        """Tells people apart inside sealed boxes, for the calendar quarter of a week."""
        key = self._tag_key if week is None else self.keys.tag_key(quarter_of(week))
        return keyed(key, address.key())[:12].hex()

    @cached_property
    def _tag_key(self) -> bytes:
        return self.keys.tag_key(quarter_of(self.week))
