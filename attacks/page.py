"""Writes what the attacks found into docs/privacy.md: ``python -m attacks.page``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attacks.results import FOLDER, Result, load_all

PAGE = Path("docs") / "privacy.md"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "none": "found"}
DATABASES = {"sqlite": "SQLite, ", "postgresql": "PostgreSQL, ", "none": ""}
READ_SO: Mapping[str, str] = {
    "disclosure": "Everything that was published in simulated years is read by somebody who knows "
    "who answered what when, and all but the answers. *Isolated* is whoever's answer they can "
    "prove. What is reported without false members is the promise; with false members it is what "
    "remains possible. *Likelier at most by* is the most that any one figure adds, in points of "
    "probability, to the guess that one of its people is at that end of the scale: what a figure "
    "that everybody may read says of everybody in it.",
    "linking": "A thief has the files of every hour and the master key, and guesses in every way "
    "they know whose each released answer is. No way may be better than chance; with the week's "
    "keys kept on purpose, the same thief has to succeed.",
    "order": "Of two released answers, which came first? Each order that lies in the files is "
    "tried; a half is chance, and 0.02 on either side of it is allowed. Two programs that leak on "
    "purpose have to be caught.",
    "watching": "What copies of every hour and the master key tell of who talked, and of who wrote "
    "an open note. Answers stay sealed from them.",
    "pseudonyms": "What copies of every hour tell under pseudonyms, and of whom it is told where "
    "something of theirs changes in the same hour (points 13, 14, 16 and 17). The master key says "
    "whose a contact is; the week's keys are stolen to score what is said, and for nothing else. "
    "Talks alone are named; the boxes that changed with one would name it, too.",
    "patience": "Why it matters that nobody sees who took part: somebody who did would learn in "
    "years whose answers are whose. Shares of answers whose person is guessed rightly.",
    "utility": "What all this costs: shares of all answers given that are shown, and where; and "
    "how many new figures a facilitator gets in a week, on average.",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of docs/privacy.md between ``<!-- name:begin -->`` and ``<!-- name:end -->``."""

    name: str
    page: Path = PAGE

    def written(self) -> str:
        """What stands there."""
        return self._parts()[1]

    def write(self, text: str) -> None:
        """Put a text there."""
        before, _, after = self._parts()
        self.page.write_text(before + text + after, "utf-8")

    def _parts(self) -> tuple[str, str, str]:
        begin, end = f"<!-- {self.name}:begin -->\n", f"<!-- {self.name}:end -->\n"
        before, _, rest = self.page.read_text("utf-8").partition(begin)
        text, _, after = rest.partition(end)
        return before + begin, text, end + after


def results(folder: Path = FOLDER) -> str:
    """The last full run of every attack that is explained here, as Markdown."""
    runs: dict[str, list[Result]] = {attack: [] for attack in READ_SO}
    for each in sorted(load_all(folder), key=lambda each: each.database, reverse=True):
        if each.attack in runs:
            runs[each.attack].append(each)
    return "\n".join(line for each in runs.values() if each for line in _lines(each)) + "\n"


def _lines(runs: Sequence[Result]) -> Iterator[str]:
    attack = runs[0].attack
    yield f"\n### {attack.capitalize()}\n"
    yield f"{READ_SO[attack]}\n"
    for run in runs:
        where = DATABASES[run.database]
        yield f"- **{_sentence(run.verdict)}** {where}{run.date}, seed {run.seed}: `{run.command}`"
    columns = _columns(runs)
    yield f"\n| | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    rows = dict.fromkeys(name for figures in columns.values() for name in figures)
    for row in rows:
        yield f"| {row} | {' | '.join(_value(c.get(row, '')) for c in columns.values())} |"
    yield ""


def _columns(runs: Sequence[Result]) -> Mapping[str, Mapping[str, Any]]:
    """A column for each case that a run tells apart, or else for each run."""
    cases = runs[0].figures
    if len(runs) == 1 and all(isinstance(case, Mapping) for case in cases.values()):
        return cases
    return {NAMES[run.database]: run.figures for run in runs}


def _sentence(verdict: str) -> str:
    return f"{verdict[0].upper()}{verdict[1:].rstrip('.')}."


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)


if __name__ == "__main__":
    Section("results").write(results())
