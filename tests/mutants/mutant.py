"""What a mutant is, and how it is told from the sound program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

Change = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack in the smallest world; ``finds`` lives it in an empty folder, and attacks.

    ``name`` says which attack program it is. What ``finds`` returns says what was found, the worst
    first; nothing if nothing was.
    """

    name: str
    finds: Callable[[Path], Sequence[str]]

    def found(self) -> Sequence[str]:
        """What is found in the program as it is now."""
        with TemporaryDirectory() as folder:
            return self.finds(Path(folder))


@dataclass(frozen=True, slots=True)
class Mutant:
    """One protection taken away.

    ``protection`` names the rule (A-07, B-02, decision 0010); ``does`` is one sentence about what
    the mutant does, ``learns`` what an attacker then learns.
    """

    name: str
    protection: str
    does: str
    learns: str
    attack: Attack
    change: Change

    def found(self) -> Sequence[str]:
        """What the attack finds once the protection is gone."""
        with pytest.MonkeyPatch.context() as patched:
            self.change(patched)
            return self.attack.found()

    def found_in_the_sound_program(self) -> Sequence[str]:
        """What the same attack finds in the same world with the protection: it must be nothing."""
        return _found(self.attack)


@cache
def _found(attack: Attack) -> Sequence[str]:
    """Once for all mutants that the same attack catches."""
    return attack.found()


MUTANTS: list[Mutant] = []


def mutant(
    protection: str, does: str, *, learns: str, caught_by: Attack
) -> Callable[[Change], Change]:
    """Make a mutant of a function that takes one protection away; its name is the mutant's."""

    def named(change: Change) -> Change:
        name = change.__name__.replace("_", " ")
        MUTANTS.append(Mutant(name, protection, does, learns, caught_by, change))
        return change

    return named
