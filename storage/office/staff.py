"""Staff: one-time login links, passwords, sessions and the audit of what they did."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex, token_urlsafe

from pwdlib import PasswordHash
from sqlmodel import Session, col, delete, select

from conversations.phrases import say
from conversations.weeks import day_of
from panel.organisation import Role, StaffMember, reads_words
from panel.refusals import Refused
from storage.databases import Database
from storage.office.brake import Brake
from storage.office.contact_requests import take_off
from storage.office.tables import AuditRow, StaffRow, StaffTokenRow

LINK_LASTS = timedelta(days=3)
SESSION_LASTS = timedelta(hours=10)
SHORTEST_PASSWORD = 12
_HASHER = PasswordHash.recommended()


@cache
def _nobody() -> str:
    """A hash that no password has, made on first use: hashing takes a quarter of a second."""
    return _HASHER.hash(token_hex(16))


class LastAdministrator(Refused):
    """Nobody would be left who can let somebody in."""


class WeakPassword(Refused):
    """The password is too short; the message says how long it must be."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The people who use the console."""

    database: Database
    clock: Callable[[], datetime]
    brake: Brake

    def add(self, name: str, login: str, roles: Iterable[Role]) -> StaffMember:
        """Add somebody; a login link lets them in. An existing login is returned as it is."""
        with self.database.writing() as session:
            row = session.exec(select(StaffRow).where(StaffRow.login == login)).first()
            if row is None:
                kept = sorted(role.value for role in roles)
                row = StaffRow(id=token_hex(4), name=name, login=login, roles=kept)
                session.add(row)
            return _member(row)

    def all(self) -> list[StaffMember]:
        """Everybody, by name."""
        with self.database.reading() as session:
            return [_member(row) for row in session.exec(select(StaffRow).order_by(StaffRow.name))]

    def set_roles(self, staff_id: str, roles: Iterable[Role]) -> None:
        """From now on somebody holds these roles alone. Raises LastAdministrator."""
        kept = sorted(role.value for role in roles)
        with self.database.writing() as session:
            if Role.ADMINISTRATOR not in kept:
                _assert_another_administrator(session, staff_id)
            session.get_one(StaffRow, staff_id).roles = kept

    def remove(self, staff_id: str, *, unread_too: bool = False) -> None:
        """Somebody belongs to the staff no longer: no way in is left, and no name.

        What they decided and answered stays, and never had a name. The audit keeps what they did
        by their id. Raises LastAdministrator, and SomebodyWaits if a request to be contacted waits
        for them alone, which ``unread_too`` destroys.
        """
        today = day_of(self.clock())
        with self.database.writing() as session:
            _assert_another_administrator(session, staff_id)
            take_off(session, staff_id, today, unread_too=unread_too)
            session.exec(delete(StaffTokenRow).where(col(StaffTokenRow.staff) == staff_id))
            session.exec(delete(StaffRow).where(col(StaffRow.id) == staff_id))

    def has_reader(self) -> bool:
        """Whether somebody from outside the units is named to read words."""
        with self.database.reading() as session:  # of staff, the chat's role sees roles alone
            everybody = session.exec(select(StaffRow.roles)).all()
        return any(reads_words(frozenset(map(Role, roles))) for roles in everybody)

    def login_token(self, staff_id: str) -> str:
        """A token that lets somebody in once."""
        return self._token(staff_id, "login", LINK_LASTS)

    def enter_by_link(self, token: str) -> str | None:
        """Use a login token: a session token, or None if it is used up or too old."""
        with self.database.writing() as session:
            row = session.get(StaffTokenRow, _hash(token))
            if row is None or row.purpose != "login" or row.expires < self.clock():
                return None
            session.delete(row)
            staff = row.staff
        return self._token(staff, "session", SESSION_LASTS)

    def enter_by_password(self, login: str, password: str, source: str = "") -> str | None:
        """A session token, or None. Takes the same time whether or not the login exists.

        ``source`` is the address from which it comes. Raises TooOften.
        """
        self.brake.take(login, source)
        with self.database.reading() as session:
            row = session.exec(select(StaffRow).where(StaffRow.login == login)).first()
        known = row.password if row and row.password else _nobody()
        if not _HASHER.verify(password, known) or row is None:
            return None
        self.brake.right(login, source)
        return self._token(row.id, "session", SESSION_LASTS)

    def set_password(self, staff_id: str, password: str, session_token: str = "") -> None:
        """Set a password. Raises WeakPassword.

        Every other way in ends: sessions but the one in which it is set, and links not yet used.
        Whoever sets one because somebody else may know the old one wants nobody else inside.
        """
        if len(password) < SHORTEST_PASSWORD:
            least = SHORTEST_PASSWORD
            raise WeakPassword(say("A password needs at least {least} characters.", least=least))
        hashed = _HASHER.hash(password)
        others = (
            col(StaffTokenRow.staff) == staff_id,
            col(StaffTokenRow.token) != _hash(session_token),
        )
        with self.database.writing() as session:
            session.get_one(StaffRow, staff_id).password = hashed
            session.exec(delete(StaffTokenRow).where(*others))

    def in_session(self, token: str) -> StaffMember | None:
        """Who holds this session."""
        with self.database.reading() as session:
            row = session.get(StaffTokenRow, _hash(token))
            if row is None or row.purpose != "session" or row.expires < self.clock():
                return None
            member = session.get(StaffRow, row.staff)  # removed in this very moment, perhaps
            return _member(member) if member else None

    def leave(self, token: str) -> None:
        """Log out: every session of that person ends."""
        with self.database.writing() as session:
            row = session.get(StaffTokenRow, _hash(token))
            if row is not None:
                session.exec(
                    delete(StaffTokenRow).where(
                        col(StaffTokenRow.staff) == row.staff,
                        col(StaffTokenRow.purpose) == "session",
                    )
                )

    def note(self, staff: str, event: str, subject: str) -> None:
        """Write to the audit who did what."""
        with self.database.writing() as session:
            session.add(
                AuditRow(
                    id=token_hex(8),
                    moment=self.clock(),
                    staff=staff,
                    event=event,
                    subject=subject,
                )
            )

    def _token(self, staff_id: str, purpose: str, lasts: timedelta) -> str:
        token = token_urlsafe(32)
        with self.database.writing() as session:
            session.exec(delete(StaffTokenRow).where(col(StaffTokenRow.expires) < self.clock()))
            session.add(
                StaffTokenRow(
                    token=_hash(token),
                    staff=staff_id,
                    purpose=purpose,
                    expires=self.clock() + lasts,
                )
            )
        return token


def _assert_another_administrator(session: Session, staff_id: str) -> None:
    """Raises LastAdministrator. Two who take each other's role away do it one after the other."""
    everybody = session.exec(select(StaffRow).order_by(StaffRow.id).with_for_update()).all()
    if not any(Role.ADMINISTRATOR in row.roles for row in everybody if row.id != staff_id):
        raise LastAdministrator(
            say("This is the only administrator. Make somebody else one first.")
        )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _member(row: StaffRow) -> StaffMember:
    roles = frozenset(Role(role) for role in row.roles)
    return StaffMember(row.id, row.name, row.login, roles, row.language, bool(row.password))
