"""The panel's own question: what staff have written for the panel, asked as an item of its own."""

import json
import re
from hashlib import sha256

from conversations.items import Item, Kind, Rung, Strict
from conversations.phrases import Phrase, say

PREFIX = "panel_"
ID = re.compile(rf"{PREFIX}[0-9a-f]{{8}}")
KINDS = (Kind.SMILEY, Kind.WORDS)
LONGEST = 120  # characters: a question, not a letter
WEEKS_APART = 26  # until the same may be asked again
PANEL_ASKS = say("The panel itself asks this.")


class PanelQuestion(Strict):
    """One question in the panel's words: Finnish, and Swedish and English if somebody wrote them.

    Its id follows from all that it says, so that a changed wording is another item, and what was
    once asked can never become something else.
    """

    kind: Kind
    scale: str = ""  # of a smiley question
    fi: str
    sv: str = ""
    en: str = ""

    @property
    def id(self) -> str:
        """The id of its item."""
        said = json.dumps([self.kind.value, self.scale, self.fi, self.sv, self.en])
        return PREFIX + sha256(said.encode()).hexdigest()[:8]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """Its wordings besides the Finnish one, by language."""
        return tuple((code, said) for code, said in (("sv", self.sv), ("en", self.en)) if said)

    def said_on(self, rung: Rung) -> Phrase:
        """The question, in the reader's language where somebody has written it, else in Finnish."""
        return Phrase(self.fi, context=f"{self.id}.{rung}", own=self.others)

    def item(self, rungs: tuple[Rung, ...]) -> "PanelItem":
        """The question as an item of these rungs. Raises ValueError without the scale it needs."""
        return PanelItem(
            id=self.id,
            kind=self.kind,
            dimension="panel",
            scale=self.scale or None,
            title=self.fi,
            wordings=dict.fromkeys(rungs, self.fi),
            question=self,
        )


class PanelItem(Item):
    """The item of a panel question: like any other, but worded by staff, and it says who asks."""

    question: PanelQuestion

    @property
    def beside(self) -> tuple[Phrase, ...]:
        """That the panel asks it."""
        return (PANEL_ASKS,)

    def ask(self, rung: Rung) -> Phrase:
        """The question as asked on one rung: there is one wording for all."""
        return self.question.said_on(rung)

    @property
    def phrase(self) -> Phrase:
        """The question, and who asks."""
        return say("The panel asks: {question}", question=self.question.said_on("title"))


def is_panels(item_id: str) -> bool:
    """Whether an id is that of a panel question."""
    return ID.fullmatch(item_id) is not None
