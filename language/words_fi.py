"""Finnish words that matter for noticing danger, by tag.

Words are in standard Finnish: `spoken` has turned spoken forms into it. Beginnings stand in
for lemmas. `lexicon` tells how to read the table.
"""

TABLES = {
    "NOT": """
        en et ei emme ette eivät älä älkää enkä etkä eikä emmekä eivätkä etten ettei
        ettet elleivät
    """,
    "FILLER": """
        ole olla ollut olleet olisi ikinä koskaan kukaan ketään kenenkään enää edes nyt
        täällä yhtään minua minut minuun minulle minulla minulta minä sinä sitä se hän
        mitenkään todellakaan onneksi kyllä oikeasti
    """,
    "BREAK": "koska kun mutta mut jos ja sillä vaikka joten siksi että tai muuten",
    "ME": """
        minua minut minuun minulle minulta minulla minun minussa minusta meitä meihin
        meille meidän meidät meiltä mut musta minuakin minullekin minutkin lasta lapsia
    """,
    "KIN": """
        äitiä isää siskoa siskoani veljeä veljeäni pikkusiskoa pikkusiskoani pikkuveljeä
        pikkuveljeäni isosiskoa isoveljeä mummoa lapsia lasta vauvaa meitä toista
        toisiaan toisia toisensa siskoja veljiä perhettä pikkusisaruksia
    """,
    "ADULT": """
        isä isän isää isällä isälle isältä isäni isään isästä isäpuol* isoisä*
        sijaisisä* kasvatti-isä* kummisetä* äiti* äidi* *äiti* *äidi* vanhemma*
        vanhempi* vanhempa* *vanhemm* *vanhemp* mummo* mummi* mummu* ukki ukin ukkia
        ukilla vaari* pappa papan pappaa setä sedä* setää eno enon enoa enolla enoni
        täti tädi* tätiä serkku* serkun veli velje* isoveli* isovelj* pikkuvelj*
        pikkuveli velipuol* sisko* isosisko* siskopuol* sisar* poikaystäv* tyttöystäv*
        miesystäv* naisystäv* *ystävä exä* eksä* mies miehe* miestä nainen naise* naista
        aikuinen aikuise* aikuista aikuiset perhee* naapuri* ohjaaj* *ohjaaj* hoitaj*
        *hoitaj* työntekij* *työntekij* opettaj* *opettaj* valmentaj* vartij* kasvattaj*
        *kasvattaj* johtaja* isovanhem* henkilökun*
    """,
    "STRANGER": """
        vanha vanhempi vanhat tuntematon tuntemattom* aikuinen aikuise* setä mies miehet
        äijä* ukko
    """,
    "OTHER": """
        se hän ne he joku joka jotkut jotku toi tuo yksi tyyppi tyypit kaveri* ystävä*
        porukka* porukal* jätkä* poika pojat tyttö tytöt kundi* luokkalai* asukas asukk*
        toinen toiset nuoret nuori kiusaaj* jengi*
    """,
    "HIT": """
        lyö lyön lyövät lyöt lyöty lyödä lyödään lyödää lyönyt lyönee lyöntiä lyöm*
        lyömään löi löivät löin löisi lyösi lyönti* hakkaa* hakkas* hakanu* hakat*
        hakkaav* potki potkii potkin* potkiv* potkais* potkas* potkaist* pahoinp*
        mukilo* pieks* piekse* piest* läimä* läpsi* läpsä* läppäi* läppäs* tukist* töni*
        tönäis* tönäs* tönii* retuut* riepott* rieput* kurist* piiska* nipist* raapi*
        raavi* väänsi* väänt* väänn* ravist* tarttu* tarttui tarraa* tarras* satutt*
        satuta* nyrk* tuuppi* tuuppa* rusik* runtel* korva* luunap* kuristi* riuht*
        purista* puristi* repäis* potkaise*
    """,
    "BEATEN": """
        lyödään lyötiin lyöty hakataan hakattiin hakattu potkitaan potkittiin
        pahoinpidel* tukistetaan tukistettiin kuristettiin satutetaan satutettiin
        satutettu tönitään tönittiin retuutet* piiskat* kaltoinkohd*
    """,
    "THROW": "heitt* heitel* viskas* viska* viskoi* paiskas* paiskoi* paiska*",
    "VIOLENCE": "väkival* *väkival* pahoinpitel* kaltoinkoht*",
    "SHOUT": "huuta* huusi* huudet* haukku* haukutaan nimittel* nöyryyt* raivo* karju*",
    "OFTEN": "aina joka usein jatkuvasti koko taas melkein monta päivittäin",
    "INGAME": """
        peliss* fifas* shakis* matsis* kortiss* korteiss* tenniks* sulkapall* lätkäs*
        lautapel* pleikk* sählys* fudis* futiks* matseis* peleis* ennäty* vetoa veto
        vedon
    """,
    "GAME": """
        peli* pelaa* pelas* peleis* fifa* fortnit* minecraft* roblox* cs codi* gta*
        pubg* boss* shakki* matsi* ottelu* turnau* nyrkkeil* karate* judo* paini*
        lautapel* uno boti* botti* respawn* leveli* kentäs* vihollis* zombi*
    """,
    "ANIMAL": """
        koira* koiri* kissa* kissi* hiire* hiiri* hevo* heppa* poni* kana kanat kani*
        pupu* hyttys* hytty* ampiai* itikka* itikoi* hämähäk* hämis* karhu* lehmä*
        hamster* marsu* kärpä* käärme* susi lintu* kala*
    """,
    "THING": """
        pallo* *pallo naula* rumpu* rummu* vetoa ennäty* maila* kello salama* sähkö*
        aalto* ovi oven puu biisi* aivot järki aurinko sade
    """,
    "STORY": """
        tunnil* *tunnilla puhuttiin puhutaan käsitel* keskustel* oppitun* dokumen*
        dokkari* uutis* artikk* podcast* esitel* kirja* leffa* elokuv* sarja* sarjas*
        näytel* biisi* laulu* netflix* tubettaj* unessa laki lain luennol* *päivä
        kampanja*
    """,
    "MILD": """
        unohd* myöhäs* numero* nelos* siivo* hukka* huka* läks* lol xd d haha* hehe*
        rikon avaime* vitsi* leikil* leikk* kokee*
    """,
    "THREATEN": "uhkai* uhkas* uhkaa* uhkaav* uhkail* uhannu* uhattu uhataan uhattiin",
    "KILL": "tappa* tapa tapan tapat tapamme tapetaan tapettii* murha* teurasta*",
    "SAY": "sano* lupas* lupaa* luvannut huusi* huutaa kirjoit* uhka*",
    "WEAPON": """
        puukko* puuko* veitsi* veitse* veistä ase aseella aseen aseita pistool* kirves*
        kirve* linkkar*
    """,
    "BLACKMAIL": "kiristä* kiristi kirist*",
    "TOUCH": """
        koskettel* kosketel* lääppi* lääppä* kähmi* hipelö* kopelo* kouri* lähentel*
        hyväil* ahdistel* ahdistell* hiplaa*
    """,
    "REACH": """
        silit* hieroi hieroo siveli* koski koskee koskenu* koske koskea kosket* koskev*
        kosketti*
    """,
    "PLACE": """
        intiim* alapää* rinto* rinna* reisi* reide* reittä takapuol* pepp* persee*
        haaro* paikkoihin paikkoja paikoista housuih* housujen pikkuhous* vaatteiden
        paidan
    """,
    "RAPE": "raiska* raisk* hyväksikäy* *hyväksikäy* insest*",
    "PICTURES": """
        nude* nuude* nudei* nakukuv* alastonkuv* alastonkuvi* alasti alaston* alastom*
        alusvaat* vähäpuk* rintakuv* seksikuv* dickpic* munakuv* kalukuv* bikinikuv*
    """,
    "ASK": """
        pyyt* pyys* pyydet* halua* halus* vaati* vaadi* lähettä* lähett* lähetä*
        painost* pakot* kerjä* kysel* kysy*
    """,
    "SEX": "seks* seksi* yhdynt* suihin suihinot*",
    "FORCE": "pakot* painost* vaati* vaadi* yritt* yritä* joudun joudut* pakko",
    "BED": "sänky* sängy* viereen peiton petiin",
    "NIGHT": "yöllä öisin yöt yön yöksi yötä yöks iltaisin",
    "WANT": """
        haluan halua haluaisin haluais* halusin halunnut haluamme haluta tahdon
        tahtoisin toivon toivoisin toivois* mieluummin mieli mielis* olisinpa kunpa
        saisinpa
    """,
    "DIE": """
        kuolla kuol kuole kuola kuolen kuolisin kuolis* kuollut kuolema* kuolt*
        kuolleena kuollaan
    """,
    "LIVE": "elä elää elän elämä* elämi* eläis* elämä elossa",
    "SELF": "itse itseni itseäni itseään itsensä itseä itseeni itsestäni itseensä",
    "SUICIDE": "itsemurh* itsar* itsetuho* itsaaminen itsensätapp*",
    "CUT": "viilt* viillä* viill* viilte* viilsi* ranteet",
    "HARM": "satuta* satutt* vahingoi* rankais* polta* poltan poltta*",
    "SILTA": """
        sillalta silta* junan junaradal* katolta parvekkeelta ikkunasta rekan radalle
        raiteille kalliolta
    """,
    "PILLS": "lääkke* lääkei* pillere* pilleri* burana* tablet* panado* unilääk*",
    "TOOMANY": "liikaa tahallaan tahallani kaikki kourallis* purkil* purkin yliannos* monta",
    "REASON": "syytä järkeä merkitystä tarkoitusta iloa",
    "RUN": """
        karkaa* karkan* karata karkais* karkas* karannu* karanneet karkuun karkute*
        hatkat hatkaan hatkas* hatkoi* hatkoj* hatkaa* karkaam*
    """,
    "BACK": "takaisin kotiin laitokse* sijaiskot* lastenkot* sinne perheeseen",
    "LEAVE": "lähdin lähden lähtisin lähtenyt häivyn häivyin häipyä",
    "SLEEP": "nukun nukkua nukuin nukuttiin nukumme yövyn yövyin nukkumaan nukkunut nukkunu",
    "ROUGH": """
        ulkona rapussa rappuses* rappukäyt* kadulla kellari* porttikong* pihalla
        bussipys* varasto* roskakat* asemalla puisto* autossa metsässä porraskäyt*
    """,
    "FOOD": "ruokaa ruokia syötävää syödä safkaa sapuskaa",
    "HOME": "kotona kotiin koti kodissa meillä täällä kotoa",
    "LOCK": """
        lukitaan lukittiin lukitsee lukitsi lukitsevat lukinnut lukittu teljet* lukkojen
        lukkoon lukossa
    """,
    "ROOM": """
        huonee* huone kellari* vessa* vessaan sisään sisälle komero* ulos pihalle
        parvekke* jääkaap* saunaan eristy*
    """,
    "LONG": """
        yön yöt yötä yöllä öisin yöksi viikonlop* päiväkausi* päiväkaudet päiviksi
        päivää vuorokau* viikko* viikkoja viikon
    """,
    "DRUNK": """
        kännissä kännis* känni* humala* päissään ryyppä* ryyppää* dokaa* doka* sammu*
        sekaisin huume* huumei* pilvessä piri* aineis* aineit* kamaa viina* viinaa
        alkohol* ratkes* ratkea* juopo* juopot* kaljaa krapula* subu* pilve*
    """,
    "DRINK": "juo joi joivat juovat juonut juoda juomaan juomi*",
    "CARE": """
        hoidan hoitaa hoitamaan pikkusis* pikkuvel* vauva* yksin pelkä* pelot* ruoka*
        ruokaa raha* rahat aina taas usein joka huonosti löi lyö lattia*
    """,
    "FEAR": "pelkä* pelko* pelot* pelätt* pelkään pelkäsin kauhu kauhuissa*",
    "SCARY": """
        hammasl* koe* koet* kokeit* kokeet pimeä* korkei* lento* neul* kauhule* kauhuel*
        kauhuleff* kauhus* ukkos* piikke* piikki* leffa* elokuv* rokot* muutto* muuton
        alussa ensin esiinty* esitel* peikko* mörkö* haamu* peli* numero* laitteess*
        huvipui* vuoristora*
    """,
    "MUNDANE": """
        koulu* matik* läks* läksy* herät* siivo* odotta* odotel* kävel* palaver* lukea
        treen* ruots* matemat* wifi* netti* tylsää tylsyy* hihit* naura* kokous* tehtäv*
        tiskat* tiskaa* pakat* muutto* bussi* roskia siivous* tyls*
    """,
    "ACCIDENT": """
        kaadu* kaatu* treen* futi* pyör* liuka* hyppytun* liikkatun* rullalaud* skeit*
        vahingos*
    """,
}
