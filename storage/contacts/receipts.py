"""'Somebody has read it', on its way to whoever has asked to be contacted."""

from sqlmodel import col

from conversations.ports import Address
from conversations.weeks import week_after, week_of
from storage.contacts.box import BACK_BYTES
from storage.contacts.chats import Chats
from storage.contacts.outbox import SENDING, Outbox
from storage.contacts.tables import OutboxRow
from storage.sealing import hide, keyed, show

READ = "read"  # the template that says so


class Receipts(Chats, Outbox):
    """The receipts of one transaction.

    What can be sent is in the outbox for a moment. On pages it waits for its reader's next look:
    under the contact's own name, whoever has the master key would know meanwhile who had asked. So
    there it lies under a key that dies with its week, as a talk does.
    """

    def tell_back(self, back: bytes) -> None:
        """A receipt goes to the address that is hidden in a request's way back.

        Whoever has asked to be forgotten since then is not found, and hears nothing.
        """
        address = Address.of_key(show(back, self.keys.address_key))
        if self.contacts.get(idx := self.index(address)) is None:
            return
        if address.channel in SENDING:
            self._put(idx, READ, "", at_once=True)
        else:
            self._lay_out(address, last_week=week_after(week_of(self.now)))

    def told_back(self, address: Address) -> bool:
        """Whether a receipt waits for somebody who is only reached on pages; once."""
        waits = any(map(self.outbox.get, self._receipt_ids(address)))
        if waits:
            self.drop_receipts(address)
        return waits

    def drop_receipts(self, address: Address) -> None:
        """Nothing waits for somebody any more."""
        self.outbox.remove(*self._receipt_ids(address))

    def carry_receipts(self, closing: str) -> None:
        """What nobody has looked at yet goes on under the new week's key."""
        of_week = col(OutboxRow.subject).startswith(f"{closing} ")
        for row in self.outbox.where(col(OutboxRow.template) == READ, of_week):
            hidden = bytes.fromhex(row["subject"].partition(" ")[2])
            address = Address.of_key(show(hidden, self._receipt_key(closing)))
            self.outbox.remove(row["id"])
            self._lay_out(address, row["last_week"])

    def _lay_out(self, address: Address, last_week: str) -> None:
        name, key = self._receipt_id(address, self.week), self._receipt_key(self.week)
        hidden = hide(address.key().decode(), key, BACK_BYTES)
        self.outbox.fill(
            {
                "id": name,
                "idx": name,  # no contact's: nobody sends it
                "template": READ,
                "subject": f"{self.week} {hidden.hex()}",
                "last_week": last_week,
                "hour": 0,
                "at_once": True,
                "leased": False,
            }
        )

    def _receipt_key(self, week: str) -> bytes:
        return keyed(self._talk_key(week), b"receipt")

    def _receipt_ids(self, address: Address) -> list[bytes]:
        return [self._receipt_id(address, week) for week in self._unreleased]

    def _receipt_id(self, address: Address, week: str) -> bytes:
        return keyed(self._receipt_key(week), address.key())[:16]
