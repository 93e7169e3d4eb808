"""The words: gettext catalogues, read as they are, and the one function that speaks them."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from conversations.phrases import LANGUAGES, Phrase

SOURCE = {"interface": "en", "questions": "fi"}  # the language each domain is written in


def speak(phrase: Phrase, language: str) -> str:
    """Say a phrase in ``language`` (one of ``LANGUAGES``; anything else is answered in Finnish)."""
    language = language if language in LANGUAGES else "fi"
    if phrase.context:
        text = str(_catalogue("questions", language).pgettext(phrase.context, phrase.msgid))
    else:
        text = str(_catalogue("interface", language).gettext(phrase.msgid))
    if not phrase.values:
        return text
    spoken = {k: speak(v, language) if isinstance(v, Phrase) else v for k, v in phrase.values}
    return text.format(**spoken)


def pick(wanted: str | None) -> str:
    """Choose a language from a client's wish such as ``sv-FI`` or an Accept-Language header."""
    for part in (wanted or "").replace(";", ",").split(","):
        if (code := part.strip()[:2].lower()) in LANGUAGES:
            return code
    return "fi"


@cache
def _catalogue(domain: str, language: str) -> NullTranslations:
    """Read a .po file once, on first use: no compiled catalogues to build or to forget."""
    if language == SOURCE[domain]:
        return NullTranslations()
    source = files(__package__) / language / "LC_MESSAGES" / f"{domain}.po"
    with source.open("rb") as po:
        catalogue = read_po(po, locale=language, domain=domain)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled, domain=domain)
