"""What PostgreSQL has to be like and has to be told, so that it keeps nothing (A-10, M4)."""

from time import sleep

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from storage.troubles import StillBusy, UnsafeDatabase

SETTINGS = {
    "track_commit_timestamp": ("off",),
    # a line in the server's log for each statement would tell when somebody answered, or what
    "log_statement": ("none",),
    "log_duration": ("off",),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_error_verbosity": ("terse",),  # DETAIL has the clashing values
    "log_parameter_max_length": ("0",),
    "log_parameter_max_length_on_error": ("0",),
    "log_parser_stats": ("off",),
    "log_planner_stats": ("off",),
    "log_executor_stats": ("off",),
    "log_statement_stats": ("off",),
    "debug_print_parse": ("off",),
    "debug_print_rewritten": ("off",),
    "debug_print_plan": ("off",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}
# Without these a crash may lose what somebody was thanked for, or bring back what was forgotten.
DURABLE = {"fsync": ("on",), "full_page_writes": ("on",)}
THROW_AWAY = "kuulolla.throw_away"  # a server that is started with it on keeps nothing anyway
# Extensions that keep or log statements; a setting of theirs exists once they are loaded, however.
SAMPLERS = {
    "auto_explain": "auto_explain.log_min_duration",
    "pg_qualstats": "pg_qualstats.enabled",
    "pg_show_plans": "pg_show_plans.enable",
    "pg_stat_monitor": "pg_stat_monitor.pgsm_max",
    "pg_stat_statements": "pg_stat_statements.track",
    "pg_store_plans": "pg_store_plans.track",
    "pgaudit": "pgaudit.log",
}

LOCK_PATIENCE = 5  # seconds, in which talks wait, too
SNAPSHOT_TRIES, SNAPSHOT_WAIT = 50, 0.1  # seconds; talks take milliseconds, a dump takes minutes
OWN_TABLES = (
    "SELECT quote_ident(tablename) FROM pg_tables "
    "WHERE tableowner = current_user AND schemaname = current_schema()"
)
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's own number


def assert_safe(connection: Connection) -> None:
    """Refuse a server whose settings or extensions could betray somebody. Raises UnsafeDatabase."""
    kept = _setting(connection, THROW_AWAY) != "on"
    for name, allowed in (SETTINGS | (DURABLE if kept else {})).items():
        found = _setting(connection, name)
        if found is not None and found not in allowed:
            wanted = " or ".join(allowed)
            raise UnsafeDatabase(f"PostgreSQL setting {name} is {found}; it must be {wanted}.")
    for extension, name in SAMPLERS.items():
        if _setting(connection, name) is not None:
            raise UnsafeDatabase(
                f"PostgreSQL has loaded {extension}, which keeps statements; take it out of "
                "shared_preload_libraries, session_preload_libraries and local_preload_libraries."
            )


def _setting(connection: Connection, name: str) -> str | None:
    """A setting's value; None if this server has none of that name."""
    asked = text("SELECT current_setting(:name, true)")
    value: str | None = connection.execute(asked, {"name": name}).scalar()
    return value


def await_snapshots(connection: Connection) -> None:
    """Wait until nobody can see the rows deleted before: VACUUM would leave those (M4).

    A role sees whoever is connected as itself; others only with ``pg_read_all_stats``.
    """
    next_transaction = connection.exec_driver_sql(
        "SELECT mod(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, 4294967296)"
    ).scalar_one()
    older = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker' "
        "AND age(backend_xmin) > age(CAST(:next AS text)::xid)"
    )
    for _ in range(SNAPSHOT_TRIES):
        if not connection.execute(older, {"next": next_transaction}).scalar():
            return
        sleep(SNAPSHOT_WAIT)
    raise StillBusy("Somebody is still reading what was deleted; the release goes on later.")


def rewrite(connection: Connection) -> None:
    """Write every table anew: a plain VACUUM leaves the bytes of old rows between the new ones.

    Each table is locked for a moment; who waits for a long reader gives up before others notice.
    """
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_PATIENCE}s'")
    try:
        for table in connection.exec_driver_sql(OWN_TABLES).scalars().all():
            connection.exec_driver_sql(f"VACUUM FULL {table}")  # without a name: the catalogue, too
    except OperationalError as problem:
        if getattr(problem.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise StillBusy("A table is being read; the release goes on at the next beat.") from None
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
