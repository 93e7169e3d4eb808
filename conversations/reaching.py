"""The two things that are not anonymous: wanting an adult's call, and wanting to join the panel.

Both are one mechanism: somebody writes how they can be reached, sees what will be sent and to whom,
and sends it. It is sealed to its reader's key; it touches no answer, and no answer touches it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from conversations import screens
from conversations.phrases import Phrase, say, verbatim
from conversations.replies import Act
from conversations.screens import Button, Screen

ADULT, PANEL = "adult", "panel"
PURPOSES = (ADULT, PANEL)

TITLES = {
    ADULT: say("I want an adult to contact me"),
    PANEL: say("I would like to come to the panel"),
}
NOT_ANONYMOUS = {
    ADULT: say("This one thing is not anonymous. An adult reads it and can find you by it."),
    PANEL: say("This one thing is not anonymous. The one who leads the panel can find you by it."),
}
HOW = {
    ADULT: say(
        "Write how you can be reached, and when. "
        "A telephone number is enough, or your name and where you live. "
        "You can also tell what it is about, but you do not have to."
    ),
    PANEL: say(
        "Write how you can be reached, and when. "
        "A telephone number is enough, or your name and where you live. "
        "The one who leads the panel tells you how to come."
    ),
}
APART = say("Your answers are kept apart from this. It is deleted after seven days.")
LOOK = say("This is what will be sent. Nothing has been sent yet.")
WHO = say("Who may read it? Choose, and it is sent.")
OR_ANOTHER = say("If the one you choose has no time, it goes to another who works elsewhere.")
NOTHING_SENT = say("Nothing was sent.")
NOBODY = say("Just now there is nobody here who could do that.")
HAS_BEEN_READ = say("Somebody has read what you sent.")  # it may light up on a locked phone


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody who may be chosen. ``name`` is as the young see it; ``unit`` is empty for whoever
    works in none of the units."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is sealed for a reader, and for a ``second`` one (or none) who gets it later."""

    purpose: str
    text: str
    reader: str
    second: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """The way back of a request: ``id`` makes it happen once; ``back`` is the address, as
    ciphertext, to which 'somebody has read it' goes."""

    id: str
    back: bytes


class Reach(Protocol):
    """Who can be reached, and the one way there."""

    def readers(self, purpose: str) -> Sequence[Reachable]: ...
    def send(self, request: Request, ticket: Ticket) -> None:
        """Seal a request for its readers. The same ticket twice is one request."""

    def meeting(self) -> Phrase | None:
        """When the panel meets next, if that is known."""


class NobodyToReach:
    """An installation without readers: only numbers are shown."""

    def readers(self, purpose: str) -> Sequence[Reachable]:
        """Nobody."""
        return ()

    def send(self, request: Request, ticket: Ticket) -> None:
        """Never asked for: nobody can be chosen. Raises LookupError."""
        raise LookupError(request.purpose)

    def meeting(self) -> Phrase | None:
        """Not known."""
        return None


NOBODY_TO_REACH = NobodyToReach()


def choices(readers: Sequence[Reachable], unit: str) -> tuple[Reachable, ...]:
    """Whom somebody of a unit may choose: those from elsewhere first.

    If everybody works in the unit itself, nobody is offered: who wants to speak of the unit's own
    adults needs somebody else.
    """
    elsewhere = tuple(each for each in readers if each.unit != unit)
    return (*elsewhere, *(r for r in readers if r.unit == unit)) if elsewhere else ()


def second_after(chosen: Reachable, offered: Sequence[Reachable], unit: str) -> Reachable | None:
    """Who gets it after one working day if the chosen one has not read it.

    Never somebody of the unit itself, whom the writer has not chosen.
    """
    others = (each for each in offered if each.unit != unit and each.id != chosen.id)
    return next(others, None)


def way_to(purpose: str) -> Button:
    """The button that leads here."""
    return screens.opening(purpose, TITLES[purpose])


def write_screen(purpose: str, step: int) -> Screen:
    """What this is, said before anything is written."""
    return Screen(
        step,
        (TITLES[purpose], NOT_ANONYMOUS[purpose], HOW[purpose], APART, screens.HELP_LINE),
        controls=(screens.button(Act.STOP, say("Do not send"), step), *screens.away()),
        writes=True,
    )


def preview(purpose: str, step: int, text: str, offered: Sequence[Reachable], unit: str) -> Screen:
    """What would be sent, and to whom: a tap on a name sends it."""
    others = (OR_ANOTHER,) if any(second_after(each, offered, unit) for each in offered) else ()
    send = (screens.button(Act.SEND, _label(each, unit), step, each.id) for each in offered)
    return Screen(
        step,
        (LOOK, NOT_ANONYMOUS[purpose], WHO, *others, screens.HELP_LINE),
        answers=(
            *send,
            screens.button(Act.GO_ON, say("Write again"), step),
            screens.button(Act.STOP, say("Do not send"), step),
        ),
        controls=screens.away(),
        draft=text,
    )


def sent_lines(
    chosen: Reachable, second: Reachable | None, *, comes_back: bool
) -> tuple[Phrase, ...]:
    """What is said once it is on its way. ``comes_back``: the sender can be told here later."""
    lines = [
        say("It has been sent to: {name}.", name=verbatim(chosen.name)),
        say("They read it within one working day."),
    ]
    if second:
        name = verbatim(second.name)
        lines.append(say("If they have no time, it goes to another one: {name}.", name=name))
    if comes_back:
        lines.append(say("You are told here when somebody has read it."))
    return tuple(lines)


def last_screen(step: int) -> Screen:
    """The end, whether something was sent or not."""
    done = say("This is done. You can close the chat.")
    return Screen(step, (done, screens.HELP_LINE), controls=screens.away())


def _label(reader: Reachable, unit: str) -> Phrase:
    if reader.unit == unit:
        return say("Send to: {name}", name=verbatim(reader.name))
    return say("Send to: {name} (works elsewhere)", name=verbatim(reader.name))
