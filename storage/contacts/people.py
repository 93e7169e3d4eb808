"""People in the contact book: looked up by HMAC, all that is known of them kept as ciphertext."""

from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from conversations.fatigue import Pace
from conversations.ports import STAFF, Address, Contact
from conversations.weeks import HELSINKI, quarter_of
from storage.contacts.tables import ContactRow, StateRow
from storage.keys import SealingKeys
from storage.sealing import hide, keyed, show

PEOPLE = ("telegram", "slip", "simulated")  # channels whose contacts count as enrolled
CARD_BYTES = 256  # an address of 96 signs fits
COUNTED = "counted"  # how many were enrolled at the last release
COUNTED_BYTES = 65_536  # a thousand units fit

Enrolled = dict[str, dict[str, int]]  # unit: audience: people


@dataclass(frozen=True, slots=True)
class Card:
    """What lies hidden in a contact's row."""

    address: str
    unit: str
    language: str
    rung: str
    pace: Pace


class People:
    """The people of one transaction."""

    def __init__(self, session: Session, keys: SealingKeys, week: str, now: datetime) -> None:
        """``week`` is the open week, ``now`` an aware moment."""
        self.session, self.keys, self.week, self.now = session, keys, week, now

    def index(self, address: Address) -> bytes:
        """The blind index of an address: useless without the master key."""
        return keyed(self.keys.index_key, address.key())[:16]

    def place(self, unit: str) -> bytes:
        """The blind index of a unit."""
        return keyed(self.keys.index_key, b"unit", unit.encode())[:16]

    def contact(self, address: Address) -> Contact | None:
        """The contact behind an address."""
        row = self.session.get(ContactRow, self.index(address))
        if row is None:
            return None
        card = self.card(row)
        return Contact(card.language, card.unit, card.rung, row.audience, row.paused, card.pace)

    def enrol(self, address: Address, contact: Contact) -> None:
        """Write a contact, new or changed."""
        row = self.session.get(ContactRow, self.index(address))
        if row is None:
            row = ContactRow(
                idx=self.index(address),
                channel=address.channel,
                audience=contact.audience,
                joined_month=self.now.astimezone(HELSINKI).strftime("%Y-%m"),
            )
        where, pace = address.key().decode(), astuple(contact.pace)
        known = [where, contact.unit, contact.language, contact.rung, pace]
        row.card = hide(known, self.keys.address_key, CARD_BYTES)
        row.place = self.place(contact.unit)
        row.audience, row.paused = contact.audience, contact.paused
        self.session.add(row)

    def card(self, row: ContactRow) -> Card:
        """What is known of a contact."""
        address, unit, language, rung, pace = show(row.card, self.keys.address_key)
        return Card(address, unit, language, rung, Pace(*pace))

    def address_of(self, row: ContactRow) -> Address:
        """The address again: only a sender needs it."""
        channel, _, value = self.card(row).address.partition(":")
        return Address(channel, value)

    def enrolled(self) -> Enrolled:
        """How many people are enrolled, by unit and audience; door visitors do not count."""
        counted = self.session.exec(
            select(ContactRow.place, ContactRow.audience, func.count())
            .where(col(ContactRow.channel).in_(PEOPLE), col(ContactRow.audience) != STAFF)
            .group_by(col(ContactRow.place), col(ContactRow.audience))
        ).all()
        found: Enrolled = {}
        for place, audience, people in counted:
            found.setdefault(self._unit_at(place), {})[audience] = people
        return found

    def _unit_at(self, place: bytes) -> str:
        anybody = select(ContactRow).where(ContactRow.place == place).limit(1)
        return self.card(self.session.exec(anybody).one()).unit

    def count(self) -> None:
        """Remember how many are enrolled now, until the next release."""
        hidden = hide(self.enrolled(), self.keys.address_key, COUNTED_BYTES)
        self.session.merge(StateRow(name=COUNTED, value=hidden.hex()))

    def counted(self) -> Enrolled:
        """How many were enrolled at the last release; before the first one, how many are now.

        Whether a small unit's wave can start follows from this: were it the live number, whoever
        watches the wave would see a fifth person join.
        """
        row = self.session.get(StateRow, COUNTED)
        if row is None:
            return self.enrolled()
        found: Any = show(bytes.fromhex(row.value), self.keys.address_key)
        return dict(found)

    def tag(self, address: Address, week: str | None = None) -> str:
        """Tells people apart inside sealed boxes, for the calendar quarter of a week."""
        key = self._tag_key if week is None else self.keys.tag_key(quarter_of(week))
        return keyed(key, address.key())[:12].hex()

    @cached_property
    def _tag_key(self) -> bytes:
        return self.keys.tag_key(quarter_of(self.week))
