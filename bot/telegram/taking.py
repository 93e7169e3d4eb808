"""Takes what came in, by polling or by webhook: stored in one transaction, only then replied to."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.telegram.commands import known, staff_menu
from bot.telegram.ledger import Ledger
from bot.telegram.lines import Lines, Outcome, Showing
from bot.telegram.menus import Menus
from bot.telegram.reading import Json, Received, UpdateReader
from conversations.listening import Listener
from conversations.phrases import say
from conversations.ports import Address, ContactBook, Dialog, Outgoing
from conversations.screens import Screen
from conversations.turns import screen_of

WAIT_A_MOMENT = say("I cannot write anything down right now. Your answer waits; no need to hurry.")

# Notes in the transaction what came in, and says which of it has not been taken before.
New = Callable[[ContactBook], Sequence[Received]]


class StorageAway(Exception):
    """A batch could not be stored. Telegram keeps it, and brings it again."""


class Intake:
    """The way of every update: read, stored with its batch, shown."""

    def __init__(
        self,
        ledger: Ledger,
        lines: Lines,
        menus: Menus,
        listener: Listener,
        *,
        answers: bool = True,
    ) -> None:
        """``listener`` takes each batch in a transaction of the ledger. ``answers``: taps are
        answered by calls of their own, and not by whoever brought them."""
        self._ledger, self._lines, self._menus = ledger, lines, menus
        self._listener = listener
        self._reader, self._answers = UpdateReader(), answers
        self._carded: set[Address] = set()  # got a help card in a batch that is not stored yet
        self._told: set[Address] = set()  # know that nothing can be stored just now

    def read(self, update: Json) -> Received | None:
        """What an update says; None when there is nothing to be said to it."""
        try:
            received = self._reader.read(update)
            return received and replace(received, number=update["update_id"])
        except Exception as error:  # noqa: BLE001 - an odd update must not hide the others
            self._listener.trouble(f"telegram update unreadable: {type(error).__name__}")
            return None

    async def take(
        self, batch: Sequence[Received], new: New
    ) -> dict[Address, asyncio.Future[Outcome]]:
        """Store a batch; when this returns, it is durable and the replies are on their way.

        What is not new is not taken again, but its open question is shown if it never was.
        Returns what becomes of the last reply to each chat. Raises StorageAway.
        """
        loop = asyncio.get_running_loop()

        changed: list[Outgoing] = []  # chats whose menu is another from now on

        def alarm(outgoing: Outgoing) -> None:
            loop.call_soon_threadsafe(self._card, outgoing)

        def work(book: ContactBook) -> tuple[list[Showing], list[tuple[Address, Dialog]]]:
            fresh = new(book)
            said = self._listener.receive_in(book, [each.incoming for each in fresh], alarm)
            changed.extend(each for each in said if each.staff is not None)
            again = {each.incoming.address for each in batch} if len(fresh) < len(batch) else set()
            again -= {each.incoming.address for each in fresh}
            return list(map(self._showing, fresh, said)), list(_unshown(book, again))

        try:
            screens, unshown = await self._ledger.write(work, [e.incoming.address for e in batch])
        except Exception as error:  # noqa: BLE001 - whatever storage there is
            self._apologise(batch)
            raise StorageAway(type(error).__name__) from None
        self._told.clear()
        self._carded.clear()
        for each in batch:
            self._lines.clearing.stands(each.incoming.address, each.typed)
        for outgoing in changed:
            self._menus.note(outgoing)
        came = {each.address: self._lines.put(each) for each in screens}
        return came | self.show_anew(unshown)

    def show_anew(
        self, unshown: Iterable[tuple[Address, Dialog]]
    ) -> dict[Address, asyncio.Future[Outcome]]:
        """Show open questions that were stored but never shown."""
        came = {}
        for address, dialog in unshown:
            talk = dialog.conversation
            try:
                screen = screen_of(talk, self._listener.catalogue)
            except (KeyError, IndexError):  # its question is no longer asked
                self._listener.trouble("telegram question is no longer there")
                continue
            again = Showing(address, talk.language, screen, edits=dialog.message, step=talk.step)
            came[address] = self._lines.put(again)
        return came

    def _showing(self, received: Received, outgoing: Outgoing) -> Showing:
        """What is to be shown: a tap's message is edited, typed words get a new one."""
        tapped = received.incoming.message
        screen, before = outgoing.screen, received.before
        if received.mistyped and outgoing.at_work:  # whose chat it is, only the book knows
            before = known(staff_menu(outgoing.language))
        notice = outgoing.clears is not None and not outgoing.ended
        return Showing(
            received.incoming.address,
            outgoing.language,
            screen.opened_by(before) if before else screen,
            edits=tapped,
            strips=outgoing.message if tapped is None else None,
            tap=received.tap if self._answers or notice else None,
            step=None if outgoing.ended else outgoing.step,
            clears=outgoing.clears,
            notice=notice,
        )

    def _card(self, outgoing: Outgoing) -> None:
        if outgoing.urgent:
            self._hand_card(outgoing.address, outgoing.language, outgoing.urgent)

    def _hand_card(self, address: Address, language: str, card: Screen) -> None:
        """Help goes out at once; when the batch comes again, not a second time."""
        if address not in self._carded:
            self._carded.add(address)
            self._lines.at_once(Showing(address, language, card))

    def _apologise(self, batch: Sequence[Received]) -> None:
        """Without storage there is still help, and a word for those who tapped."""
        for each in batch:
            came = each.incoming
            card = self._listener.card_for(came)
            if card:
                self._hand_card(came.address, came.language, card)
            if each.tap and came.address not in self._told:
                self._told.add(came.address)
                self._lines.flash(each.tap, WAIT_A_MOMENT, came.language)


def _unshown(book: ContactBook, addresses: Iterable[Address]) -> Iterable[tuple[Address, Dialog]]:
    for address in addresses:
        dialog = book.dialog(address)
        if dialog and dialog.shown_step != dialog.conversation.step:
            yield address, dialog
