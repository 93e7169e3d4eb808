"""Words of Finnish, Swedish and English beside which a name stands, and those that never are one."""

import re


def _words(*tables: str) -> frozenset[str]:
    return frozenset(" ".join(tables).split())


def _beginning(*tables: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(' '.join(tables).split())})")


# By these a message's language is guessed; none of them belongs to two languages.
FREQUENT = {
    "fi": _words(
        "ja on ei oon olen se mä mun mua mulla minä minun meillä meidän täällä tääl kun ku että et niin ni",
        "sit oli kanssa kaa mutta mut jos tosi ihan enää aina mitä miksi miks tää joka eikä vaan sen sä",
        "kiva hyvä liian mulle saa saan pitää haluun haluan sanoi sano koulu koulussa ohjaaja osoite en",
        "hän he ne me te ollut ollu olla olisi oisi nyt taas vielä jo kyllä joo ehkä vai tai kuin niiden",
        "olin oltiin meni tuli pois kotiin koti kotona yksi kaksi kaikki kukaan joku jotain äiti isä iskä",
        "sinä sun sulla sille sitä siitä siellä sinne täältä tänne näin noin miten missä milloin kuka ketä",
        "mikä mitään yhtään ikinä koskaan eilen tänään huomenna kohta sitten ennen jälkeen luona kans hyvin",
        "paras pitäis voisi voisko oisko uusi vanha pieni iso paljon vähän enemmän liikaa numero asun asuu",
    ),
    "sv": _words(
        "och jag är inte det att som för hos mig mitt mina min vi vill har hade till av ett en med på",
        "från bor heter hon han den de alla var vår född kompis pappa mamma ringde ring mejl hälsningar",
        "varför tack nummer mvh vid kolla bilen skylt registernummer lägg fyller konto adressen i om men",
        "du dig ni oss er sig hans hennes deras eller när hur vad vem där här nu då så också bara mycket",
        "mera mer alltid aldrig ingen inget någon något några bättre bäst bra dålig rolig tråkig snäll går",
        "gick kom kommer får fick ska skulle kan kunde måste säger sa gillar hatar saknar såg ser tar",
        "tog flyttade flytta hem hemma hemmet skolan skola handledaren handledare personalen fosterfamiljen",
        "mormor farmor syster bror lillasyster storebror sover jobbar slog snodde gråter pratar spelar",
        "idag igår imorgon natt dag rum vän tjej kille hund katt häst hjälper lyssnar träffade åkte ville",
        "efter före under över mot utan hela läxan mat maten kul helgen fredag måndag sedan är skriver",
        "skon läggdags vas berg ön sol vann matchen vacker fin över läser såg vår våra hen allt sossen bråk",
    ),
    "en": _words(
        "the and is are was were to of my me with from they she he it you i i'm i'd i've at in we our",
        "because always never this that not don't doesn't can has have had for called who what why his",
        "her their said lives live am born on look call phone thanks birthday email address a an as be but",
        "so if or by do does did will would could should cannot can't won't didn't isn't wasn't him them us",
        "your here there where when how all some any nobody everybody everyone someone something nothing",
        "told tells asked says good bad better best worst nice kind mean really very too much more only just",
        "like likes love hate want wants need go goes going went come came comes back home house school room",
        "friend friends staff worker people mother mum mom dad father brother sister teacher night day today",
        "yesterday week get gets got take took give gave keep keeps make made know knows think thinks feel",
        "help helps understands visited yesterday again about after before over out up down off away",
        "old new little big funny quiet locked door met saw ask sleeping sleeps plays speak taught regards",
        "wishes best called named number account send write city town",
    ),
}

# Who somebody is: a name often follows. A beginning, so that every inflected form is met.
ROLE = _beginning(
    r"\w*ohjaaj \w*hoitaj \w*opettaj ope$ open$ opelle \w*kaver kamu \w*bestis \w*ystäv frendi \w*veli$",
    r"\w*velje \w*sisko \w*sisar serkku serku setä$ sedä täti$ tädi eno$ enon \w*mummo \w*mummi pappa$ papan",
    r"ukki$ ukin vaari$ \w*puoli$ \w*puole exä ex$ kämppi \w*sossu \w*työntekijä \w*terapeut \w*psykolog",
    r"\w*kuraattor \w*rehtor \w*henkilö koira \w*kissa kisu hamsteri heppa hevonen \w*valmentaj \w*vartij",
    r"\w*lääkäri \w*johtaj \w*poika$ poja tyttö$ tytön kummi yökkö siivooj tyyppi$ jätkä$ tyttöystäv naapuri",
    r"vauva \w*vanhem \w*perhe$ sijaisäi sijaisis lapseni poikan tyttäre poikamme miesystäv",
    r"\w*kompis \w*handledar \w*vän$ väns vännen bror lillebror storebror brorsa \w*syster morbror farbror",
    r"kusin moster faster lärar \w*kurator rektor psykolog stödperson pojkvän flickvän tjej kille hund",
    r"katt häst dotter son$ rumskompis socialarbetar soc$ fostermam fosterpap",
    r"friend bestie brother sister cousin roommate worker keyworker counsellor teacher boyfriend girlfriend",
    r"dog$ cat$ horse daughter uncle aunt headmaster psychologist nurse coach",
)
# What follows these is a name or nothing is.
NAMED = _words(
    "nimeltä nimeltään nimi nimeni nimensä kutsutaan kutsuu nimisen nimistä heter namn named called name",
    "kallas",
)
BETWEEN = _words("on oli is was är oon mua mä niin mig me the a mitt se ny nyt")
SIGNED = _words(
    "t terv terveisin terveisiä terkuin terkut terkkuja kirjoittaja mvh hälsningar hälsar regards wishes",
    "sincerely nimim ystävällisin allekirjoittanut",
)
SELF = _words("oon olen i'm am jag")
# After a name in the genitive. 'Sadun kanssa', 'Sadun huone'.
BESIDE_FI = _words(
    "kaa kaas kans kanssa kanssaan kansssa luona luo luokse luota luonaan mielestä takia vuoks kaveri",
    "huone huoneessa huoneesta huoneeseen huonetta äiti äidin äitin mutsi mutsin isä isän iskä iskän faija",
    "porukat vanhemmat perhe perheen synttärit synttäreille synttäreillä puhelin koira kissa veli sisko",
    "vuoro vuorot vuorolla tunnilla kämppä kämpille luokalla nimi autossa auto työvuoro vieressä viereen",
)
# Deeds that only people do; beginnings, for every person and tense.
DEED = {
    "fi": _beginning(
        "sano kerto kertoi kysy lupas lupaa huus huuta huusi itki itkee nauro nauraa suuttu valehte varast",
        "soitti soittaa halus halua haluu tykkä puhu löi$ lyö$ kiusa haukku haukkui autto auttaa$ auttoi otti$",
        "anto$ antoi$ vei$ haki$ lainas lainaa opett kuuntel nukku$ nukkuu heräs leikki leikkii pelas pelaa",
        "muutti$ asuu$ kävi$ käy$ koputti tönäs töni lupasi väitti väittää vitsail letit rukoil juoksi juoksee",
        "katto$ katsoi kiros kiroil karjuu rikko vastas vastaa pelkää pelkäs kutoo laulo laulaa jutteli juttelee",
        "uhkas uhkaa heitti vihaa vihas rakastaa rakasti tuntee muistaa$ muisti$ unohti luki$ kirjotti kirjoitti",
        "syö$ tekee$ ymmärtää ymmärs tappeli tappelee riitelee itkeskelee raivos raivoo suutahti peru$ perui",
        "osaa$ auta$ uskalla tykkää$ halua$ kuuntele$ puhu$ sano$ ymmärrä$ kerro$ vastaa$ soita$ leiki$ päästä$ keittää",
        "lähetti laitto laittoi kokkas leipo leipoi osti$ ajo$ ajaa lohdutti halas halasi käski kieltää kielsi",
    ),
    "sv": _beginning(
        "sa$ säger sade skrek skriker gråter grät lovade frågade frågar ljuger ljög ringde slog skrattade vill$",
        "ville tycker tyckte pratar pratade snodde stal tog$ gav$ hjälper hjälpte bor$ sover sov$ jobbar lyssnar",
        "lyssnade gick gillar kokar lekte spelar kastade berättade skrev skriver",
    ),
    "en": _beginning(
        "said says told tells asked asks cried cries lied lies hit$ hits yelled yells shouted shouts promised",
        "stole laughs laughed took$ takes gave gives helps helped wants wanted likes liked knows knew thinks",
        "moved sleeps slept snores works worked listens listened threw won't$ doesn't hates kissed",
        "understands should$ called prays plays texted hugged",
    ),
}
# Deeds by which even a word in small letters is a name: 'liv säger'.
SPEECH = _beginning("sa$ säger sade said says told tells lovade")
# 'Satu on', 'Satu ei kuuntele': a name may stand before these, or an ordinary word.
STATE = {
    "fi": _words(
        "on oli ei ja tuli lähti tulee lähtee olis oisi saa sai on/off meni menee ois teki tekee"
    ),
    "sv": _words("är var och kom fick får går har"),
    "en": _words("is was and has got can will"),
}
# 'Rauha on vanha nainen': what only a person can be.
PERSONAL = _beginning(
    "kiltti kiltt ilkee ilkeä raskaana vankilas töissä töis lomalla nainen mies$ poika$ tyttö$ ohjaaja",
    "kaveri ystävä bestis sisko veli äiti isä mummi mummo pappa idiootti idari kaksoset ujo sairaalas",
    "kaheksan seitsemän kuusi viis yheksän kymmenen vuotias vanha$ surulli vihane snäll funny kind$ mean$",
    "mun$ mine$ my$ min$ ainoa$ ainut$ sairaana rakas$ tyhmä tytöt pojat rolig",
)
LIVING = _beginning(
    "asu muutt muuta kotoisin mummola syntyny synnyin synty koti$ kotona asunu bor$ bodde flytt lives live",
    "from$ moved siirr sijoitet mökki kotikaupunki",
)
GOING = _beginning(
    "men tul läht kävi käy käyti oltiin olin olla päästi pääs matk vierail hengaa hengat palat palaa oon$",
)
LOCAL_CASE = re.compile(
    r"\w+(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|lt|st|seen|[aeiouyäö]s|[aeiouyäö]l|([aeiouyäö])\1n|hin)"
)

# Names that are words more often than names, also at the beginning of a sentence.
MOSTLY_WORDS = _words(
    "aamu aarre aalto aava ala ane anna annan ansa arvo armas ero halla helle helmi ilma ilo into kai kaino",
    "kaste kasti kielo kide koti kukka kulta kuu kuura lahja lande lava lempi lumi marja meri mimmi muisto",
    "myrsky norppa nova nuppu oiva oma onni papu pelle pilvi poju puro puu pyry raivo raja ramadan rauha remu",
    "routa ruusu sade salama sampo sana satu santa sisu sointu sulo taika taika taikka taivas taru tenho",
    "tilde toivo tora touko tri tuisku tuuli tähti uni urho usko usva vaino vala vala valo vappu vilja visa vita",
    "voitto vuokko virta karhu susi kettu peura salo koski niemi lahti kallio mäki harju ranta saari kivi",
    "pelto suomi sini mari alan arvon eron eroa ilman lavan lavalla sanan sanaa sanoja aamun rauhan onnen",
    "will may hope summer june august grace faith joy sky star mark sunny liv my per love björn sten bo saga",
    "toivon uskon vilja saran valon viola tuulen kaari vesa kari päivä perho kanta malmi",
)
# Endings of ordinary words that can begin a sentence in Swedish and English: 'Sossen', 'Workers'.
WORD_ENDING = re.compile(r"\w+(?:en|et|arna|erna|orna|ningar|s|ed|ly|ing|body|one)")
# 'med tuva', 'hos bo': a person is in these.
TOGETHER = _words("med hos with")

SPOKEN = _words(
    "mä sä mun sun mut sut mua sua mulla sulla mulle sulle ku oon oot oo oisko ois ollu olis kaa kaas kans",
    "emmä emt tiiä tiedä haluu haluun miks mitäs täs tääl tääl tos siel ees viel sit ni nii mis kaikkee idk",
    "lol xd vaa faija mutsi iskä äiskä iskän snäppi insta pleikka pleikkari nuokkari wifi huppari lenkkarit",
    "meil teil heil meijän teijän niiku niinku tota siis öö öh hmm jee jes jees joo juu jep okei okei moro",
    "moi moikka heippa terkkuja plääh höh hups sori kiitti kii moido hyi yök vau wow ihq ihku siisti tyyppi",
    "tylsää vittu vitun paska perkele helvetti helvetin saatana hitto jumalauta mulkku kusipää idari homo",
    "läppäri läppä kännykkä luuri puhelin tabletti pädi chatti somessa some nuuska vape veippi röökiä rööki",
    "bilsa matikka äikkä enkku ruåtsi ranska liksa köksä hissa mantsa fyke ope opo kurku terkkari sossu",
    "futis futista korista koris lätkä lätkää säbä säbää skeitti skede skeittaa treenit harkat matsi matsii",
    "tänää tänään eile huome huomen ens viime vikana aikasin myöhään yheksält kymmenelt yhestoist viistoist",
    "kotiintuloaika viikkoraha omaohjaaja alakerta yläkerta ykkönen kakkonen kolmonen nelonen jälkkä iltis",
    "aamupala iltapala välkkä välipala lasu huostis sijari sijaiskoti laitos yksikkö osasto jengi tyypit",
    "ikinä ikin sillee tolleen tälleen noi nää nuo toi toiki tää tän tätä sitäki muuki kaikki joku jokuki",
    "meiän teiän heiän meijän mei tei meitä teitä heitä meist meille porukka porukan porukast porukat isoäiti isoisä",
    "äikän matikan enkun hissan bilsan läksyt läksyjä kertaakaan mistää missää mihinkää mitää mikää kukaa",
    "pitsa pitsaa kebab ranskikset sipsit sipsii karkkii karkit limu limsaa limsa energiajuoma mäkki hese",
    "kaik vaik vaiks onks oliks saaks voiks voisko saisko pitäiskö tuntuu tuntu ärsyttää vituttaa v*tun",
    "mp mie sie myö työ hyö miun siun meijät oha onha nysse tosson tossa tosi tosissaan nätti mutsin",
    "uus uuden meen meet meette mennään nättiä musa musaa musan räppi räppiä biisit biisi leffa leffas leffaan kinkki kiska bussi bussil mopo mopol skuutti",
)
# In Swedish and English anything can begin a sentence; these do so often before 'said' and the like.
SOMEBODY = _words(
    "he she they we it who you i nobody everybody everyone someone somebody staff people mum mom dad parents",
    "that this there what when then teachers workers one kids friends nothing everything all always never the",
    "my our his her their grandma grandpa police han hon de vi jag ni du ingen alla någon personalen mamma",
    "sossen socialarbetaren chefen läkaren fosterföräldrarna föräldrarna pappa det den som mormor farmor polisen folk man vem lärarna handledarna everything sometimes but and so",
    "och men så sen ibland because if why how also even still just only yesterday today tomorrow staff's",
    "nu då när varför aldrig alltid igår idag school life police food court",
)

SCHOOL_HEAD = re.compile(
    r"(?:\w*koulu|\w*koulun|\w*koulu(?:ssa|sta|un|lla|lle|lta|a|s|st|ni)|\w*lukio\w{0,5}|yläaste\w{0,5}"
    r"|ala-?aste\w{0,5}|päiväko(?:ti|di)\w{0,5}|\w*opisto\w{0,5}|\w*opiston|amis|amiksessa|eskari\w{0,4}"
    r"|skola\w{0,4}|koulutuskesku\w{1,6}|gymnasium|gymnasiet|högstadium|lågstadium|daghem|school|college|kindergarten"
    r"|high|primary|secondary|elementary)"
)
# These before a head word name no school: 'vanhan koulun', 'meidän lukio'.
NO_INSTITUTION = _words(
    "vanhan uuden meidän teidän heidän meijän teijän entisen lähimmän toisen oman ison pienen koko minun mun",
    "sun kylän kaupungin hyvän huonon edellisen seuraavan nykyisen tämän sen yhden monen alan kunnan lasten",
    "nuorten saman tuon noin niin tän seuraavaan paremman ihanan kivan vaikean kauhean pojan tytön siskon",
    "veljen kaverin äidin isän saksan suomen ruotsin viime ensi kun myös enkun venäjän",
)
UNIT_HEAD = re.compile(
    r"(?:perhe|lasten|nuoriso|nuorten|vastaanotto|koulu|pienryhmä|perheryhmä|ryhmä|hoito|sijais|turva|ensi)"
    r"-?ko(?:ti|di)\w{0,6}|villa|\w*yksikkö|osasto|tukiasunto|ryhmis|vastaanottolaitos|kuntoutusyksikkö"
    r"|barnhemmet|ungdomshemmet|familjehemmet|avdelning|enheten|house|home|unit|family|children's"
)
SCHOOL_BY_ENDING = re.compile(
    r"(?!perus|ammatti|kansa|ala|ylä|musiikki|ilta|koti|erityis|yhtenäis|kansalais|kesä|grund|hög|folk|yrkes|för|låg)"
    r"\w{4,}(?:koulu|lukio|opisto|koulun|koulu[as]|koulussa|lukio[ns]|lukiossa|gymnasiet|gymnasium|skolan|skola)"
)
BARE_UNIT_HEADS = _words("osasto ryhmäkoti tukiasunto nuorisokoti lastenkoti perhekoti yksikkö")
# Heads that are a part of the name; the others stay readable.
UNIT_NAME_PART = re.compile(
    r"(?:perhe|lasten|nuoriso|nuorten|vastaanotto|koulu|pienryhmä|turva)-?ko(?:ti|di)\w{0,6}|villa"
    r"|\w*yksikkö|barnhemmet|ungdomshemmet|familjehemmet|avdelning|house|family|home|unit|children's"
)
SWEDISH_PLACE = re.compile(
    r"(?!träd|skol|bond|för|kyrko)\w{3,}(?:gården|gläntan|backen|lunden|udden|viken|ängen|torpet|hemmet|byn|bo)"
)
# A place by its ending: 'mäntymäen koulu', 'puistolan yläaste'.
PLACE_ENDING = re.compile(
    r"\w{3,}(?:lan|län|mäen|niemen|järven|lahden|saaren|joen|kosken|kylän|linnan|rannan|harjun|vaaran|suon"
    r"|vuoren|lammen|kallion|mäki|kulman|haan|pellon|puiston|rinteen|salmen|suoran|portin|notkon|laakson)"
)
