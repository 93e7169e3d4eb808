"""The codes that are handed out: slips, cards, doors, and those that link a staff chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import choice

from sqlmodel import Session, col, delete, select

from conversations.codes import ALPHABET, CODE_LENGTH
from conversations.items import YOUNG
from conversations.phrases import say
from conversations.ports import STAFF
from conversations.staffing import COORDINATOR
from conversations.weeks import quarter_of, week_after, week_of
from panel.organisation import Unit
from panel.refusals import Refused
from storage.code_requests import CodeRequest
from storage.databases import Database
from storage.office.tables import CodeRequestRow, IssuedRow
from storage.staff_codes import packed

STAFF_CODE_LASTS = timedelta(hours=1)
FOR_EVER = "9999-W01"  # a door hangs on a wall until somebody takes it down


class TooMany(Refused):
    """More slips and codes than a unit's places allow; the message says what to do."""


def new_code() -> str:
    """A fresh code for a slip, card or door."""
    return "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes on their way to the contact book. ``hash_code`` makes what is kept of one."""

    database: Database
    clock: Callable[[], datetime]
    hash_code: Callable[[str], bytes]

    def invite(
        self,
        unit: Unit,
        audience: str,
        *,
        uses: int = 0,
        slips: int = 0,
        milestone_set: str | None = None,
        beyond_cap: bool = False,
    ) -> list[str]:
        """Make one code for ``uses`` people or ``slips`` single-use codes; returned only here.

        Raises TooMany above the unit's size + 1 a quarter for each audience, unless
        ``beyond_cap`` (an administrator may say it; the caller writes it to the audit), and Refused
        for a unit that closes: its codes would soon lead nowhere.
        """
        _assert_stays(unit)
        codes = [new_code() for _ in range(slips or 1)]
        with self.database.writing() as session:
            # A card for many asks people who mostly are in already: it has a count of its own.
            kind = "card" if milestone_set and not slips else "place"
            kind = kind if audience == YOUNG else f"{kind} for {audience}"
            self._count(session, unit, kind, uses or slips, beyond_cap)
            for code in codes:
                session.add(
                    CodeRequestRow(
                        code=self.hash_code(code),
                        purpose="card" if milestone_set else "join",
                        unit=unit.id,
                        audience=audience,
                        set=milestone_set,
                        uses_left=1 if slips else uses,
                        single_use=bool(slips),
                        last_week=week_after(week_of(self.clock()), 13 if slips else 2),
                    )
                )
        return codes

    def hang(self, session: Session, unit: str, code: str) -> None:
        """Hang a unit's door, together with what else ``session`` writes."""
        session.add(
            CodeRequestRow(
                code=self.hash_code(code),
                purpose="door",
                unit=unit,
                audience=YOUNG,
                last_week=FOR_EVER,
            )
        )

    def for_staff(self, staff: str, coordinates: bool) -> str:
        """A code by which a staff member's own chat is linked; it works once, for an hour."""
        code = new_code()
        until = self.clock() + STAFF_CODE_LASTS
        with self.database.writing() as session:
            last = week_after(week_of(self.clock()))
            session.add(
                CodeRequestRow(
                    code=self.hash_code(code),
                    purpose=STAFF,
                    unit=packed(staff, until),
                    audience=COORDINATOR if coordinates else "",
                    uses_left=1,
                    last_week=last,
                )
            )
        return code

    def waiting(self) -> list[CodeRequest]:
        """Codes that wait for the contact book."""
        with self.database.reading() as session:
            rows = session.exec(select(CodeRequestRow))
            return [CodeRequest(**row.model_dump()) for row in rows]

    def taken(self, codes: list[bytes]) -> None:
        """The contact book has these codes now."""
        with self.database.writing() as session:
            session.exec(delete(CodeRequestRow).where(col(CodeRequestRow.code).in_(codes)))

    def _count(
        self, session: Session, unit: Unit, kind: str, places: int, beyond_cap: bool
    ) -> None:
        quarter = quarter_of(week_of(self.clock()))
        row = session.get(IssuedRow, (unit.id, quarter, kind))
        row = row or IssuedRow(unit=unit.id, quarter=quarter, kind=kind, places=0)
        if row.places + places > unit.size + 1 and not beyond_cap:
            raise TooMany(
                say(
                    "{unit} has {size} places, so at most {most} slips or uses a quarter; "
                    "{places} have been given out. An administrator can give more.",
                    unit=unit.name,
                    size=unit.size,
                    most=unit.size + 1,
                    places=row.places,
                )
            )
        row.places += places
        session.add(row)


def _assert_stays(unit: Unit) -> None:
    if unit.closes:
        raise Refused(
            say(
                "{unit} has been closed, so nothing new is handed out there. Make slips for "
                "the unit to which its people go, or open it again first.",
                unit=unit.name,
            )
        )
