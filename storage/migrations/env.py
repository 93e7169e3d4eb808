"""What Alembic runs to migrate one of the two databases."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString

engine = context.config.attributes["engine"]
metadata = context.config.attributes["metadata"]


def plain(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write SQLModel's own types as the SQL types that they are."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


with engine.execution_options(writes=True).connect() as connection:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, render_item=plain
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
