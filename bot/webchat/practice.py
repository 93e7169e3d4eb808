"""The same talk with nothing stored: for coordinators, and for anybody who wants to try first."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response
from pydantic import TypeAdapter, ValidationError

from bot.webchat.drawing import Pages, View
from bot.webchat.forms import Posted, language_of, read_form
from bot.webchat.talking import half_written
from conversations import screens
from conversations.advancing import advance
from conversations.changing import CHANGES
from conversations.channels import DOOR
from conversations.helping import NUMBERS_ALONE, Help, help_card
from conversations.items import ROTATING
from conversations.panel_questions import is_panels
from conversations.phrases import LANGUAGES, say
from conversations.ports import Prompt
from conversations.prompts import begin
from conversations.questions import Catalogue
from conversations.replies import Act
from conversations.rounds import InTurn
from conversations.screens import Screen
from conversations.turns import Conversation, Turn, screen_of

Items = tuple[str, ...]
FIRST = InTurn()
RECORD = TypeAdapter(Conversation)
NOTHING_KEPT = say("That was all. Nothing of this was kept.")


@dataclass(frozen=True, slots=True)
class Practice:
    """A talk whose state lives in the page alone."""

    catalogue: Catalogue
    pages: Pages
    help_now: Callable[[], Help]

    async def first(
        self, request: Request, set_id: str, rung: str, in_turn: Annotated[InTurn, Depends(InTurn)]
    ) -> Response:
        """A set's first screen; the query says what stands in the rotating place."""
        begun = first_turn(self.catalogue, set_id, rung, language_of(request), in_turn)
        return self._draw(begun, request)

    async def next(self, request: Request, set_id: str, rung: str) -> Response:
        """The next screen; a form that is not one of ours begins anew."""
        form = await read_form(request)
        done = go_on(self.catalogue, form, rung, self.help_now())
        language = language_of(request, form)
        shown = done or first_turn(self.catalogue, set_id, rung, language)
        return self._draw(shown, request, half_written(form))

    def _draw(self, turn: Turn | None, request: Request, carried: str = "") -> Response:
        if turn is None:
            raise HTTPException(404)
        record = json.dumps(turn.conversation.as_record())
        view = View(
            last_screen(turn.screen) if turn.conversation.finished else turn.screen,
            turn.conversation.language,
            action=request.url.path,
            urgent=help_card(turn.danger, help_now=self.help_now(), whom=turn.conversation),
            carried=carried if turn.screen.step is None else "",
            hidden=(("talk", record),),
            practice=True,
            swaps=True,
        )
        return self.pages.draw(view)


def first_turn(
    catalogue: Catalogue, set_id: str, rung: str, language: str, in_turn: InTurn = FIRST
) -> Turn | None:
    """The first screen; None when there is no such set for this rung."""
    talk = begin(catalogue, Prompt("", set_id, "", *in_turn), rung, DOOR, language)
    return Turn(talk, screen_of(talk, catalogue)) if talk else None


def last_screen(screen: Screen) -> Screen:
    """The end of a practice talk: it may not say that anything was kept, sent or can be changed."""
    if screen.step is None:  # help, the languages: they claim nothing
        return screen
    ways = tuple(each for each in screen.controls if each.reply.act not in CHANGES)
    return replace(screen, lines=(NOTHING_KEPT, screens.HELP_LINE), controls=ways)


def go_on(
    catalogue: Catalogue, posted: Posted, rung: str, help_now: Help = NUMBERS_ALONE
) -> Turn | None:
    """One step on from the record in the form; None when the record is not one of ours."""
    talk = read_record(catalogue, posted.talk)
    if talk is None or talk.rung != rung:
        return None
    if posted.reply.act is Act.OPEN:
        return first_turn(catalogue, posted.reply.value, rung, talk.language)
    turn = advance(talk, posted.reply, catalogue, help_now)
    if turn.screen.writes and not turn.screen.draft:
        return replace(turn, screen=replace(turn.screen, draft=half_written(posted)))
    return turn


def read_record(
    catalogue: Catalogue, record: str, shown: Callable[[Items], Items] = tuple
) -> Conversation | None:
    """A talk that came back in a form; None when it is not one of ours. ``shown``: of the items
    of a set, those that are asked."""
    try:
        talk = RECORD.validate_json(record)
    except ValidationError:
        return None
    known = talk.set in {each.id for each in catalogue.sets}
    if not known or talk.language not in LANGUAGES or not 0 <= talk.step <= len(talk.items) + 1:
        return None
    chosen = catalogue.set(talk.set)
    panel = next(filter(is_panels, talk.items), "")
    ours = [
        catalogue.questions(talk.set, talk.rung, turn, panel)
        for turn in range(len(chosen.rotation) or 1)
    ]
    without = tuple(name for name in chosen.items.get(talk.rung, ()) if name != ROTATING)
    return talk if talk.items and talk.items in map(shown, [*ours, without]) else None
