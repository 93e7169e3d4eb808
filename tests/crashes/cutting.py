"""Cuts a happening off at its n-th border, in a process that dies there, and looks what is left."""

import os
import pickle
import resource
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from tests.crashes.borders import Happening
from tests.crashes.fuse import Fuse, crashing, kill
from tests.crashes.mortal import Site
from tests.crashes.servers import copied
from tests.postgres.fixtures import FILES
from tests.postgres.server import Postgres
from tests.storage.house import House


@dataclass(frozen=True, slots=True)
class Stage:
    """A happening that is about to happen; every try gets a copy of the installation."""

    happening: Happening
    site: Site
    server: Postgres | None = None

    @classmethod
    def prepared(cls, happening: Happening, folder: Path, server: Postgres | None) -> "Stage":
        """Everything as it is just before."""
        stage = cls(happening, Site(folder, server.new_pair() if server else FILES), server)
        house = stage.site.house()
        happening.prepare(house)
        house.app.close()
        return stage

    def borders(self) -> list[str]:
        """Everything that is done to databases and key files while it happens, in order."""
        with self._copy() as copy:
            house = copy.house()
            house.app.close()
            told = copy.folder.with_suffix(".borders")
            _in_a_process(lambda: told.write_text("\n".join(self._counted(house))))
            return told.read_text().splitlines()

    def clean(self) -> Any:
        """What is found when nothing goes wrong."""
        with self._copy() as copy:
            house = copy.house()
            self.happening.act(house)
            return self._found(house)

    def cut_at(self, border: int) -> tuple[bool, Any]:
        """Die there (-9), start anew, let it happen again; whether it died, and what is found.

        Chance decides how many statements a release takes: it may be over before the last border.
        """
        with self._copy() as copy:
            house = copy.house()
            house.app.close()  # a connection must not be carried over into another process
            status = _in_a_process(lambda: self._cut(house, border))
            house.restart()
            self.happening.act(house)
            return os.WIFSIGNALED(status), self._found(house)

    def full_at(self, border: int) -> tuple[bool, Any, Any]:
        """From there on nothing can be written, until there is room and it happens again.

        Whether it said so, what was found before there was room, and what is found in the end;
        all in one process, without a new start.
        """
        with self._copy() as copy:
            house = copy.house()
            house.app.close()
            told = copy.folder.with_suffix(".told")
            _in_a_process(lambda: told.write_bytes(pickle.dumps(self._filled(house, border))))
            said, before, after = pickle.loads(told.read_bytes())
            return said, before, after

    def _filled(self, house: House, border: int) -> tuple[bool, Any, Any]:
        said, (_, most) = False, resource.getrlimit(resource.RLIMIT_FSIZE)
        with crashing(house, Fuse(border, _no_room)):
            try:
                self.happening.act(house)
            except (OSError, SQLAlchemyError):
                said = True
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        before = self.happening.found(house)
        self.happening.act(house)
        return said, before, self.happening.found(house)

    def _cut(self, house: House, border: int) -> None:
        with crashing(house, Fuse(border, kill)):
            self.happening.act(house)

    def _counted(self, house: House) -> Iterable[str]:
        with crashing(house, Fuse(0, kill)) as fuse:
            self.happening.act(house)
        return fuse.burnt

    def _found(self, house: House) -> Any:
        found = self.happening.found(house)
        house.app.close()
        return found

    @contextmanager
    def _copy(self) -> Iterator[Site]:
        folder = self.site.folder.with_suffix(".copy")
        shutil.copytree(self.site.folder, folder)
        urls = copied(self.server, self.site.urls) if self.server else self.site.urls
        try:
            yield Site(folder, urls)
        finally:
            shutil.rmtree(folder)
            if self.server:
                self.server.drop(urls)


def _no_room(name: str) -> None:
    """The kernel refuses every write of this process: 'file too large' stands for 'disk full'."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))


def _in_a_process(work: Callable[[], object]) -> int:
    """Do something in a process of its own, which ends without any last words; its status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def chosen(borders: Sequence[str], most: int) -> Iterator[int]:
    """Some borders spread evenly, the first and the last among them; all if ``most`` is 0."""
    count = len(borders)
    if most == 0 or count <= most:
        yield from range(1, count + 1)
    else:
        yield from sorted({1 + round(n * (count - 1) / (most - 1)) for n in range(most)})
