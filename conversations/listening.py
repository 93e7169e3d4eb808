"""Orders the steps of a talk: load, take the pure step, seal, remember; the channel speaks last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from conversations import doorways, pacing, screens
from conversations.phrases import LANGUAGES, Phrase, say
from conversations.ports import (
    STAFF,
    Address,
    Contact,
    ContactBook,
    ContactBooks,
    Dialog,
    Incoming,
    Invitation,
    Office,
    Outgoing,
)
from conversations.prompts import Prompts
from conversations.questions import YOUNG, Catalogue
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from conversations.turns import Conversation, Turn, advance, help_screen, screen_of
from language.danger import Danger, notice

TELEGRAM_AGE = 16
WEB = ("door", "slip")  # channels that show pages and send nothing


def not_understood() -> Phrase:
    """The kind error: nothing was lost, the same question follows."""
    return say("Something went wrong here, not with you. Please try once more.")


@dataclass(frozen=True, slots=True)
class Listener:
    """Listens to everybody through every channel.

    ``door_link`` gives the web address behind a code, for those too young for Telegram;
    ``trouble`` hears the name of an exception type, never its content.
    """

    books: ContactBooks
    office: Office
    catalogue: Catalogue
    door_link: Callable[[str], str]
    trouble: Callable[[str], None]
    telegram_age: int = TELEGRAM_AGE

    @property
    def prompts(self) -> Prompts:
        """What somebody can open."""
        return Prompts(self.office, self.catalogue)

    def receive(
        self, batch: Sequence[Incoming], alarm: Callable[[Outgoing], None] = lambda _: None
    ) -> list[Outgoing]:
        """Take a batch in one transaction; when this returns, everything is durable (A-04).

        One that fails is rolled back alone and gets a kind error. ``alarm`` is handed each help
        card at once, before the commit.
        """
        with self.books.writing() as book:
            return self.receive_in(book, batch, alarm)

    def receive_in(
        self, book: ContactBook, batch: Sequence[Incoming], alarm: Callable[[Outgoing], None]
    ) -> list[Outgoing]:
        """The same inside a transaction that the channel opened, to store its own mark with it."""
        if len(batch) > 1:
            book.expect([incoming.address for incoming in batch])
        here = replace(self, office=self.office.as_it_stands())
        return [here._safely(book, incoming, alarm) for incoming in batch]

    def _safely(
        self, book: ContactBook, incoming: Incoming, alarm: Callable[[Outgoing], None]
    ) -> Outgoing:
        try:
            with book.savepoint():
                outgoing = self._take(book, incoming)
        except Exception as error:  # noqa: BLE001 - one update may not take the batch with it
            self.trouble(type(error).__name__)
            outgoing = replace(self._sorry(book, incoming), urgent=_card_for(incoming))
        if outgoing.urgent:
            alarm(outgoing)
        return outgoing

    def _sorry(self, book: ContactBook, incoming: Incoming) -> Outgoing:
        """The kind error, with the same question again; where that is what fails, home."""
        for way in (self._same_question, self._back_home):
            try:
                with book.savepoint():
                    found = way(book, incoming)
            except Exception as error:  # noqa: BLE001 - then the next way, or only the kind words
                self.trouble(type(error).__name__)
                continue
            if found is not None:
                return found
        return self._say(incoming, doorways.no_code_screen(not_understood()))

    def _same_question(self, book: ContactBook, incoming: Incoming) -> Outgoing | None:
        dialog = book.dialog(incoming.address)
        if dialog is None:
            return None
        screen = screen_of(dialog.conversation, self.catalogue).opened_by(not_understood())
        return self._shown(book, incoming, dialog, Turn(dialog.conversation, screen))

    def _back_home(self, book: ContactBook, incoming: Incoming) -> Outgoing | None:
        contact = book.contact(incoming.address)
        return self._home(book, incoming, contact, not_understood()) if contact else None

    def _take(self, book: ContactBook, incoming: Incoming) -> Outgoing:
        contact = book.contact(incoming.address)
        match incoming.reply:
            case Arrival(code):
                return self._arrive(book, incoming, contact, code)
            case Reply(act=Act.JOIN, value=value) if contact is None:
                return self._join(book, incoming, value)
            case Reply(act=act) if contact and contact.audience == STAFF:
                if act in (Act.FORGET, Act.FORGET_SURELY, Act.STOP):
                    book.forget(incoming.address, ())
                    return self._say(incoming, screens.forgotten_screen())
                return self._say(incoming, doorways.staff_screen())
            case Reply() as reply if contact is not None:
                return self._talk(book, incoming, contact, reply)
            case Reply(act=Act.HELP):
                return self._say(incoming, help_screen())
            case Reply(act=Act.WORDS, text=code) if book.invitation(code):
                return self._arrive(book, incoming, None, code.strip())
        stranger = self._say(incoming, doorways.no_code_screen())
        return replace(stranger, urgent=_card_for(incoming))

    def _arrive(
        self, book: ContactBook, incoming: Incoming, contact: Contact | None, code: str
    ) -> Outgoing:
        if contact and contact.paused:  # they had blocked us, and have come back
            contact = replace(contact, paused=False)
            book.enrol(incoming.address, contact)
        if contact and contact.audience == STAFF:
            return self._say(incoming, doorways.staff_screen())
        if contact and not code:
            return self._home(book, incoming, contact)
        invitation = book.invitation(code) if code else None
        if invitation and invitation.purpose == STAFF:
            return self._staff(book, incoming, contact, code)
        if invitation is None:
            wrong = say("This code does not work. It may be mistyped, used up, or too old.")
            if contact:
                return self._home(book, incoming, contact, wrong)
            return self._say(incoming, doorways.no_code_screen(*([wrong] if code else [])))
        if contact is None:
            if invitation.audience != YOUNG:
                return self._say(incoming, doorways.hello_screen(invitation.audience, code))
            return self._say(incoming, doorways.age_screen(self.catalogue, code))
        if invitation.purpose == "join" and invitation.unit != contact.unit:
            book.redeem(code)  # coming again by the same link takes nobody's place
            contact = replace(contact, unit=invitation.unit)
            book.enrol(incoming.address, contact)
        return self._begin(book, incoming, contact, invitation)

    def _join(self, book: ContactBook, incoming: Incoming, value: str) -> Outgoing:
        rung, _, code = value.partition(" ")
        known = book.invitation(code)
        if known is None or known.purpose == STAFF:
            return self._arrive(book, incoming, None, code)
        if rung not in self.catalogue.rungs(known.audience):
            return self._arrive(book, incoming, None, code)
        telegram = incoming.address.channel == "telegram"
        young = known.audience == YOUNG
        if telegram and young and self.catalogue.band(rung).oldest < self.telegram_age:
            return self._say(incoming, doorways.younger_screen(self.door_link(code)))
        invitation = book.redeem(code)
        if invitation is None:
            return self._arrive(book, incoming, None, code)
        language = incoming.language if incoming.language in LANGUAGES else "fi"
        contact = Contact(language, invitation.unit, rung, invitation.audience)
        address = incoming.address
        if not telegram and invitation.single_use:
            address = Address("slip", code)  # the slip becomes the person's own return code
        book.enrol(address, contact)
        outgoing = self._begin(book, replace(incoming, address=address), contact, invitation)
        return replace(outgoing, joined=address)

    def _begin(
        self, book: ContactBook, incoming: Incoming, contact: Contact, invitation: Invitation
    ) -> Outgoing:
        if invitation.set and self.catalogue.questions(invitation.set, contact.rung):
            return self._open(book, incoming, contact, invitation.set)
        open_now = self.prompts.open_for(contact)
        if open_now:
            return self._open(book, incoming, contact, open_now[0].id)
        return self._home(book, incoming, contact, say("You are in."))

    def _staff(
        self, book: ContactBook, incoming: Incoming, contact: Contact | None, code: str
    ) -> Outgoing:
        """A staff member's own chat. The two roles never mix in one chat.

        Only where something can be sent: typed on a page, the code is not used up.
        """
        staff_only = say("This code is for staff only.")
        if contact is not None and contact.audience != STAFF:
            return self._home(book, incoming, contact, staff_only)
        if incoming.address.channel in WEB:
            return self._say(incoming, doorways.no_code_screen(staff_only))
        book.redeem(code)
        book.enrol(incoming.address, Contact(incoming.language, "", "", STAFF))
        return self._say(incoming, doorways.staff_screen())

    def _talk(
        self, book: ContactBook, incoming: Incoming, contact: Contact, reply: Reply
    ) -> Outgoing:
        if reply.act is Act.OPEN:
            return self._open(book, incoming, contact, reply.value)
        if reply.act is Act.PACE and incoming.address.channel not in WEB:
            return self._paced(book, incoming, contact, reply.value)
        dialog = book.dialog(incoming.address)
        if dialog is None:
            return self._idle(book, incoming, contact, reply)
        turn = advance(dialog.conversation, reply, self.catalogue)
        if turn.forget:
            return self._forget(book, incoming, turn)
        if turn.keep:
            book.keep(incoming.address, contact, dialog.conversation, turn.keep)
        note, number = turn.note, dialog.number
        if note and not book.keep_note(incoming.address, contact, number, note):
            full = say("That is a lot at once. Please write the rest tomorrow.")
            return self._say(incoming, doorways.home_screen((), (), full))
        if turn.conversation.language != contact.language:
            book.enrol(incoming.address, replace(contact, language=turn.conversation.language))
        return self._shown(book, incoming, dialog, self._with_news(turn, contact))

    def _idle(
        self, book: ContactBook, incoming: Incoming, contact: Contact, reply: Reply
    ) -> Outgoing:
        """Nothing is open: the few things that are possible then; all else leads home."""
        match reply.act:
            case Act.FORGET:
                return self._say(incoming, screens.forget_screen(), contact.language)
            case Act.FORGET_SURELY:
                nowhere = _nowhere(contact)
                return self._forget(book, incoming, advance(nowhere, reply, self.catalogue))
            case Act.HELP:
                return self._say(incoming, help_screen(), contact.language)
            case Act.LANGUAGES:
                return self._say(incoming, screens.language_screen(), contact.language)
            case Act.LANGUAGE if reply.value in LANGUAGES:
                contact = replace(contact, language=reply.value)
                book.enrol(incoming.address, contact)
            case Act.WORDS:
                turn = advance(_nowhere(contact), reply, self.catalogue)
                home = self._home(book, incoming, contact, turn.screen.lines[0])
                return replace(home, urgent=help_card(turn.danger))
            case Act.PICK | Act.TICK | Act.DONE | Act.SKIP | Act.BACK | Act.BEGIN:
                closed = say("Those questions have closed.")
                return self._home(book, incoming, contact, closed)
        home = self._home(book, incoming, contact)
        return replace(home, urgent=help_card(notice(reply.text)))

    def _open(
        self, book: ContactBook, incoming: Incoming, contact: Contact, prompt: str
    ) -> Outgoing:
        talk = self.prompts.talk(book, incoming.address, contact, prompt)
        if talk is None:
            return self._home(book, incoming, contact, say("Those questions have closed."))
        earlier = book.dialog(incoming.address)
        number = earlier.number + 1 if earlier else 1
        book.prepare(incoming.address, talk.prompt, len(talk.items))
        book.prepare_note(incoming.address, number)
        turn = self._with_news(Turn(talk, screen_of(talk, self.catalogue)), contact)
        opened = Dialog(talk, message=incoming.message, number=number)
        return self._shown(book, incoming, opened, turn)

    def _with_news(self, turn: Turn, contact: Contact) -> Turn:
        """What came of the last round opens the welcome, whenever that is shown (S6)."""
        if turn.screen.step != 0:
            return turn
        news = self.office.news(contact.unit)
        return replace(turn, screen=turn.screen.opened_by(*doorways.came_of_it(news[:1])))

    def _home(
        self, book: ContactBook, incoming: Incoming, contact: Contact, *before: Phrase
    ) -> Outgoing:
        news = self.office.news(contact.unit)
        prompts = [(p.id, self.catalogue.set(p.set).phrase) for p in self.prompts.open_for(contact)]
        if book.dialog(incoming.address) is None:  # nothing begun: told before anything is asked
            told = self.catalogue.told(contact.rung)
            before += screens.welcome_screen(told, incoming.address.channel).lines
        more = () if incoming.address.channel in WEB else (pacing.OPENING,)
        screen = doorways.home_screen(news, prompts, *before, more=more)
        return self._say(incoming, screen, contact.language)

    def _paced(
        self, book: ContactBook, incoming: Incoming, contact: Contact, wish: str
    ) -> Outgoing:
        """How often to be asked; where messages are sent only."""
        week = book.week
        chosen = pacing.wished(contact.pace, wish, week)
        if chosen is None:
            return self._say(incoming, pacing.pace_screen(contact.pace, week), contact.language)
        pace, confirmed = chosen
        contact = replace(contact, pace=pace)
        book.enrol(incoming.address, contact)
        screen = pacing.pace_screen(pace, week).opened_by(confirmed)
        return self._say(incoming, screen, contact.language)

    def _forget(self, book: ContactBook, incoming: Incoming, turn: Turn) -> Outgoing:
        book.forget(incoming.address, self.prompts.every())
        said = self._say(incoming, turn.screen, turn.conversation.language)
        return replace(said, ended=True)

    def _shown(self, book: ContactBook, incoming: Incoming, dialog: Dialog, turn: Turn) -> Outgoing:
        message = incoming.message or dialog.message
        shown = dialog.shown_step if turn.conversation == dialog.conversation else None
        standing = Dialog(turn.conversation, shown, message, dialog.number)
        book.save_dialog(incoming.address, standing)
        return Outgoing(
            incoming.address,
            turn.conversation.language,
            turn.screen,
            step=turn.conversation.step,
            message=message,
            urgent=help_card(turn.danger),
        )

    def _say(self, incoming: Incoming, screen: Screen, language: str | None = None) -> Outgoing:
        return Outgoing(
            incoming.address, language or incoming.language, screen, message=incoming.message
        )


def help_card(danger: Danger) -> Screen | None:
    """What is shown at once when a text tells of danger; None when it does not."""
    if danger is Danger.CLEAR:
        return help_screen(say("Thank you for writing it. It sounds like you may need help now."))
    if danger is Danger.HINT:
        return help_screen(say("If something like that is happening, you do not have to be alone."))
    return None


def _card_for(incoming: Incoming) -> Screen | None:
    """The help card for what came in, if it is words that tell of danger."""
    return help_card(notice(incoming.reply.text)) if isinstance(incoming.reply, Reply) else None


def _nowhere(contact: Contact) -> Conversation:
    """A finished talk without questions, for replies that come when nothing is open."""
    return Conversation(
        "", "", 0, contact.rung, contact.audience, "", contact.language, items=(), step=1
    )
