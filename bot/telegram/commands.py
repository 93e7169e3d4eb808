"""The commands: what each does, what it is called in each language, and the menu of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.phrases import Phrase, say
from conversations.replies import Act
from locales import speak


@dataclass(frozen=True, slots=True)
class Command:
    """One command. Names are what a phone can type after a slash: a–z, digits, underscores."""

    act: Act
    told: Phrase
    names: Mapping[str, str]  # by language; other languages have the English one

    def name(self, language: str) -> str:
        """What it is called in the menu of a language."""
        return self.names.get(language, self.names["en"])


def _called(act: Act, told: Phrase, en: str, fi: str, sv: str) -> Command:
    return Command(act, told, {"en": en, "fi": fi, "sv": sv})


COMMANDS = (
    _called(Act.STOP, say("Stop the questions"), "stop", "lopeta", "sluta"),
    _called(Act.HELP, say("Help"), "help", "apua", "hjalp"),
    _called(Act.CHANGE, say("Change or take back"), "change", "muuta", "andra"),
    _called(Act.EMPTY, say("Empty this chat"), "empty", "tyhjenna", "tom"),
    _called(Act.PACE, say("How often I ask"), "pause", "tauko", "paus"),
    _called(Act.LANGUAGES, say("Language"), "language", "kieli", "sprak"),
    _called(Act.FORGET, say("Forget me"), "forget", "unohda", "glom"),
)
# Of these a staff member's chat understands what is left; the words are for adults at work.
STAFF_TOLD = {
    Act.HELP: say("What this chat does"),
    Act.EMPTY: say("Empty this chat"),
    Act.LANGUAGES: say("Language"),
    Act.FORGET: say("Unlink this chat"),
}
ACTS = {name: each.act for each in COMMANDS for name in each.names.values()}


def menu(language: str) -> list[dict[str, str]]:
    """The menu of a language, as setMyCommands takes it."""
    return [
        {"command": each.name(language), "description": speak(each.told, language)}
        for each in COMMANDS
    ]


def staff_menu(language: str) -> list[dict[str, str]]:
    """The menu of a staff member's own chat."""
    return [
        {"command": each.name(language), "description": speak(STAFF_TOLD[each.act], language)}
        for each in COMMANDS
        if each.act in STAFF_TOLD
    ]


def known(offered: list[dict[str, str]]) -> Phrase:
    """What is said to a command that there is not: those of the chat's menu."""
    names = ", ".join(f"/{each['command']}" for each in offered)
    return say("I know these commands: {commands}", commands=names)
