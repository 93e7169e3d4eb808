"""The keys: a master key, the week's keys and the quarter's tag keys, in files of their own.

Nothing here is ever part of a backup. ``sealing.json`` is what the chat needs: the week's public
key, its row key and the tag key. ``opening.json`` is what only the release may read: the private
half; it may lie in a folder of its own. Destroying a week's entry in both makes every copy of that
week's box noise.
"""

import fcntl
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, Self

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey
from nacl.secret import SecretBox

from storage.keyfiles import (
    lock,
    make_once,
    read_entries,
    replace,
    save_entries,
    share,
    sync_folder,
)

MASTER_BYTES = 32


class KeysMissing(Exception):
    """A key that is needed is not there; the message says which file and what to do."""


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (BLAKE2b as in libsodium's key derivation)."""
    return blake2b(b"", digest_size=32, key=master, person=purpose.encode(), encoder=RawEncoder)


def load_master(path: Path, given: str | None = None, *, make: bool = True) -> bytes:
    """The master key from the environment's ``given`` text, or from a file made once.

    Any text is accepted and hashed, so that a key of another length is not an error. Raises
    KeysMissing; so, unless this process may ``make`` it, when there is none.
    """
    if given:
        return blake2b(given.encode(), digest_size=MASTER_BYTES, encoder=RawEncoder)
    if make and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_once(path, secrets.token_bytes(MASTER_BYTES))
    if not path.exists():
        raise KeysMissing(
            f"{path} is not there, and nothing that was kept opens without it. Put it back from "
            "where you keep it, or set KUULOLLA_MASTER as before. What to do if it is lost for "
            "good: docs/operations.md, 'When something is wrong'."
        )
    found = path.read_bytes()
    if len(found) != MASTER_BYTES:
        raise KeysMissing(f"{path} is not a master key. Restore it, or start with new data.")
    return found


def hand_out(key: bytes, path: Path) -> None:
    """Leave one derived key in a file for a part of the program that must not have the others."""
    replace(path, key)


def handed_out(path: Path) -> bytes:
    """The key that was left. Raises KeysMissing."""
    if not path.exists():
        raise KeysMissing(f"{path} is not there yet: the clock writes it. Start the clock first.")
    return path.read_bytes()


class SealingKeys:
    """What the chat needs: with it answers are sealed and found again, and no box opens."""

    def __init__(self, folder: Path, master: bytes) -> None:
        """Read ``sealing.json`` in ``folder``; nothing is made and nothing written."""
        self._sealing = folder / "sealing.json"
        self._entries = read_entries
        self._wrap = SecretBox(derive(master, "wrap"))
        self.address_key = derive(master, "address")
        self.index_key = derive(master, "index")
        self.code_key = derive(master, "code")
        self.cookie_key = derive(master, "cookie")

    def as_they_stand(self) -> Self:
        """The same, read from their files once at most: for one transaction, which holds the week.

        No longer: a key that was destroyed must not live on.
        """
        standing = copy(self)
        standing._entries = cache(read_entries)
        return standing

    def public(self, week: str) -> bytes:
        """The key a week's answers are sealed to."""
        return b64decode(self._entry(self._sealing, week)["public"])

    def row_key(self, week: str) -> bytes:
        """The key of a week's row ids."""
        return self._unwrapped(self._entry(self._sealing, week)["row"])

    def tag_key(self, quarter: str) -> bytes:
        """The key of a quarter's person tags."""
        return self._unwrapped(self._entry(self._sealing, quarter))

    def assert_master_fits(self) -> None:
        """Raises KeysMissing if the files of keys were made under another master key."""
        try:
            for made in self._entries(self._sealing).values():
                self._unwrapped(made["row"] if isinstance(made, dict) else made)
        except CryptoError:
            raise KeysMissing(
                f"The keys in {self._sealing.parent} were made under another master key than the "
                "one here. Put the right master.key back, or set KUULOLLA_MASTER as before. What "
                "to do if it is lost for good: docs/operations.md, 'When something is wrong'."
            ) from None

    def can_seal(self, week: str) -> bool:
        """Whether something can still be sealed for a week, and found again."""
        return week in self._entries(self._sealing)

    def only_week(self, week: str) -> bool:
        """Whether nothing can be sealed for any other week."""
        entries = self._entries(self._sealing)
        return not any(week != each for each, keys in entries.items() if isinstance(keys, dict))

    def _unwrapped(self, wrapped: str) -> bytes:
        return self._wrap.decrypt(b64decode(wrapped))

    def _entry(self, path: Path, name: str) -> Any:
        try:
            return self._entries(path)[name]
        except KeyError:
            raise KeysMissing(f"No key for {name} in {path.name}.") from None


class Keys(SealingKeys):
    """All keys of the weeks and quarters, wrapped by the master key: what the release needs."""

    def __init__(self, folder: Path, master: bytes, opening: Path | None = None) -> None:
        """Use the key files in ``folder``, and those that open in ``opening`` if it is another.

        Both are made when missing, mode 0700 unless the folder around them is a group's too.
        """
        super().__init__(folder, master)
        for each in (folder, opening or folder):
            if not each.exists():
                each.mkdir(parents=True, mode=0o700, exist_ok=True)  # another may be faster
                share(each)
                sync_folder(each.parent)
        self._opening = (opening or folder) / "opening.json"
        self._locks = opening or folder

    def make_week(self, week: str, quarter: str) -> None:
        """Make a week's keys and its quarter's tag key; durable before anything is sealed."""
        with self._changing():
            opening, sealing = read_entries(self._opening), read_entries(self._sealing)
            if week not in opening:
                opening[week] = self._wrapped(bytes(PrivateKey.generate()))
                save_entries(self._opening, opening)
            if week not in sealing:
                private = PrivateKey(self._unwrapped(opening[week]))
                sealing[week] = {
                    "public": b64encode(bytes(private.public_key)).decode(),
                    "row": self._wrapped(secrets.token_bytes(32)),
                }
            sealing.setdefault(quarter, self._wrapped(secrets.token_bytes(32)))
            save_entries(self._sealing, sealing)

    def private(self, week: str) -> bytes:
        """The key that opens a week's box; only the release asks for it."""
        return self._unwrapped(self._entry(self._opening, week))

    def can_open(self, week: str) -> bool:
        """Whether a week's box can still be opened."""
        return week in self.weeks()

    def weeks(self) -> list[str]:
        """The weeks whose boxes can still be opened."""
        return list(self._entries(self._opening))

    def destroy_all_but(self, *names: str) -> None:
        """Forget every other week and quarter for good; the old files' bytes are overwritten.

        Everything else goes, not only the week just released: a start that was cut short may
        have left the keys of a week that never opened.
        """
        with self._changing():
            for path in (self._opening, self._sealing):
                save_entries(path, {k: v for k, v in read_entries(path).items() if k in names})

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this is the only release that runs; lasts until the end or a kill (C-10)."""
        with lock(self._locks / "release.lock", fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
            yield alone

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Two processes must not read, change and write a file of keys at the same time."""
        with lock(self._locks / "keys.lock", fcntl.LOCK_EX):
            yield

    def _wrapped(self, key: bytes) -> str:
        return b64encode(self._wrap.encrypt(key)).decode()
