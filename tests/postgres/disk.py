"""What lies on the disk of a PostgreSQL server: rows and what is left of them, and every change."""

from typing import Any

from psycopg import Connection


def pages(connection: Connection[Any], table: str) -> bytes:
    """The pages of a table, as the server has them on its disk."""
    return _on_disk(connection, "SELECT oid FROM pg_class WHERE relname = %s", table)


def heap(connection: Connection[Any], table: str) -> bytes:
    """The bytes of a table, of what is stored beside it, and of their indexes."""
    own = "SELECT oid, reltoastrelid FROM pg_class WHERE relname = %s"
    wanted = (
        f"WITH own AS ({own}), heaps AS (SELECT oid FROM own UNION SELECT reltoastrelid FROM own) "
        "SELECT oid FROM heaps UNION "
        "SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM heaps)"
    )
    return _on_disk(connection, wanted, table)


def _on_disk(connection: Connection[Any], wanted: str, table: str) -> bytes:
    connection.execute("CHECKPOINT")
    relations = connection.execute(
        f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE oid IN ({wanted})", [table]
    ).fetchall()
    read = "SELECT pg_read_binary_file(%s, 0, 1000000000, true)"
    found = [connection.execute(read, path).fetchone() for path in relations]
    return b"".join(content or b"" for (content,) in filter(None, found))


def every_heap(connection: Connection[Any]) -> dict[str, bytes]:
    """The same of each of the program's tables."""
    own = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return {name: heap(connection, name) for (name,) in connection.execute(own).fetchall()}


def written_so_far(connection: Connection[Any]) -> str:
    """How far the server's log of changes has come."""
    row = connection.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
    return str(row and row[0])


def changes_since(connection: Connection[Any], position: str) -> bytes:
    """The server's log of changes, of all databases, from the file on in which a position is."""
    files = connection.execute(
        "SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() WHERE name BETWEEN "
        "pg_walfile_name(%s) AND pg_walfile_name(pg_current_wal_insert_lsn()) ORDER BY name",
        [position],
    )
    return b"".join(content for (content,) in files)
