"""A whole house lives through anything in any order, beside a ledger of what it has promised."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy.exc import SQLAlchemyError

from conversations.items import YOUNG
from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from conversations.rounds import round_id
from storage.office.waves import AlreadyPlanned
from summaries.words import Verdict
from tests.crashes.fuse import Crash, Fuse, crashing
from tests.storage.house import MONDAY
from tests.storage.living import Living, one_of
from tests.storage.people import Person

MOST_UNITS, MOST_PEOPLE = 4, 60
CARDS = ("meeting_held", "placement_review")
ANY = st.integers(0, 99)
SIZES = st.sampled_from([4, 7, 12, 25])
CROWDS = st.sampled_from([1, 4, 5, 6, 9, 12])
MANY = st.sampled_from([5, 9, 12])
RUNGS = {"telegram": ("16-17", "18-22"), "slip": ("7-9", "10-12", "13-15"), "door": ("13-15",)}
CHANNELS = st.sampled_from(["telegram", "telegram", "slip", "door"])
HAS = st.sampled_from(["reader", "quick chat"])
OTHERS = "close_person"
WHAT = st.sampled_from(["round", "round", "round", "spontaneous", "spontaneous", "note", *CARDS])
TAPS = st.lists(ANY, min_size=1, max_size=7)


class Lives(Living):
    """What may happen to a house, and to everybody in it."""

    @initialize(size=SIZES, many=MANY, channel=CHANNELS, has=st.sets(HAS), weeks=st.integers(0, 6))
    def begin(self, size: int, many: int, channel: str, has: set[str], weeks: int) -> None:
        moment = MONDAY + timedelta(weeks=weeks)
        self.begin_at(moment, reader="reader" in has, shows="quick chat" in has)
        self.open_a_unit(size, apart=False)
        self.come(0, many, channel, 0, close=False)

    # people come, go and move

    @precondition(lambda self: len(self.units) < MOST_UNITS)
    @rule(size=SIZES, apart=st.booleans())
    def open_a_unit(self, size: int, apart: bool) -> None:
        name = f"Unit {len(self.units)}"
        where = {"service": "Apart"} if apart else {"service": "Care", "group": "Together"}
        self.ledger.places[self.house.unit(name, size, **where).id] = size

    @precondition(lambda self: len(self.ledger.people) < MOST_PEOPLE)
    @rule(where=ANY, many=CROWDS, channel=CHANNELS, rung=ANY, close=st.booleans())
    def come(self, where: int, many: int, channel: str, rung: int, close: bool) -> None:
        unit, close = one_of(self.units, where), close and channel == "telegram"
        audience = OTHERS if close else YOUNG
        rung_of_all = OTHERS if close else one_of(RUNGS[channel], rung)
        by = "telegram" if channel == "telegram" else "door"
        newcomers = [
            Person(Address(by, f"{next(self.numbers)}"), unit.id, rung_of_all, audience)
            for _ in range(many)
        ]
        codes = self.codes(unit, audience, many, channel)
        self.ledger.people += newcomers
        self.join(list(zip(newcomers, codes, strict=True)))

    @precondition(lambda self: self.away)
    @rule(who=ANY, where=ANY, rung=ANY)
    def come_again(self, who: int, where: int, rung: int) -> None:
        person, unit = one_of(self.away, who), one_of(self.units, where)
        person.unit = unit.id
        person.rung = OTHERS if person.audience == OTHERS else one_of(RUNGS["telegram"], rung)
        self.join([(person, self.codes(unit, person.audience, 1, "telegram")[0])])

    @precondition(lambda self: len(self.units) > 1 and self.here)
    @rule(who=ANY, where=ANY)
    def move(self, who: int, where: int) -> None:
        person, unit = one_of(self.here, who), one_of(self.units, where)
        if person.address.channel == "telegram":
            (code,) = self.codes(unit, person.audience, 1, "telegram")
            person.unit = unit.id
            self.say([(person, Arrival(code))])

    @precondition(lambda self: self.here)
    @rule(who=ANY, many=st.sampled_from([1, 1, 1, 4]))
    def forget(self, who: int, many: int) -> None:
        for person in self.crowd(who, many):
            self.say([(person, Reply(Act.FORGET_SURELY))])
            assert not person.here

    # they talk

    @precondition(lambda self: self.here)
    @rule(first=ANY, many=CROWDS, what=WHAT, how=ANY)
    def some_talk(self, first: int, many: int, what: str, how: int) -> None:
        self.go_through(self.crowd(first, many), what, how)

    @precondition(lambda self: self.here)
    @rule(what=WHAT, how=ANY)
    def all_talk(self, what: str, how: int) -> None:
        self.go_through(self.here, what, how)

    @precondition(lambda self: self.here)
    @rule(who=ANY, what=WHAT, taps=TAPS)
    def somebody_taps_about(self, who: int, what: str, taps: list[int]) -> None:
        person = one_of(self.here, who)
        self.say([(person, self.opening(what))])
        for which in taps:
            self.tap_on(person, person.screen, which)

    @precondition(lambda self: self.here)
    @rule(who=ANY, taps=TAPS)
    def somebody_goes_on(self, who: int, taps: list[int]) -> None:
        person = one_of(self.talking or self.here, who)
        for which in taps:
            self.tap_on(person, person.screen, which)

    @precondition(lambda self: self.here)
    @rule(who=ANY, act=st.sampled_from([Act.CHANGE, Act.TAKE_BACK_SURELY]), taps=TAPS)
    def somebody_has_second_thoughts(self, who: int, act: Act, taps: list[int]) -> None:
        person = one_of(self.here, who)
        self.say([(person, Reply(act))])
        for which in taps:
            self.tap_on(person, person.screen, which)

    @rule(who=ANY, back=st.integers(1, 6), taps=TAPS)
    def somebody_taps_old_buttons(self, who: int, back: int, taps: list[int]) -> None:
        person = one_of(self.ledger.people, who)
        for which in taps:
            self.tap_on(person, person.seen[-min(back, len(person.seen))], which)

    @precondition(lambda self: self.here)
    @rule(who=ANY)
    def somebody_writes(self, who: int) -> None:
        self.say([(one_of(self.talking or self.here, who), self.words())])

    # what staff do

    @rule(where=ANY, level=st.sampled_from(["unit", "group", "service"]), card=st.booleans())
    def start_a_wave(self, where: int, level: str, card: bool) -> None:
        unit, wanted = one_of(self.units, where), CARDS[1] if card else "round"
        place = {"unit": unit.id, "group": unit.group, "service": unit.service}[level]
        with suppress(AlreadyPlanned):
            self.house.app.waves.plan_wave(wanted, level, place, at_once=True)
        self.time_passes(0.2)
        self.settle()

    @precondition(lambda self: not self.house.app.waves.get(round_id(self.house.week)))
    @rule()
    def start_the_round(self) -> None:
        home = self.house.app.units.organisation().id
        self.house.app.waves.plan_round(home, starts=self.house.clock(), at_once=True)
        self.settle()

    @precondition(lambda self: self.has_reader and self.house.app.answers.reading.batch())
    @rule(passed=st.integers(0, 2**10 - 1))
    def read(self, passed: int) -> None:
        reading = self.house.app.answers.reading
        batch = reading.batch()
        assert batch
        for number, text in enumerate(batch.texts):
            shown = passed >> number % 10 & 1
            reading.decide(text.id, Verdict.SHOW if shown else Verdict.HARM)
        assert reading.close(batch.week)
        self.settle()

    # time

    @rule(hours=st.sampled_from([0.1, 1, 7, 24, 60]))
    def time_passes(self, hours: float) -> None:
        self.house.clock.pass_minutes(round(hours * 60))

    @rule()
    def the_clock_strikes(self) -> None:
        self.settle()

    @rule(weeks=st.sampled_from([1, 1, 1, 2]))
    def sunday_night_passes(self, weeks: int) -> None:
        self.house.next_week(weeks)
        self.settle()

    @rule()
    def monday_comes_and_the_clock_is_late(self) -> None:
        """What is said meanwhile falls into the box of the week before."""
        self.house.next_week()

    @rule(at=st.integers(1, 160))
    def the_clock_strikes_and_dies(self, at: int) -> None:
        """The process dies in the middle; the next one begins anew."""

        def dies() -> None:
            with crashing(self.house, Fuse(at)), suppress(Crash, SQLAlchemyError):
                self.house.beats.hourly()  # on a server what was begun ends with an error, too
            self.house.restart()
            self.house.beats.hourly()

        self.settle(dies)
