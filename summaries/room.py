"""How many people could be in a lot, as anybody can tell who knows how many live where.

In the nearest place's lot that is everybody who is asked, less one of each unit (rule 5 of
``lots.py``). Further up, a place without a lot of its own sends four at most, as with five it would
have one; a place that had a lot is counted as sending nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from summaries.lots import SMALLEST_LOT, BoxedAnswer, Label, Level, Lot, Place, PlaceOf

MOST_WITHOUT_A_LOT = SMALLEST_LOT - 1  # people
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


_Thread = tuple[str, str, bool]  # item, audience, whether it was asked


def rooms_of(answers: Iterable[BoxedAnswer], places: Mapping[str, Place]) -> dict[_Thread, Room]:
    """How many of each unit could be in a lot of what is put together now (rule 8)."""
    asked: dict[_Thread, dict[str, int]] = {}
    for each in answers:
        thread = (each.item, each.audience, each.asked)
        if thread not in asked:
            asked[thread] = {
                unit: 0 if place.closed else place.people_asked(each.item, each.audience)
                for unit, place in places.items()
            }
        here = asked[thread]
        here[each.unit] = min(here[each.unit], places[each.unit].fewest_asked(each))
    return {thread: Room.of_asked(units.items()) for thread, units in asked.items()}


def knowing_few(
    formed: Sequence[Lot],
    rooms: Mapping[_Thread, Room],
    place_of: PlaceOf,
    places: Mapping[str, Place],
) -> list[Lot]:
    """The same lots, knowing whether few could be in them; what room is left goes up."""
    had_a_lot = {lot.label for lot in formed}
    narrow: set[Label] = set()
    for (item, audience, asked), room in rooms.items():
        together: dict[tuple[Level, str], list[str]] = defaultdict(list)
        for unit, place in places.items():
            if (here := place_of(place, item, audience)) is not None:
                together[here].append(unit)
        for (level, name), units in together.items():
            label = Label(item, audience, level, name, asked)
            if room.is_narrow(units):
                narrow.add(label)
            room.go_up(units, had_a_lot=label in had_a_lot)
    return [replace(lot, few=lot.label in narrow and not lot.words) for lot in formed]
