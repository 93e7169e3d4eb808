"""The keys: a master key, the week's keys and the quarter's tag keys, in files of their own.

Nothing here is ever part of a backup. ``sealing.json`` is what the chat needs: the week's public
key, its row key and the tag key. ``opening.json`` is what only the release may read: the private
half. Destroying a week's entry in both makes every copy of that week's box noise.
"""

import fcntl
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.public import PrivateKey
from nacl.secret import SecretBox

MASTER_BYTES = 32


class KeysMissing(Exception):
    """A key that is needed is not there; the message says which file and what to do."""


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (BLAKE2b as in libsodium's key derivation)."""
    return blake2b(b"", digest_size=32, key=master, person=purpose.encode(), encoder=RawEncoder)


def load_master(path: Path, given: str | None = None) -> bytes:
    """The master key from the environment's ``given`` text, or from a 0600 file made once.

    Any text is accepted and hashed, so that a key of another length is not an error.
    """
    if given:
        return blake2b(given.encode(), digest_size=MASTER_BYTES, encoder=RawEncoder)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_once(path, secrets.token_bytes(MASTER_BYTES))
    found = path.read_bytes()
    if len(found) != MASTER_BYTES:
        raise KeysMissing(f"{path} is not a master key. Restore it, or start with new data.")
    return found


class Keys:
    """The keys of the weeks and quarters, wrapped by the master key."""

    def __init__(self, folder: Path, master: bytes) -> None:
        """Use the key files in ``folder`` (made, mode 0700, when missing)."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._sealing = folder / "sealing.json"
        self._opening = folder / "opening.json"
        self._wrap = SecretBox(derive(master, "wrap"))
        self.address_key = derive(master, "address")
        self.index_key = derive(master, "index")
        self.code_key = derive(master, "code")
        self.cookie_key = derive(master, "cookie")

    def make_week(self, week: str, quarter: str) -> None:
        """Make a week's keys and its quarter's tag key; durable before anything is sealed."""
        with self._changing():
            opening, sealing = _read(self._opening), _read(self._sealing)
            if week not in opening:
                opening[week] = self._wrapped(bytes(PrivateKey.generate()))
                _save(self._opening, opening)
            if week not in sealing:
                private = PrivateKey(self._unwrapped(opening[week]))
                sealing[week] = {
                    "public": b64encode(bytes(private.public_key)).decode(),
                    "row": self._wrapped(secrets.token_bytes(32)),
                }
            sealing.setdefault(quarter, self._wrapped(secrets.token_bytes(32)))
            _save(self._sealing, sealing)

    def public(self, week: str) -> bytes:
        """The key a week's answers are sealed to."""
        return b64decode(self._entry(self._sealing, week)["public"])

    def row_key(self, week: str) -> bytes:
        """The key of a week's row ids."""
        return self._unwrapped(self._entry(self._sealing, week)["row"])

    def tag_key(self, quarter: str) -> bytes:
        """The key of a quarter's person tags."""
        return self._unwrapped(self._entry(self._sealing, quarter))

    def private(self, week: str) -> bytes:
        """The key that opens a week's box; only the release asks for it."""
        return self._unwrapped(self._entry(self._opening, week))

    def has_week(self, week: str) -> bool:
        """Whether a week's box can still be opened."""
        return week in self.weeks()

    def weeks(self) -> list[str]:
        """The weeks whose boxes can still be opened."""
        return list(_read(self._opening))

    def destroy_all_but(self, *names: str) -> None:
        """Forget every other week and quarter for good; the old files' bytes are overwritten.

        Everything else goes, not only the week just released: a start that was cut short may
        have left the keys of a week that never opened.
        """
        with self._changing():
            for path in (self._opening, self._sealing):
                _save(path, {k: v for k, v in _read(path).items() if k in names})

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this is the only release that runs; lasts until the end or a kill (C-10)."""
        with _lock(self._folder / "release.lock", fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
            yield alone

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Two processes must not read, change and write a file of keys at the same time."""
        with _lock(self._folder / "keys.lock", fcntl.LOCK_EX):
            yield

    def _wrapped(self, key: bytes) -> str:
        return b64encode(self._wrap.encrypt(key)).decode()

    def _unwrapped(self, wrapped: str) -> bytes:
        return self._wrap.decrypt(b64decode(wrapped))

    def _entry(self, path: Path, name: str) -> Any:
        try:
            return _read(path)[name]
        except KeyError:
            raise KeysMissing(f"No key for {name} in {path.name}.") from None


def _read(path: Path) -> dict[str, Any]:
    """Read anew each time: a key that was destroyed must not live on in a cache."""
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def _save(path: Path, entries: dict[str, Any]) -> None:
    """Replace a key file: the new one is durable before the old one's bytes are overwritten.

    The old bytes keep a name until then, so that a crash in between leaves them findable.
    """
    old, new = path.with_suffix(".old"), path.with_suffix(".new")
    if old.exists() and old.samefile(path):
        old.unlink()  # a crash before the exchange: these are the bytes still in use
    _overwrite(old)  # a crash after it
    _overwrite(new)
    _write(new, json.dumps(entries).encode())
    if path.exists():
        old.hardlink_to(path)
    new.replace(path)
    _sync_folder(path.parent)
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
    _sync_folder(path.parent)


def _make_once(path: Path, content: bytes) -> None:
    """Make a file whole or not at all; if another process was faster, its file stays."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    _write(mine, content)
    with suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
    _sync_folder(path.parent)


@contextmanager
def _lock(path: Path, how: int) -> Iterator[bool]:
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


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
