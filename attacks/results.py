"""What an attack found: one small record per attack, committed as data in ``docs/results``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path("docs") / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """The last full run of one attack.

    ``figures`` are numbers by name, in the order in which they are read; ``command`` repeats the
    run, ``date`` is its day (ISO), ``database`` sqlite, postgresql or none, ``commit`` the code's;
    ``verdict`` is one sentence.
    """

    attack: str
    command: str
    date: str
    seed: int
    database: str
    verdict: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    commit: str = ""

    @property
    def file(self) -> str:
        """The name of its file: one a database where it runs on both."""
        if self.database == "none":
            return f"{self.attack}.json"
        return f"{self.attack}-{self.database}.json"

    def save(self, folder: Path = FOLDER) -> Path:
        """Write it, in place of the run before."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.file
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", "utf-8")
        return path


def load(path: Path) -> Result:
    """A result from its file. Raises TypeError for a file that is none."""
    return Result(**json.loads(path.read_text("utf-8")))


def load_all(folder: Path = FOLDER) -> list[Result]:
    """Every committed result of an attack, by name; crashes are kept in a form of their own."""
    paths = sorted(folder.glob("*.json"))
    return [load(path) for path in paths if "attack" in json.loads(path.read_text("utf-8"))]
