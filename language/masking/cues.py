"""Words of Finnish, Swedish and English beside which a name stands, and endings of places."""

import re


def _words(*tables: str) -> frozenset[str]:
    return frozenset(" ".join(tables).split())


def _beginning(*tables: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(' '.join(tables).split())})")


# Who somebody is: a name often follows. A beginning, so that every inflected form is met.
ROLE = _beginning(
    r"\w*ohjaaj \w*hoitaj \w*opettaj ope$ open$ opelle \w*kaver kamu \w*bestis \w*ystäv",
    r"frendi \w*veli$ \w*velje \w*sisko \w*sisar serkku serku setä$ sedä täti$ tädi eno$",
    r"enon \w*mummo \w*mummi pappa$ papan ukki$ ukin vaari$ \w*puoli$ \w*puole exä ex$",
    r"kämppi \w*sossu \w*työntekijä \w*terapeut \w*psykolog \w*kuraattor \w*rehtor",
    r"\w*henkilö koira \w*kissa kisu hamsteri heppa hevonen \w*valmentaj \w*vartij",
    r"\w*lääkäri \w*johtaj \w*poika$ poja tyttö$ tytön kummi yökkö siivooj tyyppi$ jätkä$",
    r"tyttöystäv naapuri vauva \w*vanhem \w*perhe$ sijaisäi sijaisis lapseni poikan",
    r"tyttäre poikamme miesystäv \w*kompis \w*handledar \w*vän$ väns vännen bror lillebror",
    r"storebror brorsa \w*syster morbror farbror kusin moster faster lärar \w*kurator",
    r"rektor psykolog stödperson pojkvän flickvän tjej kille hund katt häst dotter son$",
    r"rumskompis socialarbetar soc$ fostermam fosterpap friend bestie brother sister",
    r"cousin roommate worker keyworker counsellor teacher boyfriend girlfriend dog$ cat$",
    r"horse daughter uncle aunt headmaster psychologist nurse coach",
)
# What follows these is a name or nothing is.
NAMED = _words(
    "nimeltä nimeltään nimi nimeni nimensä kutsutaan kutsuu nimisen nimistä heter namn",
    "named called name kallas",
)
# The same, if 'on' or the like stands between.
NICKNAMED = _words(
    "smeknamn användarnamn username gamertag nickname nick käyttäjänimi nimimerkki lempinimi"
)
BETWEEN = _words("on oli is was är oon mua mä niin mig me the a mitt se ny nyt")
SIGNED = _words(
    "t terv terveisin terveisiä terkuin terkut terkkuja kirjoittaja mvh hälsningar hälsar",
    "regards wishes sincerely nimim ystävällisin allekirjoittanut",
)
SELF = _words("oon olen i'm am jag")
IS = _words("on is är")
# 'Pulla is my nickname'.
NAME_AFTER = _words("nimi nimeni lempinimi kutsumanimi name nickname namn smeknamn")
# Kin whose bare word stands before a name: 'farbror bosse', but not 'min farbror kommer'.
TITLE = _words("farbror morbror moster faster tant kusin mama tante uncle aunt auntie")
WHOSE = _words(
    "min mitt mina din ditt dina hans hennes vår våra er en ett den det som och my your his her",
    "our their a an the and",
)
VERB_ENDING = re.compile(r"\w{2,}(?:ade|dde|ar|er|ed|es)")
# What is said to, asked of or given to somebody.
ADDRESSING = _beginning(
    "soit kys kerro kerto sano puhu laita laito lähet anna$ anto anno viesti huus huuda huuta",
    "lupa luva suut vihan kiitos terkut lainas lainaa näyt kirjot kirjoi vasta kuul$ kuulin",
)
ME = _words("mä mää mie minä jag me i")
# Whom one feels for: 'ikävä nuppua', 'ihastunu onniin'.
FEELING = _beginning("ikäv ihastu halat halas halaa rakast kaipa kaipaa seurust pussas pussai")
# After a name in the genitive. 'Sadun kanssa', 'Sadun huone'.
BESIDE_FI = _words(
    "kaa kaas kans kanssa kanssaan kansssa luona luo luokse luota luonaan mielestä takia",
    "vuoks kaveri huone huoneessa huoneesta huoneeseen huonetta äiti äidin äitin mutsi",
    "mutsin isä isän iskä iskän faija porukat vanhemmat perhe perheen synttärit",
    "synttäreille synttäreillä puhelin koira kissa veli sisko vuoro vuorot vuorolla",
    "tunnilla kämppä kämpille luokalla nimi autossa auto työvuoro vieressä viereen",
)
# Deeds that only people do; beginnings, for every person and tense.
DEED = {
    "fi": _beginning(
        "sano kerto kertoi kysy lupas lupaa huus huuta huusi itki itkee nauro nauraa",
        "suuttu valehte varast soitti soittaa halus halua haluu tykkä puhu löi$ lyö$",
        "kiusa haukku haukkui autto auttaa$ auttoi otti$ anto$ antoi$ vei$ haki$ lainas",
        "lainaa opett kuuntel nukku$ nukkuu heräs leikki leikkii pelas pelaa muutti$",
        "asuu$ kävi$ käy$ koputti tönäs töni lupasi väitti väittää vitsail letit rukoil",
        "juoksi juoksee katto$ katsoi kiros kiroil karjuu rikko vastas vastaa pelkää",
        "pelkäs kutoo laulo laulaa jutteli juttelee uhkas uhkaa heitti vihaa vihas",
        "rakastaa rakasti tuntee muistaa$ muisti$ unohti luki$ kirjotti kirjoitti syö$",
        "tekee$ ymmärtää ymmärs tappeli tappelee riitelee itkeskelee raivos raivoo",
        "täyttää täytti",
        "suutahti peru$ perui osaa$ auta$ uskalla tykkää$ halua$ kuuntele$ puhu$ sano$",
        "ymmärrä$ kerro$ vastaa$ soita$ leiki$ päästä$ keittää lähetti laitto laittoi",
        "kokkas leipo leipoi osti$ ajo$ ajaa lohdutti halas halasi käski kieltää kielsi",
    ),
    "sv": _beginning(
        "sa$ säger sade skrek skriker gråter grät lovade frågade frågar ljuger ljög",
        "ringde slog skrattade vill$ ville tycker tyckte pratar pratade snodde stal tog$",
        "gav$ hjälper hjälpte bor$ sover sov$ jobbar lyssnar lyssnade gick gillar kokar",
        "lekte spelar kastade berättade skrev skriver",
    ),
    "en": _beginning(
        "said says told tells asked asks cried cries lied lies hit$ hits yelled yells",
        "shouted shouts promised stole laughs laughed took$ takes gave gives helps helped",
        "wants wanted likes liked knows knew thinks moved sleeps slept snores works",
        "worked listens listened threw won't$ doesn't hates kissed understands should$",
        "called prays plays texted hugged",
    ),
}
# Deeds that say by themselves that a capital is somebody's.
HARD_DEED = _beginning(
    "said says told tells hit$ stole cries cried lies$ lied yells yelled shouts shouted laughs",
    "laughed snores bites asked sa$ säger slog snodde gråter grät ljuger ljög skrek skriker",
    "skrattade frågade",
)
# 'Kukka on mun paras kaveri'.
FRIEND = _beginning("kaveri ystävä bestis frendi sisko veli serkku friend bestie vän$ kompis")
# Deeds by which even a word in small letters is a name: 'liv säger'.
SPEECH = _beginning("sa$ säger sade said says told tells lovade")
# 'Satu on', 'Satu ei kuuntele': a name may stand before these, or an ordinary word.
STATE = {
    "fi": _words(
        "on oli ei ja tuli lähti tulee lähtee olis oisi saa sai on/off meni menee ois",
        "teki tekee",
    ),
    "sv": _words("är var och kom fick får går har"),
    "en": _words("is was and has got can will"),
}
# 'Rauha on vanha nainen': what only a person can be.
PERSONAL = _beginning(
    "kiltti kiltt ilkee ilkeä raskaana vankilas töissä töis lomalla nainen mies$ poika$",
    "tyttö$ täällä$ tääl$ mukana$ ohjaaja kaveri ystävä bestis",
    "sisko veli äiti isä mummi mummo pappa idiootti",
    "idari kaksoset ujo sairaalas kaheksan seitsemän kuusi viis yheksän kymmenen vuotias",
    "vanha$ surulli vihane snäll funny kind$ mean$ ainoa$ ainut$",
    "sairaana rakas$ tyhmä tytöt pojat rolig vuoros duunis himas \\w*hoitaja valmentaj kummi",
    "kämppi omaohjaaj reilu luokal lähtenyt lähteny muuttanut muuttanu suuttunu karannu",
)
LIVING = _beginning(
    "asu muut kotoisin mummola syntyny synnyin synty koti$ kotona asunu bor$ bodde",
    "flytt lives live from$ moved siirr sijoitet mökki kotikaupunki",
)
GOING = _beginning(
    "men tul läht kävi käy käyti oltiin olin olla päästi pääs matk vierail hengaa hengat",
    "palat palaa oon$ uitiin mökki mökil bussi juna harrast kusk nähtiin karkas karan viety",
)
LOCAL_CASE = re.compile(
    r"\w+(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|lt|st|seen|[aeiouyäö]s|[aeiouyäö]l|([aeiouyäö])\1n|hin)"
)

# Endings of ordinary words that can begin a sentence in Swedish and English: 'Sossen', 'Workers'.
WORD_ENDING = re.compile(r"\w+(?:en|et|arna|erna|orna|ningar|s|ed|ly|ing|body|one)")
# 'med tuva', 'hos bo': a person is in these.
TOGETHER = _words("med hos with")
THANKS = _words("kiitos kiitti terkut terkkuja terveisiä terveiset halauksia tack thanks")


SCHOOL_HEAD = re.compile(
    r"(?:\w*koulu|\w*koulun|\w*koulu(?:ssa|sta|un|lla|lle|lta|a|s|st|ni|l|lt|ks|ksi|na|nsa|kesku\w{1,6})|\w*lukio\w{0,5}|yläaste\w{0,5}"
    r"|ala-?aste\w{0,5}|päiväko(?:ti|di)\w{0,5}|\w*opisto\w{0,5}|\w*opiston|amis|amiksessa|eskari\w{0,4}"
    r"|\w*skola(?:ns?)?|skola\w{0,4}|koulutuskesku\w{1,6}|\w*gymnasi(?:um|et)|\w*stadi(?:um|et)|daghem|school|college|kindergarten"
    r"|high|primary|secondary|elementary|lower|upper|comprehensive|international)"
)
BARE_SCHOOL = re.compile(r"\w*(?:koulu[an]?|lukio(?:n|ta|o)?|ala-?aste|yläaste|opisto[an]?)")
UNIT_HEAD = re.compile(
    r"(?!vanhain)[\w-]{3,}ko(?:ti|di)\w{0,6}|villa|\w*yksikkö|\w*osasto|tukiasunto|ryhmis|\w*kuntoutu[sk]\w{0,6}"
    r"|\w{3,}laito[sk]\w{0,6}|(?:perhe|nuoriso|toiminta|vastaanotto|lasten|tuki)\w*kesku[sk]\w{0,6}|nuorisotalo"
    r"|kotipesä|lapsikylä|[\w-]*(?:hem(?:met)?|boendet?)|\w{3,}stationen|avdelning|enheten"
    r"|house|home|unit|family|children's|lodge|cottage|flats"
)
SCHOOL_BY_ENDING = re.compile(
    r"(?!perus|ammatti|kansa|ala|ylä|musiikki|ilta|koti|erityis|yhtenäis|kansalais|kesä|grund|hög|folk|yrkes|för|låg)"
    r"\w{4,}(?:koulu|lukio|opisto|koulun|koulu[as]|koulussa|lukio[ns]|lukiossa|gymnasiet|gymnasium|skolan|skola)"
)
# Heads that stay readable beside the name; the others are a part of it.
UNIT_APART = _words("osasto tukiasunto ryhmis ryhmäkoti enheten vastaanottolaitos")
# The nominative of a head, after which its name stands: 'perhekoti Kaarnassa'.
BEFORE_ITS_NAME = re.compile(
    r"\w*(?:koti|villa|yksikkö|osasto|asunto|laitos|keskus|talo|pesä|kylä|koulu|lukio|opisto)"
)
SWEDISH_PLACE = re.compile(
    r"(?!träd|skol|bond|för|kyrko)\w{3,}(?:gården|gläntan|backen|lunden|udden|viken|ängen|torpet|hemmet|byn|bo)"
)
# After 'i', 'till', 'från' also in small letters: 'rymde till gammelbacka'.
SWEDISH_TOWN = re.compile(
    r"(?!hobby|rugby|lobby|derby|baby)\w{3,}(?:backa|böle|vik|näs|kulla|berga|torp|holm|sund|fors|by|vattnet|sjö|lax)"
)
TO_PLACE = _words("i till från vid på")
# Of a school in small letters: 'kvarnbergets lågstadium', 'norrbergska skolan'.
SWEDISH_OWNER = re.compile(
    r"\w{3,}(?:berg|back|gård|strand|vik|lund|äng|dal|näs|holm|ås|ström|by|mark|torp|sund|fors|udd|sjö|park|höjd)"
    r"(?:en?|et|a)?s?"
    r"|\w{4,}[^il\W]ska"
)
# A place by its ending: 'mäntymäen koulu', 'puistolan yläaste'.
PLACE_ENDING = re.compile(
    r"\w{3,}(?:lan|län|mäen|niemen|järven|lahden|saaren|joen|kosken|kylän|linnan|rannan|harjun|vaaran|suon"
    r"|vuoren|lammen|kallion|mäki|kulman|haan|pellon|puiston|rinteen|salmen|suoran|portin|notkon|laakson)"
)
# No name, though of two words: 'ysiluokan leirikoulu', 'kotikunnan koulu'.
COMMON_OWNER = re.compile(
    r"\w*(?:luokan|vuoden|kuun|kesän|syksyn|kevään|talven|joulun|loman|päivän|tunnin|kirkon|lapsen"
    r"|kullan|viikon|kunnan|kaupungin|kylän|perheen|alueen|puolen|ikäisten|lasten|nuorten|ryhmän|juhlan|isen)"
)
SPOKEN_VERB = re.compile(r"\w*[oöht]in")  # 'vaihoin koulua'
# A place if somebody lives or goes there: 'muutin vuorenmäelle'.
MADE_PLACE = re.compile(
    r"(?!koti|kesä|pulkka|laskettelu|pikku|mökki|naapuri|uima|vuoristo)\w{3,}"
    r"(?:lah(?:ti|de)|niem[ei]|mä(?:ki|e)|järv[ei]|saar[ei]|jo[ke]|kos[ke]|kylä|vaara|harju|salm[ei]|nummi)"
    r"(?:ssa|ssä|s|sta|stä|st|ll[aä]|l|lt[aä]|lt|lle|seen|hen|\w{2})"
)
# Made as the names of homes, schools and streets are: 'mäntyrinne', 'karhusuo', 'koivukehto'.
MADE_NAME = re.compile(
    r"(?:mänty|männi|honka|hongan?|koivu|kuusi|leppä|haapa|pihlaja|tammi|saarni|vaahtera|kataja|paju|tuomi|raita|visa|lehto"
    r"|karhu|kettu|hirvi|ilves|joutsen|kurki|pääsky|lintu|kotka|orava|peura|hauki|ahven|lahna|hopea|kulta"
    r"|aurinko|tuuli|tähti|kuu|helmi|kivi|hiekka|ranta|niitty|suvi|kielo|vuokko|kanerva|lumme|mustikka|puolukka)"
    r"(?:rin(?:ne|tee)|ran(?:ta|na)|mä(?:ki|e)|kallio|nii(?:tty|ty)|leh(?:to|do)|tu(?:pa|va)|pesä|pirt(?:ti|i)"
    r"|keh(?:to|do)|koto|kaar[ie]|lam(?:pi|me|mi)|suo|niem[ei]|lah(?:ti|de)|harju|pel(?:to|lo)|laakso|kum(?:pu|mu)"
    r"|puro|oja|aho|vuor[ie]|salo|kos[ke]i?|saar[ie]|puisto|nummi|kangas|kankaa|linna|ko(?:ti|di))\w{0,6}"
)
