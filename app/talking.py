"""Holds a conversation in a terminal, on the real core, keeping nothing; can write a transcript."""

from typing import TextIO

import click

from app.content import load_catalogue
from conversations.phrases import LANGUAGES
from conversations.questions import YOUNG
from conversations.replies import Act, Reply
from conversations.screens import Screen
from conversations.turns import Conversation, advance, screen_of
from locales import speak


def talk_here(set_id: str, band: str, language: str, save: TextIO | None = None) -> None:
    """Talk until the end. Raises click.ClickException for a set, band or language that is not."""
    catalogue = load_catalogue()
    bands = [each.id for each in catalogue.bands]
    if set_id not in {each.id for each in catalogue.sets}:
        there = ", ".join(each.id for each in catalogue.sets)
        raise click.ClickException(f"No set is called {set_id}. Sets: {there}.")
    if language not in LANGUAGES or band not in bands:
        raise click.ClickException(f"Bands: {', '.join(bands)}. Languages: {', '.join(LANGUAGES)}.")
    items = catalogue.questions(set_id, band)
    if not items:
        raise click.ClickException(f"The set {set_id} is not asked of {band}-year-olds.")
    version = catalogue.set(set_id).version
    talk = Conversation("talk", set_id, version, band, YOUNG, "web", language, items)
    screen = screen_of(talk, catalogue)
    while True:
        _write(screen, talk.language, save)
        if talk.finished:
            return
        typed = click.prompt("", prompt_suffix="> ", default="", show_default=False)
        if save:
            save.write(f"YOU: {typed}\n")
        turn = advance(talk, understand(typed, screen), catalogue)
        talk, screen = Conversation.from_record(turn.conversation.as_record()), turn.screen


def understand(typed: str, screen: Screen) -> Reply:
    """What somebody types in a terminal: a number chooses a button, anything else is words."""
    buttons = [*screen.answers, *screen.controls]
    if typed.strip().isdecimal() and 1 <= int(typed) <= len(buttons):
        reply = buttons[int(typed) - 1].reply
        if reply.act is Act.SEND:
            return Reply(Act.SEND, reply.step, reply.value, text=screen.draft)
        return reply
    return Reply(Act.WORDS, text=typed)


def lines_of(screen: Screen, language: str) -> list[str]:
    """A screen as lines of text, its buttons numbered."""
    lines = [speak(line, language) for line in screen.lines]
    if screen.draft:
        lines.append(f"«{screen.draft}»")
    for number, button in enumerate([*screen.answers, *screen.controls], start=1):
        tick = ("☑ " if button.ticked else "☐ ") if screen.several else ""
        if button.reply.act not in (Act.TICK,):
            tick = ""
        face = f"{button.face} " if button.face else ""
        lines.append(f"  {number}) {tick}{face}{speak(button.label, language)}")
    return lines


def _write(screen: Screen, language: str, save: TextIO | None) -> None:
    for line in lines_of(screen, language):
        click.echo(line)
        if save:
            save.write(f"BOT: {line}\n")
