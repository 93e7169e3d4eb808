"""One visit: what came in, its transaction, and the steps that every part of a talk shares."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from conversations import doorways, pacing, reaching, screens
from conversations.channels import ON_PAGES
from conversations.helping import Help, Person, help_card, help_screen
from conversations.items import NOTE, YOUNG
from conversations.phrases import Phrase, say
from conversations.ports import Contact, ContactBook, Dialog, Incoming, Office, Outgoing
from conversations.prompts import Prompts
from conversations.questions import Catalogue
from conversations.reaching import ADULT, PANEL, Reach, Reachable
from conversations.rounds import of_a_wave
from conversations.screens import Screen
from conversations.turns import Conversation, Turn, screen_of
from language.danger import Danger


@dataclass(frozen=True, slots=True)
class Visit:
    """What somebody did, and the book in which it is written. ``help_now``: where help is just now.

    ``web_link`` gives the web address behind a code, for those under ``telegram_age``.
    """

    book: ContactBook
    incoming: Incoming
    office: Office
    catalogue: Catalogue
    web_link: Callable[[str], str]
    telegram_age: int
    help_now: Help
    reach: Reach

    @property
    def prompts(self) -> Prompts:
        """What somebody can open."""
        return Prompts(self.office, self.catalogue)

    @property
    def on_pages(self) -> bool:
        """Whether it came from a page, where nothing can be sent later."""
        return self.incoming.address.channel in ON_PAGES

    def enrol(self, contact: Contact) -> Contact:
        """Write the contact as it is now."""
        self.book.enrol(self.incoming.address, contact)
        return contact

    def say(self, screen: Screen, language: str | None = None) -> Outgoing:
        """Show something that is no step of a talk."""
        came = self.incoming
        return Outgoing(came.address, language or came.language, screen, message=came.message)

    def home(self, contact: Contact, *before: Phrase) -> Outgoing:
        """What is behind the door: news, and what can be told now."""
        news = self.office.news(contact.unit)
        prompts = [(p.id, self.catalogue.set(p.set).phrase) for p in self.prompts.open_for(contact)]
        if self.book.dialog(self.incoming.address) is None:  # told before anything is asked
            told = self.catalogue.told(contact.rung)
            welcome = screens.welcome_screen(told, self.incoming.address.channel).lines
            before += (screens.BEFORE_WE_START, *welcome)
        more = () if self.on_pages else (pacing.OPENING, screens.EMPTYING)
        closed = self.office.has_closed(contact.unit)
        screen = doorways.home_screen(news, prompts, *before, more=more, closed=closed)
        return self.say(self._with_ways(contact, screen, ADULT, PANEL), contact.language)

    def told_back(self) -> tuple[Phrase, ...]:
        """'Somebody has read it', for those to whom nothing can be sent."""
        waits = self.on_pages and self.book.told_back(self.incoming.address)
        return (reaching.HAS_BEEN_READ,) if waits else ()

    def happened(self, contact: Contact) -> Outgoing:
        """Everything that came of it, at any time."""
        closed = self.office.has_closed(contact.unit)
        screen = doorways.happened_screen(self.office.happened(contact.unit), closed=closed)
        return self.say(screen, contact.language)

    def reachable(self, contact: Contact, purpose: str) -> tuple[Reachable, ...]:
        """Whom somebody can ask to contact them; grown-ups have other ways to be called."""
        if purpose == ADULT and contact.audience != YOUNG:
            return ()
        return reaching.choices(self.reach.readers(purpose), contact.unit)

    def _with_ways(self, contact: Contact, screen: Screen, *purposes: str) -> Screen:
        """The screen with the ways out of anonymity that are open, and when the panel meets."""
        ways = tuple(reaching.way_to(each) for each in purposes if self.reachable(contact, each))
        meets = self.reach.meeting() if PANEL in purposes else None
        lines = (*screen.lines, meets) if meets else screen.lines
        return replace(screen, lines=lines, answers=(*screen.answers, *ways))

    def open(self, contact: Contact, prompt: str) -> Outgoing:
        """Begin the talk of a prompt, if there is one."""
        address = self.incoming.address
        talk = self.prompts.talk(self.book, address, contact, prompt)
        if talk is None:
            return self.home(contact, say("Those questions have closed."))
        return self.begin(contact, talk)

    def begin(
        self, contact: Contact, talk: Conversation, under: Conversation | None = None
    ) -> Outgoing:
        """Begin a talk: its empty boxes, and room for a note, are made with it."""
        address = self.incoming.address
        adds = not of_a_wave(talk.prompt) and not self.book.has_boxes(address, talk.prompt)
        self.book.prepare(address, talk.prompt)
        opened = self._opened(talk, self.book.dialog(address), adds=adds)
        return self.show(
            contact, replace(opened, under=under), Turn(talk, screen_of(talk, self.catalogue))
        )

    def _opened(self, talk: Conversation, earlier: Dialog | None, *, adds: bool = False) -> Dialog:
        """A talk as it is opened: each has a number of its own, so a room that holds no note."""
        number = earlier.number + 1 if earlier else 1
        self.book.prepare_note(self.incoming.address, number, counts=adds)
        return Dialog(talk, message=self.incoming.message, number=number, adds=adds)

    def answered(self, contact: Contact, dialog: Dialog | None, mark: str) -> Dialog | None:
        """The talk that can still be changed; None once the box has been opened.

        It is the one in progress, or the one whose ``mark`` a button carries, or the latest: a
        finished talk's step is forgotten long before its box is opened.
        """
        address = self.incoming.address
        here = dialog if dialog and self._is_in_box(dialog.conversation, mark) else None
        if here and here.conversation.set != NOTE:
            return here
        for found in self.prompts.answered(self.book, address, contact):
            if mark in ("", found.mark):
                return self._opened(found, dialog)
        return here

    def _is_in_box(self, talk: Conversation, mark: str) -> bool:
        marked = mark in ("", talk.mark)
        return marked and self.book.has_boxes(self.incoming.address, talk.prompt)

    def show(self, contact: Contact, dialog: Dialog, turn: Turn) -> Outgoing:
        """Remember where the talk stands, and show it.

        What came of the last round opens the welcome, whenever that is shown (S6).
        """
        talk, screen = turn.conversation, turn.screen
        if screen.step == 0:
            screen = screen.opened_by(*doorways.came_of_it(self.office.news(contact.unit)[:1]))
        elif talk.finished and screen.step == talk.step and talk.set not in reaching.PURPOSES:
            screen = self._with_ways(contact, screen, PANEL)
        elif talk.set == PANEL and screen.writes and (meets := self.reach.meeting()):
            screen = replace(screen, lines=(*screen.lines[:2], meets, *screen.lines[2:]))
        if screen.writes and not self.office.has_reader():
            screen = screen.unread()
        message = self.incoming.message or dialog.message
        shown = dialog.shown_step if talk == dialog.conversation else None
        goes_on = talk.prompt == dialog.conversation.prompt and not talk.finished
        under = dialog.under if goes_on else None
        standing = replace(
            dialog, conversation=talk, shown_step=shown, message=message, under=under
        )
        self.book.save_dialog(self.incoming.address, standing)
        said = replace(self.say(screen, talk.language), step=talk.step, message=message)
        return replace(said, urgent=self.card(turn.danger, contact))

    def help(self, whom: Person) -> Screen:
        """Where somebody gets help at this hour; who is known here can ask for an adult."""
        return self._with_adult(help_screen(help_now=self.help_now, whom=whom), whom)

    def card(self, danger: Danger, whom: Person) -> Screen | None:
        """The help card, if somebody's words tell of danger."""
        card = help_card(danger, help_now=self.help_now, whom=whom)
        return self._with_adult(card, whom) if card else None

    def _with_adult(self, screen: Screen, whom: Person) -> Screen:
        if not isinstance(whom, Contact) or not self.reachable(whom, ADULT):
            return screen
        return replace(screen, answers=(reaching.way_to(ADULT), *screen.answers))
