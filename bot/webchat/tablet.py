"""A shared tablet: a word to the adult, 'alone or together?', and nothing that is left behind."""

import json
from dataclasses import dataclass, replace

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from bot.webchat.doors import Doors
from bot.webchat.drawing import Pages, View
from bot.webchat.entering import Doorkeeper, Known
from bot.webchat.forms import Posted, language_of, read_form, tidy
from bot.webchat.practice import read_record
from bot.webchat.talking import at_end
from conversations import doorways
from conversations.advancing import advance
from conversations.channels import DOOR
from conversations.helping import help_card
from conversations.items import YOUNG, Kind
from conversations.listening import Listener
from conversations.panel_questions import is_panels
from conversations.phrases import Phrase, say
from conversations.ports import Contact, Invitation, Outgoing, Prompt
from conversations.prompts import Prompts, begin
from conversations.questions import Catalogue
from conversations.replies import Act
from conversations.rounds import ROUND
from conversations.screens import Screen
from conversations.turns import Conversation, Turn, screen_of

TO_THE_ADULT = (
    say("You give this device to a child or a young person."),
    say("Give it, step back, and let them answer in peace. You cannot see the answers later."),
    say("Each talk begins anew. After two quiet minutes it closes by itself."),
)
GIVEN = say("I give it now")
ALONE_OR_TOGETHER = (
    say("Are you alone, or is somebody looking with you?"),
    say("Answers count only when you give them alone."),
)
ALONE = say("I am alone")
TOGETHER = say("Somebody is with me")
NOTHING_KEPT = say("You are looking together. What you choose is not kept.")
LOOKED_TOGETHER = (
    say("Thank you for looking at these together. Nothing was kept."),
    say("You can answer alone another time, and then your answers count."),
)
GIVE_BACK = say("Now you can give the device back. Your answers cannot be seen on it any more.")
QUIET = (
    say("It was quiet, so the talk was closed."),
    say("That is all right. Nothing of it is open here any more."),
)
WRITTEN = (Kind.WORDS, Kind.NOTE)


@dataclass(frozen=True, slots=True)
class Tablet:
    """Handlers of ``/t/CODE``, where CODE is a unit's door; the address stays until the end."""

    listener: Listener
    doorkeeper: Doorkeeper
    pages: Pages
    doors: Doors

    async def first(self, request: Request, code: str) -> Response:
        """The screen that speaks to the adult. Whoever was here before is out."""
        code = tidy(code)
        known = await self.doors.known(request, code)
        if _door(known) is None:
            return await self.doors.meet(request, code, known)  # a card or slip is one's own
        return self.anew(code, language_of(request))

    async def next(self, request: Request, code: str) -> Response:
        """What came of it, alone or together, how old; and the talk of those who are together."""
        code, form = tidy(code), await read_form(request)
        language = language_of(request, form)
        known = await self.doors.known(request, code)
        door = _door(known)
        if door is None:
            return await self.doors.meet(request, code, known)
        ages = doorways.age_screen(self.listener.catalogue, code)
        match form.who:
            case "child":
                news = await run_in_threadpool(self.listener.office.news, door.unit)
                if news:
                    told = tuple(doorways.came_of_it(news[:1]))
                    return self._ask(code, language, told, ("told", say("Continue")))
                return self._alone_or_together(code, language)
            case "alone":
                return self.draw(code, View(ages, language, hidden=(("tablet", "yes"),)))
            case "together":
                bands = [(each.reply.value.partition(" ")[0], each.label) for each in ages.answers]
                return self._ask(code, language, ages.lines[-1:], *bands)
            case "" if form.talk:
                return self._go_on(code, language, form)
            case rung if rung in {band.id for band in self.listener.catalogue.bands}:
                prompt = await run_in_threadpool(self._prompt, door, rung, language)
                talk = begun_together(self.listener.catalogue, prompt, rung, language)
                screen = screen_of(talk, self.listener.catalogue).opened_by(NOTHING_KEPT)
                return self._together(code, Turn(talk, screen))
        return self._alone_or_together(code, language)

    def anew(self, code: str, language: str) -> Response:
        """The first screen, with nobody inside."""
        drawn = self._ask(code, language, TO_THE_ADULT, ("child", GIVEN))
        return self.doorkeeper.let_out(drawn)

    async def quiet(self, request: Request, code: str) -> Response:
        """Nobody touched the device for a while: out, with a kind word."""
        return self.goodbye(tidy(code), language_of(request), QUIET)

    def goodbye(
        self, code: str, language: str, lines: tuple[Phrase, ...], urgent: Screen | None = None
    ) -> Response:
        """The end: nobody is inside any more, and the next talk begins anew."""
        view = View(Screen(None, lines), language, urgent=urgent, next_at=f"/t/{code}")
        return self.doorkeeper.let_out(self.pages.draw(view))

    def draw(self, code: str, view: View) -> Response:
        """A page on a shared device: it closes when it is quiet, and taps leave no history."""
        return self.pages.draw(replace(view, tablet=code, swaps=True))

    def _ask(
        self, code: str, language: str, lines: tuple[Phrase, ...], *who: tuple[str, Phrase]
    ) -> Response:
        here = f"/t/{code}"
        view = View(Screen(None, lines), language, action=here, who=who, languages_at=here)
        return self.draw(code, view)

    def _alone_or_together(self, code: str, language: str) -> Response:
        who = (("alone", ALONE), ("together", TOGETHER))
        return self._ask(code, language, ALONE_OR_TOGETHER, *who)

    def _prompt(self, door: Invitation, rung: str, language: str) -> Prompt:
        """What is asked just now; when nothing is, the common round's questions."""
        prompts = Prompts(self.listener.office, self.listener.catalogue)
        open_now = prompts.open_for(Contact(language, door.unit, rung))
        return open_now[0] if open_now else Prompt("", ROUND, "")

    def _go_on(self, code: str, language: str, form: Posted) -> Response:
        catalogue = self.listener.catalogue
        talk = read_record(catalogue, form.talk, lambda items: without_words(catalogue, items))
        if talk is None:
            return self._alone_or_together(code, language)
        return self._together(code, advance(talk, form.reply, catalogue, self.listener.help_now()))

    def _together(self, code: str, turn: Turn) -> Response:
        """A screen of a talk that lives in the page alone: nothing is sealed, nobody enrolled."""
        talk = turn.conversation
        card = help_card(turn.danger, help_now=self.listener.help_now(), whom=talk)
        if talk.finished:
            return self.goodbye(code, talk.language, LOOKED_TOGETHER, card)
        ways = tuple(each for each in turn.screen.controls if each.reply.act is not Act.FORGET)
        view = View(
            replace(turn.screen, controls=ways),
            talk.language,
            action=f"/t/{code}",
            urgent=card,
            hidden=(("talk", json.dumps(talk.as_record())),),
        )
        return self.draw(code, view)


def _door(known: Known) -> Invitation | None:
    found = known.invitation
    return found if found and not found.single_use and found.audience == YOUNG else None


def begun_together(catalogue: Catalogue, prompt: Prompt, rung: str, language: str) -> Conversation:
    """A talk for two at its first question; what is written is for one alone, and left out. Where
    the panel wants words, the rotating item is asked as if it had not asked.

    Raises KeyError for a set that is not asked on this rung.
    """
    talk = begin(catalogue, prompt, rung, DOOR, language)
    if talk is None:
        raise KeyError(prompt.set)
    if {*filter(is_panels, talk.items)} - {*without_words(catalogue, talk.items)}:
        return begun_together(catalogue, replace(prompt, panel=""), rung, language)
    return replace(talk, items=without_words(catalogue, talk.items), step=1)


def without_words(catalogue: Catalogue, items: tuple[str, ...]) -> tuple[str, ...]:
    """The items that are answered by a tap."""
    return tuple(each for each in items if catalogue.item(each).kind not in WRITTEN)


def last_lines(said: Outgoing) -> tuple[Phrase, ...] | None:
    """What the last screen says on a shared device; None while the talk goes on."""
    return (*said.screen.lines, GIVE_BACK) if at_end(said) else None
