"""Who is behind each printed figure, as far as the calendar of the lots tells it.

The attacker follows every answer up the ladder, as the program does: in its week from the nearest
place to the organisation, then once more in the last week of the quarter. Whether a figure was
printed says where it went. Only those drawn to be left out are not known: then a figure holds so
many of so many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from attacks.disclosure.publishing import places
from attacks.disclosure.reading import Printed
from attacks.disclosure.worlds import World
from conversations.weeks import ends_quarter
from summaries.lots import ANYBODY_AT_THE_DOOR, NEAREST_FIRST, BoxedAnswer, Label, Place

_Thread = tuple[str, str, bool]  # item, audience, whether it was asked


@dataclass(frozen=True, slots=True, eq=False)
class Someone:
    """An answer of which all is known but the value; a false member's value is known, too."""

    answer: BoxedAnswer
    week: str
    known: bool


@dataclass(frozen=True, slots=True)
class SomeOf:
    """``many`` of these answers are in the figure; None where even that is not certain."""

    candidates: tuple[Someone, ...]
    many: int | None

    @property
    def certain(self) -> bool:
        """Whether all of them are in it."""
        return self.many == len(self.candidates)


@dataclass(frozen=True, slots=True)
class Behind:
    """A printed figure, and who is behind it, unit by unit."""

    printed: Printed
    units: tuple[SomeOf, ...]

    @property
    def candidates(self) -> Iterator[Someone]:
        """Everybody who may be in it."""
        return (each for unit in self.units for each in unit.candidates)

    @property
    def certain(self) -> bool:
        """Whether all of them are in it."""
        return all(unit.certain for unit in self.units)

    def loosened(self) -> "Behind":
        """The same without what was only concluded about how many of each unit are in it."""
        free = (SomeOf(each.candidates, None) for each in self.units)
        return Behind(self.printed, tuple(free))


@dataclass(slots=True)
class _Left:
    """What is still on its way of one unit: so many of these answers."""

    answers: list[Someone] = field(default_factory=list)
    many: int = 0
    certain: bool = True  # that it is so many
    asked: int | None = None  # the fewest who were enrolled since they were given

    def add(self, answers: Sequence[Someone], enrolled: int) -> None:
        self.answers += answers
        self.many += len(answers)
        self.asked = enrolled if self.asked is None else min(self.asked, enrolled)

    def taken(self, enrolled: int) -> SomeOf:
        """What goes into a lot; the rest goes on."""
        people = len({_who(each) for each in self.answers})
        if people < len(self.answers) or not self.certain:  # whose second answer is left?
            self.certain = False
            return SomeOf(tuple(self.answers), None)
        asked = enrolled if self.asked is None else min(enrolled, self.asked)
        many = self.many - max(0, self.many - asked + 1)
        found = SomeOf(tuple(self.answers), many)
        self.many -= many
        if not self.many:
            self.answers = []
        return found


def behind(world: World, printed: Iterable[Printed]) -> Iterator[Behind]:
    """Every figure with who is behind it."""
    figures = {(each.week, each.label): each for each in printed}
    held: dict[_Thread, dict[str, _Left]] = defaultdict(lambda: defaultdict(_Left))
    for week in world.weeks:
        here = places(world, week)
        fresh: dict[_Thread, dict[str, _Left]] = defaultdict(lambda: defaultdict(_Left))
        for (thread, unit), answers in _by_unit(week.given, week.week, world).items():
            fresh[thread][unit].add(answers, here[unit].people_asked(*thread[:2]))
        if ends_quarter(week.week):
            _join(held, fresh, here)
            yield from _climbed(held, here, figures, week.week)
            held.clear()
        else:
            yield from _climbed(fresh, here, figures, week.week)
            _join(held, fresh, here)


def _by_unit(
    given: Iterable[BoxedAnswer], week: str, world: World
) -> Mapping[tuple[_Thread, str], list[Someone]]:
    found: dict[tuple[_Thread, str], list[Someone]] = defaultdict(list)
    for each in given:
        known = each.person in world.false_members
        found[(each.item, each.audience, each.asked), each.unit].append(Someone(each, week, known))
    return found


def _join(
    held: dict[_Thread, dict[str, _Left]],
    more: Mapping[_Thread, Mapping[str, _Left]],
    here: Mapping[str, Place],
) -> None:
    for thread, units in more.items():
        for unit, left in units.items():
            if left.answers:
                waiting = held[thread][unit]
                many = waiting.many + left.many
                waiting.add(left.answers, here[unit].people_asked(*thread[:2]))
                waiting.many = many
                waiting.certain = waiting.certain and left.certain
                waiting.asked = min(
                    each for each in (waiting.asked, left.asked) if each is not None
                )


def _climbed(
    threads: Mapping[_Thread, Mapping[str, _Left]],
    here: Mapping[str, Place],
    figures: Mapping[tuple[str, Label], Printed],
    week: str,
) -> Iterator[Behind]:
    """The figures of one week, from the nearest place on."""
    for (item, audience, asked), units in threads.items():
        for place_of in NEAREST_FIRST:
            together: dict[Label, list[str]] = defaultdict(list)
            for unit, left in units.items():
                if left.answers:
                    where = place_of(here[unit], item, audience)
                    if where is not None:
                        together[Label(item, audience, *where, asked)].append(unit)
            for label, names in together.items():
                if (week, label) in figures:
                    _doubt_those_twice([units[u] for u in names])
                    taken = (
                        units[u].taken(_asked(units[u], here[u], item, audience)) for u in names
                    )
                    yield Behind(
                        figures[week, label], tuple(each for each in taken if each.candidates)
                    )


def _doubt_those_twice(units: Sequence[_Left]) -> None:
    """Whoever answered in one home and then in the next is in a lot once: which answer is left?"""
    homes = Counter(who for left in units for who in {_who(each) for each in left.answers})
    for left in units:
        if any(homes[_who(each)] > 1 for each in left.answers):
            left.certain = False


def _asked(left: _Left, here: Place, item: str, audience: str) -> int:
    """How many are counted as asked: of a unit that has closed, whoever was before."""
    if here.closed and left.asked is not None:
        return left.asked
    return here.people_asked(item, audience)


def _who(someone: Someone) -> str:
    return ANYBODY_AT_THE_DOOR if someone.answer.door else someone.answer.person
