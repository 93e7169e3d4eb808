"""How a whole house lives, and how it is looked at: what the rules of ``lives`` are made of."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from conversations.ports import Incoming, Outgoing
from conversations.replies import CARRIES_DRAFT, Act, Arrival, Reply
from conversations.rounds import FEWEST_PEOPLE, Wave
from conversations.screens import Screen
from panel.organisation import Role, Unit, units_of
from storage.contacts.tables import OutboxRow
from tests.storage.balance import Settling, assert_agreed
from tests.storage.found import Finder, Found
from tests.storage.house import MOST_STEPS, House
from tests.storage.ledger import Ledger
from tests.storage.people import Person

NOT_FOLLOWED = (Act.PACE, Act.EMPTY, Act.HIDE)  # wishes, and hiding words
LETTERS = str.maketrans("0123456789", "abcdefghij")  # digits would be masked
SKIPS = 0.1  # how often somebody who goes through a talk skips a question
WRITES = 50  # of a hundred taps where words are wanted, how many are a text instead
Some = TypeVar("Some")


def one_of(several: Sequence[Some], which: int) -> Some:
    """The same number chooses the same one of the same several."""
    return several[which % len(several)]


class Living(RuleBasedStateMachine):
    """Whoever lets it live says how a house is made."""

    def make(self, moment: datetime) -> House:
        """A new house."""
        raise NotImplementedError

    def begin_at(self, moment: datetime, *, reader: bool, shows: bool) -> None:
        """A house without anybody, and its ledger."""
        self.house = self.make(moment)
        self.ledger, self.finder = Ledger(self.house.app.catalogue), Finder(self.house)
        self.numbers: Iterator[int] = count(1)
        self.has_reader, self.shows = reader, shows
        self.looked: Found | None = None
        self.published: dict[str, Any] = {}
        if reader:
            self.house.app.staff.add("Rea", "rea", [Role.READER])

    # what holds at any time

    @invariant()
    def nothing_went_wrong(self) -> None:
        if hasattr(self, "house"):
            assert not self.house.app.troubles._counted
            found, self.looked = self.looked or self.look(), None
            assert_agreed(self.ledger, found)

    def settle(self, strike: Callable[[], object] | None = None) -> None:
        """The clock strikes, and everything is accounted for."""
        before, due = self.look(), self.house.app.waves.due()
        self.house.beats.minutely()
        self.note_started(due)
        (strike or self.house.beats.hourly)()
        self.looked = after = self.look()
        settling = Settling(self.ledger, before, after, self.units, self.has_reader)
        settling.assert_settled()
        self.ledger.brought(after.noted)
        if settling.opened:
            self.ledger.opened(after.week, after.waiting, quarter_ends=settling.quarter_ends)
        told = {each["week"]: each for each in self.house.app.answers.publications("weekly")}
        assert self.published.items() <= told.items(), "what was published has changed"
        self.published = told

    def note_started(self, due: Iterable[Wave]) -> None:
        """Whom a wave asks; a message goes to five at least, or to nobody (A-16)."""
        counted = self.ledger.counted
        counted = self.ledger.by_audience() if counted is None else counted
        for wave in due:
            self.ledger.know([wave.id])
            here = {unit.id for unit in units_of(wave.level, wave.place, self.units)}
            sets = self.ledger.catalogue.round_sets()
            sets = sets if wave.common else (self.ledger.catalogue.set(wave.set),)
            audiences = {each.audience for each in sets}
            people = sum(counted[unit, audience] for unit in here for audience in audiences)
            starts = wave.common or people >= FEWEST_PEOPLE
            now = self.house.app.waves.get(wave.id)
            assert now
            assert now.state == ("started" if starts else "waiting")
            if starts:
                self.ledger.call(wave.id, here, audiences)
            sent = sum(errand.subject == wave.id for errand in self.house.rows(OutboxRow))
            assert sent == 0 or (starts and sent >= FEWEST_PEOPLE), "a wave went to few"

    # how it is done

    @property
    def units(self) -> list[Unit]:
        return self.house.app.units.all()

    def look(self) -> Found:
        return self.finder.look(self.ledger)

    @property
    def here(self) -> list[Person]:
        return [person for person in self.ledger.people if person.here]

    @property
    def away(self) -> list[Person]:
        """Those who can come again."""
        people = self.ledger.people
        return [p for p in people if not p.here and p.address.channel == "telegram"]

    @property
    def talking(self) -> list[Person]:
        return [person for person in self.here if is_asked(person.screen)]

    def crowd(self, first: int, many: int) -> list[Person]:
        here = self.here
        return (here * 2)[first % len(here) :][: min(many, len(here))]

    def codes(self, unit: Unit, audience: str, many: int, channel: str) -> list[str]:
        if channel == "door":
            found = [unit.door] * many
        elif channel == "slip":
            found = self.house.app.codes.invite(unit, audience, slips=many, beyond_cap=True)
        else:
            found = self.house.app.codes.invite(unit, audience, uses=many, beyond_cap=True) * many
        self.house.beats.take_codes()
        return found

    def join(self, who: Sequence[tuple[Person, str]]) -> None:
        receive = self.house.app.listener.receive
        receive([Incoming(person.address, Arrival(code)) for person, code in who])
        joining = [(p, Reply(Act.JOIN, value=f"{p.rung} {code}")) for p, code in who]
        said = receive([Incoming(person.address, reply) for person, reply in joining])
        for (person, reply), shown in zip(joining, said, strict=True):
            assert shown.joined, "somebody with a code did not get in"
            person.address, person.here = shown.joined, True
            self.ledger.took(person, reply, shown, self.house.week)
        self.show(said)

    def go_through(self, crowd: list[Person], what: str, how: int) -> None:
        """Each to the end; an answer here and there is skipped."""
        draw = random.Random(how)
        self.say([(person, self.opening(what)) for person in crowd])
        for _ in range(MOST_STEPS):
            crowd = [person for person in crowd if is_asked(person.screen)]
            self.say([(person, self.goes_on(person.screen, draw)) for person in crowd])
        assert not [each for each in crowd if is_asked(each.screen)], "a talk does not end"

    def goes_on(self, screen: Screen, draw: random.Random) -> Reply:
        if screen.step == 0:
            return Reply(Act.BEGIN, 0, talk=screen.talk)
        replies = {each.reply.act: each.reply for each in screen.answers}
        picks = [each.reply for each in screen.answers if each.reply.act is Act.PICK]
        if Act.SEND in replies:
            return with_draft(replies[Act.SEND], screen)
        if draw.random() < SKIPS:
            return Reply(Act.SKIP, screen.step, talk=screen.talk)
        if screen.several:
            return Reply(Act.DONE, screen.step, ticks=draw.randrange(8), talk=screen.talk)
        return self.words() if screen.writes else draw.choice(picks)

    def tap_on(self, person: Person, screen: Screen, which: int) -> None:
        """A button of a screen; with a large number a text, where one is wanted."""
        buttons = (*screen.answers, *screen.controls)
        replies = [each.reply for each in buttons if each.reply.act not in NOT_FOLLOWED]
        if screen.writes and which >= WRITES:
            self.say([(person, self.words())])
        elif replies:
            self.say([(person, with_draft(one_of(replies, which), screen))])

    def words(self) -> Reply:
        return Reply(Act.WORDS, text=f"kirje {next(self.numbers)}".translate(LETTERS))

    def opening(self, what: str) -> Reply:
        """The newest round or wave of this week, or what can be opened at any time."""
        started = [
            w.id for w in self.house.app.waves.of_week(self.house.week) if w.state == "started"
        ]
        return Reply(Act.OPEN, value=started[0] if what == "round" and started else what)

    def say(self, batch: Sequence[tuple[Person, Reply | Arrival]]) -> None:
        """What several people do at the same moment."""
        came = [Incoming(person.address, reply) for person, reply in batch]
        said = self.house.app.listener.receive(came)
        for (person, reply), shown in zip(batch, said, strict=True):
            self.ledger.took(person, reply, shown, self.house.week)
        self.show(said)

    def show(self, said: Sequence[Outgoing]) -> None:
        """What the chat does once it has shown something; in some lives it never gets so far."""
        with self.house.app.contacts.writing() as book:
            for each in said if self.shows else ():
                if each.step is not None:
                    book.shown(each.address, each.step, None)


def is_asked(screen: Screen) -> bool:
    """Whether somebody is in the middle of a talk."""
    return screen.step == 0 or bool(screen.progress or screen.draft)


def with_draft(reply: Reply, screen: Screen) -> Reply:
    """The reply as it comes back from a message that has a text in it."""
    if reply.act not in CARRIES_DRAFT:
        return reply
    return Reply(reply.act, reply.step, reply.value, text=screen.draft, talk=reply.talk)
