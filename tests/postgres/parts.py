"""The deployment on this machine: three processes, three users, three roles."""

import encodings
import importlib
import multiprocessing
import os
import pkgutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import uvicorn

from app.cli import main
from app.server import serving as serving  # what ``run`` loads late
from app.server.site import site
from app.settings import Settings
from app.wiring import build
from conversations.phrases import LANGUAGES, say
from locales import speak
from storage.grants import CHAT, CONSOLE
from tests.postgres.server import CLOCK, Postgres

# As in the image and the compose file: numbers that are nobody on this machine.
USERS = {"clock": 10001, "chat": 10002, "console": 10003}
ROLES = {"clock": CLOCK, "chat": CHAT, "console": CONSOLE}
PUBLIC = "http://127.0.0.1"
STARTS_IN = 60  # seconds at most
FORK = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Deployment:
    """The folders as the image lays them out, and the processes that run."""

    folder: Path
    server: Postgres
    ports: dict[str, int] = field(default_factory=lambda: {part: free_port() for part in USERS})
    running: dict[str, BaseProcess] = field(default_factory=dict)

    def lay_out(self) -> None:
        """The three folders, with the owners and rights that the Dockerfile gives them."""
        self.folder.chmod(0o755)
        for name, group, mode in (
            ("data", "chat", 0o750),
            ("opening", "clock", 0o700),
            ("codes", "console", 0o750),
        ):
            path = self.folder / name
            path.mkdir()
            os.chown(path, USERS["clock"], USERS[group])
            path.chmod(mode)

    def environment(self, part: str) -> dict[str, str]:
        """What compose.yaml gives a part."""
        role, code_key = ROLES[part], str(self.folder / "codes/code.key")
        given = {
            "KUULOLLA_PART": part,
            "KUULOLLA_PUBLIC_URL": PUBLIC,
            "KUULOLLA_PORT": str(self.ports[part]),
            "KUULOLLA_OFFICE_DATABASE": self.server.url("kuulolla_office", role),
        }
        if part != "console":
            given["KUULOLLA_DATA"] = str(self.folder / "data")
            given["KUULOLLA_CONTACTS_DATABASE"] = self.server.url("kuulolla_contacts", role)
        if part == "clock":
            given["KUULOLLA_OPENING"] = str(self.folder / "opening")
        if part != "chat":
            given["KUULOLLA_CODE_KEY"] = code_key
        return given

    def start(self, part: str) -> None:
        """Start a part and wait until it answers."""
        sys.stdout.flush()
        self.running[part] = self._fork(part, lambda: _command("run"))
        deadline = time.monotonic() + STARTS_IN
        while True:
            try:
                if httpx.get(f"{self.address(part)}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                if not self.running[part].is_alive() or time.monotonic() > deadline:
                    raise RuntimeError(self.said(part)) from None
                time.sleep(0.1)

    def stop(self, part: str) -> None:
        """Stop a part as Docker does."""
        process = self.running.pop(part)
        process.terminate()
        process.join(STARTS_IN)

    def as_user(self, part: str, do: Callable[[], None]) -> None:
        """Do something in a process of a part's user with its environment. Raises RuntimeError."""
        process = self._fork(part, do)
        process.join(STARTS_IN)
        if process.exitcode != 0:
            raise RuntimeError(self.said(part))

    def said(self, part: str) -> str:
        """What a part has printed."""
        return (self.folder / f"{part}.log").read_text()

    def address(self, part: str) -> str:
        """Where a part is served."""
        return f"http://127.0.0.1:{self.ports[part]}"

    def _fork(self, part: str, do: Callable[[], None]) -> BaseProcess:
        """A fork has everything loaded: the interpreter itself may lie where only root reads."""
        log, environment = self.folder / f"{part}.log", self.environment(part)

        def run() -> None:
            descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
            sys.stdout = sys.stderr = os.fdopen(descriptor, "w", buffering=1)
            become(part)
            for name in [name for name in os.environ if name.startswith("KUULOLLA_")]:
                del os.environ[name]
            os.environ.update(environment)
            os.chdir("/")
            do()

        process = FORK.Process(target=run)
        process.start()
        return process


def become(part: str) -> None:
    """Turn this process into a part's user, as compose does."""
    others = [USERS["chat"], USERS["console"]] if part == "clock" else []
    os.setgroups(others)
    os.setgid(USERS[part])
    os.setuid(USERS[part])


@contextmanager
def deployment(folder: Path, server: Postgres) -> Iterator[Deployment]:
    """Three parts that run; they are stopped at the end."""
    made = Deployment(folder, server)
    made.lay_out()
    warm_up(folder / "warm")
    try:
        for part in USERS:  # the clock first: the others wait for it
            made.start(part)
        yield made
    finally:
        for part in list(made.running):
            made.stop(part)


def warm_up(folder: Path) -> None:
    """Load what is loaded on first use, before the forks lose the right to read it."""
    for each in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):  # some are for other systems
            importlib.import_module(f"encodings.{each.name}")
    for language in LANGUAGES:
        speak(say("Start"), language)
    warm = build(Settings(data=folder, _env_file=None))  # type: ignore[call-arg]
    uvicorn.Config(site(warm)).load()
    warm.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _command(*words: str) -> None:
    sys.argv = ["kuulolla", *words]
    main()
