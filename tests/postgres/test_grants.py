"""What is declared in ``storage/grants.py`` is what the server gives, table by table."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import text

from storage.databases import Database, UnsafeDatabase
from storage.grants import CHAT, CONSOLE, GRANTS, assert_no_more, grant
from storage.migrations import METADATA
from tests.postgres.server import CLOCK, Postgres

ROLES = {"contacts": (CHAT,), "office": (CHAT, CONSOLE)}
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE")
PER_COLUMN = ("SELECT", "INSERT", "UPDATE")
NEVER_THE_CHATS = (
    "lot",
    "lot_answer",
    "reading",
    "reading_text",
    "staff_token",
    "audit",
    "not_shown",
)
NEVER_THE_CONSOLES = ("lot", "lot_answer", "release")
WHO = [(name, role) for name, roles in ROLES.items() for role in roles]


@pytest.fixture(scope="module")
def granted(postgres_server: Postgres) -> Iterator[dict[str, Database]]:
    """Both databases after the clock has granted."""
    urls = dict(zip(METADATA, postgres_server.new_pair(), strict=True))
    opened = {name: Database(url) for name, url in urls.items()}
    for name, database in opened.items():
        grant(database, name)
        grant(database, name)  # every start does it again
    yield opened
    for database in opened.values():
        database.close()
    postgres_server.drop((urls["contacts"], urls["office"]))


def declared(rights: str) -> dict[str, set[str]]:
    """What a line grants: the columns of each privilege, ``*`` for all of them."""
    found = re.findall(r"([A-Z]+)(?: \(([^)]*)\))?", rights)
    return {word: set(columns.split(", ")) if columns else {"*"} for word, columns in found}


@pytest.mark.parametrize("name", GRANTS)
def test_every_table_has_a_line(name: str, granted: dict[str, Database]) -> None:
    with granted[name].reading() as session:
        there = session.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        assert set(there) == set(GRANTS[name])
    assert set(METADATA[name].tables) | {"alembic_version"} == set(GRANTS[name])


@pytest.mark.parametrize(("name", "role"), WHO)
def test_a_role_has_what_is_declared_and_nothing_else(
    name: str, role: str, granted: dict[str, Database]
) -> None:
    with granted[name].reading() as session:
        for table, rights in GRANTS[name].items():
            wanted = declared(rights.get(role, ""))
            columns = session.execute(
                text("SELECT column_name FROM information_schema.columns WHERE table_name = :t"),
                {"t": table},
            ).scalars()
            for column, privilege in product(columns.all(), PER_COLUMN):
                given = session.execute(
                    text("SELECT has_column_privilege(:r, :t, :c, :p)"),
                    {"r": role, "t": table, "c": column, "p": privilege},
                ).scalar()
                expected = bool({column, "*"} & wanted.get(privilege, set()))
                assert given is expected, (role, privilege, table, column)
            for privilege in ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
                given = session.execute(
                    text("SELECT has_table_privilege(:r, :t, :p)"),
                    {"r": role, "t": table, "p": privilege},
                ).scalar()
                assert given is (privilege in wanted), (role, privilege, table)


def test_what_must_never_be_reached_is_declared_so() -> None:
    office = GRANTS["office"]
    assert not [table for table in NEVER_THE_CHATS if CHAT in office[table]]
    assert not [table for table in NEVER_THE_CONSOLES if CONSOLE in office[table]]
    assert not [table for table, rights in GRANTS["contacts"].items() if CONSOLE in rights]
    assert declared(office["open_note"][CHAT]) == {"SELECT": {"answer", "answered_week"}}
    assert office["staff"][CHAT] == "SELECT (roles)"  # is there a reader? Nobody's name


@pytest.mark.parametrize(("name", "role"), WHO)
def test_no_role_can_make_or_become_anything(
    name: str, role: str, granted: dict[str, Database]
) -> None:
    with granted[name].reading() as session:
        asked = {
            "SELECT has_schema_privilege(:r, 'public', 'CREATE')": False,
            "SELECT has_database_privilege(:r, 'kuulolla_office', 'CREATE, TEMPORARY')": False,
            "SELECT pg_has_role(:r, :clock, 'MEMBER')": False,
            "SELECT bool_or(rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR "
            "rolreplication) FROM pg_roles WHERE rolname IN (:r, :clock)": False,
            "SELECT has_database_privilege(:r, 'kuulolla_contacts', 'CONNECT')": role == CHAT,
        }
        for question, expected in asked.items():
            given = session.execute(text(question), {"r": role, "clock": CLOCK}).scalar()
            assert given is expected, question


@pytest.mark.parametrize("role", [CHAT, CONSOLE])
def test_a_part_with_the_clocks_role_is_refused(role: str, granted: dict[str, Database]) -> None:
    with pytest.raises(UnsafeDatabase, match=r"can reach .*lot, lot_answer.* Use the role"):
        assert_no_more(granted["office"], "office", role)
