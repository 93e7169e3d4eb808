"""The outbox: rounds and news on their way, never anything that depends on an answer (A-15)."""

from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from conversations.channels import TELEGRAM
from conversations.fatigue import Sent
from conversations.ports import STAFF, Address, Errand
from conversations.rounds import FEWEST_PEOPLE
from conversations.weeks import HELSINKI, week_after, week_of
from storage.contacts.pending import Row
from storage.contacts.people import PEOPLE, Card, Counted, People
from storage.contacts.tables import ContactRow, OutboxRow
from storage.sealing import keyed

SENDING = (TELEGRAM,)  # channels that a sender serves; the web is prompted at its door
REACHED = "reached"  # how many a round's message would have reached, at the last release


class Outbox(People):
    """The outbox of one transaction."""

    def call(
        self,
        wave: str,
        units: Collection[str],
        audiences: Collection[str],
        prepare: Callable[[Collection[Address], str], None],
        *,
        sends: bool = True,
        at_once: bool = False,
    ) -> None:
        """Open a wave for everyone it asks; if it ``sends``, and to five at least, with a message.

        ``prepare(addresses, wave)`` writes the empty boxes, for all alike: else copies would know
        by new boxes that somebody talks to whom no message went. Calling twice sends once.
        """
        prepare(self._asked(units, audiences), wave)
        week = week_of(self.now)
        called = [row for row in self._members(units) if row["audience"] in audiences]
        reached = self._let_through(called, week)
        if not sends or len(reached) < FEWEST_PEOPLE:  # never to one person alone
            return
        for row, card in reached:
            sent = _sent(row).and_one(week)
            self.contacts.change(
                row["idx"], last_prompt_week=sent.last_week, prompts_this_year=sent.this_year
            )
            self._put(row["idx"], "round", wave, at_once, card.pace.hour)

    def count(self) -> None:
        """Remember also how many a message would reach in the week that opens."""
        super().count()
        self._keep_count(REACHED, self._by_reach())

    def reached(self) -> Counted:
        """How many the fatigue guard let through at the last release; before the first one, now.

        Whether a wave's messages go follows from this, too: were it the live number alone, a
        message where none had come would say that a fifth person has just joined.
        """
        kept = self._kept_count(REACHED)
        return self._by_reach() if kept is None else kept

    def _by_reach(self) -> Counted:
        found: Counted = {}
        for row, card in self._let_through(self.contacts.where(*_reachable()), self.week):
            here = found.setdefault(card.unit, {})
            here[row["audience"]] = here.get(row["audience"], 0) + 1
        return found

    def tell(
        self, template: str, subject: str, units: Collection[str], *, resting: bool = False
    ) -> None:
        """Put news into the outbox for everyone of some units, be they five or one.

        News asks nothing, so no talk can be laid beside its message; and what came of it is owed to
        those, too, who are few. ``resting``: to those who rest, too.
        """
        week = week_of(self.now)
        for row in self._members(units):
            pace = self.card(row["card"]).pace
            if resting or not pace.rests(week):
                self._put(row["idx"], template, subject, at_once=False, hour=pace.hour)

    def tell_staff(self, template: str, subject: str) -> None:
        """Put something into the outbox for every staff chat."""
        for row in self.contacts.where(col(ContactRow.audience) == STAFF, _hears_us()):
            self._put(row["idx"], template, subject, at_once=True)

    def claim(self, channel: str, most: int, quiet: bool) -> list[Errand]:
        """Lease rows to send now, in no order that tells anything."""
        wanted = (
            select(OutboxRow.id, OutboxRow.template, OutboxRow.subject, ContactRow.card)
            .where(col(OutboxRow.idx) == col(ContactRow.idx))
            .where(ContactRow.channel == channel, col(OutboxRow.leased).is_(False))
            .order_by(col(OutboxRow.id))
            .limit(most)
            .with_for_update(skip_locked=True, of=OutboxRow)
        )
        if quiet:
            wanted = wanted.where(col(OutboxRow.at_once))
        else:
            here = self.now.astimezone(HELSINKI).hour
            wanted = wanted.where(col(OutboxRow.at_once) | (col(OutboxRow.hour) <= here))
        errands = []
        for number, template, subject, hidden in self.session.exec(wanted):
            card = self.card(hidden)
            errands.append(Errand(number, card.address, card.language, template, subject))
            self.outbox.change(number, leased=True)
        return errands

    def delivered(self, errand: Errand) -> None:
        """Done: the row goes."""
        self.outbox.remove(errand.id)

    def postponed(self, errand: Errand) -> None:
        """Not now: the row stays for a later try."""
        self.outbox.change(errand.id, leased=False)

    def release_leases(self) -> None:
        """At start: what an earlier process held goes back. A repeat is harmless (A-15)."""
        self.session.exec(update(OutboxRow).values(leased=False))

    def unreachable(self, address: Address) -> None:
        """The person blocked the bot: nothing waits for them, and nothing new is sent."""
        idx = self.index(address)
        self.drop_errands(idx)
        self.contacts.change(idx, paused=True)

    def drop_errands(self, idx: bytes) -> None:
        """Nothing is on its way to this contact any more."""
        self.outbox.remove(*(row["id"] for row in self.outbox.where(col(OutboxRow.idx) == idx)))

    def _asked(self, units: Collection[str], audiences: Collection[str]) -> list[Address]:
        """Everyone whom a wave asks, whether a message reaches them or not."""
        rows = self.contacts.where(
            self._in(units),
            col(ContactRow.channel).in_(PEOPLE),
            col(ContactRow.audience).in_(audiences),
        )
        return [self.card(row["card"]).address for row in rows]

    def _let_through(self, rows: list[Row], week: str) -> list[tuple[Row, Card]]:
        """Those whom the fatigue guard lets through in a week."""
        known = ((row, self.card(row["card"])) for row in rows)
        return [(row, card) for row, card in known if _sent(row).may_prompt(week, card.pace)]

    def _members(self, units: Collection[str]) -> list[Row]:
        return self.contacts.where(self._in(units), *_reachable())

    def _in(self, units: Collection[str]) -> ColumnElement[bool]:
        return col(ContactRow.place).in_([self.place(unit) for unit in units])

    def _put(self, idx: bytes, template: str, subject: str, at_once: bool, hour: int = 0) -> None:
        # The id follows from recipient and subject: the same message twice is one row.
        # A round ends with its week; news of a Sunday evening may still leave on Monday.
        week = week_of(self.now)
        subject_key = f"{template} {subject}".encode()
        self.outbox.fill(
            {
                "id": keyed(self.keys.index_key, b"outbox", subject_key, idx)[:16],
                "idx": idx,
                "template": template,
                "subject": subject,
                "last_week": week if template == "round" else week_after(week),
                "hour": hour,
                "at_once": at_once,
                "leased": False,
            }
        )


def _sent(row: Row) -> Sent:
    return Sent(row["last_prompt_week"], row["prompts_this_year"])


def _reachable() -> tuple[ColumnElement[bool], ...]:
    """Young people and others, not staff, to whom something can be sent."""
    served, asked = col(ContactRow.channel).in_(SENDING), col(ContactRow.audience) != STAFF
    return served, asked, _hears_us()


def _hears_us() -> ColumnElement[bool]:
    """Whoever has blocked us gets nothing until they come back."""
    return col(ContactRow.paused).is_(False)
