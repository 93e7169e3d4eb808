"""What staff asked for from their chat, and what the console asks of chats; the clock does it.

In PostgreSQL the chat's role and the console's may add a wish and can read none back.
"""

from dataclasses import asdict, dataclass

from sqlmodel import col, delete, select

from storage.databases import Database, insert_into
from storage.office.tables import StaffWishRow


@dataclass(frozen=True, slots=True)
class Wish:
    """``what``: start or undo a wave, whose id is the ``subject``, or unlink the staff chats."""

    staff: str
    what: str
    subject: str = ""

    @property
    def key(self) -> str:
        """What makes it one wish, however often it is asked."""
        return f"{self.what} {self.subject or self.staff}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Wishes on their way to the clock."""

    database: Database

    def ask(self, staff: str, what: str, subject: str = "") -> None:
        """Add a wish; the same one twice is one."""
        wish = Wish(staff, what, subject)
        with self.database.writing() as session:
            adds = insert_into(StaffWishRow, self.database.dialect)
            adds = adds.values(id=wish.key, **asdict(wish))
            session.connection().execute(adds.on_conflict_do_nothing())

    def waiting(self) -> list[Wish]:
        """Everything asked for; what is started comes before what is taken back."""
        with self.database.reading() as session:
            rows = session.exec(select(StaffWishRow).order_by(StaffWishRow.id)).all()
            return [Wish(row.staff, row.what, row.subject) for row in rows]

    def done(self, wish: Wish) -> None:
        """It has been done, or cannot be."""
        with self.database.writing() as session:
            session.exec(delete(StaffWishRow).where(col(StaffWishRow.id) == wish.key))
