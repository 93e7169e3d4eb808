"""Hides details that point at a person by their shape, before anything of a text is kept.

Hidden: phone numbers, e-mail addresses, Finnish identity codes (also mistyped ones), bank accounts,
web addresses, handles, car plates and dates of birth beside a telling word, street addresses.
**Names of people, places, schools and units are not hidden yet**: whoever shows a text must treat
it as naming somebody. Help numbers (112, 116 111, 0800 lines) stay. What is not hidden stays as
written, to the byte.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MARK = "▒▒▒"


class Detail(StrEnum):
    """What kind of detail was hidden."""

    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    IDENTITY_CODE = "identity_code"
    BANK_ACCOUNT = "bank_account"
    HANDLE = "handle"
    BIRTH_DATE = "birth_date"
    CAR_PLATE = "car_plate"
    STREET_ADDRESS = "street_address"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with details hidden, and the kind of each that was."""

    text: str
    hidden: tuple[Detail, ...]


# Every part of every pattern has a limit, so the work grows with the length of the text only.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[](?:at|ät|miu)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
)
# A bare name counts only with an ending that begins no ordinary sentence ('se oli kiva.se meni').
_WEB_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"▒]{1,500}|www\.[^\s<>\"▒]{1,300}"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}(?:fi|com|net|org|info|app|dev|link|eu)\b(?:/[^\s<>\"▒]{0,300})?"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/[^\s<>\"▒]{1,300})",
    re.IGNORECASE,
)
# Day, month, year, century sign (also those of 2023), number, check sign; any check sign will do.
_IDENTITY_CODE = re.compile(
    r"(?<!\w)[0-3]\d[01]\d{3}\s?[-–+A-FU-Y]\s?\d{3}\s?[0-9A-Z](?!\w)", re.IGNORECASE
)
_BANK_ACCOUNT = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[0-9A-Z]{4}){2,7}(?:[ \u00a0]?[0-9A-Z]{1,3})?(?!\w)"
    r"|(?<!\w)[a-z]{2}\d{2}(?:[ \u00a0]?\d{4}){2,7}(?:[ \u00a0]?\d{1,3})?(?!\w)"
)
_HANDLE = re.compile(r"(?<![\w@▒.])@[A-Za-z0-9_](?:[\w.]{0,48}\w)?")
# After a colon any word is a name; after 'is' only one that looks made up ('insta on kiva' stays).
_HANDLE_BY_WORD = re.compile(
    r"(?<!\w)(?:snap(?:chat|pi|issa|i)?|insta(?:gram|ssa)?|ig|discord(?:issa)?|tiktok|tiktokki|kik"
    r"|telegram|käyttäjänimi|nimimerkki|användarnamn|username)\s{0,2}"
    r"(?:[:=]\s{0,3}|(?:on|är|is)\s{1,3}(?=[\w.#-]{0,39}[\d_#]))([\w.#-]{3,40})(?!\w)",
    re.IGNORECASE,
)
_DATE = (
    r"(?:[0-3]?\d\s?[./-]\s?[01]?\d\s?[./-]\s?(?:\d{4}|\d{2})"
    r"|(?:19|20)\d{2}-[01]\d-[0-3]\d|[0-3]\d[01]\d{3})"
)
_BIRTH_DATE = re.compile(
    r"(?<!\w)(?:synty\w{0,12}|synny\w{0,8}|synt|synttär\w{0,10}|född\w{0,4}|födelse\w{0,6}|fyller"
    r"|born|birthday|birth|dob)(?:[^\w\n▒]{1,3}\w{1,10}){0,3}?[^\w\n▒]{1,3}(" + _DATE + r")(?!\d)",
    re.IGNORECASE,
)
# In small letters a plate has no space: 'auto tuli klo 14' stays.
_CAR_PLATE = re.compile(
    r"(?<!\w)(?i:rekka?ri\w{0,8}|rekisteri\w{0,14}|kilpi\w{0,4}|kilve\w{0,6}|auto\w{0,6}|mopo\w{0,6}"
    r"|mönkij\w{0,6}|bil\w{0,4}|registrerings\w{0,8}|regnr|plates?|licen[cs]e|reg|car)"
    r"(?:[^\w\n▒]{1,3}\w{1,10}){0,2}?[^\w\n▒]{1,3}"
    r"([A-ZÅÄÖ]{2,3}\s?-?\s?\d{1,3}|[a-zåäö]{2,3}-?\d{1,3})(?!\w)"
)
_STREET_ADDRESS = re.compile(
    r"(?<!\w)\w{2,30}(?i:katu|kadu(?:n|lla|lta|lle)|tie|tien|tiellä|tieltä|tielle"
    r"|kuja|kuja(?:n|lla|lle)|polku|pol(?:un|ulla|ulle)|raitti|raiti(?:n|lla)|kaari|kaare(?:n|lla)"
    r"|aukio|aukiolla|rinne|rinteellä|ranta|penger|puistikko|mäki|portti"
    r"|vägen|gatan|gränden|stigen|torget|backen|bågen|allén)"
    r"\s{1,2}\d{1,3}(?:\s?[A-Za-z](?!\w))?(?:\s\d{1,3}(?!\d))?(?!\w)"
    r"|(?<!\w)\d{1,4}[a-z]?\s(?:[A-Z][\w']{1,20}\s){1,3}"
    r"(?i:street|st|road|rd|avenue|ave|lane|drive|close|way|crescent)(?!\w)"
    r"|(?<!\w)\d{1,4}[a-z]?\s\w{2,20}\s(?i:street|road|avenue)(?!\w)"
)
# Seven to fifteen digits, at most two separators between each, that begin as phone numbers do.
_PHONE = re.compile(r"(?<![\d▒+])(?:\+\s?\d|\(?0)(?:[ \u00a0().\-–/]{0,2}\d){6,14}(?![\d▒])")
# Any six digits or more soon after a word for calling.
_PHONE_BY_WORD = re.compile(
    r"(?<!\w)(?:puh|puhelin\w{0,8}|numero\w{0,6}|nro|soit\w{0,6}|tel|nummer|telefon\w{0,6}"
    r"|ring\w{0,3}|number|phone|call|text|whatsapp\w{0,4})"
    r"(?:[^\w\n▒]{1,3}\w{1,10}){0,2}?[^\w\n▒]{1,3}"
    r"(\d(?:[ \u00a0()\-–/]{0,2}\d){5,14})(?![\d▒])",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(r"[0-3]?\d[./-][01]?\d[./-](?:19|20)\d{2}(?!\d)")
_HELP_NUMBER = re.compile(r"(?:\+?358|00358)?0?(?:112|116\d{3}|800\d{3,8})")

# The earlier rule names a detail that two rules find.
_RULES = (
    (Detail.EMAIL, _EMAIL, 0),
    (Detail.WEB_ADDRESS, _WEB_ADDRESS, 0),
    (Detail.IDENTITY_CODE, _IDENTITY_CODE, 0),
    (Detail.BANK_ACCOUNT, _BANK_ACCOUNT, 0),
    (Detail.HANDLE, _HANDLE, 0),
    (Detail.HANDLE, _HANDLE_BY_WORD, 1),
    (Detail.BIRTH_DATE, _BIRTH_DATE, 1),
    (Detail.CAR_PLATE, _CAR_PLATE, 1),
    (Detail.STREET_ADDRESS, _STREET_ADDRESS, 0),
    (Detail.PHONE, _PHONE, 0),
    (Detail.PHONE, _PHONE_BY_WORD, 1),
)
_RANK = {detail: rank for rank, detail in enumerate(Detail)}


def mask(text: str) -> Masked:
    """Hide every detail that has a telling shape. Never raises; masking again changes nothing."""
    hidden: list[Detail] = []
    while True:  # hiding one detail can lay bare the edge of another; every round leaves less
        text, found = _mask_once(text)
        if not found:
            return Masked(text, tuple(hidden))
        hidden += found


def _mask_once(text: str) -> tuple[str, list[Detail]]:
    """One round of all rules; details that overlap become one."""
    spans: list[tuple[int, int, Detail]] = []
    for start, end, detail in sorted(_found(text), key=lambda span: span[:2]):
        if spans and start < spans[-1][1]:
            first, last, kept = spans.pop()
            spans.append((first, max(last, end), min(kept, detail, key=_RANK.__getitem__)))
        else:
            spans.append((start, end, detail))
    pieces: list[str] = []
    at = 0
    for start, end, _ in spans:
        pieces += [text[at:start], MARK]
        at = end
    return "".join([*pieces, text[at:]]), [detail for _, _, detail in spans]


def _found(text: str) -> list[tuple[int, int, Detail]]:
    """Where each rule finds a detail."""
    return [
        (*match.span(group), detail)
        for detail, pattern, group in _RULES
        for match in pattern.finditer(text)
        if detail is not Detail.PHONE or not _is_open_number(match[group])
    ]


def _is_open_number(number: str) -> bool:
    """True for help numbers, which must stay, and for what begins as a full date."""
    digits = re.sub(r"[^\d+]", "", number)
    return bool(_HELP_NUMBER.fullmatch(digits) or _FULL_DATE.match(number))
