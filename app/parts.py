"""What each part of the program reaches: the console the office, the chat the contacts too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.settings import Settings
from app.troubles import Troubles
from conversations.listening import Listener
from conversations.questions import Catalogue
from storage.answers.book import Answers
from storage.contacts.book import Contacts
from storage.cookies import Cookies
from storage.databases import Database
from storage.office.codes import Codes
from storage.office.contact_requests import ContactRequests
from storage.office.desk import Desk
from storage.office.noticeboard import Noticeboard
from storage.office.own_names import OwnNames
from storage.office.panel_questions import PanelQuestions
from storage.office.staff import Staff
from storage.office.units import Units
from storage.office.watch import Watch
from storage.office.waves import Waves
from storage.office.wishes import Wishes
from storage.release import Release

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class OfficeSide:
    """What the console reaches: the office. No contacts, and of the keys only that of codes."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    troubles: Troubles
    answers: Answers
    units: Units
    codes: Codes
    waves: Waves
    panel_questions: PanelQuestions
    desk: Desk
    staff: Staff
    staff_cookies: Cookies
    wishes: Wishes
    own_names: OwnNames
    watch: Watch
    requests: ContactRequests
    databases: tuple[Database, ...]  # the contacts first, if they are within reach

    def close(self) -> None:
        """Close the databases."""
        for database in self.databases:
            database.close()


@dataclass(frozen=True, slots=True)
class ChatSide(OfficeSide):
    """What the chat reaches: the contacts too, and the keys that seal.

    Of the office its role may read only what people are told (``storage.grants``).
    """

    contacts: Contacts
    noticeboard: Noticeboard
    listener: Listener
    cookies: Cookies


@dataclass(frozen=True, slots=True)
class Kuulolla(ChatSide):
    """One whole installation: with it a box can be opened. The clock's, and everything's."""

    release: Release
