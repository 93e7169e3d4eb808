"""Texts between their release and their reader: sealed again, so that nothing readable lies there.

The release seals the texts of a week's lots to a key of that week. The console opens them for the
reader and keeps what the reader decided. When the reader has closed the week, the clock writes
what may be shown as lots, deletes all texts and destroys the key; so nothing that was not passed
can ever be read again, in no copy.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import delete
from sqlmodel import Session, col, select

from conversations.weeks import week_of
from storage.answers.reading_keys import ReadingKeys
from storage.answers.rows import columns, count_not_shown, label_of, write_in_order, write_lots
from storage.answers.tables import ReadingRow, ReadingTextRow
from storage.databases import Database
from storage.sealing import CannotOpen, open_box, seal
from summaries.lots import Lot
from summaries.words import Batch, Text, Verdict


@dataclass(frozen=True, slots=True)
class Reading:
    """What waits for a reader; fulfils ``console.ports.Reading``."""

    database: Database
    keys: ReadingKeys
    clock: Callable[[], datetime]

    # the release's

    def take(self, session: Session, week: str, lots: Iterable[Lot]) -> None:
        """Seal a week's lots of words for the reader, in the release's own transaction."""
        heads, texts = [], []
        for lot in lots:
            head = ReadingRow(id=token_hex(16), week=week, **columns(lot.label))
            heads.append(head)
            public = self.keys.make(week)
            for text in lot.values:
                sealed = seal({"text": text}, public)
                texts.append(ReadingTextRow(id=token_hex(16), lot=head.id, sealed=sealed))
        write_in_order(session, heads, texts)

    # the reader's

    def batch(self) -> Batch | None:
        """The oldest week whose texts a reader has still to read or to close."""
        with self.database.reading() as session:
            wanted = select(ReadingRow.week).where(col(ReadingRow.closed).is_(False))
            for week in session.exec(wanted.order_by(ReadingRow.week)):
                private = self.keys.private(week)
                batch = Batch(week, ()) if private is None else _batch(session, week, private)
                if batch.texts and batch.last_week >= week_of(self.clock()):
                    return batch
        return None

    def decide(self, text_id: str, verdict: Verdict, hidden: Iterable[int] = ()) -> bool:
        """Keep what the reader decided about a text, or take it back. False when it is gone."""
        with self.database.writing() as session:
            row = session.get(ReadingTextRow, text_id)
            if row is None or session.get_one(ReadingRow, row.lot).closed:
                return False
            row.verdict, row.hidden = verdict.value, sorted(hidden)
            return True

    def close(self, week: str) -> bool:
        """The reader is through with a week. False while something in it is undecided."""
        with self.database.writing() as session:
            rows = list(session.exec(select(ReadingRow).where(ReadingRow.week == week)))
            of_week = col(ReadingTextRow.lot).in_([row.id for row in rows])
            decided = session.exec(select(ReadingTextRow.verdict).where(of_week)).all()
            if not rows or Verdict.NONE in decided:
                return False
            for row in rows:
                row.closed = True
            return True

    # the clock's

    def over(self) -> list[str]:
        """Weeks that are closed, or were not closed in time, or lack their texts or their key."""
        with self.database.reading() as session:
            closed = {row.week: row.closed for row in session.exec(select(ReadingRow))}
        keys, now = self.keys.weeks(), week_of(self.clock())
        return [
            week
            for week in sorted({*closed, *keys})
            if closed.get(week, True) or week not in keys or Batch(week, ()).last_week < now
        ]

    def finish(self) -> None:
        """Publish what was passed of each week that a reader has closed, and destroy the rest.

        Of other weeks that are over nothing is shown. May be called at any time, and again after
        a crash at any point.
        """
        for week in self.over():
            self._finish(week)
            self.database.remove_residue()
            if week in self.keys.weeks():
                self.keys.destroy(week)

    def _finish(self, week: str) -> None:
        private, now = self.keys.private(week), week_of(self.clock())
        with self.database.writing() as session:
            heads = list(session.exec(select(ReadingRow).where(ReadingRow.week == week)))
            in_week = col(ReadingTextRow.lot).in_([head.id for head in heads])
            texts = len(session.exec(select(ReadingTextRow.id).where(in_week)).all())
            closed = all(head.closed for head in heads)
            shown = list(_batch(session, week, private).lots()) if private and closed else []
            write_lots(session, now, shown)
            count_not_shown(session, now[:4], texts - sum(len(lot.values) for lot in shown))
            session.exec(delete(ReadingTextRow).where(in_week))
            session.exec(delete(ReadingRow).where(col(ReadingRow.week) == week))


def _batch(session: Session, week: str, private: bytes) -> Batch:
    """A week's texts; one that does not open is left out."""
    heads = {row.id: row for row in session.exec(select(ReadingRow).where(ReadingRow.week == week))}
    wanted = select(ReadingTextRow).where(col(ReadingTextRow.lot).in_(list(heads)))
    texts = []
    for row in session.exec(wanted.order_by(ReadingTextRow.id)):
        with suppress(CannotOpen):
            text = str(open_box(row.sealed, private)["text"])
            label, hidden = label_of(heads[row.lot]), frozenset(row.hidden)
            texts.append(Text(row.id, row.lot, label, text, Verdict(row.verdict), hidden))
    return Batch(week, tuple(texts))
