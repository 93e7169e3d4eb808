"""A simulation in PostgreSQL: two schemas of its own, and nothing real is ever touched."""

from pathlib import Path

import pytest
from click import ClickException
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from app.cli import kuulolla
from app.simulation.schemas import fresh_schemas
from attacks.loot import Loot
from tests.postgres.fixtures import on_postgresql

SMALL = ("--homes", "1", "--team", "0", "--weeks", "1", "--no-hard-cases", "--answering", "0.9")


def execute(url: str, statement: str) -> None:
    """Do one thing in a database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@on_postgresql
def test_a_simulation_lives_in_two_schemas_and_may_be_replaced(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    for out in (tmp_path / "first", tmp_path / "second"):
        words = ["simulate", *SMALL, "--out", str(out), "--database", urls[0], "--snapshots"]
        done = CliRunner().invoke(kuulolla, words)
        assert done.exit_code == 0, done.output
        assert not list((out / "data").glob("*.sqlite"))
    *_, last = Loot(tmp_path / "second" / "snapshots").copies()
    contacts = last.tables()["contacts.contact"]
    assert len(contacts) == 7
    assert all(row["xmin"] and row["ctid"] for row in contacts)
    assert isinstance(contacts[0]["idx"], bytes)


@on_postgresql
def test_tables_that_are_no_simulations_are_refused(urls: tuple[str, str]) -> None:
    execute(urls[0], "CREATE SCHEMA contacts")
    execute(urls[0], "CREATE TABLE contacts.contact (idx int)")
    with pytest.raises(ClickException, match="no simulation"):
        fresh_schemas(urls[0])


@on_postgresql
def test_a_real_organisations_schemas_are_refused(urls: tuple[str, str]) -> None:
    fresh_schemas(urls[0])
    execute(urls[0], "CREATE TABLE office.organisation (simulated bool)")
    execute(urls[0], "INSERT INTO office.organisation VALUES (false)")
    with pytest.raises(ClickException, match="no simulation"):
        fresh_schemas(urls[0])
