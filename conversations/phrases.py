"""Texts that are not yet in anybody's language, and the languages that people can choose."""

from collections.abc import Collection
from dataclasses import dataclass

COMPLETE = {"fi": "Suomi", "sv": "Svenska", "en": "English"}  # code: its own name
# Begun, not finished, and not read by anybody who grew up with the language: off by default. Each
# says so in its own name, in words that its readers know.
DRAFTS = {
    "ar": "العربية (مسودة)",
    "uk": "Українська (чернетка)",
    "se": "Davvisámegiella (luonnos)",
}
LANGUAGES = dict(COMPLETE)  # what this process lets people choose; ``offer`` alone changes it


def offer(codes: Collection[str]) -> None:
    """Let people choose these languages from now on, drafts too. Finnish stays, as the last resort.

    Raises ValueError, naming it, for a language that is not there.
    """
    there = COMPLETE | DRAFTS
    for code in codes:
        if code not in there:
            raise ValueError(f"There is no language {code!r}; there are {', '.join(there)}.")
    chosen = {code: name for code, name in there.items() if code == "fi" or code in codes}
    LANGUAGES.clear()
    LANGUAGES.update(chosen)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text to be shown: a message id, its gettext context and the values to fill in.

    Without a context the text is an interface string with an English message id; with a context
    (``heard.13-15``) it is question content whose message id is the Finnish source text. ``own``
    are wordings in other languages that no catalogue has, because staff wrote them: (code, words).
    """

    msgid: str
    context: str = ""
    values: tuple[tuple[str, "str | Phrase"], ...] = ()
    own: tuple[tuple[str, str], ...] = ()


def say(msgid: str, **values: "str | int | Phrase") -> Phrase:
    """Mark an English interface string for translation; ``values`` fill its ``{names}``."""
    filled = tuple((k, v if isinstance(v, Phrase) else str(v)) for k, v in sorted(values.items()))
    return Phrase(msgid, values=filled)


def verbatim(text: str) -> Phrase:
    """A text that somebody wrote, shown as it is in every language."""
    return Phrase("{text}", values=(("text", text),))
