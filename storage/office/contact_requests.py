"""Requests to be contacted: their reader opens them, the clock tells their sender and deletes them.

What opens them is each reader's own private key. It lies here, wrapped by a key that is in no
database and no backup, and that the chat is never handed (0016).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from conversations.phrases import say
from conversations.reaching import PURPOSES
from panel.contact_requests import DAYS_KEPT, ContactReader, ContactRequest
from panel.refusals import Refused
from storage.office.reach import NEXT, Reach
from storage.office.request_tables import (
    ContactReaderRow,
    PanelMeetingRow,
    readers,
    requests,
)
from storage.sealing import CannotOpen, hide, make_pair, open_box, show

PRIVATE_BYTES = 80  # 64 hexadecimal digits in quotation marks fit
SHOWN = tuple(requests.c[name] for name in ContactRequest.__dataclass_fields__)


class SomebodyWaits(Refused):
    """A request waits for this reader alone."""


class Lost(Refused):
    """The key that a request was sealed to is gone."""


def take_off(
    session: Session,
    staff: str,
    today: date,
    purposes: Sequence[str] = PURPOSES,
    *,
    unread_too: bool = False,
) -> None:
    """Somebody can no longer be asked for; a second reader gets at once what waits for them.

    ``unread_too`` destroys what waits for nobody else; without it that raises SomebodyWaits.
    """
    old = today - timedelta(days=DAYS_KEPT)  # the clock deletes it within a minute
    asked = requests.c.purpose.in_(purposes) & (requests.c.came > old)
    first = asked & (requests.c.reader == staff) & requests.c.read_on.is_(None)
    alone = first & (requests.c.second == "")
    if unread_too:
        session.execute(update(requests).where(alone).values(sealed=b"", came=old))
    elif session.execute(select(requests.c.id).where(alone)).first():
        raise SomebodyWaits(
            say("A request waits for them, and for nobody else. It has to be read first.")
        )
    to_second = {
        "reader": requests.c.second,
        "sealed": requests.c.sealed_second,
        "second": "",
        "due": today - timedelta(days=1),
    }
    session.execute(update(requests).where(first & (requests.c.second != "")).values(to_second))
    second = asked & (requests.c.second == staff)
    session.execute(update(requests).where(second).values(second=""))  # whose key goes now
    mine = (readers.c.staff == staff) & readers.c.purpose.in_(purposes)
    session.execute(delete(readers).where(mine))


@dataclass(frozen=True, slots=True)
class ContactRequests(Reach):
    """The console's side and the clock's. ``opening_key`` wraps the readers' private keys."""

    opening_key: Callable[[], bytes]

    # who may be asked for

    def all_readers(self) -> list[ContactReader]:
        """Everybody who may be chosen, in order."""
        columns = (readers.c[name] for name in ContactReader.__dataclass_fields__)
        wanted = select(*columns).order_by(readers.c.purpose, readers.c.place)
        with self.database.reading() as session:
            return [ContactReader(*found) for found in session.execute(wanted)]

    def add_reader(self, reader: ContactReader) -> None:
        """Somebody may be chosen from now on. They get a key pair, once: what is sealed to it
        would be lost with another."""
        private, public = make_pair()
        with self.database.writing() as session:
            row = session.get(ContactReaderRow, (reader.staff, reader.purpose))
            last = session.execute(select(func.max(readers.c.place))).scalar() or 0
            row = row or ContactReaderRow(
                staff=reader.staff,
                purpose=reader.purpose,
                place=last + 1,
                name="",
                unit="",
                public=public,
                private=hide(private.hex(), self.opening_key(), PRIVATE_BYTES),
            )
            row.name, row.unit = reader.name, reader.unit
            session.add(row)

    def remove_reader(self, staff: str, purpose: str) -> None:
        """Somebody is no longer asked for; a second reader gets at once what waits for them.

        Raises SomebodyWaits where there is no second reader.
        """
        with self.database.writing() as session:
            take_off(session, staff, self.today, (purpose,))

    def set_meeting(self, day: date, about: str) -> None:
        """The panel meets on a day."""
        with self.database.writing() as session:
            session.merge(PanelMeetingRow(name=NEXT, day=day, about=about))

    # what they read

    def waiting(self, staff: str) -> list[ContactRequest]:
        """What somebody may open now, what is due first."""
        return [each for each in self._all() if each.is_for(staff, self.today)]

    def unread(self) -> list[ContactRequest]:
        """What nobody has read, whoever it is for."""
        return [each for each in self._all() if each.read_on is None]

    def open(self, request_id: str, staff: str) -> str | None:
        """The text of a request, which is read from now on; None if it is not theirs to open.

        Raises Lost.
        """
        request = self._theirs(request_id, staff)
        if request is None:
            return None
        mine = (readers.c.staff == staff) & (readers.c.purpose == request.purpose)
        sealed = requests.c.sealed if request.reader == staff else requests.c.sealed_second
        with self.database.reading() as session:
            box = session.execute(select(sealed).where(requests.c.id == request.id)).scalar()
            private = session.execute(select(readers.c.private).where(mine)).scalar()
        try:
            text = str(open_box(box or b"", self._unwrapped(private or b""))["text"])
        except CannotOpen:
            lost = say("This cannot be opened any more: its key is gone. It goes after seven days.")
            raise Lost(lost) from None
        if request.read_on is None:
            self._change(request.id, read_on=self.today)
        if request.second == staff:  # from now on it is theirs alone
            self._change(request.id, reader=staff, second="", sealed=box)
        return text

    def done(self, request_id: str, staff: str) -> bool:
        """Destroy what a request says, now that its reader has what they need. The row goes with
        the next minute. False if it is not theirs, or has not been read."""
        request = self._theirs(request_id, staff)
        if request is None or request.read_on is None:
            return False
        old = self.today - timedelta(days=DAYS_KEPT)
        self._change(request.id, sealed=b"", sealed_second=b"", came=old)
        return True

    def keys_fit(self) -> bool:
        """Whether every reader's key still opens: not so if the file that wraps them is new."""
        with self.database.reading() as session:
            wrapped = session.execute(select(readers.c.private)).scalars().all()
        try:
            return all(map(self._unwrapped, wrapped))
        except CannotOpen:
            return False

    def _theirs(self, request_id: str, staff: str) -> ContactRequest | None:
        return next((each for each in self.waiting(staff) if each.id == request_id), None)

    def _all(self) -> list[ContactRequest]:
        wanted = select(*SHOWN).order_by(requests.c.due, requests.c.id)
        with self.database.reading() as session:
            return [ContactRequest(*found) for found in session.execute(wanted)]

    def _change(self, request_id: str, **values: object) -> None:
        with self.database.writing() as session:
            session.execute(update(requests).where(requests.c.id == request_id).values(**values))

    def _unwrapped(self, private: bytes) -> bytes:
        return bytes.fromhex(show(private, self.opening_key()))

    # the clock's

    def untold(self) -> list[tuple[str, bytes]]:
        """What has been read and whose sender has not been told: its id, and its way back."""
        read = requests.c.read_on.is_not(None) & requests.c.told.is_(False)
        with self.database.reading() as session:
            found = session.execute(select(requests.c.id, requests.c.back).where(read))
            return [(each.id, each.back) for each in found]

    def told(self, request_id: str) -> None:
        """The sender has been told, and the way back is forgotten."""
        self._change(request_id, told=True, back=b"")

    def clear(self) -> None:
        """Delete what is seven days old, and what its reader is done with."""
        old = self.today - timedelta(days=DAYS_KEPT)
        with self.database.writing() as session:
            session.execute(delete(requests).where(requests.c.came <= old))
