"""People in the contact book: looked up by HMAC, all that is known of them kept as ciphertext."""

from collections.abc import Collection
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session, col, select

from conversations.channels import SIMULATED, SLIP, TELEGRAM
from conversations.fatigue import Pace
from conversations.ports import STAFF, Address, Contact
from conversations.weeks import HELSINKI, quarter_of
from storage.contacts.pending import Pending, Row
from storage.contacts.tables import (
    BoxRow,
    ChatRow,
    CodeRow,
    ContactRow,
    DialogRow,
    GuessRow,
    NoteRow,
    OutboxRow,
    StateRow,
)
from storage.keys import SealingKeys
from storage.sealing import hide, keyed, show
from summaries.lots import Enrolled

PEOPLE = (TELEGRAM, SLIP, SIMULATED)  # channels whose contacts count as enrolled
CARD_BYTES = 256  # an address of 96 signs fits
COUNTED = "counted"  # how many were enrolled at the last release
COUNTED_BYTES = 65_536  # a thousand units fit
UNLINKED = "unlinked"  # chats whose menu of commands has still to be taken away
UNLINKED_BYTES, MOST_UNLINKED = 2048, 20
NEVER_ASKED = {"last_prompt_week": "", "prompts_this_year": 0}

Counted = dict[str, dict[str, int]]  # unit: audience: people


@dataclass(frozen=True, slots=True)
class Card:
    """What lies hidden in a contact's row."""

    address: Address
    unit: str
    language: str
    rung: str
    pace: Pace
    empties: bool = False


class People:
    """The tables of one transaction, and the people in them."""

    def __init__(self, session: Session, keys: SealingKeys, week: str, now: datetime) -> None:
        """``week`` is the open week, ``now`` an aware moment."""
        self.keys, self.week, self.now = keys, week, now
        self.pending = pending = Pending(session)
        self.contacts = pending.rows(ContactRow)
        self.codes = pending.rows(CodeRow)
        self.dialogs = pending.rows(DialogRow)
        self.boxes = pending.rows(BoxRow)
        self.notes = pending.rows(NoteRow)
        self.outbox = pending.rows(OutboxRow)
        self.chats = pending.rows(ChatRow)
        self.guesses = pending.rows(GuessRow)
        self.state = pending.rows(StateRow)

    @property
    def session(self) -> Session:
        """The database itself: it knows all that was changed up to now."""
        return self.pending.session

    def index(self, address: Address) -> bytes:
        """The blind index of an address: useless without the master key."""
        return keyed(self.keys.index_key, address.key())[:16]

    def place(self, unit: str) -> bytes:
        """The blind index of a unit."""
        return keyed(self.keys.index_key, b"unit", unit.encode())[:16]

    def contact(self, address: Address) -> Contact | None:
        """The contact behind an address."""
        row = self.contacts.get(self.index(address))
        if row is None:
            return None
        card, audience, paused = self.card(row["card"]), row["audience"], row["paused"]
        return Contact(
            card.language, card.unit, card.rung, audience, paused, card.pace, card.empties
        )

    def enrol(self, address: Address, contact: Contact) -> None:
        """Write a contact, new or changed."""
        where, pace = address.key().decode(), astuple(contact.pace)
        known = [where, contact.unit, contact.language, contact.rung, pace, contact.empties]
        row = {
            "place": self.place(contact.unit),
            "card": hide(known, self.keys.address_key, CARD_BYTES),
            "audience": contact.audience,
            "paused": contact.paused,
        }
        if self.contacts.get(idx := self.index(address)):
            self.contacts.change(idx, **row)
        else:
            month = self.now.astimezone(HELSINKI).strftime("%Y-%m")
            new = {"idx": idx, "channel": address.channel, "joined_month": month, **NEVER_ASKED}
            self.contacts.put(new | row)

    def unlink(self, staff: str) -> None:
        """No chat is this staff member's any more."""
        theirs = col(ContactRow.place) == self.place(staff), col(ContactRow.audience) == STAFF
        self._unlink(self.contacts.where(*theirs))

    def unlink_all_but(self, fitting: Collection[tuple[str, str]]) -> None:
        """Unlink every staff chat that ``misplaced`` finds."""
        self._unlink(self.misplaced(fitting))

    def misplaced(self, fitting: Collection[tuple[str, str]]) -> list[Row]:
        """Staff chats whose staff member and rung are not among ``fitting``."""
        rows = self.contacts.where(col(ContactRow.audience) == STAFF)
        cards = [self.card(row["card"]) for row in rows]
        whose = [(card.unit, card.rung) for card in cards]
        return [row for row, here in zip(rows, whose, strict=True) if here not in fitting]

    def _unlink(self, rows: list[Row]) -> None:
        self.contacts.remove(*(row["idx"] for row in rows))
        if rows:
            gone = [*self._unlinked(), *(self.card(row["card"]).address for row in rows)]
            known = [[each.channel, each.value] for each in gone[-MOST_UNLINKED:]]
            hidden = hide(known, self.keys.address_key, UNLINKED_BYTES)
            self.remember(UNLINKED, hidden.hex())

    def unlinked(self) -> list[Address]:
        """Chats that are no staff member's any more, since it was last asked.

        They are known no longer than that; whoever has been linked again is not among them.
        """
        if not self.recall(UNLINKED):
            return []
        known = ((each, self.contact(each)) for each in self._unlinked())
        found = [each for each, here in known if here is None or here.audience != STAFF]
        self.remember(UNLINKED, "")
        return found

    def _unlinked(self) -> list[Address]:
        self.state.load([UNLINKED], held=True)  # another process may be adding to it
        known = self.recall(UNLINKED)
        hidden = bytes.fromhex(known or "")
        return [Address(*each) for each in show(hidden, self.keys.address_key)] if hidden else []

    def card(self, hidden: bytes) -> Card:
        """What is known of a contact, from its row's ``card``."""
        where, unit, language, rung, pace, *empties = show(hidden, self.keys.address_key)
        return Card(Address.of_key(where), unit, language, rung, Pace(*pace), *empties)

    def enrolled(self) -> Enrolled:
        """How many people are enrolled, by unit, audience and rung; door visitors do not count."""
        known = self.session.exec(
            select(ContactRow.card, ContactRow.audience).where(
                col(ContactRow.channel).in_(PEOPLE), col(ContactRow.audience) != STAFF
            )
        )
        found: dict[str, dict[str, dict[str, int]]] = {}
        for hidden, audience in known:
            card = self.card(hidden)
            of_rung = found.setdefault(card.unit, {}).setdefault(audience, {})
            of_rung[card.rung] = of_rung.get(card.rung, 0) + 1
        return found

    def _by_audience(self) -> Counted:
        return {
            unit: {audience: sum(rungs.values()) for audience, rungs in here.items()}
            for unit, here in self.enrolled().items()
        }

    def count(self) -> None:
        """Remember how many are enrolled now, until the next release."""
        self._keep_count(COUNTED, self._by_audience())

    def counted(self) -> Counted:
        """How many were enrolled at the last release; before the first one, how many are now.

        Whether a small unit's wave can start follows from this: were it the live number, whoever
        watches the wave would see a fifth person join.
        """
        kept = self._kept_count(COUNTED)
        return self._by_audience() if kept is None else kept

    def _keep_count(self, name: str, counted: Counted) -> None:
        hidden = hide(counted, self.keys.address_key, COUNTED_BYTES)
        self.remember(name, hidden.hex())

    def _kept_count(self, name: str) -> Counted | None:
        kept = self.recall(name)
        return None if kept is None else dict(show(bytes.fromhex(kept), self.keys.address_key))

    def recall(self, name: str) -> str | None:
        """One remembered fact, such as the polling offset."""
        row = self.state.get(name)
        return row["value"] if row else None

    def remember(self, name: str, value: str) -> None:
        """Remember one fact in this transaction."""
        self.state.put({"name": name, "value": value})

    def tag(self, address: Address, week: str | None = None) -> str:
        """Tells people apart inside sealed boxes, for the calendar quarter of a week."""
        key = self._tag_key if week is None else self.keys.tag_key(quarter_of(week))
        return keyed(key, address.key())[:12].hex()

    @cached_property
    def _tag_key(self) -> bytes:
        return self.keys.tag_key(quarter_of(self.week))
