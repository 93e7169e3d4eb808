"""Keys of texts that wait for their reader: one for each week's release, destroyed when it is read.

They lie in a file that the clock writes and the console reads, wrapped by the key that both have.
No backup has it. Once a week's entry is gone, every copy of that week's texts is noise.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.keyfiles import lock, read_entries, save_entries
from storage.keys import derive
from storage.sealing import hide, make_pair, show

PAIR_BYTES = 256  # two keys in hexadecimal digits, as JSON


class ReadingKeys:
    """The keys in one file."""

    def __init__(self, file: Path, shared: bytes) -> None:
        """Use ``file``, whose keys are wrapped by one made from ``shared``; nothing is made yet."""
        self._file = file
        self._wrap = derive(shared, "reading")

    def weeks(self) -> list[str]:
        """The weeks whose texts can still be opened."""
        return list(read_entries(self._file))

    def private(self, week: str) -> bytes | None:
        """The key that opens a week's texts, if it is still there."""
        kept = read_entries(self._file).get(week)
        return self._pair(kept)[0] if kept else None

    def make(self, week: str) -> bytes:
        """Make a week's keys, durable before anything is sealed; returns the one that seals."""
        with self._changing():
            entries = read_entries(self._file)
            if week not in entries:
                pair = [key.hex() for key in make_pair()]
                entries[week] = hide(pair, self._wrap, PAIR_BYTES).hex()
                save_entries(self._file, entries)
            return self._pair(entries[week])[1]

    def destroy(self, week: str) -> None:
        """Forget a week's key for good; the old file's bytes are overwritten."""
        with self._changing():
            entries = read_entries(self._file)
            save_entries(self._file, {k: v for k, v in entries.items() if k != week})

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with lock(self._file.with_suffix(".lock"), fcntl.LOCK_EX):
            yield

    def _pair(self, kept: str) -> tuple[bytes, bytes]:
        private, public = map(bytes.fromhex, show(bytes.fromhex(kept), self._wrap))
        return private, public
