"""Finds details by their shape: numbers, addresses, handles, dates beside a telling word."""

import re
from collections.abc import Iterable
from enum import StrEnum

from language.masking.streets import POSTCODE, POSTCODE_BY_WORD, STREET_ADDRESS, STREET_NAME

MARK = "▒▒▒"


class Shape(StrEnum):
    """What kind of detail shows by its shape."""

    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    IDENTITY_CODE = "identity_code"
    BANK_ACCOUNT = "bank_account"
    HANDLE = "handle"
    BIRTH_DATE = "birth_date"
    CAR_PLATE = "car_plate"
    STREET_ADDRESS = "street_address"
    PHONE = "phone"


# Every part of every pattern has a limit, so the work grows with the length of the text only.
_DOT = r"(?:\.|\s?[(\[{_](?:piste|dot|punkt|\.)[)\]}_]\s?|\s(?:piste|dot|punkt)\s)"
_AT = (
    r"(?:\s[@＠]\s|\s?[(\[{_](?:at|ät|miu|miukumauku|a|@)[)\]}_]\s?"
    r"|\s(?:at|ät|miukumauku|snabel-a)\s)"
)
_CLOCK = r"[0-2]?\d\.[0-5]\d(?![\w.])"  # 'lights out at 9.30'
_EMAIL = re.compile(
    r"[^\s@＠<>()\[\]\",;:▒]{1,64}(?<!/)[@＠][^\s@＠<>()\[\]\",;:▒]{0,190}\w"
    rf"|(?<!\w)[\w.+-]{{1,40}}(?:{_DOT}[\w+-]{{1,40}}){{0,3}}{_AT}(?!{_CLOCK})[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,4}}"
    r"|(?<!\w)[\w.+-]{1,40}(?:[@＠]\s|\s[@＠])(?:[\w-]{1,63}\.){1,3}(?:fi|com|net|org|se|eu|me|ru|ee)(?!\w)"
    rf"|(?<!\w)[\w.+-]{{1,40}}{_AT}(?:gmail|hotmail|outlook|icloud|yahoo|luukku|live|msn|proton)\s(?:com|fi|net|me)(?!\w)",
    re.IGNORECASE,
)
# A bare name counts only with an ending that begins no ordinary sentence ('se oli kiva.se meni').
_WEB_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"▒]+|www\.[^\s<>\"▒]+"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}(?:fi|com|net|org|info|app|dev|link|eu|gg|tv|io|uk|ly|xyz|live)\b"
    r"(?:/[^\s<>\"▒]{0,300})?"
    r"|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/[^\s<>\"▒]{1,300})",
    re.IGNORECASE,
)
# Day, month, year, century sign (also those of 2023, also forgotten), number, check sign; mistyped
# ones point at somebody, too. Then the Swedish one.
_IDENTITY_CODE = re.compile(
    r"(?<!\d)(?:\d[ .]?){6}\s?[-–—−‐+_/*A-FU-Y]\s{0,2}\d ?\d ?\d(?:\s?[0-9A-Z](?![0-9A-Z]))?(?!\d)"
    r"|(?<!\d)[0-3]\d[01]\d{3}\s?\d{3}\s?[A-Z](?!\w)"
    r"|(?<!\d)(?:19|20)?\d{6}\s?[-–+]\s?\d{4}(?!\d)",
    re.IGNORECASE,
)
_IN_IBAN = r"[ \u00a0.\-–]{0,2}"
_BANK_ACCOUNT = re.compile(
    rf"(?<![^\W_])(?:[A-Z]{{2}}|(?-i:[A-Z] [A-Z]\s?|[A-Z]{{2}}\s)|(?:FI|EE|DE|DK|PL){_IN_IBAN})"
    rf"\d{_IN_IBAN}\d(?:{_IN_IBAN}\d){{10,28}}(?!\d)"
    rf"|(?<!\w)(?:GB|NL|LV|BG|RO|IE|FR|IT|TR|MT|MC|GE|QA|KW|JO|IQ|GI|CH|LI){_IN_IBAN}\d\d"
    rf"(?:{_IN_IBAN}(?:[A-Z0-9]{{4}})){{2,7}}(?:{_IN_IBAN}[A-Z0-9]{{1,3}}(?!\w))?(?!\w)"
    r"|(?<!\w)(?:tili\w{0,9}|konto\w{0,5}|account)\W{1,3}\d{6}[ -]?\d{2,8}(?!\d)",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w@▒.])@[A-Za-z0-9_](?:[\w.]{0,48}\w)?"
    r"|(?<![\w@])\w{2,32}#\d{4}(?!\w)"
    r"|(?<![\w@])(?=\w{0,30}[^\W\d_])\w{0,30}[^\W_]_+[^\W_]\w{0,30}"
)
# 'cutiegirl2012', 'SniperKing99'; not 'iphone15' or 'covid19'.
_HANDLE_BY_DIGITS = re.compile(
    r"(?<![\w@])(?!(?i:i?phone|windows|covid|fifa|nhl|nba|gta|galaxy|playstation|xbox|airpods|ipad"
    r"|corona|korona|android|version|fortnite|klo|kello|viikko|huone|luokka|galaxys|note|euro|top|max))"
    r"[^\W\d_]{4,30}\d{2,6}\w{0,12}"
)
# 'pikku.karhu09', and any word with a dot or a digit that is said to be 'on insta'.
_HANDLE_BY_DOT = re.compile(r"(?<![\w@.])[^\W\d_]{2,20}(?:\.[^\W\d_]{2,20}){1,3}\d{1,4}(?!\w)")
_WHERE = (
    r"snap(?:chat|pi|issa|i|chatissa|pini)?|snäp(?:pi|pini|is|issä)?|insta(?:gram|ssa|ni|n)?|ig|discord(?:issa|is|i)?"
    r"|dc|tiktok(?:ki|issa|is)?|kik|telegram|steam|psn|xbox|twitch|youtube|roblox(?:is|issa)?"
    r"|fortnite(?:ssa|s)?|wattpad|bereal|gamertag|nick(?:i|ini|name)?|käyttäjänimi|käyttäjätunnus"
    r"|nimimerkki|pelaajanimi|användarnamn|username|user"
)
# After a colon any word is a name; after 'is' only one that looks made up ('insta on kiva' stays).
_HANDLE_BY_WORD = re.compile(
    rf"(?<!\w)(?:{_WHERE})\s{{0,2}}"
    r"(?:[:=]\s{0,3}|(?:(?:on|oon|mun nimi on|är|is)\s{1,3})?(?=[\w.#-]{0,39}[\d_#.]\w))"
    r"([\w.#-]{3,40})(?!\w)",
    re.IGNORECASE,
)
_HANDLE_BEFORE_WORD = re.compile(
    r"(?<![\w@.])(?=\w{0,30}[.\d])([^\W\d_][\w.-]{1,38}\w)\s(?:(?:on|in|på|i)\s)?"
    r"(?:insta|snap|snäp|tiktok|discord|steam|twitch|roblox|telegram|kik)\w{0,9}(?!\w)",
    re.IGNORECASE,
)
_HANDLE_BY_CAPITALS = re.compile(
    r"(?<!\w)(?i:pelaan|nimellä|nimel|spelar som|play as|tunnus on|nick on)\s{1,2}"
    r"([^\W\d_]{1,20}[a-z][A-Z]\w{1,20})(?!\w)"
)
_MONTH = (
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n|ssa)?"
    r"|jan(?:uari|uary)?|feb(?:ruari|ruary)?|mars|march|april|maj|may|jun[ie]|jul[iy]|aug(?:usti|ust)?"
    r"|sep(?:tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:(?:ensimmäinen|toinen|eka|toka|kolmas|neljäs|viides|kuudes|seitsemäs|kahdeksas|yhdeksäs|kymmenes"
    r"|\w{3,10}toista|kahdeskymmenes\w{0,10}|kolmaskymmenes\w{0,10})|[0-3]?\d(?:\.|:a|:e|st|nd|rd|th)?)"
)
_DATE = (
    r"(?:[0-3]?\d\s?[./-]\s?[01]?\d\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|(?:19|20)\d{2}-[01]\d-[0-3]\d|[0-3]\d[01]\d{3}(?!\d)|[0-3]?\d\.\s?[01]?\d\.?(?!\d)"
    rf"|{_ORDINAL}\s(?:of\s|päivä\s)?{_MONTH}(?!\w)(?:\s\d{{4}})?"
    rf"|{_MONTH}\s[0-3]?\d(?:st|nd|rd|th)?(?!\d)(?:,?\s\d{{4}})?)"
)
_BIRTH = (
    r"(?:synty\w{0,12}|synny\w{0,8}|synt|synttär\w{0,10}|synttäri\w{0,8}|född\w{0,4}|födelse\w{0,6}|fyller"
    r"|fyllde|täytän|täyttää|täytin|turn|born|birthday|bday|b-day|birth|dob)"
)
_BIRTH_DATE = re.compile(
    rf"(?<!\w)(?:{_BIRTH}(?:[^\w\n▒]{{1,3}}\w{{1,10}}){{0,3}}?[^\w\n▒]{{1,3}}|s\.\s?(?=\d))({_DATE})",
    re.IGNORECASE,
)
_DATE_OF_BIRTH = re.compile(
    rf"(?<!\w)({_DATE})\s(?:synt?[yn]\w{{1,8}}|född\w?|born)(?!\w)", re.IGNORECASE
)
# A whole date of a year in which its writer may have been born; later ones are of meetings.
_BORN_YEAR = r"(?:19\d\d|20[01]\d)(?!\d)"
_OLD_DATE = re.compile(
    rf"(?<![\d.,:/-])(?:[0-3]?\d\s?[./-]\s?[01]?\d\s?[./-]\s?{_BORN_YEAR}|{_BORN_YEAR}-[01]\d-[0-3]\d(?!\d)"
    rf"|(?<!\w){_ORDINAL}\s(?:of\s|päivä\s)?{_MONTH},?\s{_BORN_YEAR}"
    rf"|(?<!\w){_MONTH}\s[0-3]?\d(?:st|nd|rd|th)?,?\s{_BORN_YEAR})",
    re.IGNORECASE,
)
# In small letters a plate has no space: 'auto tuli klo 14' stays.
_CAR_PLATE = re.compile(
    r"(?<!\w)(?i:rekka?ri\w{0,8}|rekisteri\w{0,14}|kilpi\w{0,4}|kilve\w{0,6}|\w{0,10}auto\w{0,6}"
    r"|mopo\w{0,6}|moped\w{0,4}|skylt\w{0,4}|bemari\w{0,4}|mersu\w{0,4}|mönkij\w{0,6}|ajaa|bil\w{0,4}"
    r"|registrerings\w{0,8}|registernummer|regnr|plates?|licen[cs]e|reg|car)"
    r"(?:[^\w\n▒]{1,3}\w{1,10}){0,2}?[^\w\n▒]{1,3}"
    r"([A-ZÅÄÖ]{2,3}\s?-?\s?\d{1,3}|[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]{3}\s?\d\d[A-Z]|[a-zåäö]{2,3}-?\d{1,3}"
    r"|\d{1,3}-[A-ZÅÄÖa-zåäö]{2,3})(?!\w)"
)
_CAR_PLATE_ALONE = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ]{3}-\d{2,3}|\d{2,3}-[A-ZÅÄÖ]{3})(?![\w-])")
_IN_PHONE = r"[ \u00a0\u2009\u202f\ufe0f\u20e3().,\-‐‑–—−/_*·]{0,3}"
# Seven to fifteen digits that begin as phone numbers do; also with the letter o for zero.
_PHONE = re.compile(
    rf"(?<![\d▒+])(?:[+＋]\s?\(?\d|\(?(?:[0٠۰０]|(?<!\w)[oO])(?=\W{{0,3}}[\doO]))(?:{_IN_PHONE}(?:\d|[oO](?![^\W\doO]))){{6,14}}(?![\d▒])"
)
# Without the first zero, or at length only: '50 123 4567', '358401234567'.
_PHONE_ALONE = re.compile(
    r"(?<![\w▒,.+-])(?:(?:358|4\d|50)[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}\d{0,3}"
    r"|358\d{6,10}|358 ?\d\d ?\d{5,8}"
    r"|(?!\d{1,9}000)\d{7,15}|\d{3}[ -]\d{4}|\d{3} \d{2} \d{2})(?![\d▒]|[.,-]\d)"
)
# Any six digits or more soon after a word for calling.
_PHONE_BY_WORD = re.compile(
    r"(?<!\w)(?:puh|puhelin\w{0,8}|numero\w{0,6}|nro|soit\w{0,6}|tel|nummer|telefon\w{0,6}"
    r"|ring\w{0,3}|number|phone|call|text|whatsapp\w{0,4}|tekstaa|viesti\w{0,4})"
    r"(?:[^\w\n▒]{1,3}\w{1,10}){0,2}?[^\w\n▒]{1,3}"
    rf"(\d(?:{_IN_PHONE}\d){{5,14}})(?![\d▒])",
    re.IGNORECASE,
)
_SPOKEN_DIGIT = (
    r"(?:nolla|yksi|yks|kaksi|kaks|kolme|kol|neljä|nelj|viisi|viis|kuusi|kuus|seitsemän|seittemän|seiska"
    r"|kahdeksan|kaheksan|kasi|yhdeksän|yheksän|ysi|\w{3,8}kym\w{0,14}|\w{3,8}kyt\w{0,10}|\w{4,8}toista|noll|ett|två|tre|fyra"
    r"|fem|sex|sju|åtta|nio|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|\d{1,4})"
)
_PHONE_IN_WORDS = re.compile(
    rf"(?<!\w)(?=\D{{3}}){_SPOKEN_DIGIT}(?:[ ,.-]{{1,2}}{_SPOKEN_DIGIT}){{5,14}}(?!\w)",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    r"[0-3]?\d[./-][01]?\d[./-](?:19|20)\d{2}(?!\d)|(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
)
_HELP_NUMBER = re.compile(r"(?:\+?358|00358)?0?(?:112|116\d{3}|800\d{3,8})")

# The earlier rule names a detail that two rules find.
_RULES = (
    (Shape.EMAIL, _EMAIL, 0),
    (Shape.WEB_ADDRESS, _WEB_ADDRESS, 0),
    (Shape.IDENTITY_CODE, _IDENTITY_CODE, 0),
    (Shape.BANK_ACCOUNT, _BANK_ACCOUNT, 0),
    (Shape.HANDLE, _HANDLE, 0),
    (Shape.HANDLE, _HANDLE_BY_WORD, 1),
    (Shape.HANDLE, _HANDLE_BEFORE_WORD, 1),
    (Shape.HANDLE, _HANDLE_BY_CAPITALS, 1),
    (Shape.HANDLE, _HANDLE_BY_DOT, 0),
    (Shape.HANDLE, _HANDLE_BY_DIGITS, 0),
    (Shape.BIRTH_DATE, _BIRTH_DATE, 1),
    (Shape.BIRTH_DATE, _DATE_OF_BIRTH, 1),
    (Shape.BIRTH_DATE, _OLD_DATE, 0),
    (Shape.CAR_PLATE, _CAR_PLATE, 1),
    (Shape.CAR_PLATE, _CAR_PLATE_ALONE, 0),
    (Shape.STREET_ADDRESS, STREET_ADDRESS, 0),
    (Shape.STREET_ADDRESS, STREET_NAME, 0),
    (Shape.STREET_ADDRESS, POSTCODE, 0),
    (Shape.STREET_ADDRESS, POSTCODE_BY_WORD, 1),
    (Shape.PHONE, _PHONE, 0),
    (Shape.PHONE, _PHONE_ALONE, 0),
    (Shape.PHONE, _PHONE_BY_WORD, 1),
    (Shape.PHONE, _PHONE_IN_WORDS, 0),
)


def find(text: str) -> Iterable[tuple[int, int, Shape]]:
    """Where each rule finds a detail, the earlier rule's first; they may overlap."""
    for shape, pattern, group in _RULES:
        for match in pattern.finditer(text):
            if shape is not Shape.PHONE or not _is_open_number(match[group]):
                yield (*match.span(group), shape)


def _is_open_number(number: str) -> bool:
    """True for help numbers, which must stay, and for what begins as a full date."""
    digits = re.sub(r"[^\d+]", "", number)
    return bool(_HELP_NUMBER.fullmatch(digits) or _FULL_DATE.match(number))
