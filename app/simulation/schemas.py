"""Two fresh PostgreSQL schemas for a simulation; one that holds anything real is refused."""

import click
from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

SCHEMAS = ("contacts", "office")


def fresh_schemas(database: str) -> tuple[str, str]:
    """Make both schemas anew; returns a URL for each. Raises ClickException for a real one."""
    try:
        url = make_url(database)
        if url.get_backend_name() != "postgresql":
            raise click.ClickException(
                "--database takes a PostgreSQL URL; without it, SQLite files."
            )
        url = url.set(drivername="postgresql+psycopg")
        engine = create_engine(url, hide_parameters=True, poolclass=NullPool)
        with engine.begin() as connection:
            if not all(_may_go(connection, schema) for schema in SCHEMAS):
                raise click.ClickException(
                    "That database holds tables that are no simulation's. Choose another one."
                )
            for schema in SCHEMAS:
                connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
                connection.execute(text(f"CREATE SCHEMA {schema}"))
    except SQLAlchemyError as problem:
        raise click.ClickException(
            f"The database cannot be used ({type(problem).__name__}). Check the URL, that the "
            "server runs, and that this user may create schemas."
        ) from None
    return _in_schema(url, "contacts"), _in_schema(url, "office")


def _in_schema(url: URL, schema: str) -> str:
    chosen = url.update_query_dict({"options": f"-csearch_path={schema}"})
    return chosen.render_as_string(hide_password=False)


def _may_go(connection: Connection, schema: str) -> bool:
    """Whether a schema is missing, empty, or an earlier simulation's."""
    found = inspect(connection)
    if not found.has_schema(schema) or not found.get_table_names(schema):
        return True
    if not found.has_table("organisation", SCHEMAS[1]):
        return False
    simulated = text("SELECT simulated FROM office.organisation")
    return list(connection.execute(simulated).scalars()) == [True]
