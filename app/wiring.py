"""Builds everything from settings: the only place that knows how each thing is made."""

from contextlib import ExitStack, closing
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from typing import Any, TypeVar

from sqlalchemy.exc import NoResultFound

from app.content import help_lines_at_hand, load_catalogue
from app.links import web_link
from app.parts import ChatSide, Clock, Kuulolla, OfficeSide
from app.public_holidays import FINNISH_HOLIDAYS
from app.settings import Settings
from app.troubles import Troubles
from conversations.helping import Help
from conversations.listening import Listener
from conversations.weeks import HELSINKI
from panel.contact_requests import read_by
from panel.notes import due_date
from storage.answers.book import Answers
from storage.answers.reading import Reading
from storage.answers.reading_keys import ReadingKeys
from storage.contacts.book import Contacts
from storage.contacts.closing import ClosingBox
from storage.contacts.invitations import hash_code
from storage.cookies import Cookies, staff_cookies
from storage.databases import Database, UnsafeDatabase
from storage.grants import CHAT, CONSOLE, assert_has_roles, assert_no_more, grant
from storage.keyfiles import make_once
from storage.keys import Keys, KeysMissing, SealingKeys, hand_out, handed_out, load_master
from storage.migrations import NotMigrated, assert_migrated, migrate
from storage.office.brake import Brake
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

READERS_KEY_BYTES = 32
Side = TypeVar("Side", bound=OfficeSide)


def now() -> datetime:
    """The wall clock: the one place where time comes in."""
    return datetime.now(UTC)


def build(settings: Settings, clock: Clock = now, *, restored: bool = False) -> Kuulolla:
    """Open the databases (made and migrated when needed) and wire everything.

    ``restored``: the databases come from a backup, whose week nobody can open any more.
    Raises UnsafeDatabase or KeysMissing with a sentence that says what to do.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.part == "all":
        settings.data.chmod(0o700)  # it may have been made by somebody else with other rights
    kept = (settings.keys / "sealing.json").exists()  # a new master key would open none of it
    master = load_master(settings.data / "master.key", settings.master, make=not kept)
    keys = Keys(settings.keys, master, settings.opening_keys)
    keys.assert_master_fits()
    if settings.code_key:
        hand_out(keys.code_key, Path(settings.code_key))
    if not settings.readers_key.exists():
        make_once(settings.readers_key, token_bytes(READERS_KEY_BYTES))
    with ExitStack() as refused:  # closes what was opened, unless all goes well
        contacts = refused.enter_context(closing(Database(settings.contacts_url)))
        office = refused.enter_context(closing(Database(settings.office_url)))
        app = _whole(settings, clock, keys, contacts, office)
        if restored:
            app.release.begin_anew()
        app.release.open_first_week()
        refused.pop_all()
    return app


def _whole(
    settings: Settings, clock: Clock, keys: Keys, contacts: Database, office: Database
) -> Kuulolla:
    for database, name in ((contacts, "contacts"), (office, "office")):
        migrate(database, name)
        grant(database, name)
    chat = _chat(settings, clock, keys, contacts, office)
    release = Release(
        box=ClosingBox(contacts, keys, clock),
        lots=chat.answers,
        places=partial(chat.units.places, rungs_asked=chat.catalogue.rungs_asked),
        take_notes=chat.desk.take_notes,
        has_reader=chat.staff.has_reader,
        keys=keys,
        clock=clock,
        draw=SystemRandom(),
    )
    chat.units.set_up(settings.name)
    return _widened(chat, Kuulolla, release=release)


def build_chat(settings: Settings, clock: Clock = now) -> ChatSide:
    """Wire what the chat may reach. Raises UnsafeDatabase, KeysMissing, NotMigrated."""
    master = load_master(settings.data / "master.key", settings.master, make=False)
    keys = SealingKeys(settings.keys, master)
    keys.assert_master_fits()
    with ExitStack() as refused:
        contacts = refused.enter_context(closing(_within(settings.contacts_url, "contacts", CHAT)))
        office = refused.enter_context(closing(_within(settings.office_url, "office", CHAT)))
        chat = _chat(settings, clock, keys, contacts, office)
        try:
            with chat.contacts.reading() as book:
                keys.public(book.week)
        except NoResultFound:
            raise NotMigrated("No week is open yet: start the clock first.") from None
        refused.pop_all()
    return chat


def build_console(settings: Settings, clock: Clock = now) -> OfficeSide:
    """Wire what the console may reach. Raises UnsafeDatabase, KeysMissing, NotMigrated."""
    if not settings.code_key:
        raise KeysMissing("KUULOLLA_CODE_KEY has to say where the clock leaves the key of codes.")
    code_key = handed_out(Path(settings.code_key))
    database = _within(settings.office_url, "office", CONSOLE)
    return _office(settings, clock, code_key, database)


def _within(url: str, name: str, role: str) -> Database:
    """A database that the clock owns, opened as somebody who may touch no more than ``role``."""
    assert_has_roles(url)
    database = Database(url)
    try:
        assert_no_more(database, name, role)
        assert_migrated(database, name)
    except (UnsafeDatabase, NotMigrated):
        database.close()
        raise
    return database


def _office(settings: Settings, clock: Clock, code_key: bytes, database: Database) -> OfficeSide:
    reading = Reading(database, ReadingKeys(settings.reading_keys, code_key), clock)
    codes = Codes(database, clock, lambda code: hash_code(code, code_key))
    asked_by_panel = PanelQuestions(database, clock)
    return OfficeSide(
        settings=settings,
        clock=clock,
        catalogue=load_catalogue().with_panel(asked_by_panel.find),
        troubles=Troubles(),
        answers=Answers(database, reading),
        units=Units(database, clock, codes),
        codes=codes,
        waves=Waves(database, clock),
        panel_questions=asked_by_panel,
        desk=Desk(database, clock, lambda day: due_date(day, FINNISH_HOLIDAYS)),
        wishes=Wishes(database),
        staff=Staff(database, clock, Brake(database, clock, code_key)),
        staff_cookies=staff_cookies(code_key),
        own_names=OwnNames(database),
        watch=Watch(database, clock),
        requests=ContactRequests(
            database,
            clock,
            read_by=lambda day: read_by(day, FINNISH_HOLIDAYS),
            opening_key=lambda: handed_out(settings.readers_key),
        ),
        databases=(database,),
    )


def _chat(
    settings: Settings, clock: Clock, keys: SealingKeys, contacts: Database, office: Database
) -> ChatSide:
    side = _office(settings, clock, keys.code_key, office)
    book = Contacts(contacts, keys, clock)
    noticeboard = Noticeboard(
        side.units, side.waves, side.desk, side.own_names, side.staff, side.wishes
    )
    help_lines, bands = help_lines_at_hand(settings.own_help_lines), side.catalogue.bands
    listener = Listener(
        books=book,
        office=noticeboard,
        catalogue=side.catalogue,
        web_link=lambda code: web_link(settings.address, code),
        trouble=side.troubles.count,
        telegram_age=settings.telegram_age,
        help_now=lambda: Help(help_lines, clock().astimezone(HELSINKI), FINNISH_HOLIDAYS, bands),
        reach=side.requests,
    )
    return _widened(
        side,
        ChatSide,
        databases=(contacts, office),
        contacts=book,
        noticeboard=noticeboard,
        listener=listener,
        cookies=Cookies(keys.cookie_key),
    )


def _widened(side: OfficeSide, wider: type[Side], **more: Any) -> Side:
    """The same things within reach, and more."""
    return wider(**{each.name: getattr(side, each.name) for each in fields(side)} | more)
