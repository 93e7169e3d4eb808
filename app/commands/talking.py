"""Holds a conversation in a terminal, on the real core, keeping nothing; can write a transcript."""

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import TextIO

import click

from app.content import load_catalogue
from app.questions.rehearsing import first_turn, take, tapped
from app.questions.transcripts import Header, block, came_of, line_of, shown
from conversations.helping import help_card
from conversations.phrases import LANGUAGES, say
from conversations.questions import Catalogue
from conversations.replies import Act, Reply
from conversations.screens import Button, Screen
from conversations.turns import Turn
from locales import speak

WIDTH = 80  # columns that a line of text may fill
HOW_TO = say("Type a number or a letter; anything else is your own words. Ctrl+D leaves.")
HOW_TO_END = say("Enter leaves. You can also choose.")
BYE = say("That was all. Nothing of this was kept.")


def talk_here(set_id: str, band: str, language: str, save: TextIO | None = None) -> None:
    """Talk until the end. Raises click.ClickException for a set, band or language that is not."""
    catalogue = load_catalogue()
    _check(catalogue, set_id, band, language)
    others = [code for code in LANGUAGES if code != language]
    turn = first_turn(catalogue, set_id, band, language)
    _save(save, Header(set_id, band, (language, *others)).lines())
    click.secho(speak(HOW_TO, language), dim=True)
    while True:
        _show(turn)
        _save(save, ["", *block(turn)])
        reply = None if turn.forget else _asked(turn)
        if reply is None:
            break
        _save(save, [line_of(reply, turn.screen)])
        turn = take(turn, reply, catalogue)
        _save(save, came_of(turn))
    click.secho(speak(BYE, turn.conversation.language), dim=True)


def understand(typed: str, turn: Turn) -> Reply:
    """What somebody types in a terminal: a button's sign chooses it, anything else is words."""
    typed = typed.strip()
    for sign, button in signs(turn.screen):
        if typed.lower() == sign:
            return tapped(turn, button)
    return Reply(Act.WORDS, text=typed)


def signs(screen: Screen) -> Iterator[tuple[str, Button]]:
    """What is typed for each button: a number for an answer (a grade is its own), else a letter;
    a minus and a number for a word to hide."""
    for number, button in enumerate(screen.words, start=1):
        yield f"-{number}", button
    for number, button in enumerate(screen.answers, start=1):
        yield button.reply.value if button.is_number else str(number), button
    yield from zip(ascii_lowercase, screen.controls, strict=False)


def lines_of(screen: Screen, language: str) -> list[str]:
    """A screen as lines of text: where on the path it is, what is said, the signs to type."""
    lines = []
    if screen.progress:
        at, of = screen.progress
        lines += [f"{'●' * at}{'○' * (of - at)}  {at}/{of}", ""]
    said = [click.wrap_text(speak(line, language), WIDTH) for line in screen.lines]
    lines += "\n\n".join(said).split("\n")
    lines += [""] * bool(screen.draft)
    lines += [f"  │ {line}" for line in screen.draft.split("\n")] if screen.draft else []
    all_signs = [*signs(screen)]
    words, answers = len(screen.words), len(screen.answers)
    hiding, answering, ways = (
        all_signs[:words],
        all_signs[words : words + answers],
        all_signs[words + answers :],
    )
    if hiding:
        lines += ["", f"  {_in_a_row(hiding, language)}"]
    if answering and all(button.is_number for _, button in answering):
        lines += ["", "   ".join(["", *(sign for sign, _ in answering)])]
    elif answering:
        lines += ["", *(f"  {sign}) {shown(button, language)}" for sign, button in answering)]
    if ways:
        lines += ["", f"  {_in_a_row(ways, language)}"]
    return lines


def _in_a_row(buttons: Sequence[tuple[str, Button]], language: str) -> str:
    return "   ".join(f"{sign}) {speak(button.label, language)}" for sign, button in buttons)


def _check(catalogue: Catalogue, set_id: str, band: str, language: str) -> None:
    sets = [each.id for each in catalogue.sets]
    bands = [rung for who in catalogue.audiences for rung in catalogue.rungs(who)]
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
