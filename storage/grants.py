"""What each part of the program may touch in PostgreSQL: one line a table, and nothing else.

The clock owns both databases: it migrates, releases and removes residue. The chat and the console
have roles of their own, made by ``deploy/roles.sql``. A table without a line fails the tests, and
a line grants exactly what stands there, which the tests compare with what the server refuses.
"""

from collections.abc import Mapping
from time import sleep

from sqlalchemy import make_url, text
from sqlalchemy.exc import InternalError

from storage.databases import Database, UnsafeDatabase

CHAT, CONSOLE = "kuulolla_chat", "kuulolla_console"
READ = "SELECT"
ADD = "SELECT, INSERT"
KEEP = "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"

Grants = Mapping[str, Mapping[str, str]]  # table: role: privileges, as SQL says them

CONTACTS: Grants = {
    "alembic_version": {CHAT: READ},
    "contact": {CHAT: ALL},
    "code": {CHAT: ALL},
    "dialog": {CHAT: ALL},
    "box": {CHAT: ALL},
    "note": {CHAT: ALL},
    "chat": {CHAT: ALL},
    "outbox": {CHAT: ALL},
    "state": {CHAT: KEEP},
    "plan": {},  # the release's alone
    "taken": {CHAT: "SELECT, INSERT, DELETE"},
    "guess": {CHAT: KEEP},  # the clock deletes
}

OFFICE: Grants = {
    "alembic_version": {CHAT: READ, CONSOLE: READ},
    # what is asked where, and what came of it: said in the chat
    "organisation": {CHAT: READ, CONSOLE: "SELECT, UPDATE (first_round)"},
    "unit": {CHAT: READ, CONSOLE: "SELECT, INSERT, UPDATE (name, size, closes)"},
    "wave": {CHAT: READ, CONSOLE: KEEP},
    "panel_question": {CHAT: READ, CONSOLE: "SELECT, INSERT, UPDATE (waits)"},
    "decision": {CHAT: READ, CONSOLE: ADD},
    "open_note": {
        CHAT: "SELECT (answer, answered_week)",  # told to everybody; never what was written
        CONSOLE: "SELECT, UPDATE (state, answer, answered_week)",
    },
    # what is not anonymous: the chat adds, and cannot read back; the reader's page reads
    "contact_reader": {
        CHAT: "SELECT (staff, purpose, name, unit, place, public)",
        CONSOLE: ALL,
    },
    "contact_request": {
        CHAT: "INSERT",
        CONSOLE: (
            "SELECT (id, purpose, reader, second, sealed, sealed_second, came, due, read_on), "
            "UPDATE (reader, second, sealed, sealed_second, came, due, read_on)"
        ),
    },
    "panel_meeting": {CHAT: READ, CONSOLE: KEEP},
    "publication": {CHAT: READ, CONSOLE: READ},
    "correction": {CHAT: READ, CONSOLE: ADD},
    "own_name": {CHAT: READ, CONSOLE: "SELECT, INSERT, DELETE"},
    # staff and their work
    "service": {CONSOLE: ADD},
    "reporting_group": {CONSOLE: "SELECT, INSERT, UPDATE (name)"},
    "staff": {CHAT: "SELECT (roles)", CONSOLE: ALL},  # is there a reader?
    "staff_token": {CONSOLE: ALL},
    "login_attempt": {CONSOLE: KEEP},  # the clock deletes
    "issued": {CONSOLE: KEEP},
    "audit": {CONSOLE: "INSERT"},
    "code_request": {CONSOLE: "INSERT"},
    "staff_wish": {CHAT: "INSERT", CONSOLE: "INSERT"},
    "clock_report": {CONSOLE: READ},
    # words, sealed: the reader decides about them, and can add none
    "reading": {CONSOLE: "SELECT, UPDATE (closed)"},
    "reading_text": {CONSOLE: "SELECT, UPDATE (verdict, hidden)"},
    # answers: the clock's alone, until they are published
    "lot": {},
    "lot_answer": {},
    "release": {},
    "not_shown": {},
}

TRIES, WAIT = 20, 0.5  # seconds
GRANTS: Mapping[str, Grants] = {"contacts": CONTACTS, "office": OFFICE}


def grant(database: Database, name: str) -> None:
    """Take back everything in the database called ``name`` and grant what is declared.

    Does nothing on SQLite, nor on a server without the roles: there one process is everything.
    """
    if database.sqlite:
        return
    for tries_left in reversed(range(TRIES)):
        try:
            _grant(database, name)
            break
        except InternalError:  # what a killed process had begun to write anew is not done yet
            if not tries_left:
                raise
            sleep(WAIT)


def _grant(database: Database, name: str) -> None:
    with database.writing() as session:
        wanted = text("SELECT rolname FROM pg_roles WHERE rolname IN (:chat, :console)")
        roles = session.execute(wanted, {"chat": CHAT, "console": CONSOLE}).scalars().all()
        for table, rights in GRANTS[name].items():
            for role in roles:
                session.execute(text(f'REVOKE ALL ON "{table}" FROM {role}'))
                if role in rights:
                    session.execute(text(f'GRANT {rights[role]} ON "{table}" TO {role}'))


def assert_has_roles(url: str) -> None:
    """Parts can only be kept apart by a server. Raises UnsafeDatabase."""
    if make_url(url).get_backend_name() == "sqlite":
        raise UnsafeDatabase(
            "Parts of the program are kept apart by PostgreSQL's roles, and SQLite has none: set "
            "KUULOLLA_CONTACTS_DATABASE and KUULOLLA_OFFICE_DATABASE, or run everything in one."
        )


def assert_no_more(database: Database, name: str, role: str) -> None:
    """Whoever this process is in the database must not touch what ``role`` must not.

    Raises UnsafeDatabase, which names the tables.
    """
    asked = text("SELECT has_any_column_privilege(:table, 'SELECT, INSERT, UPDATE')")
    closed = [table for table, rights in GRANTS[name].items() if role not in rights]
    with database.reading() as session:
        found = [each for each in closed if session.execute(asked, {"table": each}).scalar()]
    if found:
        raise UnsafeDatabase(
            f"This part can reach {', '.join(found)} in the {name} database, and must not. "
            f"Use the role {role} of deploy/roles.sql."
        )
