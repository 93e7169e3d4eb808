"""A bot in a process of its own: what it has cost so far, and how to end it (Linux's /proc)."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType

TICK = os.sysconf("SC_CLK_TCK")
QUIET = 0.05  # share of one core below which a process has settled
LONGEST_SETTLING = 30.0
LONGEST_FAREWELL = 20.0


class BotProcess:
    """Runs while entered; ``words`` are what stands after 'python' on the command line."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self.words = words
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        self._process = subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=self.said,
        )

    def __enter__(self) -> "BotProcess":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGTERM)  # nothing happens to one that has ended
        try:
            self._process.wait(LONGEST_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.said.close()

    def kill(self) -> None:
        """Pull the plug (-9)."""
        self._process.kill()
        self._process.wait()

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, all threads together. Raises OSError after its end."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def peak_memory(self) -> int:
        """Most resident bytes so far. Raises OSError after its end."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    @property
    def complaints(self) -> str:
        """What it has written to standard error."""
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    async def settled(self) -> None:
        """Wait until it has nothing left to do: what start leaves behind is not the load's."""
        end = monotonic() + LONGEST_SETTLING
        before = self.cpu
        while monotonic() < end:
            await asyncio.sleep(1)
            now = self.cpu
            if now - before < QUIET:
                return
            before = now
