"""Fictional organisations that live for years: who lived where, and who answered what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from random import Random

import yaml

from attacks.disclosure.asking import asked_in, find
from conversations.items import YOUNG, Kind
from conversations.questions import Catalogue
from conversations.rounds import WEEKS_BETWEEN_ROUNDS
from conversations.weeks import quarter_of, week_after
from summaries.lots import BoxedAnswer, Value

FIRST_WEEK = "2026-W01"
WEEK_OF_HOLIDAYS = 28
WEEKS_UNTIL_OPENED = 14
CHURN = 0.02  # of the people, a week
SKIPPED = 0.05  # of the questions
HOME_BANDS = ("13-15", "10-12", "16-17", "13-15", "7-9", "16-17", "13-15")
AFTERCARE_BANDS = ("18-22", "18-22", "16-17")
CARDS = ("meeting_held", "placement_ending")  # the second asks whether they would recommend us

Answering = Callable[[Random], float]


@dataclass(frozen=True, slots=True)
class Home:
    """A unit in the tree of the organisation; ``size`` people live there."""

    unit: str
    group: str
    service: str
    size: int
    bands: Sequence[str] = HOME_BANDS  # or the rung of another audience
    audience: str = YOUNG
    opens: str = ""  # its first week, if it was not there from the beginning
    closes: str = ""  # its last week; its people go on in the next home of its group


@dataclass(slots=True)
class Person:
    """Somebody fictional: how often they answer, and how content they are (0-1).

    ``false``: enrolled by somebody who wants to know what the others say; answers everything.
    """

    name: str
    unit: str
    band: str
    answers: float
    mood: float
    audience: str = YOUNG
    false: bool = False


@dataclass(frozen=True, slots=True)
class Given(BoxedAnswer):
    """An answer, and what no box knows of it: its set, and a number that tells it from others."""

    set: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in one week: who lived in which unit, and what was answered."""

    week: str
    roster: Mapping[str, tuple[str, ...]]
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """An organisation and its years.

    An attacker knows all of it but the values in ``given``; of ``false_members`` they know those.
    """

    homes: tuple[Home, ...]
    weeks: tuple[Week, ...]
    seed: int = 1
    organisation: str = "county"
    false_members: frozenset[str] = frozenset()
    rungs: Mapping[str, str] = field(default_factory=dict)  # of each person; else the home's first


def even(share: float) -> Answering:
    """Everybody answers alike often."""
    return lambda _: share


def uneven(share: float) -> Answering:
    """On average ``share`` answer, some nearly always, and some never."""
    return lambda draw: draw.betavariate(0.8, 0.8 * (1 - share) / share)


def pilot() -> tuple[Home, ...]:
    """The pilot of the domain notes: three homes of seven, and 25 in aftercare."""
    homes = tuple(Home(f"home-{n}", "small homes", "substitute care", 7) for n in range(3))
    return (*homes, Home("aftercare", "aftercare", "aftercare", 25, AFTERCARE_BANDS))


def county(draw: Random, units: int = 60) -> tuple[Home, ...]:
    """Homes of 3-12 joined into groups of ten or more, and a fifth of the units larger teams."""
    teams = units // 5
    homes, group, places = [], 0, 0
    for number in range(units - teams):
        size = draw.randrange(3, 13)
        homes.append(Home(f"home-{number}", f"homes-{group}", "substitute care", size))
        places += size
        if places >= 10:
            group, places = group + 1, 0
    for number in range(teams):
        service, bands = ("aftercare", AFTERCARE_BANDS) if number % 2 else ("open care", HOME_BANDS)
        name = f"team-{number}"
        homes.append(Home(name, name, service, draw.randrange(15, 41), bands))
    return tuple(homes)


def hard_cases() -> tuple[Home, ...]:
    """A home of four, one of five, and one of twelve, each alone; see ``Life.hard``."""
    return (
        *pilot(),
        Home("four", "four", "substitute care", 4),
        Home("five", "five", "substitute care", 5),
        Home("twelve", "twelve", "open care", 12),
    )


def changing() -> tuple[Home, ...]:
    """The same, but one more home joins a group in the middle of a year, and later one closes."""
    closes, *others = hard_cases()
    joins = Home("joins", closes.group, closes.service, 6, opens=week_after(FIRST_WEEK, 18))
    return (replace(closes, closes=week_after(FIRST_WEEK, 32)), joins, *others)


def families() -> tuple[Home, ...]:
    """Those who are asked in each round whether they would recommend the help they get."""
    return (Home("families", "families", "family work", 80, ("family",), "family"),)


@cache
def questions() -> Catalogue:
    """The questions that the program really asks, and those of the panel."""
    folder = files("conversations") / "content"
    documents = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=str)
    read = (yaml.safe_load(each.read_text("utf-8")) for each in documents)
    return Catalogue.read(*read).with_panel(find)


@dataclass
class Life:
    """Lets an organisation live through weeks; the same draws give the same world.

    ``hard``: in the second half nobody answers in one week of holidays, somebody talkative tells
    something every week, and one unit is empty until it opens in the second quarter.
    ``panel_from``: the first round in which the panel asks something of its own.
    """

    homes: Sequence[Home]
    answering: Answering
    draw: Random
    false_members: int = 0  # in each place where answers are put together first
    cards: float = 0.02  # of the people get a card, a week between rounds
    hard: bool = False
    panel_from: int | None = None
    people: list[Person] = field(default_factory=list)
    _number: int = 0
    _rungs: dict[str, str] = field(default_factory=dict)

    def live(self, weeks: int) -> World:
        """The world after so many weeks, its first one a common round."""
        seed = self.draw.randrange(2**32)
        self.people = [self._somebody(home) for home in self.homes for _ in range(home.size)]
        for home in {home.group: home for home in self.homes}.values():
            for _ in range(self.false_members):
                self.people.append(self._somebody(home, false=True))
            # whoever lets them in can say, too, that there is room for them
            crowded = replace(home, size=home.size + self.false_members)
            self.homes = [crowded if each is home else each for each in self.homes]
        false = frozenset(person.name for person in self.people if person.false)
        if self.hard:
            self.people[0].answers = 1.0
        lived = [self._week(number) for number in range(weeks)]
        rungs = self._rungs
        return World(tuple(self.homes), tuple(lived), seed, false_members=false, rungs=rungs)

    def _somebody(self, home: Home, *, false: bool = False) -> Person:
        self._number += 1
        name = f"person-{self._number}"
        band = home.bands[0 if false else self._number % len(home.bands)]
        self._rungs[name] = band
        return Person(
            name=name,
            unit=home.unit,
            band=band,
            answers=1.0 if false else self.answering(self.draw),
            mood=self.draw.choice((0.0, 1.0)) if false else self.draw.betavariate(4, 2),
            audience=home.audience,
            false=false,
        )

    def _week(self, number: int) -> Week:
        week = week_after(FIRST_WEEK, number)
        if number:
            self._move()
        self._go_on(week)
        closed = {self.homes[-1].unit} if self.hard and number < WEEKS_UNTIL_OPENED else set()
        closed |= {home.unit for home in self.homes if week < home.opens}
        here = [person for person in self.people if person.unit not in closed]
        roster: dict[str, list[str]] = {home.unit: [] for home in self.homes}
        for person in here:
            roster[person.unit].append(person.name)
        given = tuple(answer for person in here for answer in self._said(person, number, week))
        if self.hard and number == WEEK_OF_HOLIDAYS:
            given = ()
        return Week(week, {unit: tuple(names) for unit, names in roster.items()}, given)

    def _go_on(self, week: str) -> None:
        """Whose home has closed goes on in another of its group, by a new slip."""
        for home in self.homes:
            if "" < home.closes < week:
                others = (each for each in self.homes if each.group == home.group)
                to = next(each.unit for each in others if not each.closes)
                for person in self.people:
                    person.unit = to if person.unit == home.unit else person.unit

    def _move(self) -> None:
        """Some leave, and somebody new comes in their place."""
        homes = {home.unit: home for home in self.homes}
        for place, person in enumerate(self.people):
            if not person.false and self.draw.random() < CHURN:
                self.people[place] = self._somebody(homes[person.unit])

    def _said(self, person: Person, number: int, week: str) -> Iterator[Given]:
        if number % WEEKS_BETWEEN_ROUNDS == 0:
            asked, chance = "round", person.answers
        elif not person.false and self.draw.random() < self.cards:
            asked, chance = self.draw.choice(CARDS), max(person.answers, 0.3)
        else:
            asked, chance = "spontaneous", person.answers * 0.05
        if self.hard and person is self.people[0]:
            chance = 1.0
        if self.draw.random() >= chance:
            return
        if asked == "round" and person.audience != YOUNG:
            asked = f"round_{person.audience}"
        turn = number // WEEKS_BETWEEN_ROUNDS
        panel = asked_in(turn, self.panel_from)
        for name in questions().questions(asked, person.band, turn, *panel):
            item = questions().item(name)
            if item.kind in (Kind.WORDS, Kind.NOTE) or self.draw.random() < SKIPPED:
                continue
            yield Given(
                item=name,
                set=asked,
                value=a_value(item.kind, [option.id for option in item.options], person, self.draw),
                audience=person.audience,
                unit=person.unit,
                person=person.name,
                quarter=quarter_of(week),
                asked=item.asked,
            )


def a_value(kind: Kind, options: Sequence[str], person: Person, draw: Random) -> Value:
    """An answer: content people choose the upper end of a scale more often."""
    match kind:
        case Kind.CHOICE:
            return draw.choice(options)
        case Kind.CHOICES:
            return tuple(option for option in options if draw.random() < 0.3)
    lowest, highest = {Kind.SMILEY: (1, 5), Kind.GRADE: (4, 10), Kind.NPS: (0, 10)}[kind]
    wanted = lowest + draw.gauss(person.mood, 0.22) * (highest - lowest)
    return min(max(round(wanted), lowest), highest)
