"""Listens to everybody: a batch is one transaction, and the channel speaks last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from conversations import doorways, screens
from conversations.answering import answer
from conversations.arriving import arrive, join
from conversations.codes import as_kept
from conversations.guessing import TOO_MANY_GUESSES, held_back
from conversations.helping import NUMBERS_ALONE, Help, Stranger, help_card
from conversations.phrases import Phrase, say
from conversations.ports import STAFF, ContactBook, ContactBooks, Incoming, Office, Outgoing
from conversations.questions import Catalogue
from conversations.reaching import NOBODY_TO_REACH, Reach
from conversations.replies import Act, Arrival, Reply
from conversations.screens import Screen
from conversations.staffing import serve
from conversations.turns import show
from conversations.visits import Visit
from language.danger import Danger, notice

TELEGRAM_AGE = 16


def not_understood() -> Phrase:
    """The kind error: nothing was lost, the same question follows."""
    return say("Something went wrong here, not with you. Please try once more.")


@dataclass(frozen=True, slots=True)
class Listener:
    """Listens to everybody through every channel.

    ``web_link`` gives the web address behind a code, for those too young for Telegram;
    ``help_now`` tells where help is at this hour, ``reach`` whom one can ask to be contacted by;
    ``trouble`` hears the name of an exception type, never its content.
    """

    books: ContactBooks
    office: Office
    catalogue: Catalogue
    web_link: Callable[[str], str]
    trouble: Callable[[str], None]
    telegram_age: int = TELEGRAM_AGE
    help_now: Callable[[], Help] = lambda: NUMBERS_ALONE
    reach: Reach = NOBODY_TO_REACH

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
        book.expect([incoming.address for incoming in batch])
        here = replace(self, office=self.office.as_it_stands())
        return [here._safely(book, incoming, alarm) for incoming in batch]

    def _safely(
        self, book: ContactBook, incoming: Incoming, alarm: Callable[[Outgoing], None]
    ) -> Outgoing:
        visit = Visit(
            book,
            incoming,
            self.office,
            self.catalogue,
            self.web_link,
            self.telegram_age,
            self.help_now(),
            self.reach,
        )
        try:
            with book.savepoint():
                outgoing = self._held_back(visit) or _take(visit)
        except Exception as error:  # noqa: BLE001 - one update may not take the batch with it
            self.trouble(type(error).__name__)
            sorry = self._sorry(visit)
            outgoing = replace(sorry, urgent=self.card_for(incoming), failed=True)
        if outgoing.urgent:
            alarm(outgoing)
        return outgoing

    def _held_back(self, visit: Visit) -> Outgoing | None:
        held = held_back(visit)
        if held:
            self.trouble(TOO_MANY_GUESSES)
        return held

    def card_for(self, incoming: Incoming) -> Screen | None:
        """The help card for what came in, whoever wrote it, if it is words that tell of danger."""
        danger = notice(incoming.reply.text) if isinstance(incoming.reply, Reply) else Danger.NONE
        return help_card(danger, help_now=self.help_now(), whom=Stranger(incoming.language))

    def _sorry(self, visit: Visit) -> Outgoing:
        """The kind error, with the same question again; where that is what fails, home."""
        for way in (_same_question, _back_home):
            try:
                with visit.book.savepoint():
                    found = way(visit)
            except Exception as error:  # noqa: BLE001 - then the next way, or only the kind words
                self.trouble(type(error).__name__)
                continue
            if found is not None:
                return found
        return visit.say(doorways.no_code_screen(not_understood()))


def _take(visit: Visit) -> Outgoing:
    contact, nobody = visit.book.contact(visit.incoming.address), Stranger(visit.incoming.language)
    match visit.incoming.reply:
        case Arrival(code):
            return arrive(visit, contact, code)
        case Reply(act=Act.JOIN, value=value) if contact is None:
            return join(visit, value)
        case Reply() as reply if contact and contact.audience == STAFF:
            return replace(serve(visit, contact, reply), at_work=True)
        case Reply() as reply if contact is not None:
            return answer(visit, contact, reply)
        case Reply(act=Act.HELP):
            return visit.say(visit.help(nobody))
        case Reply(act=Act.FORGET_SURELY):  # a double tap: it is done, and may be said twice
            return visit.say(screens.forgotten_screen())
        case Reply(act=Act.WORDS, text=typed) if not visit.on_pages:
            if visit.book.invitation(code := as_kept(typed).strip()):
                return arrive(visit, None, code)
    stranger = visit.say(doorways.no_code_screen())
    return replace(stranger, urgent=visit.card(notice(visit.incoming.reply.text), nobody))


def _same_question(visit: Visit) -> Outgoing | None:
    contact = visit.book.contact(visit.incoming.address)
    dialog = visit.book.dialog(visit.incoming.address)
    if contact is None or dialog is None:
        return None
    return visit.show(contact, dialog, show(dialog.conversation, visit.catalogue, not_understood()))


def _back_home(visit: Visit) -> Outgoing | None:
    contact = visit.book.contact(visit.incoming.address)
    return visit.home(contact, not_understood()) if contact else None
