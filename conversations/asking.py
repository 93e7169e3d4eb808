"""The screens of a question set: one question each, with its answers and the ways out."""

from dataclasses import replace

from conversations.items import Item, Kind
from conversations.phrases import Phrase, say
from conversations.questions import Catalogue
from conversations.replies import Act, Reply
from conversations.screens import HELP_LINE, STRAIGHT, WORDS_ARE_READ, Button, Screen, away, button

NOTE_RULES = say(
    "This goes straight to the person who leads the panel, and they read it alone "
    "within three working days. Your name is not there."
)
NO_NAMES = say(
    "Leave out names, yours and others'. What looks like a name is hidden, "
    "and you see the text before it is kept."
)


def controls(step: int) -> tuple[Button, ...]:
    """The ways out that every question has."""
    ways = [button(Act.SKIP, say("Skip"), step)]
    if step > 1:
        ways.append(button(Act.BACK, say("Back"), step))
    ways.append(button(Act.STOP, say("Stop"), step))
    return (*ways, *away())


def anew(step: int) -> tuple[Button, ...]:
    """The ways out of a question that is asked anew: the others stay as they are."""
    return (
        button(Act.SKIP, say("Take this answer back"), step),
        button(Act.STOP, say("Leave it as it was"), step),
        *away(),
    )


def question_screen(
    catalogue: Catalogue, item: Item, rung: str, step: int, of: int, ticks: int = 0
) -> Screen:
    """The screen of one question; ``ticks`` are the choices ticked so far."""
    asked = item.ask(rung)
    lines = (asked, *item.beside)
    screen = Screen(step, lines, controls=controls(step), progress=(step, of))
    match item.kind:
        case Kind.WORDS:
            lines = (*lines, WORDS_ARE_READ, NO_NAMES, HELP_LINE)
            return replace(screen, lines=lines, writes=True, answers=(STRAIGHT,))
        case Kind.NOTE:
            return replace(screen, lines=(*lines, NOTE_RULES, NO_NAMES, HELP_LINE), writes=True)
        case Kind.CHOICES:
            return replace(screen, answers=_ticked(item, step, ticks), several=True)
        case _:
            return replace(screen, answers=_answers(catalogue, item, rung, step))


def _answers(catalogue: Catalogue, item: Item, rung: str, step: int) -> tuple[Button, ...]:
    def pick(value: str, label: Phrase, face: str = "") -> Button:
        return Button(Reply(Act.PICK, step, value), label, face)

    if item.scale:
        scale = catalogue.scale(item.scale)
        shown = [p for p in scale.points if rung != "7-9" or p.value in scale.few]
        return tuple(pick(str(p.value), scale.point_phrase(p), p.face) for p in reversed(shown))
    if item.kind is Kind.CHOICE:
        return tuple(pick(o.id, item.option_phrase(o.id)) for o in item.options)
    return tuple(pick(str(n), say("{n}", n=n)) for n in numbers(item.kind))


def numbers(kind: Kind) -> range:
    """The numbers of a school grade (4-10) or of 'would you recommend' (0-10)."""
    return range(4, 11) if kind is Kind.GRADE else range(11)


def _ticked(item: Item, step: int, ticks: int) -> tuple[Button, ...]:
    boxes = [
        Button(
            Reply(Act.TICK, step, str(place), ticks),
            item.option_phrase(option.id),
            ticked=bool(ticks >> place & 1),
        )
        for place, option in enumerate(item.options)
    ]
    return (*boxes, Button(Reply(Act.DONE, step, ticks=ticks), say("Done")))
