"""A brake on guessing passwords: some wrong ones at once, then one every few minutes.

Counted is for the login, and for where it comes from; in the database, so that it holds for every
process of the console and after a restart. A row names nobody: its key is an HMAC, and a login
that nobody has is counted like any other. What was wrong is forgotten as time passes, and a
one-time link lets in meanwhile: nobody is locked out for good.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from conversations.codes import network
from conversations.phrases import say
from panel.refusals import Refused
from storage.brake import Allowance
from storage.databases import Database, insert_into
from storage.office.tables import LoginAttemptRow
from storage.sealing import keyed

LOGIN, SOURCE = b"login", b"source"
ALLOWED = {
    LOGIN: Allowance(5, timedelta(minutes=5)),
    SOURCE: Allowance(30, timedelta(minutes=1)),  # an office has one address for everybody in it
}
KEY_BYTES = 16


class TooOften(Refused):
    """Passwords were tried too often; right or wrong, this one is not looked at."""


@dataclass(frozen=True, slots=True)
class Brake:
    """``key`` is that of codes: the console has it, and no database."""

    database: Database
    clock: Callable[[], datetime]
    key: bytes

    def take(self, login: str, source: str) -> None:
        """One more attempt, counted before its password is looked at: many at once are many.

        ``source`` is the address it comes from; empty if that is not known. Raises TooOften, and
        then nothing is counted: who goes on trying puts nobody's next chance off.
        """
        now = self.clock()
        with self.database.writing() as session:
            for kind, row in self._rows(session, login, source):
                if not ALLOWED[kind].allows(row.until, now):
                    raise TooOften(
                        say(
                            "A wrong password was given too often. Please wait for five minutes, "
                            "or ask your administrator for a login link: it works at once."
                        )
                    )
                row.until = ALLOWED[kind].one_more(row.until, now)

    def right(self, login: str, source: str) -> None:
        """It was right: nothing counts against the login, and this one not against the source."""
        with self.database.writing() as session:
            for kind, row in self._rows(session, login, source):
                row.until = self.clock() if kind == LOGIN else row.until - ALLOWED[kind].one_every

    def clear(self) -> None:
        """Delete what does not count any more."""
        with self.database.writing() as session:
            session.exec(delete(LoginAttemptRow).where(col(LoginAttemptRow.until) <= self.clock()))

    def _rows(
        self, session: Session, login: str, source: str
    ) -> list[tuple[bytes, LoginAttemptRow]]:
        """The two rows, held until the transaction ends; made where they are not there.

        In the order of their keys, so that two attempts never wait for each other in a ring.
        """
        kinds = {self._key(LOGIN, login): LOGIN}
        if where := network(source):
            kinds[self._key(SOURCE, where)] = SOURCE
        return [(kinds[key], self._row(session, key)) for key in sorted(kinds)]

    def _key(self, kind: bytes, what: str) -> bytes:
        return keyed(self.key, b"attempt", kind, what.encode("utf-8", "surrogatepass"))[:KEY_BYTES]

    def _row(self, session: Session, key: bytes) -> LoginAttemptRow:
        put = insert_into(LoginAttemptRow, self.database.dialect)
        held = put.values(key=key, until=self.clock()).on_conflict_do_update(
            index_elements=["key"], set_={"until": LoginAttemptRow.until}
        )
        row: LoginAttemptRow = session.scalars(held.returning(LoginAttemptRow)).one()
        return row
