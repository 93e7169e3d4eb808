"""What everybody in a house was told, kept in plain sight: the model beside ``lives``."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from conversations.drafts import DROPPED
from conversations.items import YOUNG, Kind
from conversations.ports import Outgoing
from conversations.questions import Catalogue
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from conversations.turns import Value
from tests.storage.people import Given, Person, mark

BOXES = 5  # of every talk, whatever it is about
ENROLLED = ("telegram", "slip")  # a visitor at the door is no place's own


@dataclass(slots=True)
class Ledger:
    """Everybody, and what must lie in the box."""

    catalogue: Catalogue
    people: list[Person] = field(default_factory=list)
    waiting: Counter[Given] = field(default_factory=Counter)  # since an earlier week
    forgotten: set[str] = field(default_factory=set)  # since the box was opened last
    withdrawals: int = 0
    rows_before: int = 0  # that the last release left in the box
    prompts: dict[str, str] = field(default_factory=dict)  # rounds, waves and cards by their mark
    counted: Counter[tuple[str, str]] | None = None  # people of a unit, at the last release
    noted: Counter[str] = field(default_factory=Counter)  # with the facilitator
    places: dict[str, int] = field(default_factory=dict)  # of each unit
    _serial: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.know(each.id for each in self.catalogue.sets if each.milestone)

    def know(self, prompts: Iterable[str]) -> None:
        """These can be opened, now or at another time."""
        self.prompts |= {mark(prompt): prompt for prompt in prompts}

    @property
    def fresh(self) -> Counter[Given]:
        """What was given since the box was opened last."""
        return Counter(given for person in self.people for given in person.answers.values())

    @property
    def live(self) -> Counter[Given]:
        """All that may be shown one day: without those who asked to be forgotten."""
        waits = {g: times for g, times in self.waiting.items() if g.who not in self.forgotten}
        return self.fresh + Counter(waits)

    @property
    def rows(self) -> int:
        """How many boxes there are: that follows from talks, and from nothing else."""
        talks = sum(len(person.talks) for person in self.people)
        return self.rows_before + BOXES * talks + self.withdrawals

    @property
    def noting(self) -> Counter[str]:
        """Notes that were sent and are not with the facilitator yet."""
        return Counter(note for person in self.people for note in person.notes)

    @property
    def enrolled(self) -> Counter[tuple[str, str, str]]:
        """How many people are enrolled, by unit, audience and rung."""
        here = (each for each in self.people if each.here and each.address.channel in ENROLLED)
        return Counter((each.unit, each.audience, each.rung) for each in here)

    def by_audience(self) -> Counter[tuple[str, str]]:
        """The same by unit and audience."""
        found = Counter[tuple[str, str]]()
        for (unit, audience, _), people in self.enrolled.items():
            found[unit, audience] += people
        return found

    def asked_in(self, unit: str, given: Given) -> int:
        """How many in a unit are ever asked what was answered; of the young, as many as fit."""
        rungs, here = self.catalogue.rungs_asked(given.item), Counter[str]()
        for (where, audience, rung), people in self.enrolled.items():
            if (where, audience) == (unit, given.audience):
                here[rung] += people
        room = self.places[unit] if given.audience == YOUNG else here.total()
        return max(0, sum(here[rung] for rung in rungs) - max(0, here.total() - room))

    # what people do

    def took(self, person: Person, reply: Reply | Arrival, said: Outgoing, week: str) -> None:
        """Somebody did something and was shown something: what made the talk go on counts."""
        before, anew = (person.talk, person.step), person.anew
        fits = isinstance(reply, Reply) and person.is_asked_for(reply)
        self._goes_to(person, reply, said, week)
        if isinstance(reply, Arrival):
            return
        if reply.act is Act.FORGET_SURELY:
            self._forget(person)
        elif reply.act is Act.TAKE_BACK_SURELY:
            if "Taken back" in said.screen.lines[0].msgid:
                for key in [key for key in person.answers if key[0] == person.talk]:
                    del person.answers[key]
        elif fits and said.step is not None and (person.talk, person.step) != before:
            self._acknowledged(person, reply, before, anew)

    def _goes_to(self, person: Person, reply: Reply | Arrival, said: Outgoing, week: str) -> None:
        person.seen.append(said.screen)
        if said.step is None:
            return
        here, act = person.step, None if isinstance(reply, Arrival) else reply.act
        if said.screen.talk == mark(""):  # an end that tells nothing of what it was the end of
            person.talk, person.mark = "", ""
        elif shown := said.screen.talk:
            if isinstance(reply, Reply) and person.begins(reply):
                person.marks[shown] = f"{reply.value} {next(self._serial)}"
            person.talk = person.marks.get(shown) or self.prompts[shown]
            person.talks.add(person.talk)
            person.mark = shown
        person.step, person.touched = said.step, week
        if said.screen.progress:
            number, person.questions[person.talk] = said.screen.progress
            person.items[person.talk, number] = self._item(said.screen)
        if act in (Act.CHANGE, Act.TAKE_BACK):
            if said.step:  # of a talk that was never seen it is the end; else it is known
                person.questions.setdefault(person.talk, said.step - 1)
            person.anew = person.anew or (act is Act.CHANGE and said.screen.progress is not None)
        elif act is Act.BACK or here != person.step:
            person.anew = False

    def _item(self, screen: Screen) -> str:
        known = {each.id for each in self.catalogue.items}
        contexts = (line.context.partition(".")[0] for line in screen.lines)
        return next(context for context in contexts if context in known)

    def _acknowledged(
        self, person: Person, reply: Reply, here: tuple[str, int | None], anew: bool
    ) -> None:
        talk, step = here
        question = (talk, step or 0)
        match reply.act:
            case Act.SEND if talk.startswith("note"):
                person.notes.append(reply.text)
            case Act.PICK | Act.DONE | Act.SEND:
                self._answered(person, question, reply)
            case Act.SKIP if not (anew and reply.value == DROPPED):
                person.answers.pop(question, None)

    def _answered(self, person: Person, question: tuple[str, int], reply: Reply) -> None:
        item = self.catalogue.item(person.items[question])
        value: Value = reply.text or reply.value
        if reply.act is Act.DONE:
            value = tuple(o.id for n, o in enumerate(item.options) if reply.ticks >> n & 1)
        elif reply.act is Act.PICK and item.kind is not Kind.CHOICE:
            value = int(reply.value)
        person.answers.pop(question, None)
        if value != ():
            person.answers[question] = Given(
                person.key,
                person.unit,
                person.audience,
                item.id,
                item.asked,
                value,
                item.kind is Kind.WORDS,
            )

    def _forget(self, person: Person) -> None:
        if person.here:
            self.forgotten.add(person.key)
            self.withdrawals += 1
            person.leaves()

    # what the clock does

    def call(self, wave: str, units: Iterable[str], audiences: Iterable[str]) -> None:
        """A wave has started: everybody whom it asks has boxes for it, called or not."""
        where, whom = set(units), set(audiences)
        for person in self.people:
            asked = person.unit in where and person.audience in whom
            if person.here and person.address.channel in ENROLLED and asked:
                person.talks.add(wave)

    def brought(self, noted: Counter[str]) -> None:
        """These notes are with the facilitator now: each was on its way."""
        came = noted - self.noted
        assert came <= self.noting, "a note came that nobody sent, or twice"
        for person in self.people:
            person.notes = [note for note in person.notes if note not in came]
        self.noted = noted

    def opened(self, opening: str, waiting: Counter[Given], *, quarter_ends: bool) -> None:
        """The box was opened; ``waiting`` lies in the next one.

        A talk that moved on after the week had ended goes on, and has boxes in the next one.
        """
        carried = 0 if quarter_ends else self.rows - (self.rows_before > 0)
        self.rows_before = carried + 1  # one holds how many were destroyed
        self.waiting, self.withdrawals, self.forgotten = waiting, 0, set()
        for person in self.people:
            goes_on = person.touched >= opening and not person.finished
            person.answers, person.talks = {}, {person.talk} if goes_on else set()
            if not goes_on:
                person.talk, person.mark, person.step = "", "", None
                person.here = person.here and person.address.channel != "door"
        self.counted = self.by_audience()
