"""Builds everything from settings: the only place that knows all names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import SystemRandom

import holidays

from app.content import load_catalogue
from app.settings import Settings
from app.troubles import Troubles
from conversations.listening import Listener
from conversations.questions import Catalogue
from panel.notes import due_date
from storage.answers.book import Answers
from storage.contacts.book import Contacts, hash_code
from storage.contacts.closing import ClosingBox
from storage.cookies import Cookies
from storage.databases import Database
from storage.keys import Keys, load_master
from storage.migrations import migrate
from storage.office.desk import Desk
from storage.office.noticeboard import Noticeboard
from storage.office.staff import Staff
from storage.office.units import Units
from storage.office.waves import Waves
from storage.release import Release

Clock = Callable[[], datetime]
FINNISH_HOLIDAYS = holidays.country_holidays("FI")


def now() -> datetime:
    """The wall clock: the one place where time comes in."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Kuulolla:
    """One installation, wired."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    contacts: Contacts
    answers: Answers
    units: Units
    waves: Waves
    desk: Desk
    staff: Staff
    noticeboard: Noticeboard
    listener: Listener
    release: Release
    cookies: Cookies
    troubles: Troubles
    databases: tuple[Database, Database]

    def close(self) -> None:
        """Close both databases."""
        for database in self.databases:
            database.close()


def build(settings: Settings, clock: Clock = now, *, restored: bool = False) -> Kuulolla:
    """Open the databases (made and migrated when needed) and wire everything.

    ``restored``: the databases come from a backup, whose week nobody can open any more.
    Raises UnsafeDatabase or KeysMissing with a sentence that says what to do.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.data.chmod(0o700)  # it may have been made by somebody else with other rights
    keys = Keys(settings.data / "keys", load_master(settings.data / "master.key", settings.master))
    contacts_database = Database(settings.contacts_url)
    office_database = Database(settings.office_url)
    migrate(contacts_database, "contacts")
    migrate(office_database, "office")

    contacts = Contacts(contacts_database, keys, clock)
    answers = Answers(office_database)
    units = Units(office_database, clock, lambda code: hash_code(code, keys.code_key))
    waves = Waves(office_database, clock)
    desk = Desk(office_database, clock, lambda day: due_date(day, FINNISH_HOLIDAYS))
    noticeboard = Noticeboard(units, waves, desk)
    catalogue = load_catalogue()
    release = Release(
        box=ClosingBox(contacts_database, keys, clock),
        lots=answers,
        places=units.places,
        take_notes=desk.take_notes,
        keys=keys,
        clock=clock,
        draw=SystemRandom(),
    )
    troubles = Troubles()
    units.set_up(settings.name)
    if restored:
        release.begin_anew()
    release.open_first_week()
    return Kuulolla(
        settings=settings,
        clock=clock,
        catalogue=catalogue,
        contacts=contacts,
        answers=answers,
        units=units,
        waves=waves,
        desk=desk,
        staff=Staff(office_database, clock),
        noticeboard=noticeboard,
        listener=Listener(
            books=contacts,
            office=noticeboard,
            catalogue=catalogue,
            door_link=lambda code: f"{settings.address}/c/{code}",
            trouble=troubles.count,
            telegram_age=settings.telegram_age,
        ),
        release=release,
        cookies=Cookies(keys.cookie_key),
        troubles=troubles,
        databases=(contacts_database, office_database),
    )
