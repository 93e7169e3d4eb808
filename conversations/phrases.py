"""Texts that are not yet in anybody's language."""

from dataclasses import dataclass

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}  # code: its own name


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text to be shown: a message id, its gettext context and the values to fill in.

    Without a context the text is an interface string with an English message id; with a context
    (``heard.13-15``) it is question content whose message id is the Finnish source text.
    """

    msgid: str
    context: str = ""
    values: tuple[tuple[str, "str | Phrase"], ...] = ()


def say(msgid: str, **values: "str | int | Phrase") -> Phrase:
    """Mark an English interface string for translation; ``values`` fill its ``{names}``."""
    filled = tuple((k, v if isinstance(v, Phrase) else str(v)) for k, v in sorted(values.items()))
    return Phrase(msgid, values=filled)


def verbatim(text: str) -> Phrase:
    """A text that somebody wrote, shown as it is in every language."""
    return Phrase("{text}", values=(("text", text),))
