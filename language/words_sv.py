"""Swedish words that matter for noticing danger, by tag.

Finland Swedish forms (int, nån, sku) have been turned into the written ones by `spoken`.
"""

TABLES = {
    "NOT": "inte ej aldrig ingen inga inget icke",
    "FILLER": "har är blir blev hade mig någon någonsin alls här och oss jag",
    "BREAK": "men när eftersom om för så att och då",
    "ME": "mig oss min mitt mina jag vi vår våra",
    "OBJECT": "mig oss",
    "KIN": """
        mamma pappa syster bror lillebror lillasyster småsyskon* syskon* varandra barnen
        oss mormor
    """,
    "ADULT": """
        mamma* pappa* mamman pappan far mor styv* plast* bonus* foster* *pappa *mamma
        farbror morbror faster moster mormor farmor morfar farfar kusin* bror brodern
        syster* storebror* lillebror föräld* *föräld* pojkvän* flickvän* *pojkvän kille*
        killen man mannen gubbe* vuxen vuxna granne* handled* *handled* personal*
        *personal* ledare* tränare* lärare* *lärare vårdare* vakt* socialarbet*
        ungdomsled* chef* sambo* ex exet familj*
    """,
    "OTHER": """
        han hon de dem någon nån killar* tjejer* gäng* några kompis* kille* tjej*
        pojkar* flickor* den
    """,
    "HIT": """
        slår slog slagit slagen slagna slås slå sparkar sparka sparkat sparkade sparkad
        misshandl* klår klådd örfil* smäller smällde puttar puttade knuffa* nyper nöp
        luggar luggade luggad river rev skakade skakar skada* skadar stryp* strypgrepp
        spöar spöat vred vrider piska* boxar boxade slåss misshandel
    """,
    "DRAG": "drar drog dragit rycker ryckte kastar kastade höll håller tog",
    "BODY": "håret armen halsen nacken örat strupen väggen golvet",
    "BEATEN": "slagen slagna sparkad misshandlad* slås strypt knuffad luggad utslängd",
    "VIOLENCE": "våld våldsam* misshand* övergrepp",
    "SHOUT": "skriker skrek skäller skällde kränk* förnedr* gapar",
    "OFTEN": "alltid ofta jämt hela varje",
    "GAME": """
        spel* spelar schack* fortnit* minecraft* roblox* fifa* match* fotboll* hockey*
        bräd* kort boss nivå* turnering* boxning* tävling*
    """,
    "INGAME": "schack* fifa* match* matchen bräd* kort turnering* boxning tävling* tennis*",
    "ANIMAL": """
        hund* katt* häst* spindl* spindel* mygg* geting* råtta* orm ormar kanin* mus ko
        kor
    """,
    "STORY": """
        lektion* pratade diskuter* film* bok* boken serie* nyhet* dokument* podd*
        artikel* låt låten läste tema*
    """,
    "MILD": "glöm* sen försen* städa* nyck* läx* haha* lol xd skoj* skämt*",
    "THREATEN": "hotar hotade hotat hotas hotad hota hotelse*",
    "KILL": "döda* dödar dödade mörda* ihjäl",
    "SAY": "säger sa sade sagt lovar lovade skrev skriver",
    "WEAPON": "kniv* pistol* vapen* yxa*",
    "TOUCH": "tafsa* tafsar smek* antast* ofred*",
    "REACH": "rör rörde rört tar tog tagit vidrör* känner",
    "PLACE": "brösten bröst rumpan rumpa underliv* låren lår trosor* kläderna skrevet",
    "RAPE": "våldtag* våldtä* våldtog utnyttja* sexuellt antastad* incest*",
    "NAKED": "nakenbild* nakna naken nudes* nude underkläder*",
    "ASK": "vill ber bad begär* skicka* tvingar tvingade kräver frågar tjata*",
    "SEX": "sex sexuell* ligga samlag",
    "FORCE": "tvinga* tvingar pressa* pressar kräver försök*",
    "BED": "säng sängen rum täcket",
    "NIGHT": "natten natt nätterna kvällen kvällarna",
    "WANT": "vill ville önskar skulle önska hoppas borde",
    "DIE": "dö död döden dött",
    "LIVE": "leva livet lever liv levande",
    "SELF": "själv mig mej självmord*",
    "SUICIDE": "självmord* suicid* självskad*",
    "CUT": "skär skar skurit skära rispar rispade",
    "RUN": "rymma rymmer rymt rymde rymning* sticka stuckit",
    "FOOD": "mat maten matpengar",
    "HOME": "hem hemma hemmet",
    "LOCK": "låser låste låst låsa inlåst* låses stänger",
    "DRUNK": """
        full fulla berusa* bakfull* drick* dricker druckit drack sup* super söp alkohol*
        drog* droger knark* påtänd* hög däckad* däckade slocknar
    """,
    "CARE": """
        småsyskon* ensam ensamma rädd pengar pengarna alltid varje ofta syskon* hand mat
        igen
    """,
    "FEAR": "rädd rädda skräm* rädsla skräck* fruktar",
    "SCARY": """
        spindl* spindel* mörk* tandläk* prov provet höjd* flyg* sprut* åska* skräckfilm*
        film* spel* matte*
    """,
    "MUNDANE": "skol* matte* läx* städ* vänta* möte* träna* springa",
}
