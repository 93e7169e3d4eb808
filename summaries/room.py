"""How many people could be in a lot, as anybody can tell who knows how many live where.

In the nearest place's lot that is everybody who is asked, less one of each unit (rule 5 of
``lots.py``). Further up, a place without a lot of its own sends four at most, as with five it would
have one; a place that had a lot is counted as sending nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_WITHOUT_A_LOT = 4  # people
ROOM_FOR_NINE = 9  # people: as many as the narrowest band leaves open


@dataclass(slots=True)
class Room:
    """Of each unit, how many could still be in a lot that is formed further up."""

    of_unit: dict[str, int]

    @classmethod
    def of_asked(cls, asked: Iterable[tuple[str, int]]) -> "Room":
        """Before anything is put together: ``asked`` people of each unit."""
        return cls({unit: max(0, people - 1) for unit, people in asked})

    def is_narrow(self, units: Iterable[str]) -> bool:
        """Whether fewer than nine of these units could be in a lot together."""
        return self._together(units) < ROOM_FOR_NINE

    def go_up(self, units: Iterable[str], *, had_a_lot: bool) -> None:
        """What these units, a place together, leave for a place further up.

        It is kept under the first of them: they stay together from here on.
        """
        first, *others = units
        left = 0 if had_a_lot else min(MOST_WITHOUT_A_LOT, self._together([first, *others]))
        self.of_unit.update(dict.fromkeys(others, 0))
        self.of_unit[first] = left

    def _together(self, units: Iterable[str]) -> int:
        return sum(self.of_unit[unit] for unit in units)
