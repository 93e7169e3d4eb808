"""Lets a fictional organisation live, and every attack program at what it leaves behind."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from app.settings import Settings
from app.simulation.population import Habits
from app.simulation.world import Simulation, World
from attacks.chance import chance_may_reach
from attacks.disclosure.hidden import hidden
from attacks.disclosure.reading import publications_in, told_in, world_in
from attacks.linking import attack
from attacks.loot import Copier, Loot, Row
from attacks.thief import Thief
from attacks.watching import watch
from storage.needles import Haystacks, shapes_of_word
from summaries.lots import SMALLEST_LOT

SOLVER = "ortools"
ALMOST_ALL = 0.95  # of the answers: what a thief must find who has the week's keys
LIVELY = Habits(answering=0.6, churn=0.02, cards=0.5, notes=0.05, waves=True, panel=True)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one attack came to, in a sentence; ``safe`` is None where it could not be run."""

    attack: str
    safe: bool | None
    says: str

    def line(self) -> str:
        """For the terminal."""
        marks = {True: "ok", False: "FOUND", None: "LEFT OUT"}
        return f"{marks[self.safe]:10}{self.attack}\n{'':10}{self.says}."


@dataclass(slots=True)
class Target:
    """A fictional organisation in ``folder``, lived through and copied every hour."""

    folder: Path
    world: World
    lines: dict[str, list[Row]] = field(default_factory=dict)

    def live(self) -> Iterator[str]:
        """Live the weeks, and leave publications, copies, stolen keys and the truth."""
        settings = Settings.model_construct(data=self._data)
        simulation = Simulation.begin(self.world, settings)
        copier = Copier(self._data, self.folder / "copies")

        def copy(moment: datetime) -> None:
            copier.copy(moment)
            keys = self.folder / "stolen keys" / f"{moment:%Y-%m-%dT%H}"
            shutil.copytree(self._data / "keys", keys, dirs_exist_ok=True)

        simulation.diary.copy = copy
        try:
            yield from simulation.live()
            simulation.leave(self.folder)
        finally:
            simulation.app.close()
        for name in ("truth", "units", "people"):
            self.lines[name] = list(told_in(self.folder / "truth" / f"{name}.jsonl"))

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def thief(self, *, with_keys: bool = False) -> Thief:
        """Who has every copy, the master key and the last disk; perhaps the keys of each hour."""
        rings = sorted((self.folder / "stolen keys").iterdir()) if with_keys else []
        copies = list(Loot(self.folder / "copies").copies())
        return Thief(copies, self._data, (self._data / "master.key").read_bytes(), rings)

    def attacked(self) -> Iterator[Verdict]:
        """One attack after the other; each says what it came to."""
        thief = self.thief()
        yield self._linked(thief)
        yield self._linked_with_keys()
        yield self._watched(thief)
        yield self._searched(thief)
        yield self._read()
        yield self._disclosed()

    def _linked(self, thief: Thief) -> Verdict:
        scores = attack(thief, self.lines["truth"], self.lines["units"])
        best = max(scores, key=lambda score: score.right - score.chance)
        limit = chance_may_reach(best.chance, len(scores))
        return Verdict(
            "Whose is each released answer? (copies of every hour, the master key)",
            best.right <= limit,
            f"{'at chance' if best.right <= limit else 'BETTER THAN CHANCE'}: the best of "
            f"{len(scores)} ways names {best.right} of {best.answers} rightly, "
            f"chance may reach {limit}",
        )

    def _linked_with_keys(self) -> Verdict:
        thief = self.thief(with_keys=True)
        opened = attack(thief, self.lines["truth"], self.lines["units"])[-1]
        works = opened.accuracy > ALMOST_ALL
        return Verdict(
            "Does that attack work at all? (the same with the key files of every hour)",
            works,
            f"{'yes' if works else 'NO'}: {opened.right} of {opened.answers} named rightly",
        )

    def _watched(self, thief: Thief) -> Verdict:
        found = watch(thief, self.lines["truth"], self.lines["people"])
        alone = sum(among < SMALLEST_LOT for among in found.narrowed)
        return Verdict(
            "Who talked, and who wrote the open notes? (rows that change from hour to hour)",
            not found.seen and not alone,
            f"{found.seen} of {found.talked} hours of talking seen; "
            f"{alone} of {len(found.narrowed)} writers among fewer than five",
        )

    def _searched(self, thief: Thief) -> Verdict:
        wanted = Haystacks()
        for person in self.lines["people"]:
            wanted.add(person["address"], shapes_of_word(person["address"]))
        hits = wanted.hits_in_files(self._data)
        for copy in thief.copies[-1:]:
            hits += chain.from_iterable(wanted.hits(name, copy.read(name)) for name in copy.files)
        return Verdict(
            "Does any file say who is enrolled? (a search for every address)",
            not hits,
            f"{len(wanted.needles)} addresses searched for, {len(hits)} found",
        )

    def _read(self) -> Verdict:
        found = list(hidden(publications_in(self.folder)))
        return Verdict(
            "Does any publication hold more than its bands? (pages, tables, data, charts)",
            not found,
            "nothing hidden" if not found else f"{len(found)} hidden, the first: {found[0]}",
        )

    def _disclosed(self) -> Verdict:
        question = "Can anybody's answer be proved from all that was published? (a solver)"
        if find_spec(SOLVER) is None:
            how = "needs OR-Tools: pip install 'kuulolla[attacks]', or ./run privacy attack"
            return Verdict(question, None, how)
        from attacks.disclosure.scoring import score

        found = score(world_in(self.folder), publications_in(self.folder))
        few = found.smallest is not None and found.smallest < SMALLEST_LOT
        nobody = not found.isolated and not few
        return Verdict(
            question,
            nobody and not found.wrong,
            f"{'nobody isolated' if nobody else f'{found.isolated} ISOLATED'} in "
            f"{found.respondent_weeks} respondent-weeks and {found.figures} figures; fewest people "
            f"spoken of: {found.smallest or 'none'}",
        )


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """0 if everything is safe, 1 if something was found, 3 if an attack was left out."""
    if any(each.safe is False for each in verdicts):
        return 1
    return 3 if any(each.safe is None for each in verdicts) else 0
