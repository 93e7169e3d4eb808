"""What has to happen in time. Every function here may run late or twice: it does what is due."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time

from app.parts import Kuulolla
from app.public_holidays import FINNISH_HOLIDAYS
from app.summing import publish_summaries
from conversations.fatigue import may_send
from conversations.rounds import START, UNDO, Wave, WaveState, enough, round_id, rounds_week
from conversations.staffing import COORDINATOR, UNLINK
from conversations.weeks import HELSINKI, monday, week_after, week_of, weeks_between
from panel.organisation import Role, units_of
from storage.office.waves import AlreadyPlanned
from summaries import banding
from summaries.lots import SMALLEST_LOT

ROUND_STARTS = time(8, 0)  # the door opens; messages wait for the afternoon
NOTES_FROM = 7  # o'clock


@dataclass(frozen=True, slots=True)
class Beats:
    """The beats of one installation."""

    app: Kuulolla

    def minutely(self) -> None:
        """What people wait for: codes, waves, news; and the order of what came is forgotten."""
        self.take_codes()
        self.take_wishes()
        self.unlink_former_staff()
        self.start_waves()
        self.tell_news()
        self.tell_closed()
        self.tell_back()
        self.publish_words()
        for database in self.app.databases:
            database.forget_order()

    def hourly(self) -> None:
        """What is bound to days and weeks; a missed one is caught up."""
        self.plan_round()
        self.bring_notes()
        self.release_week()
        publish_summaries(self.app)
        self.app.staff.brake.clear()
        self.forget_guesses()
        self.app.troubles.tell()

    def forget_guesses(self) -> None:
        """Wrong codes that do not count any more are not known any more."""
        with self.app.contacts.writing() as book:
            book.forget_guesses()

    def take_codes(self) -> None:
        """Take codes that staff made over into the contact book."""
        requests = self.app.codes.waiting()
        if requests:
            with self.app.contacts.writing() as book:
                book.take_codes(requests)
            self.app.codes.taken([request.code for request in requests])

    def take_wishes(self) -> None:
        """What staff asked for from their chats, if they may, and the console of chats."""
        coordinators = {each.id for each in self.app.staff.all() if each.may(Role.COORDINATOR)}
        for wish in self.app.wishes.waiting():
            done = False
            if wish.what == UNLINK:
                with self.app.contacts.writing() as book:
                    book.unlink(wish.staff)
            elif wish.staff in coordinators:
                does = {START: self.app.waves.start_prepared, UNDO: self.app.waves.cancel}
                done = does[wish.what](wish.subject)
            if done:
                event = "round started" if wish.what == START else "round undone"
                self.app.staff.note(wish.staff, event, wish.subject)
            self.app.wishes.done(wish)

    def unlink_former_staff(self) -> None:
        """A staff chat belongs to somebody who may have one, in the role it was linked for.

        Looked at every minute, so that it does not matter what came last: that somebody was
        removed, that their code was used, that a backup was put back.
        """
        fitting = set[tuple[str, str]]()
        for each in self.app.staff.all():
            if each.may(Role.COORDINATOR, Role.FACILITATOR):
                fitting.add((each.id, ""))
            if each.may(Role.COORDINATOR):
                fitting.add((each.id, COORDINATOR))
        with self.app.contacts.reading() as book:
            found = book.misplaced(fitting)
        if found:
            with self.app.contacts.writing() as book:
                book.unlink_all_but(fitting)

    def plan_round(self) -> None:
        """Every fourth week is a common round's week; one that staff cancelled stays so.

        A round whose whole week was missed is caught up, as long as the next one is not near.
        """
        organisation, week = self.app.units.organisation(), week_of(self.app.clock())
        first, due = organisation.first_round, rounds_week(organisation.first_round, week)
        if due in (None, first) or not self.app.units.there():
            return
        late = weeks_between(due, week)
        since = [week_after(due, count) for count in range(late + 1)]
        begun = self.app.waves.get(round_id(first)) is not None
        if any(map(self.app.waves.get, map(round_id, since))) or (late and not begun):
            return
        with suppress(AlreadyPlanned):  # another clock was faster
            starts = datetime.combine(monday(week), ROUND_STARTS, HELSINKI)
            self.app.waves.plan_round(organisation.id, starts=starts)

    def start_waves(self) -> None:
        """Waves whose minutes to undo are over: they open, or wait for five.

        Whether messages went with it is told by no state: it hangs on who can be reached, and who
        watches a wave would see somebody join or leave.
        """
        for wave in self.app.waves.due():
            state = WaveState.STARTED if self._expand(wave) else WaveState.WAITING
            self.app.waves.mark(wave.id, state)

    def _expand(self, wave: Wave) -> bool:
        catalogue = self.app.catalogue
        sets = catalogue.round_sets() if wave.common else (catalogue.set(wave.set),)
        audiences = {each.audience for each in sets}
        units = {unit.id for unit in units_of(wave.level, wave.place, self.app.units.there())}
        with self.app.contacts.writing() as book:
            if not wave.common and not enough(book.counted(), units, audiences):
                return False
            sends = wave.common or enough(book.reached(), units, audiences)
            empty = book.prepare_all
            book.call(wave.id, units, audiences, empty, sends=sends, at_once=wave.at_once)
        return True

    def tell_news(self) -> None:
        """What came of it, and 'You asked', go to everyone they concern, once."""
        for news in self.app.desk.untold():
            units = {u.id for u in units_of(news.level, news.place, self.app.units.all())}
            mark = f"told {news.id}"
            with self.app.contacts.writing() as book:
                if book.recall(mark) is None:  # a crash may have come between the two databases
                    book.tell("news", news.subject, units)
                    book.remember(mark, news.week)
            self.app.desk.told(news)

    def tell_closed(self) -> None:
        """Whose unit has closed is told once, wherever something can be sent; others on pages."""
        week = week_of(self.app.clock())
        for unit in self.app.units.all():
            mark = f"closed {unit.id} {unit.closes}"
            if not unit.has_closed(week):
                continue
            with self.app.contacts.reading() as book:
                told = book.recall(mark)
            if told is None:
                with self.app.contacts.writing() as book:
                    book.tell("closed", unit.closes, {unit.id}, resting=True)
                    book.remember(mark, week)

    def publish_words(self) -> None:
        """Words that their reader has passed go into lots; what was not passed is destroyed."""
        reading = self.app.answers.reading
        if reading.over():  # else a release that begins in this very minute would find the lock
            with self.app.release.keys.alone() as alone:  # no release is half-way through
                if alone:
                    reading.finish()

    def tell_back(self) -> None:
        """'Somebody has read it' goes to whoever sent a request; what is old is deleted."""
        requests = self.app.requests
        for request_id, back in requests.untold():
            with self.app.contacts.writing() as book:
                book.tell_back(back)
            requests.told(request_id)
        requests.clear()

    def bring_notes(self) -> None:
        """The daily batch of open notes, in the morning."""
        if self.app.clock().astimezone(HELSINKI).hour >= NOTES_FROM:
            self.app.release.bring_notes()

    def release_week(self) -> str | None:
        """Open the box of a week that is over, and report banded numbers of enrolled."""
        week = self.app.release.run()
        if week is not None:
            with self.app.contacts.reading() as book:
                enrolled = book.enrolled()
            bands = {unit: _band(people_of(here)) for unit, here in enrolled.items()}
            self.app.units.report_enrolled(bands)
        return week


def is_quiet(moment: datetime) -> bool:
    """Whether messages have to wait for a better hour."""
    return not may_send(moment, FINNISH_HOLIDAYS)


def people_of(here: Mapping[str, Mapping[str, int]]) -> int:
    """All who are enrolled in a unit, of whichever audience and rung."""
    return sum(sum(rungs.values()) for rungs in here.values())


def _band(enrolled: int) -> str:
    """How many are enrolled, in a band: staff never get the exact number."""
    if enrolled < SMALLEST_LOT:
        return f"0–{SMALLEST_LOT - 1}"
    people = banding.people(enrolled)
    return f"{people.least}–{people.most or ''}"
