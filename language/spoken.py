"""Brings a text as a young person types it closer to written language, for matching only.

Lower case, one form of each character, letters stretched for effect cut, spoken Finnish
(mä, oon, haluu, iskä) to standard, English and Swedish contractions opened. Nothing is kept.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# Common spoken Finnish. A key typed without dots (`ma`, `iska`) is found too.
FINNISH = """
mä:minä mää:minä mie:minä miä:minä mua:minua mun:minun mulle:minulle mulla:minulla multa:minulta
muhun:minuun muo:minua munki:minunkin mullaki:minullakin muaki:minuakin meiän:meidän
meitin:meidän sä:sinä sua:sinua sun:sinun sulle:sinulle teiän:teidän oon:olen oot:olet oo:ole
ollu:ollut oonki:olenkin ois:olisi oisin:olisin olis:olisi oisko:olisiko emmä:en_minä
emmää:en_minä enmä:en_minä eiku:ei_kun eiks:eikö eix:eikö enny:en_nyt haluun:haluan haluu:haluaa
haluisin:haluaisin haluis:haluaisi haluttais:haluttaisi tahon:tahdon tuun:tulen tuu:tule
tuut:tulet meen:menen mee:mene meet:menet lähen:lähden lähin:lähdin lähe:lähde tiiä:tiedä
tiiän:tiedän tiiät:tiedät nään:näen nää:nämä pitäs:pitäisi pitäis:pitäisi jaksais:jaksaisi
jaksas:jaksaisi pystyis:pystyisi vois:voisi voisko:voisiko iskä:isä isi:isä isukki:isä
iskän:isän isin:isän iskää:isää faija:isä faijan:isän faijaa:isää fatsi:isä fadi:isä äiskä:äiti
äippä:äiti mutsi:äiti mutsin:äidin mutsia:äitiä mami:äiti broidi:veli broidin:veljen
velipoika:veli systeri:sisko poikkis:poikaystävä tyttis:tyttöystävä bf:poikaystävä
gf:tyttöystävä sossu:sosiaalityöntekijä sossun:sosiaalityöntekijän sossut:sosiaalityöntekijät
ohjis:ohjaaja ope:opettaja open:opettajan opet:opettajat koutsi:valmentaja kaa:kanssa
kans:kanssa kanaa:kanssa ku:kun ko:kun et:että miks:miksi siks:siksi sit:sitten vaa:vain
tääl:täällä täälä:täällä siel:siellä tost:tuosta täst:tästä täält:täältä sielt:sieltä
himaan:kotiin himas:kotona himassa:kotona himast:kotoa himasta:kotoa kotii:kotiin kotoo:kotoa
kotoota:kotoa kotio:kotiin takas:takaisin takasin:takaisin takasi:takaisin itteni:itseni
itteeni:itseäni ittiäni:itseäni itteäni:itseäni itteä:itseä ittensä:itsensä iteni:itseni
itelleni:itselleni itellensä:itselleen itsee:itseä ittee:itseä itsekki:itsekin mitää:mitään
ketää:ketään ikin:ikinä koskaa:koskaan kukaa:kukaan ennää:enää enään:enää enä:enää
missää:missään mikää:mikään mihinkää:mihinkään kelleen:kenellekään kellekää:kenellekään
kellekään:kenellekään kellee:kenellekään tehä:tehdä nähä:nähdä syyä:syödä syyään:syödään
lyyä:lyödä lyyään:lyödään juua:juoda juuaan:juodaan lyöny:lyönyt löiny:lyönyt hakannu:hakannut
potkinu:potkinut tappanu:tappanut juonu:juonut kuollu:kuollut karannu:karannut
viiltäny:viiltänyt sanonu:sanonut saanu:saanut ollaa:ollaan hakkas:hakkasi potkas:potkaisi
uhkas:uhkasi karkas:karkasi tönäs:tönäisi sano:sanoi tappo:tappoi kännis:kännissä
humalas:humalassa sekasin:sekaisin hatkas:hatkassa päissää:päissään yöl:yöllä öisi:öisin
aamul:aamulla päiväl:päivällä mieluumin:mieluummin mielummin:mieluummin semmonen:sellainen
tommonen:tuollainen tämmönen:tällainen jtn:jotain jtnk:jotenkin emt:en_tiedä aattelin:ajattelin
aatellu:ajatellut aattelen:ajattelen aattellu:ajatellut miettiny:miettinyt uskalleta:uskalla
tarviin:tarvitsen tarvin:tarvitsen
"""

SWEDISH = """
mej:mig dej:dig sej:sig dom:de e:är ä:är ja:jag int:inte inge:inget nån:någon nåt:något
nåra:några sku:skulle sen:sedan nge:inget aldri:aldrig morsan:mamma mor:mamma farsan:pappa
farsa:pappa brorsan:bror syrran:syster mamsen:mamma papsen:pappa hemmaifrån:hemifrån
sossen:socialarbetaren soc:socialarbetaren snubben:mannen tjejen:flickan vart:varit o:och
"""

ENGLISH = """
wanna:want_to gonna:going_to gotta:got_to dunno:do_not_know dont:do_not doesnt:does_not
didnt:did_not cant:can_not cannot:can_not wont:will_not wouldnt:would_not couldnt:could_not
isnt:is_not arent:are_not wasnt:was_not shouldnt:should_not havent:have_not hasnt:has_not
aint:is_not don't:do_not doesn't:does_not didn't:did_not can't:can_not won't:will_not
wouldn't:would_not couldn't:could_not isn't:is_not aren't:are_not wasn't:was_not
shouldn't:should_not haven't:have_not hasn't:has_not ain't:is_not hadn't:had_not
weren't:were_not im:i_am i'm:i_am ive:i_have i've:i_have i'd:i_would i'll:i_will he's:he_is
she's:she_is hes:he_is shes:she_is it's:it_is they're:they_are theyre:they_are we're:we_are
there's:there_is theres:there_is who's:who_is he'll:he_will she'll:she_will they'll:they_will
he'd:he_would she'd:she_would u:you ur:your r:are n:and bc:because cuz:because cos:because
coz:because tho:though rn:now mum's:mum_is mom's:mom_is dad's:dad_is mommy:mum mummy:mum
daddy:dad mam:mum bf:boyfriend gf:girlfriend kms:kill_myself tbh:honestly smth:something
smn:someone sb:someone nobody's:nobody_is sh:selfharm
"""

# Verb and noun endings of spoken Finnish, tried when the map does not know the word.
FINNISH_ENDINGS = (
    ("uu", "ua"),  # haluu, itkuu
    ("ny", "nyt"),  # löytäny
    ("nu", "nut"),  # sanonu
    ("is", "isi"),  # tappais, lyis
)

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_REPEATED = re.compile(r"(\w)\1{2,}")
# A word, the end of a sentence, or a pause. Full stops in a row are a pause, not an end.
_PIECE = re.compile(r"([^\W_]+(?:'[^\W_]+)?)|(\.{2,}|[,;:()\n…–—])|([.!?]+)")
_FOLDS = str.maketrans("åäöÅÄÖ", "aaoAAO")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its standard form, then as written; which clause and sentence it is in."""

    forms: tuple[str, ...]
    clause: int
    sentence: int


def fold(word: str) -> str:
    """The word as typed on a keyboard without å, ä and ö."""
    return word.translate(_FOLDS)


def _read_map(block: str) -> dict[str, tuple[str, ...]]:
    """Read `spoken:standard` pairs; an underscore stands between two words."""
    pairs = (pair.split(":") for pair in block.split())
    return {spoken: tuple(standard.split("_")) for spoken, standard in pairs}


def _with_folded(mapping: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same map for undotted texts; a dotted key never replaces an undotted one."""
    return {fold(key): value for key, value in mapping.items()} | dict(mapping)


_MAPS = {
    "fi": _read_map(FINNISH),
    "sv": _read_map(SWEDISH),
    "en": _read_map(ENGLISH),
}
_FOLDED_MAPS = {language: _with_folded(mapping) for language, mapping in _MAPS.items()}


def standard(word: str, language: str, folded: bool = False) -> tuple[str, ...]:
    """The standard form of a lower-case word, possibly two words; an unknown word as it is."""
    known = (_FOLDED_MAPS if folded else _MAPS)[language].get(word)
    if known is not None:
        return known
    if language == "fi" and len(word) > 4:
        for spoken, written in FINNISH_ENDINGS:
            if word.endswith(spoken):
                return (word[: -len(spoken)] + written,)
    return (word,)


def cleaned_forms(text: str) -> tuple[str, ...]:
    """Lower case, compatible characters unified, invisible ones dropped, stretched letters cut.

    A stretched letter may stand for one (lyööö) or for two (haluuun): then there are two forms.
    """
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    text = _INVISIBLE.sub("", text)
    doubled = _REPEATED.sub(r"\1\1", text)
    return (text,) if doubled == text else (doubled, _REPEATED.sub(r"\1", text))


def undotted(cleaned: str) -> bool:
    """True when a text holds no å, ä or ö, so that it may have been typed without them."""
    return not any(letter in cleaned for letter in "åäö")


def words_of(cleaned: str, language: str) -> list[Word]:
    """The words of a cleaned text in order. A word without å, ä, ö may have lost its dots."""
    found: list[Word] = []
    clause = sentence = 0
    for word, pause, end in _PIECE.findall(cleaned):
        if word:
            first, *others = standard(word, language, undotted(word))
            found.append(Word((first,) if first == word else (first, word), clause, sentence))
            found += [Word((other,), clause, sentence) for other in others]
        elif pause:
            clause += 1
        elif end:
            clause, sentence = clause + 1, sentence + 1
    return found
