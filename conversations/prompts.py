"""Which prompts somebody can open: rounds and waves, cards, and what may be told at any time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversations.items import AT_WILL, COMMON, NOTE, SPONTANEOUS
from conversations.ports import Address, Contact, ContactBook, Office, Prompt
from conversations.questions import Catalogue
from conversations.reaching import PURPOSES
from conversations.rounds import ROUND
from conversations.turns import Conversation

MOST_SPONTANEOUS = 9  # a week and person
LAST_NOTE = f"{NOTE}-{MOST_SPONTANEOUS}"  # there may be more notes, only no more boxes for them


def begin(
    catalogue: Catalogue, prompt: Prompt, rung: str, channel: str, language: str
) -> Conversation | None:
    """A talk at its start; None when there is no such set, or it is not asked on this rung.

    What somebody chose to tell has no welcome: they know why they came.
    """
    if prompt.set not in {each.id for each in catalogue.sets}:
        return None
    asked = catalogue.set(prompt.set)
    items = catalogue.questions(prompt.set, rung, prompt.turn, prompt.panel, prompt.yielded)
    if not items:
        return None
    return Conversation(
        prompt=prompt.id,
        set=prompt.set,
        rung=rung,
        audience=asked.audience,
        channel=channel,
        language=language,
        items=items,
        step=0 if asked.milestone else 1,
    )


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of one installation."""

    office: Office
    catalogue: Catalogue

    def open_for(self, contact: Contact) -> list[Prompt]:
        """Rounds and waves that are asked of somebody now, newest first."""
        return [
            prompt
            for asked in self.office.open_prompts(contact.unit)
            for prompt in self._of_each_audience(asked)
            if self.catalogue.set(prompt.set).audience == contact.audience
            and self.catalogue.questions(prompt.set, contact.rung, prompt.turn)
        ]

    def _of_each_audience(self, prompt: Prompt) -> list[Prompt]:
        """A common round is one prompt, with a set for each audience."""
        if prompt.set != ROUND:
            return [prompt]
        return [replace(prompt, set=each.id) for each in self.catalogue.round_sets()]

    def talk(
        self, book: ContactBook, address: Address, contact: Contact, wanted: str
    ) -> Conversation | None:
        """The talk that a prompt id opens for somebody; None when there is none."""
        found = self.find(book, address, contact, wanted)
        if found is None:
            return None
        return begin(self.catalogue, found, contact.rung, address.channel, contact.language)

    def find(
        self, book: ContactBook, address: Address, contact: Contact, wanted: str
    ) -> Prompt | None:
        """What a prompt id stands for: a set at will, a milestone's card, or an open round.

        Whose unit has closed can write straight to the panel, and answers into no box.
        """
        if wanted != NOTE and self.office.has_closed(contact.unit):
            return None
        if wanted in AT_WILL:
            numbered = (f"{wanted}-{n}" for n in range(1, MOST_SPONTANEOUS + 1))
            free = (p for p in numbered if not book.has_boxes(address, p))
            first = next(free, LAST_NOTE if wanted == NOTE else None)
            return Prompt(first, wanted, "") if first else None
        if any(each.id == wanted and each.milestone for each in self.catalogue.sets):
            by_card = self.catalogue.set(wanted).milestone != COMMON
            asked = by_card and self.catalogue.questions(wanted, contact.rung)
            return Prompt(wanted, wanted, "") if asked else None
        return next((each for each in self.open_for(contact) if each.id == wanted), None)

    def answered(
        self, book: ContactBook, address: Address, contact: Contact
    ) -> Iterator[Conversation]:
        """Talks whose boxes lie in the open box, each at its end; rounds first, the newest ahead.

        Empty boxes look like full ones, so it may be one that was never answered.
        """
        by_card = [each.id for each in self.catalogue.sets if each.milestone]
        told = [f"{SPONTANEOUS}-{n}" for n in range(MOST_SPONTANEOUS, 0, -1)]
        for prompt in (
            *self.open_for(contact),
            *(Prompt(each, each, "") for each in by_card if each != ROUND),
            *(Prompt(each, SPONTANEOUS, "") for each in told),
        ):
            if book.has_boxes(address, prompt.id):
                talk = begin(
                    self.catalogue, prompt, contact.rung, address.channel, contact.language
                )
                if talk:
                    yield talk.at(len(talk.items) + 1)

    def every(self) -> list[str]:
        """Every prompt somebody can have boxes of this week: what 'forget me' has to try."""
        numbered = [f"{name}-{n}" for name in AT_WILL for n in range(1, MOST_SPONTANEOUS + 1)]
        cards = [each.id for each in self.catalogue.sets if each.milestone]
        return [*numbered, *cards, *PURPOSES, *self.office.prompts_this_week()]
