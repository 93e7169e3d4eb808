"""Finds a PostgreSQL server for the tests, or gets Debian's: the only place that knows how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 15


class NoPostgres(Exception):
    """There is no PostgreSQL here and none could be had; the message says what to do."""


def find() -> Path:
    """Return the folder of ``initdb``, ``postgres`` and ``psql``, the newest. Raises NoPostgres."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)
    )
    for folder in folders:
        if (
            (folder / "initdb").exists()
            and (folder / "psql").exists()
            and _version(folder) >= OLDEST
        ):
            return folder
    raise NoPostgres(f"no PostgreSQL {OLDEST} or newer here; install the package 'postgresql'")


def find_or_get() -> Path:
    """Return the same, after installing Debian's package if there is none. Raises NoPostgres."""
    try:
        return find()
    except NoPostgres:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise
    # No cluster of its own: the tests make theirs.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(
            ["apt-get", "-qq", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
            timeout=600,
        )
    return find()


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return int(said.stdout.split()[2].partition(".")[0])


if __name__ == "__main__":
    try:
        print(f"PostgreSQL for the tests: {find_or_get()}")
    except NoPostgres as missing:
        sys.exit(str(missing))
