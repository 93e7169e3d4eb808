"""A PostgreSQL whose server can be crashed and started again while others are connected to it."""

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.postgres.server import (
    CLOCK,
    CRASH_SAFE,
    START_TAKES,
    Postgres,
    Urls,
    deployed_settings,
    name_of,
    postgres,
    run_as,
    unprivileged,
)


@dataclass(frozen=True, slots=True)
class Crashable:
    """A durable server, with fsync as in real life."""

    server: Postgres

    def stop(self) -> None:
        """Stop it in an instant, as a crash would: no goodbye, nothing written politely."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again; it recovers what was committed from its log."""
        settings = [*deployed_settings(), *CRASH_SAFE, "recovery_init_sync_method=syncfs"]
        words = [f"unix_socket_directories={self.server.folder}", "listen_addresses=", *settings]
        options = " ".join(f"--{word}" for word in words)
        self._control("start", "-l", str(self.server.folder / "data" / "log"), "-o", options)

    async def crash(self) -> None:
        """Stop and start."""
        await asyncio.to_thread(self.stop)
        await asyncio.to_thread(self.start)

    def _control(self, *words: str) -> None:
        subprocess.run(
            [self.server.bin / "pg_ctl", *words, "-w", "-D", self.server.folder / "data"],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=self.server.folder,
            timeout=START_TAKES,
            **run_as(unprivileged()),
        )


@contextmanager
def crashable() -> Iterator[Crashable]:
    """Such a server until the block ends. Raises NoPostgres."""
    with postgres(durable=True) as server:
        made = Crashable(server)
        try:
            yield made
        finally:
            with suppress(subprocess.CalledProcessError):  # it may be down already
                made.stop()


def copied(server: Postgres, urls: Urls) -> Urls:
    """A copy of two databases that nobody is connected to."""
    names = [name_of(url) for url in urls]
    with server.administrator() as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}_copy OWNER {CLOCK} TEMPLATE {name}")
    contacts, office = names
    return server.url(f"{contacts}_copy"), server.url(f"{office}_copy")
