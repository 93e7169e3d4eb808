"""The words: gettext catalogues, read as they are, and the one function that speaks them."""

from functools import cache
from importlib.resources import files

from babel import Locale
from babel.messages.pofile import read_po

from conversations.phrases import LANGUAGES, Phrase

SOURCE = {"interface": "en", "questions": "fi"}  # the language each domain is written in
DEFAULT = "fi"  # what is spoken where a language has no words of its own


def speak(phrase: Phrase, language: str) -> str:
    """Say a phrase in ``language``, and in Finnish what it has no words for or is not on offer."""
    text = wording(phrase, spoken_in(phrase, language)) or phrase.msgid  # others' words: "{text}"
    if not phrase.values:
        return text
    spoken = {k: speak(v, language) if isinstance(v, Phrase) else v for k, v in phrase.values}
    return text.format(**spoken)


def spoken_in(phrase: Phrase, language: str) -> str:
    """The language that a phrase is really said in: only a draft may lack words."""
    return language if language in LANGUAGES and wording(phrase, language) else DEFAULT


def wording(phrase: Phrase, language: str) -> str:
    """The bare words of a phrase in one language, on offer or not; empty where it has none."""
    domain = "questions" if phrase.context else "interface"
    if language == SOURCE[domain]:
        return phrase.msgid
    if phrase.own:
        return dict(phrase.own).get(language, "")
    return _catalogue(domain, language).get((phrase.context, phrase.msgid), "")


def pick(wanted: str | None) -> str:
    """Choose a language from a client's wish such as ``sv-FI`` or an Accept-Language header."""
    for part in (wanted or "").replace(";", ",").split(","):
        if (code := part.strip()[:2].lower()) in LANGUAGES:
            return code
    return DEFAULT


def html_attributes(language: str) -> dict[str, str]:
    """``lang`` and ``dir`` for the element whose text is in this language: nobody else decides
    which way a page runs. In a template: ``<html{{ html_attributes(language)|xmlattr }}>``."""
    return {"lang": language, "dir": Locale.parse(language).text_direction}


@cache
def _catalogue(domain: str, language: str) -> dict[tuple[str, str], str]:
    """Read a .po file once, on first use: no compiled catalogues to build or to forget."""
    source = files(__package__) / language / "LC_MESSAGES" / f"{domain}.po"
    with source.open("rb") as po:
        messages = read_po(po, locale=language, domain=domain)
    return {
        (each.context or "", str(each.id)): str(each.string)
        for each in messages
        if each.id and each.string and not each.fuzzy
    }
