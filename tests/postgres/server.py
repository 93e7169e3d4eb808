"""A throw-away PostgreSQL on a socket of its own, made as the deployment makes it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import yaml
from sqlalchemy import make_url

from storage import postgresql
from storage.databases import Database
from storage.migrations import METADATA, migrate
from tests.house.project import ROOT
from tests.postgres.installed import find

CLOCK, CHAT, CONSOLE = "kuulolla_clock", "kuulolla_chat", "kuulolla_console"
ADMINISTRATOR = "postgres"
PASSWORDS = {role: f"{role}-secret" for role in (ADMINISTRATOR, CLOCK, CHAT, CONSOLE)}
START_TAKES = 30  # seconds at most
QUICK = (
    *("fsync=off", "full_page_writes=off", f"{postgresql.THROW_AWAY}=on"),
    *("synchronous_commit=on", "autovacuum=off"),
)
CRASH_SAFE = ("fsync=on", "synchronous_commit=on", "autovacuum=off")
Urls = tuple[str, str]


def name_of(url: str) -> str:
    """The name of the database of a URL that this server has given."""
    return str(make_url(url).database)


def administrator_of(url: str) -> psycopg.Connection[Any]:
    """An administrator's connection to such a database, each statement committed at once."""
    given = make_url(url)
    return psycopg.connect(
        host=str(given.query["host"]),
        dbname=given.database,
        user=ADMINISTRATOR,
        password=PASSWORDS[ADMINISTRATOR],
        autocommit=True,
    )


def deployed_settings() -> list[str]:
    """The settings that the compose file starts its server with, as ``name=value``."""
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
    command = compose["services"]["db"].get("command", [])
    return [word.removeprefix("--") for word in command if "=" in word]


@dataclass(slots=True)
class Postgres:
    """A running server. Every pair of databases is new, migrated and empty."""

    bin: Path
    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str, role: str = CLOCK) -> str:
        """The program's URL of a database, as a role."""
        host = f"?host={self.folder}"
        return f"postgresql+psycopg://{role}:{PASSWORDS[role]}@/{database}{host}"

    def administrator(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """An administrator's connection, each statement committed at once."""
        return administrator_of(self.url(database))

    @property
    def deployed(self) -> Urls:
        """The two databases that ``deploy/roles.sql`` has made, as the clock."""
        return self.url("kuulolla_contacts"), self.url("kuulolla_office")

    def new_pair(self) -> Urls:
        """A fresh contacts and a fresh office database, as the clock."""
        number = next(self._numbers)
        names = [f"{name}_{os.getpid()}_{number}" for name in METADATA]
        with self.administrator() as connection:
            for name, template in zip(names, METADATA, strict=True):
                connection.execute(f"CREATE DATABASE {name} OWNER {CLOCK} TEMPLATE new_{template}")
        contacts, office = names
        return self.url(contacts), self.url(office)

    @property
    def log(self) -> str:
        """What the server has written to its log."""
        return (self.folder / "log").read_text("utf-8", "replace")

    def drop(self, urls: Urls) -> None:
        """Remove a pair, whoever is still connected."""
        with self.administrator() as connection:
            for url in urls:
                connection.execute(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def _prepare(self) -> None:
        """Roles and databases as deployed, and a migrated template of each database."""
        passwords = {
            f"KUULOLLA_{role.partition('_')[2].upper()}_PASSWORD": PASSWORDS[role]
            for role in (CLOCK, CHAT, CONSOLE)
        }
        subprocess.run(
            [self.bin / "psql", "-qX", "-f", ROOT / "deploy/roles.sql", self._plain_url()],
            env=os.environ | passwords,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=START_TAKES,
        )
        for name in METADATA:
            with self.administrator() as connection:
                connection.execute(f"CREATE DATABASE new_{name} OWNER {CLOCK}")
            database = Database(self.url(f"new_{name}"))
            migrate(database, name)
            database.close()

    def _plain_url(self) -> str:
        return self.url("postgres", ADMINISTRATOR).replace("+psycopg", "")


@contextmanager
def postgres(*settings: str, durable: bool = False, bare: bool = False) -> Iterator[Postgres]:
    """A server until the block ends; then nothing of it is left. Raises NoPostgres.

    ``settings`` are more of them, as ``name=value``; ``durable`` is for crashes of the server;
    a ``bare`` one has neither the roles nor the databases.
    """
    programs = find()
    folder = Path(tempfile.mkdtemp(prefix="kuulolla-pg-"))
    as_whom = unprivileged()
    try:
        folder.chmod(0o755)  # the socket is for every user; the data are not
        if as_whom:
            os.chown(folder, *as_whom)
        _initdb(programs, folder, as_whom)
        chosen = [*deployed_settings(), *(CRASH_SAFE if durable else QUICK), *settings]
        with running(programs, folder, chosen):
            server = Postgres(programs, folder)
            if not bare:
                server._prepare()
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(programs: Path, folder: Path, settings: list[str]) -> Iterator[None]:
    """The server's process on a folder that ``initdb`` has made."""
    words = [f"unix_socket_directories={folder}", "listen_addresses=", *settings]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *(f"--{word}" for word in words)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            **run_as(unprivileged()),
        )
    watcher = _watch(process.pid, folder)
    try:
        _wait(folder, process)
        yield
    finally:
        watcher.kill()
        watcher.communicate()
        process.send_signal(signal.SIGINT)  # fast shutdown: whoever is connected is cut off
        process.wait(START_TAKES)


def _watch(server: int, folder: Path) -> subprocess.Popen[bytes]:
    """If this process is killed, its end of the pipe closes: then server and folder go, too."""
    cleaning = f"cat >/dev/null; kill -QUIT {server}; sleep 1; rm -rf {folder}"
    return subprocess.Popen(["sh", "-c", cleaning], stdin=subprocess.PIPE, start_new_session=True)


def _initdb(programs: Path, folder: Path, as_whom: tuple[int, int] | None) -> None:
    with tempfile.NamedTemporaryFile("w", dir=folder) as password:
        password.write(PASSWORDS[ADMINISTRATOR])
        password.flush()
        os.chmod(password.name, 0o644)
        subprocess.run(
            [
                *(programs / "initdb", "-D", folder / "data", "--no-sync", "-U", ADMINISTRATOR),
                *("--auth=scram-sha-256", f"--pwfile={password.name}"),
                *("--encoding=UTF8", "--locale=C.UTF-8"),
            ],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            timeout=START_TAKES,
            **run_as(as_whom),
        )


def unprivileged() -> tuple[int, int] | None:
    """PostgreSQL will not run as root: then another user of this machine runs it."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise RuntimeError("no user here to run PostgreSQL as")


def run_as(as_whom: tuple[int, int] | None) -> dict[str, Any]:
    if as_whom is None:
        return {}
    return {"user": as_whom[0], "group": as_whom[1], "extra_groups": []}


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TAKES
    password = PASSWORDS[ADMINISTRATOR]
    while True:
        try:
            psycopg.connect(
                host=str(folder), dbname="postgres", user=ADMINISTRATOR, password=password
            ).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return
