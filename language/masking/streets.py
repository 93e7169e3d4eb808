"""The shapes of street addresses in Finnish, Swedish and English, and of postcodes."""

import re

_CASE = r"(?:n|a|ä|ta|tä|lla|llä|lta|ltä|lle|lt|l|ssa|ssä|s|sta|stä|an|en|hen|lleni)?"
_STEM = (
    r"(?:katu|kadu|tie|kuja|polku|polu|raitti|raiti|kaari|kaare|aukio|rinne|rintee|ranta|ranna"
    r"|penger|penkere|puistikko|puistiko|mäki|mäe|portti|porti|väylä|kulma|silta|silla|tori|bulevardi"
    r"|esplanadi|laituri|pursi|puisto|takka|kallio|niitty|niity|laakso|haka|haa|palsta|penkka)"
)
_SWEDISH = (
    r"(?:väg(?:en)?|gatan?|gränd(?:en)?|stig(?:en)?|torg(?:et)?|backen?|bågen?|allén?|esplanad(?:en)?"
    r"|strand(?:en)?|kaj(?:en)?|park(?:en)?|plan|plats(?:en)?|gård(?:en)?|kulle(?:n)?)"
)
_HOUSE = (
    r"\s{1,2}\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:\s?[A-Za-z](?!\w))?"
    r"(?:\s(?:as\.?|lgh|bst\.?|asunto|lägenhet)?\s?\d{1,3}(?!\d))?(?::\w{1,4})?(?!\w)"
)
_FIRST = (
    r"(?:(?:(?i:itäinen|läntinen|pohjoinen|eteläinen|vanha|uusi|iso|pieni|alinen|ylinen|norra|södra"
    r"|östra|västra|gamla|nya|stora|lilla)|[A-ZÅÄÖ]\w{1,20}n)\s)?"
)
STREET_ADDRESS = re.compile(
    rf"(?<!\w){_FIRST}\w{{2,30}}(?i:{_STEM}{_CASE}|{_SWEDISH}){_HOUSE}"
    rf"|(?<!\w)[A-ZÅÄÖ]\w{{1,20}}n\s(?:katu|tie|kuja|polku|tori){_CASE}{_HOUSE}"
    r"|(?<!\w)\d{1,4}[a-z]?\s(?:[A-Z][\w']{1,20}\s){1,3}"
    r"(?i:street|st|road|rd|avenue|ave|lane|drive|close|way|crescent)(?!\w)"
    r"|(?<!\w)\d{1,4}[a-z]?\s\w{2,20}\s(?i:street|road|avenue)(?!\w)"
)
# Without a number; not the ordinary kinds of road and way.
STREET_NAME = re.compile(
    r"(?<!\w)(?!(?i:moottori|pyörä|hiekka|sivu|kävely|yksityis|metsä|koti|kylä|pää|maan|rauta|auto|asfaltti"
    r"|poikki|oiko|umpi|ajo|kulku|ohi|koulu|ranta|perä|rinnakkais|jalka|karja|vesi|laiva|halv|järn|motor"
    r"|cykel|gå|hem|skol|stor|grus|lands|riks|by|gång|äventyrs)(?:katu|kadu|tie|väg|gata))"
    r"\w{3,30}(?i:katu|kadu(?:n|lla|lle|lta|l|lt)|tiellä|tielle|tieltä|gatan|vägen|gränden)(?!\w)"
)
# Finnish postcodes of the capital's region begin with a zero; others count beside a town's capital.
POSTCODE = re.compile(
    r"(?<![\d.,+-])0\d{4}(?:\s{1,2}[A-ZÅÄÖ][\w-]{1,30})?(?![\d-])"
    r"|(?<![\d.,+-])[1-9]\d{4}\s{1,2}[A-ZÅÄÖ][a-zåäö-]{2,30}(?!\w)"
)
POSTCODE_BY_WORD = re.compile(
    r"(?<!\w)(?:postinumero\w{0,4}|postnumm?er\w{0,3}|postcode|zip)(?:\W{1,3}\w{1,4}){0,2}?\W{1,3}(\d{5})(?!\d)",
    re.IGNORECASE,
)
