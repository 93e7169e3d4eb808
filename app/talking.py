"""Holds a conversation in a terminal, on the real core, keeping nothing; can write a transcript."""

from collections.abc import Iterable
from typing import TextIO

import click

from app.content import load_catalogue
from app.rehearsing import begin, take, tapped
from app.transcripts import Header, block, came_of, did_of
from conversations.listening import help_card
from conversations.phrases import LANGUAGES, say
from conversations.questions import Catalogue
from conversations.replies import Act, Reply
from conversations.screens import Screen
from conversations.turns import Turn
from locales import speak

WIDTH = 80  # columns that a line of text may fill
HOW_TO = say("Choose by number; anything else is your own words. Ctrl+D leaves.")
HOW_TO_END = say("Enter leaves. You can also choose by number.")
BYE = say("That was all. Nothing of this was kept.")


def talk_here(set_id: str, band: str, language: str, save: TextIO | None = None) -> None:
    """Talk until the end. Raises click.ClickException for a set, band or language that is not."""
    catalogue = load_catalogue()
    _check(catalogue, set_id, band, language)
    others = [code for code in LANGUAGES if code != language]
    turn = begin(catalogue, set_id, band, language)
    _save(save, Header(set_id, band, (language, *others)).lines())
    click.secho(speak(HOW_TO, language), dim=True)
    while True:
        _show(turn)
        _save(save, ["", *block(turn)])
        reply = None if turn.forget else _asked(turn)
        if reply is None:
            break
        _save(save, [f"YOU: {did_of(reply, turn.screen)}".rstrip()])
        turn = take(turn, reply, catalogue)
        _save(save, came_of(turn))
    click.secho(speak(BYE, turn.conversation.language), dim=True)


def understand(typed: str, turn: Turn) -> Reply:
    """What somebody types in a terminal: a number chooses a button, anything else is words."""
    buttons = [*turn.screen.answers, *turn.screen.controls]
    number = typed.strip()
    if number.isascii() and number.isdecimal() and len(number) < 3 and 0 < int(number):
        if int(number) <= len(buttons):
            return tapped(turn, buttons[int(number) - 1])
    return Reply(Act.WORDS, text=typed)


def lines_of(screen: Screen, language: str) -> list[str]:
    """A screen as lines of text: where on the path it is, what is said, the buttons numbered."""
    lines = []
    if screen.progress:
        at, of = screen.progress
        lines.append(f"{'●' * at}{'○' * (of - at)}  {at}/{of}")
    for line in screen.lines:
        lines.append(click.wrap_text(speak(line, language), WIDTH))
    lines += [f"  │ {line}" for line in screen.draft.splitlines()]
    lines += [""] if screen.answers else []
    for number, button in enumerate(screen.answers, start=1):
        box = ("☑" if button.ticked else "☐") if button.reply.act is Act.TICK else ""
        words = (f"{number:>3}", box, button.face, speak(button.label, language))
        lines.append(" ".join(filter(None, words)))
    ways = enumerate(screen.controls, start=len(screen.answers) + 1)
    out = "   ".join(f"{number} {speak(button.label, language)}" for number, button in ways)
    return [*lines, "", f"  {out}"] if out else lines


def _check(catalogue: Catalogue, set_id: str, band: str, language: str) -> None:
    sets = [each.id for each in catalogue.sets]
    bands = [each.id for each in catalogue.bands]
    if set_id not in sets:
        raise click.ClickException(f"No set is called {set_id!r}: choose {_or(sets)}.")
    if band not in bands:
        raise click.ClickException(f"There is no band {band!r}: choose {_or(bands)}.")
    if language not in LANGUAGES:
        raise click.ClickException(f"There is no language {language!r}: choose {_or(LANGUAGES)}.")
    asked = catalogue.set(set_id).items
    if band not in asked:
        raise click.ClickException(f"{set_id} is not asked at {band}: choose {_or(asked)}.")


def _or(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _asked(turn: Turn) -> Reply | None:
    """The next reply; None when the person leaves."""
    language = turn.conversation.language
    if turn.conversation.finished:
        click.secho(speak(HOW_TO_END, language), dim=True)
    try:
        typed = str(click.prompt("", prompt_suffix="> ", default="", show_default=False))
    except click.Abort:  # Ctrl+C or Ctrl+D: leaving is always all right
        click.echo()
        return None
    if turn.conversation.finished and not typed.strip():
        return None
    return understand(typed, turn)


def _show(turn: Turn) -> None:
    card, language = help_card(turn.danger), turn.conversation.language
    if card:
        click.echo()
        for line in card.lines:
            click.secho(f"  ! {speak(line, language)}", bold=True)
    click.echo()
    for text in lines_of(turn.screen, language):
        click.echo(text)


def _save(file: TextIO | None, lines: list[str]) -> None:
    if file:
        file.writelines(f"{line}\n" for line in lines)
