"""What the clock finds when it looks at everything, left for the console's health page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import select

from storage.databases import Database
from storage.office.tables import ClockReportRow


@dataclass(frozen=True, slots=True)
class Watch:
    """The clock's latest report; there is one."""

    database: Database
    clock: Callable[[], datetime]

    def report(self, findings: Sequence[Mapping[str, Any]]) -> None:
        """Leave what was found, in place of the report before."""
        with self.database.writing() as session:
            session.merge(
                ClockReportRow(
                    name="clock", moment=self.clock(), findings=list(map(dict, findings))
                )
            )

    def latest(self) -> tuple[datetime, list[dict[str, Any]]] | None:
        """When the clock last looked, and what it found; None before it ever did."""
        with self.database.reading() as session:
            row = session.exec(select(ClockReportRow)).first()
            return (row.moment, row.findings) if row else None
