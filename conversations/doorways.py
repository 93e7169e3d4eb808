"""The screens outside a question set: arriving with a code, saying one's age, and home."""

from collections.abc import Sequence

from conversations import screens
from conversations.items import SPONTANEOUS
from conversations.phrases import Phrase, say, verbatim
from conversations.questions import Catalogue
from conversations.replies import Act
from conversations.screens import Button, Screen


def age_screen(catalogue: Catalogue, code: str, *before: Phrase) -> Screen:
    """The first screen with a code: a neutral hello and the age question."""
    return Screen(
        None,
        (
            *before,
            say("Hello. I am a bot, a program that asks a few short questions."),
            say("How old are you? I ask it so that I can use the right words."),
        ),
        answers=tuple(
            screens.button(
                Act.JOIN,
                say("{youngest}–{oldest} years", youngest=band.youngest, oldest=band.oldest),
                value=f"{band.id} {code}",
            )
            for band in catalogue.bands
        ),
    )


def hello_screen(audience: str, code: str) -> Screen:
    """The first screen for whoever is no young person: they are not asked their age."""
    return Screen(
        None,
        (say("Hello. I am a bot, a program that asks a few short questions."),),
        answers=(screens.button(Act.JOIN, say("Start"), value=f"{audience} {code}"),),
    )


WRONG_CODE = say("This code does not work. It may be mistyped, used up, or too old.")
CODE_OF_CLOSED = say("This code does not work any more: the place it is from has closed.")
CLOSED = (
    say("The place where you got your code has closed. No more questions come from there."),
    say("Are you somewhere else now? Ask there for a new slip. With it you go on."),
)
HAPPENED = "happened"  # what the button to all of it carries


def came_of_it(news: Sequence[Phrase]) -> list[Phrase]:
    """What changed because people answered (S6, S16), before anything new is asked."""
    return [say("What came of it:"), *news] if news else []


def home_screen(
    news: Sequence[Phrase],
    prompts: Sequence[tuple[str, Phrase]],
    *before: Phrase,
    more: Sequence[Button] = (),
    closed: bool = False,
) -> Screen:
    """What is behind the door: what came of the last round, and what can be told now.

    ``prompts`` are (prompt id, the set's name), newest first; ``more`` is what only some channels
    have. ``closed``: the unit is no longer there, and whoever was asked there is told so.
    """
    lines = [*before, *came_of_it(news)]
    told = [screens.opening(SPONTANEOUS, say("Tell something of your own"))]
    if closed:
        lines, told = [*CLOSED, *lines], []
    elif prompts:
        lines.append(say("There are a few short questions for you. You may skip any of them."))
    else:
        lines.append(say("There are no questions just now."))
    return Screen(
        None,
        tuple(lines),
        answers=(
            *(screens.opening(prompt, name) for prompt, name in prompts),
            *told,
            screens.STRAIGHT,
            screens.opening(HAPPENED, say("What has happened")),
        ),
        controls=(*more, *screens.away()),
    )


def happened_screen(news: Sequence[Phrase], *, closed: bool = False) -> Screen:
    """Everything that came of it, each with its reason: decisions, then questions answered."""
    nothing = say("Nothing has been decided yet. When something is, it is told here.")
    return Screen(
        None,
        (*(CLOSED if closed else ()), *(came_of_it(news) or (nothing,))),
        answers=(screens.YES_BACK,),
        controls=screens.away(),
    )


def no_code_screen(*before: Phrase) -> Screen:
    """What a stranger sees: a code is needed, and help is here without one."""
    return Screen(
        None,
        (
            *before,
            say("To start, you need a code or a link."),
            say("You get one from your home or from your worker."),
            screens.HELP_LINE,
        ),
    )


def wrong_code_screen(code: str) -> Screen:
    """A code that opens nothing: wrong, used up and too old are told alike."""
    return no_code_screen(*([WRONG_CODE] if code else []))


def younger_screen(link: str) -> Screen:
    """Telegram asks for a higher age: the same questions are behind a link."""
    return Screen(
        None,
        (
            say("Telegram is meant for older people. The same questions are on this page:"),
            verbatim(link),
        ),
        link=link,
    )
