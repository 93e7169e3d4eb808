"""Files of keys: durable before they count, overwritten before they go, their owner's alone."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


def replace(path: Path, content: bytes) -> None:
    """Make a file, or replace its content as a whole."""
    if path.exists() and path.read_bytes() == content:
        return
    new = path.with_suffix(".new")
    write(new, content)
    new.replace(path)
    sync_folder(path.parent)


def read_entries(path: Path) -> dict[str, Any]:
    """Read anew each time: a key that was destroyed must not live on in a cache."""
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def save_entries(path: Path, entries: dict[str, Any]) -> None:
    """Replace a key file: the new one is durable before the old one's bytes are overwritten.

    The old bytes keep a name until then, so that a crash in between leaves them findable.
    """
    old, new = path.with_suffix(".old"), path.with_suffix(".new")
    if old.exists() and old.samefile(path):
        old.unlink()  # a crash before the exchange: these are the bytes still in use
    _overwrite(old)  # a crash after it
    _overwrite(new)
    write(new, json.dumps(entries).encode())
    if path.exists():
        old.hardlink_to(path)
    new.replace(path)
    sync_folder(path.parent)
    _overwrite(old)


def _overwrite(path: Path) -> None:
    """Fill a file with noise, then remove it."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        file.write(secrets.token_bytes(length))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def make_once(path: Path, content: bytes) -> None:
    """Make a file whole or not at all; if another process was faster, its file stays."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write(mine, content)
    with suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
    sync_folder(path.parent)


@contextmanager
def lock(path: Path, how: int) -> Iterator[bool]:
    """Whether the lock could be had; the system lets go of it if the process is killed."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes) -> None:
    """Write a file that is durable when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        share(path)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def share(path: Path) -> None:
    """Let the folder's group read this, if that group and nobody else may read the folder.

    Whoever lays out the folders decides by it which parts of the program share a key (ADR 8).
    """
    around = path.parent.stat()
    if around.st_mode & 0o047 == 0o040:
        if path.stat().st_gid != around.st_gid:
            os.chown(path, -1, around.st_gid)
        path.chmod(0o750 if path.is_dir() else 0o640)


def sync_folder(folder: Path) -> None:
    """Make what was renamed or removed in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
