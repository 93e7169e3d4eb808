"""Keys of texts that wait for their reader: one for each week's release, destroyed when it is read.

They lie in a file that the clock writes and the console reads, wrapped by the key that both have.
No backup has it. Once a week's entry is gone, every copy of that week's texts is noise.
"""

import fcntl
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nacl.public import PrivateKey
from nacl.secret import SecretBox

from storage.keyfiles import lock, read_entries, save_entries
from storage.keys import derive


class ReadingKeys:
    """The keys in one file."""

    def __init__(self, file: Path, shared: bytes) -> None:
        """Use ``file``, whose keys are wrapped by one made from ``shared``; nothing is made yet."""
        self._file = file
        self._wrap = SecretBox(derive(shared, "reading"))

    def weeks(self) -> list[str]:
        """The weeks whose texts can still be opened."""
        return list(read_entries(self._file))

    def private(self, week: str) -> bytes | None:
        """The key that opens a week's texts, if it is still there."""
        kept = read_entries(self._file).get(week)
        return self._wrap.decrypt(b64decode(kept)) if kept else None

    def make(self, week: str) -> bytes:
        """Make a week's key, durable before anything is sealed; returns its public half."""
        with self._changing():
            private = self.private(week)
            if private is None:
                private = bytes(PrivateKey.generate())
                wrapped = b64encode(self._wrap.encrypt(private)).decode()
                save_entries(self._file, {**read_entries(self._file), week: wrapped})
        return bytes(PrivateKey(private).public_key)

    def destroy(self, week: str) -> None:
        """Forget a week's key for good; the old file's bytes are overwritten."""
        with self._changing():
            entries = read_entries(self._file)
            save_entries(self._file, {k: v for k, v in entries.items() if k != week})

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with lock(self._file.with_suffix(".lock"), fcntl.LOCK_EX):
            yield
