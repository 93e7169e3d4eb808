"""A simulated organisation's people: who lives where, who comes and goes, and their weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from app.parts import Kuulolla
from app.simulation.diary import Diary, at
from app.simulation.people import Crowd, Person, even_people, opened, uneven_people
from conversations.items import YOUNG
from conversations.prompts import MOST_SPONTANEOUS
from conversations.replies import Arrival, Reply
from conversations.rounds import (
    FEWEST_PEOPLE,
    MINUTES_TO_UNDO,
    ROUND,
    WEEKS_BETWEEN_ROUNDS,
    round_id,
)
from panel.organisation import Unit

CARD = "meeting_held"
CARD_BANDS = ("13-15", "16-17", "18-22")
DAYS = (5, 4, 4, 3, 3, 2, 2)  # how likely each weekday is, from Monday
HOURS = (1, 1, 1, 3, 5, 5, 4, 3, 2)  # the same for the hours from noon
NOON, WEDNESDAY = 12, 2
Opening = Reply | Arrival
TEXTS = (
    "Haluaisin, että illalla olisi enemmän tekemistä.",
    "Kiitos, että lähditte kanssamme uimaan.",
    "Miksi kokouksesta kerrotaan vasta samana päivänä?",
    "Ruoka on nyt parempaa.",
    "Voisiko netti olla auki vähän pidempään?",
    "Olisi kiva, jos joku ehtisi istua hetken ja jutella.",
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the people of a simulation are: ``churn`` is the share that leaves in a week."""

    answering: float = 0.3
    even: bool = False
    churn: float = 0.0
    cards: float = 0.3  # how often a unit hands out a card in a week without a round
    spontaneous: float = 0.05  # of those who answer
    notes: float = 0.0
    second_thoughts: float = 0.0  # answering the same again, otherwise
    languages: float = 0.0  # of those who answer: choose another one while they tell something
    waves: bool = False
    panel: bool = False  # before every other round the panel puts in a question of its own


@dataclass(slots=True)
class Resident:
    """Somebody who lives in a unit, or did."""

    person: Person
    unit: Unit
    joined: datetime
    left: datetime | None = None
    how: str = ""  # forgot (said 'forget me') | stopped


@dataclass(slots=True)
class Population:
    """Everybody in a simulated organisation, and what they do in a week."""

    app: Kuulolla
    diary: Diary
    crowd: Crowd
    habits: Habits
    residents: list[Resident] = field(default_factory=list)
    _names: "dict[str, Iterator[Person]]" = field(default_factory=dict)

    @property
    def draw(self) -> Random:
        """The one source of everything that people do."""
        return self.crowd.draw

    def settle(self, unit: Unit, name: str, bands: Sequence[str], moment: datetime) -> None:
        """The first people of a unit come in with one code, within some hours."""
        (code,) = self.app.codes.invite(unit, YOUNG, uses=unit.size)
        self.diary.beats.take_codes()
        kind = even_people if self.habits.even else uneven_people
        self._names[unit.id] = kind(self.draw, name, bands, self.habits.answering)
        for _ in range(unit.size):
            came = moment + timedelta(seconds=self.draw.randrange(2 * 3600))
            self._come(unit, next(self._names[unit.id]), code, came)

    def add(self, unit: Unit, person: Person, moment: datetime) -> None:
        """One more person, who gets a code of their own."""

        def hand_out() -> None:
            (code,) = self.app.codes.invite(unit, YOUNG, uses=1, beyond_cap=True)
            self._come(unit, person, code, self.diary.clock() + timedelta(minutes=10))

        self.diary.write(moment, hand_out)

    def live_week(self, week: str, number: int) -> None:
        """One week, the ``number``-th from 1: the round, or cards and a wave, and what comes up."""
        self.diary.begin_week(week)
        if number == 1:  # the first round is started by hand, the next ones by the clock
            start = at(week, 0, time(9))
            organisation = self.app.units.organisation().id
            self.diary.write(start, lambda: self.app.waves.plan_round(organisation))
            self.diary.beat(start + timedelta(minutes=MINUTES_TO_UNDO + 1))
        for resident in self.here():
            if self.draw.random() < self.habits.churn:
                self._replace(resident, self._some_time(week))
        if number % WEEKS_BETWEEN_ROUNDS == 1:
            self._answer(week, self.here(), opened(round_id(week)))
        else:
            self._hand_out_cards(week)
            if self.habits.waves and number % WEEKS_BETWEEN_ROUNDS == 3:
                self._start_wave(week)
        self._unasked(week)

    def here(self) -> list[Resident]:
        """Everybody who lives somewhere now."""
        return [each for each in self.residents if each.left is None]

    def _come(self, unit: Unit, person: Person, code: str, moment: datetime) -> None:
        self.diary.talk(moment, self.crowd.enrol(person, code))
        self.residents.append(Resident(person, unit, moment))

    def _replace(self, resident: Resident, moment: datetime) -> None:
        """Somebody leaves, with or without a word; somebody else moves in a day later."""
        resident.left = moment
        resident.how = self.draw.choice(("forgot", "stopped"))
        if resident.how == "forgot":
            self.diary.talk(moment, self.crowd.forget(resident.person))
        newcomer = next(self._names[resident.unit.id])
        self.add(resident.unit, newcomer, moment + timedelta(days=1))

    def _answer(
        self, week: str, asked: Sequence[Resident], opening: Opening, first_day: int = 0
    ) -> None:
        for resident in asked:
            if self.draw.random() < resident.person.answers:
                twice = self.draw.random() < self.habits.second_thoughts
                for _ in range(1 + twice):
                    moment = self._some_time(week, first_day)
                    self.diary.talk(moment, self.crowd.answer(resident.person, opening))

    def _hand_out_cards(self, week: str) -> None:
        """In some units a coordinator gives a card to whoever was at a meeting."""
        for unit in self.app.units.all():
            if self.draw.random() < self.habits.cards:
                asked = [r for r in self._of(unit) if r.person.band in CARD_BANDS]
                (code,) = self.app.codes.invite(
                    unit, YOUNG, uses=unit.size, milestone_set=CARD, beyond_cap=True
                )
                self.diary.beats.take_codes()
                self._answer(week, asked, Arrival(code))

    def _start_wave(self, week: str) -> None:
        """On Wednesday an extra round for one reporting group that has enough people."""
        groups = {unit.group: unit for unit in self.app.units.all()}
        large = [
            (group, asked)
            for group in groups
            if len(asked := [r for r in self.here() if r.unit.group == group]) >= FEWEST_PEOPLE
        ]
        if not large:
            return
        group, asked = self.draw.choice(large)

        def start() -> None:
            wave = self.app.waves.plan_wave(ROUND, "group", group)
            self._answer(week, asked, opened(wave.id), WEDNESDAY + 1)

        moment = at(week, WEDNESDAY, time(10))
        self.diary.write(moment, start)
        self.diary.beat(moment + timedelta(minutes=MINUTES_TO_UNDO + 1))

    def _unasked(self, week: str) -> None:
        """What people tell of their own: spontaneous feedback and open notes."""
        for resident in self.here():
            person = resident.person
            times = MOST_SPONTANEOUS if person.talkative else 1
            for _ in range(times):
                if person.talkative or self._happens(person, self.habits.spontaneous):
                    talk = self.crowd.answer(person, opened("spontaneous"))
                    self.diary.talk(self._some_time(week), talk)
            if person.talkative or self._happens(person, self.habits.notes):
                text = f"{self.draw.choice(TEXTS)} [{self.draw.getrandbits(24):06x}]"  # none twice
                self.diary.talk(self._some_time(week), self.crowd.write_note(person, text))
            if self.habits.languages and self._happens(person, self.habits.languages):
                self.diary.talk(self._some_time(week), self.crowd.change_language(person))

    def _happens(self, person: Person, how_often: float) -> bool:
        return self.draw.random() < person.answers * how_often

    def _of(self, unit: Unit) -> list[Resident]:
        return [each for each in self.here() if each.unit.id == unit.id]

    def _some_time(self, week: str, first_day: int = 0) -> datetime:
        """An afternoon or evening of a week, more likely soon after its beginning."""
        (day,) = self.draw.choices(range(first_day, len(DAYS)), DAYS[first_day:])
        (hour,) = self.draw.choices(range(len(HOURS)), HOURS)
        seconds = self.draw.randrange(3600)
        return at(week, day, time(NOON + hour)) + timedelta(seconds=seconds)
