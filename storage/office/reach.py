"""Who can be asked for, and the way there: the chat reads the list, seals, and adds (0016).

In PostgreSQL the chat's role may add a request and cannot read one back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes

from sqlalchemy import select

from conversations.phrases import Phrase, say
from conversations.reaching import Reachable, Request, Ticket
from conversations.weeks import day_of
from storage.databases import Database, insert_into
from storage.office.request_tables import meetings, readers, requests
from storage.sealing import BOX_BYTES, seal

NEXT = "next"


@dataclass(frozen=True, slots=True)
class Reach:
    """``read_by`` gives the day by which what came on a day has to be read; fulfils
    ``conversations.reaching.Reach``."""

    database: Database
    clock: Callable[[], datetime]
    read_by: Callable[[date], date]

    @property
    def today(self) -> date:
        """Today in Finland."""
        return day_of(self.clock())

    def readers(self, purpose: str) -> Sequence[Reachable]:
        """Whom the young may choose, as the administrator has put them in order."""
        columns = readers.c.staff, readers.c.name, readers.c.unit
        wanted = select(*columns).where(readers.c.purpose == purpose).order_by(readers.c.place)
        with self.database.reading() as session:
            return [Reachable(*found) for found in session.execute(wanted)]

    def send(self, request: Request, ticket: Ticket) -> None:
        """Seal a request and add it; the same ticket twice is one request.

        Whether there is a second reader cannot be seen by its size. Raises LookupError if the
        chosen reader is no longer there.
        """
        content, public = {"text": request.text}, self._public_keys(request.purpose)
        second = public.get(request.second)
        row = {
            "id": ticket.id,
            "purpose": request.purpose,
            "reader": request.reader,
            "second": request.second if second else "",
            "sealed": seal(content, public[request.reader]),
            "sealed_second": seal(content, second) if second else token_bytes(BOX_BYTES),
            "back": ticket.back,
            "came": self.today,
            "due": self.read_by(self.today),
            "told": False,
        }
        added = insert_into(requests, self.database.dialect).values(row).on_conflict_do_nothing()
        with self.database.writing() as session:
            session.execute(added)

    def meeting(self) -> Phrase | None:
        """When the panel meets next; None when that is past or not known."""
        found = self.next_meeting()
        if found is None:
            return None
        day, about = found
        return say("The panel meets on {day}: {what}", day=f"{day.day}.{day.month}.", what=about)

    def next_meeting(self) -> tuple[date, str] | None:
        """The day and what is told of it, if it has not passed."""
        wanted = select(meetings.c.day, meetings.c.about).where(meetings.c.name == NEXT)
        with self.database.reading() as session:
            found = session.execute(wanted.where(meetings.c.day >= self.today)).first()
            return (found.day, found.about) if found else None

    def _public_keys(self, purpose: str) -> dict[str, bytes]:
        wanted = select(readers.c.staff, readers.c.public).where(readers.c.purpose == purpose)
        with self.database.reading() as session:
            return {found.staff: found.public for found in session.execute(wanted)}
