"""What is handed out: the door's poster, slips for the bowl, cards, messages, a chat for staff."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from console import wordings
from console.fields import Mistake
from console.visiting import Visit
from conversations.items import YOUNG, QuestionSet
from conversations.phrases import LANGUAGES, Phrase, say, verbatim
from conversations.rounds import ROUND
from conversations.staffing import UNLINK
from locales import speak
from panel.organisation import Role, Unit
from panel.refusals import Refused
from summaries.figures import audience_phrase

MOST_SLIPS = 60
UNLINKED = say("In about a minute, no chat is yours any more.")
HOW_MANY = say("How many")
FOR_WHOM = say("For whom")
IN_WHICH_LANGUAGE = say("Language of the text")
MILESTONE = say("What has happened?")
NO_ROUND_CARDS = say(
    "The common round needs no cards: the door's poster and the slips lead to it. "
    "Make a text and link, or choose something else."
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One code as it is printed: spaced for reading aloud, with its link."""

    code: str
    link: str


def door(visit: Visit) -> Response:
    """The poster of a unit's door, to print on A4."""
    unit = visit.unit()
    wish = visit.query.raw("lang")
    spoken = wish if wish in LANGUAGES else visit.language
    link = visit.office.door_link(unit.door)
    return visit.draw("door.html", unit=unit, link=link, **_spoken(spoken))


def slips(visit: Visit) -> Response:
    """The form for slips."""
    return visit.draw("slips.html", **_slips_form(visit, visit.unit()))


def print_slips(visit: Visit) -> Response:
    """Make single-use slips. Their codes are on this one page and nowhere else."""
    unit = visit.unit()
    try:
        spoken = visit.form.choice("lang", IN_WHICH_LANGUAGE, tuple(LANGUAGES))
        audience = visit.form.choice("audience", FOR_WHOM, visit.office.catalogue.audiences)
        count = visit.form.number("count", HOW_MANY, 1, MOST_SLIPS)
        codes = _invite(visit, unit, audience, slips=count)
    except Refused as problem:
        return visit.again("slips.html", problem, **_slips_form(visit, unit))
    rounds = {each.audience: each.phrase for each in visit.office.catalogue.round_sets()}
    title = wordings.HEADING if audience == YOUNG else rounds[audience]
    return _sheet(visit, unit, codes, spoken, title, wordings.ON_A_SLIP)


def cards(visit: Visit) -> Response:
    """The form for cards and messages at a milestone."""
    return visit.draw("cards.html", **_cards_form(visit, visit.unit()))


def make_cards(visit: Visit) -> Response:
    """Cards to print, or a message to copy, for one milestone."""
    unit, sets = visit.unit(), card_sets(visit)
    form = visit.form
    try:
        spoken = form.choice("lang", IN_WHICH_LANGUAGE, tuple(LANGUAGES))
        chosen = form.choice("set", MILESTONE, [each.id for each in sets])
        asked = next(each for each in sets if each.id == chosen)
        if form.raw("as") == "message":
            return _message(visit, unit, asked, spoken)
        if asked.id == ROUND:
            raise Mistake("set", NO_ROUND_CARDS)
        count = form.number("count", HOW_MANY, 1, MOST_SLIPS)
        codes = _invite(visit, unit, asked.audience, slips=count, milestone_set=asked.id)
    except Refused as problem:
        return visit.again("cards.html", problem, **_cards_form(visit, unit))
    return _sheet(visit, unit, codes, spoken, asked.phrase, wordings.ON_A_CARD)


def _message(visit: Visit, unit: Unit, asked: QuestionSet, spoken: str) -> Response:
    """The ready text. The round's link is the door's, so that it uses no code up."""
    if asked.id == ROUND:
        links = {"link": visit.office.door_link(unit.door)}
    else:
        count = visit.form.number("count", HOW_MANY, 1, MOST_SLIPS)
        (code,) = _invite(visit, unit, asked.audience, uses=count, milestone_set=asked.id)
        links = visit.office.links(code)
    text = wordings.message(asked, links, lambda each: speak(each, spoken))
    return visit.draw("text.html", unit=unit, asked=asked, text=text, spoken=spoken)


def card_sets(visit: Visit) -> list[QuestionSet]:
    """The sets of the milestones; the round, which has a text only, comes last.

    Whoever is no young person comes to the common round by a slip: there is no door for them.
    """
    catalogue = visit.office.catalogue
    return [*catalogue.card_sets(), catalogue.set(ROUND)]


def chat(visit: Visit) -> Response:
    """My Telegram: how to get the weekly summary there, and how to end it."""
    unlinked = visit.query.raw("said") == "unlinked"
    return visit.draw("chat.html", code="", links={}, said=UNLINKED if unlinked else None)


def chat_code(visit: Visit) -> Response:
    """A code that makes somebody's own chat a staff chat."""
    code = visit.office.codes.for_staff(visit.me.id, visit.may(Role.COORDINATOR))
    visit.did("staff chat code")
    return visit.draw("chat.html", code=code, links=visit.office.links(code), said=None)


def unlink_chat(visit: Visit) -> Response:
    """No chat is this staff member's any more; the clock sees to it."""
    visit.office.wishes.ask(visit.me.id, UNLINK)
    visit.did("staff chat unlinked")
    return visit.go("/chat?said=unlinked")


def spaced(code: str) -> str:
    """A code as it is printed: two halves that are easy to read aloud."""
    return f"{code[:5]}-{code[5:]}"


def _invite(
    visit: Visit,
    unit: Unit,
    audience: str,
    *,
    slips: int = 0,
    uses: int = 0,
    milestone_set: str | None = None,
) -> list[str]:
    """Codes, above the unit's limit only if an administrator says so, and then it is written up."""
    beyond = visit.may(Role.ADMINISTRATOR) and visit.form.raw("beyond") == "yes"
    codes = visit.office.codes.invite(
        unit, audience, uses=uses, slips=slips, milestone_set=milestone_set, beyond_cap=beyond
    )
    event = "codes above the limit" if beyond else "codes"
    visit.did(event, f"{unit.name} {slips or uses}")
    return codes


def _sheet(
    visit: Visit,
    unit: Unit,
    codes: list[str],
    spoken: str,
    title: Phrase,
    lines: tuple[Phrase, ...],
) -> Response:
    made = [Slip(spaced(code), visit.office.links(code)["link"]) for code in codes]
    address = visit.office.address.partition("//")[2]
    filled = [Phrase(line.msgid, values=(("address", verbatim(address)),)) for line in lines]
    return visit.draw(
        "sheet.html", unit=unit, slips=made, title=title, lines=filled, **_spoken(spoken)
    )


def _spoken(language: str) -> dict[str, Any]:
    """The language of what is printed, which may be another than the reader's."""
    return {
        "spoken": language,
        "in_it": lambda phrase: speak(phrase, language),
        "wordings": wordings,
    }


def _slips_form(visit: Visit, unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit,
        "most": unit.size + 1,
        "may_exceed": visit.may(Role.ADMINISTRATOR),
        "audiences": [(each, audience_phrase(each)) for each in visit.office.catalogue.audiences],
    }


def _cards_form(visit: Visit, unit: Unit) -> dict[str, Any]:
    sets = card_sets(visit)
    form = _slips_form(visit, unit)
    by_audience = [
        (name, [each for each in sets if each.audience == audience])
        for audience, name in form["audiences"]
    ]
    return {**form, "sets": by_audience}
