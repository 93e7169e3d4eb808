"""Finnish signs of danger and figures of speech; `lexicon` tells how to read them."""

from language.lexicon import compile_lexicon
from language.words_fi import TABLES

SIGNS = """
# Violence
clear 9 : ADULT !HIT ME : INGAME
clear 7 : ADULT THROW minua
clear 6 : !BEATEN ME : INGAME GAME ANIMAL
clear 7 : OTHER !HIT ME : GAME ANIMAL THING ACCIDENT
hint 6 : !HIT ME : GAME ANIMAL THING
clear 7 : ADULT !HIT KIN : INGAME
hint 4 : ADULT !HIT : INGAME THING ANIMAL GAME
clear 6 : ADULT/OTHER käsiksi/kimppuun/kimppuuni : ANIMAL
hint 3 : käy*/kävi*/tulee/tuli käsiksi/kimppuun : GAME ANIMAL
clear 6 : sain/saan/saanut/saa/veti/vetää/vetäs*/annettiin/antoi turpaan/selkääni/selkäsau* : \
    GAME INGAME
clear 7 : sain/saan/veti/vetää/vetäs*/vetäi*/antoi \
    naamaan/päähän/lärviin/pataan/kuonoon/poskelle ME/OTHER/ADULT : GAME pallo*
clear 6 : ADULT/OTHER repi*/veti/vetää/vetäs*/raaha* tukasta/tukka*/hiuks*/korvasta/niskasta/letistä
clear 8 : NOT saanut/saanu/saa/pystynyt henkeä/hengittää/happea ADULT/ME/maahan/päällä
hint 5 : silmä*/käsi/käde*/jala*/selkä/selkäni/naama* \
    mustana/sininen/sinisenä/siniset/turvoksis*/arvilla/ruhje*
hint 5 : jää/jäi/jättää/jätti jälj*/jälki*/arpi/arven ME/käsi*/ADULT/käteen/siihen
hint 6 : riidel*/riitel*/tapel*/tappel* lentä*/lentel*/astiat/lautas*/huuta*/huude*/pelot*
hint 4 : ADULT tapel*/tappel* : INGAME GAME
hint 1 : !mustelm*
clear 7 : !VIOLENCE ADULT : STORY INGAME
clear 6 : !VIOLENCE ME : STORY INGAME
hint 1 : !VIOLENCE : STORY GAME
hint 6 : ADULT !SHOUT ME OFTEN : MILD
hint 5 : ADULT nöyryyt*/haukku*/raivo*/huuta* ME : MILD
hint 6 : ADULT tarttu*/tarras*/painoi/painaa/kuristi* kurkku*/kurku*/maahan/lattiaa*/seinää*
hint 6 : ADULT kiinnipi*/rajoit* satt*/sattu*/pelot*/väkisin
hint 5 : kiinnipi*/väkisin ME satt*/sattu*/ADULT
# Threat
clear 6 : !THREATEN ME : INGAME
clear 6 : ADULT !THREATEN : INGAME STORY
hint 1 : !THREATEN : GAME STORY ANIMAL
clear 8 : SAY !KILL minut/mut/minua/meidät/meitä : GAME INGAME
clear 8 : KILL ME kerron/kerrot/kertoo/kerto* : MILD GAME
hint 4 : !KILL ME : GAME MILD INGAME ANIMAL
clear 8 : WEAPON THREATEN/osoitt*/heilut*/heilu*/kurku* : GAME
clear 6 : BLACKMAIL kuv*/rah*/video*
clear 8 : levit*/julkais*/jakaa/jakoi/lähettää/laittaa kuvia/kuvat/kuvan/videon/videoita \
    ME/kaikille jos/ilman/vastoin/kaikille
hint 6 : levit*/levitt* ME/minusta kuvia/videoita/kuvan/videon
clear 1 : !tappouhkau*/uhkausvies*
hint 4 : BLACKMAIL ME
hint 6 : !kosta*/kosto* ME
hint 7 : SAY käy/käviä huonosti
hint 5 : vaani*/stalkk*/seurailee ME : INGAME
# Sexual
clear 7 : !TOUCH ME
clear 7 : ADULT !TOUCH : ANIMAL
clear 8 : !REACH PLACE
clear 7 : kät*/käde*/käsi/sormet paidan/housu*/hameen/vaatteiden/peiton/paitaan alle/sisään/housuih*
hint 5 : teki/tekee/tekivät/tehny*/tehnyt minulle/mulle \
    jotain/asioita/juttuja/sellaista/semmosta : hyvää kiva* ruokaa kaku* yllät* lahja*
hint 6 : halaa/halail*/halasi/halai*/suutel*/pussa* liian/väkisin/ahdist*/vaikka/NOT ADULT/OTHER
hint 5 > ADULT !REACH minua/minuun
hint 9 : REACH ME NOT WANT/saa/saisi
hint 7 : REACH ME NIGHT
clear 4 : !RAPE ME
clear 1 : !RAPE : STORY
clear 6 : käyt* hyväksi/hyväkseen/hyväksensä ADULT/ME/SEX : STORY
clear 9 : ASK PICTURES : STORY
hint 8 : STRANGER/ADULT/OTHER lähet*/laitta*/laitto*/pyyt*/pyys* kuvia \
    kaksin/tavata/itsestäni/yöllä/tuntemat*
hint 8 : STRANGER tavata/tavattaisi/kaksin/kahdestaan ME/SEX
clear 7 : FORCE SEX
clear 6 : SEX raha*/maks*/NOT/WANT : STORY
hint 7 : ADULT/STRANGER SEX ME : STORY
hint 4 : !seksuaal* ME/ADULT/OTHER : STORY
clear 9 : ADULT/OTHER BED NIGHT/NOT ME/WANT : ANIMAL
hint 8 : ADULT tule*/tuli/käy huonee* NIGHT
hint 9 : ADULT teki/tekee/tehny* ME NOT/jotain WANT/saa/pidä/väärää
hint 7 : FORCE ME tekemään/riisu*/koske* : MUNDANE
hint 8 : NOT kertoa/kerto*/kerro kenellekään
hint 5 : salaisuu* ADULT
# Self-harm
clear 6 : !WANT DIE : ANIMAL
clear 7 > NOT WANT/viitsi/tahdo LIVE
clear 6 > NOT jaksa*/jaksais*/kestä*/pysty* LIVE
clear 6 > NOT jaksa* olla elossa/olemassa
clear 4 : !SUICIDE aion/mietin/mietti*/ajattel*/yritin/yritän/yrittän*/WANT/teen/tekisin
clear 1 : !SUICIDE : STORY
clear 1 : !jäähyväis* : juhla* STORY
clear 5 : raavi*/raapi*/hakkaa*/kynsi* verille/verta/ihoa/ihoni/käsivart* : ANIMAL
clear 6 : kerä*/jemma*/säästä*/piilot* PILLS
hint 7 : NOT WANT olla täällä/maailma* enää/maailma*
hint 4 : lopettaa/lopettas*/lopetan tää/tämä/tämän/kaiken/kaikki/tän
hint 8 > kukaan NOT huomais*/huomaisi/huomaa/välitt*/itki*
clear 5 : !KILL SELF : GAME INGAME
clear 1 : !viilt*/viill* : ruoka* leipä* STORY
clear 4 : !CUT auki/SELF/käs*
clear 5 : !HARM SELF : ACCIDENT STORY
clear 6 : HIT pää*/päätä seinä*/seinään
clear 7 : hyppä*/hyppäis*/hypät*/hypin SILTA : laituri* benji* uima*
clear 3 > junan/auton/rekan alle
clear 6 : PILLS TOOMANY söin/otin/syönyt/syön/ottanut/vedin/ottaa : laitto* jaettiin
clear 1 : yliannos*/itsensäpo* : STORY
clear 1 : !hirtt*/hirttä* : STORY
clear 9 : parempi/parempaa/helpompaa/helpompi/helpottu* ilman minua
clear 10 : parempi/parempaa/helpompaa/helpompi/hyvä/paremmin NOT olemassa/elossa/syntynyt/eläisi
clear 6 > NOT WANT/olisi/olisin/pitäisi olemassa/syntynyt/elossa
clear 8 : WANT NOT herä*/heräis*/herää*/syntyn*
clear 8 > NOT REASON LIVE
hint 6 > NOT REASON/väliä/toivoa millään/mikään/missään/mihinkään/enää/tulevaisuu*
hint 5 > NOT näe/ole tulevaisuu*/toivoa/ulospääsy*
clear 8 : WANT/saisi kaikki loppu*/loppui*/ohi
clear 5 : lopet*/päät*/päättä*/lopetta* elämä*/päivät/päiväni
clear 6 : kyllästy* LIVE
hint 6 : WANT kado*/kadot*/hävit*/häviä*/katoa*/nukahta*
hint 5 > NOT pysty*/kestä*/jaksa* enää/tätä/tähän/tällaista : MUNDANE
hint 6 > NOT kaipa*/kaipais*/välit*/huomais* ME/minusta/kukaan
hint 6 > kukaan NOT kaipa*/kaipais*/välit*/huomais*
hint 4 : !viha* SELF/elämä*
hint 5 : !oksen* syö*/ruua*/ruoan/tahal*
hint 5 : paha*/paska*/kamala* olla/olo/oloa aina/koko/joka/kamala/jatkuvasti : ruoka* flunssa*
hint 6 : ahdist*/masent* niin/tosi/koko/aina/joka NOT/paljon/ajan : MUNDANE
# Running away
clear 1 : !RUN : ANIMAL STORY
hint 6 > NOT mene*/palaa*/tule*/haluan/halua BACK : koulu* treen*
hint 7 : kukaan/ei tiedä missä olen/minä/olin
clear 4 : LEAVE kotoa/salaa/yöllä/karkuun : koulu* treen*
hint 6 : LEAVE/menen/kiipe* ikkunasta/parvekkeelta/takaovesta
hint 6 > NOT tule*/palaa*/aio enää/takaisin/palata : koulu* treen*
hint 6 > NOT lähet*/laita*/viekää/vie/pakot* ME takaisin/sinne/kotiin
hint 2 > NOT kestä*
hint 9 : mahaan/vatsaan/maha*/vatsa*/oksett*/itkett*/ahdist*/päähän \
    lähte*/mennä/menemään/viikonlop* ADULT/kotiin : kipeä* flunssa*
clear 6 : SLEEP ROUGH : teltta* teltassa leiri* partio*
clear 8 : NOT tiedä/ole/paikkaa SLEEP/asua missä/paikkaa/mihin
hint 4 : asun/elän/asunut kadulla/kellari*/autossa
hint 1 : !asunnottom*/asunnoton/koditon/kodittom*
# Neglect
clear 5 > NOT ole/anna*/saa/saada/ollut/jää FOOD : hyvää parempaa tuoretta huonees*
hint 5 > NOT saa/anneta/annettu FOOD
hint 5 > kukaan/ADULT NOT kaupassa/kauppaan
hint 5 : kukaan/ADULT NOT laita/tee/osta ruokaa
hint 5 : syödä/ruokaa vain kerran/kerta*
hint 9 : joudun/joudut*/pakko/pitää huonee*/sisällä/kellari* koko \
    viikonlop*/päivä*/päivän/yön/NOT : siivo* kokee* läks*
hint 6 : ovea/ovi/ovet NOT avat*/avaa/aukea
hint 6 > NOT ole/ollut/saa sähkö*/lämmity*/lämmitys
hint 5 : ADULT kadonnut/kateissa/poissa/lähti päivää/viikko*/yötä/päiväkau* : työ* loma* matka*
hint 5 : piiloud*/piilossa/piiloon/piilot* ADULT/kaappi*/vessa*/sängyn : leik* GAME
hint 4 : käytän/vedän/vedin/vedetään huume*/pilve*/aineita/kamaa/nappei*
clear 8 : nälkä*/nälissä* kotona/koko/NIGHT/päiviä/usein/nukkumaan : iltapal*
hint 5 : jääkaap*/kaapit/kaappi lukossa/lukkoon/lukit*/tyhjä*
clear 7 : jääkaap*/kaapit tyhjä* kotona/meillä
clear 9 : LOCK ROOM/HOME ME/koko/yöksi/yöllä/ADULT : pyörä* puhelim*
hint 7 > NOT päästä/päästetä/päästetty/päästänyt ulos/vessaan/sisään/kotiin/huoneesta
clear 8 : yksin HOME/jät* LONG : kiva* mukav* ihana*
clear 8 : jätt*/jätet*/jätti/jättää ME yksin : pelis* koulus*
hint 5 : pelot*/pelkä* yksin
clear 10 : ADULT DRUNK CARE/ME/HIT : STORY
hint 8 : ADULT DRUNK : STORY
hint 6 : ADULT DRINK CARE : kahvi* teetä vettä maitoa mehu* limu* kaakao*
hint 8 > NOT vie/viedä/pääse/viety/vienyt lääkäri*/hammasl*/sairaala*
hint 6 > NOT ole/osta*/saa talvivaat*/talvitak*/talviken*/vaatteita/kenkiä
hint 4 : hoidan/huolehdin pikkusis*/pikkuvel*/vauva*/äiti*/äidi* : kiva* ihana*
hint 8 > NOT tul* kotiin ADULT/kukaan/LONG : bussi*
hint 8 > ADULT NOT tul*/ollut kotiin/kotona
# Fear, safety, a call for help
hint 7 : !FEAR ADULT/OTHER/sitä/häntä/siellä : SCARY ANIMAL STORY
hint 4 : !FEAR isää/isääni/äitiä/äitiäni/isäpuolta/veljeä/vanhempia/ohjaajaa/häntä/kotiin
hint 6 : !FEAR kotiin/kotona/huonee*/täällä/BED/laitokse* : SCARY ANIMAL STORY
hint 7 > NOT uskal* kotiin/mennä/nukku*/nukahta*/kertoa/sanoa/olla/palata/kenellekään : \
    palaver* SCARY
hint 6 > NOT ole/tunne/koe/oloni turvas*/turvalli*
hint 1 : !turvaton*/turvattom*
clear 1 : auttakaa/pelastakaa
hint 5 : !tarvitsen/tarvitaan/kaipaan/haluan apua : MUNDANE
hint 5 : voiko/voisiko/pystyykö joku/kukaan auttaa
hint 4 : !hätä/hädäs*/hätäti*
hint 4 : WANT pois kotoa
clear 4 : tapan/tapamme/murhaan ADULT : MILD GAME
clear 4 : !WANT/aion tappaa : GAME aikaa
hint 5 : !kiusa* ME : leikil*
"""

IDIOMS = """
DIE/kuolin/kuoltiin naur*
naur* DIE/kuolin
DIE/kuolin tylsyy*/nälkä*/nälkään/väsymy*/häpe*/jännity*/uteliaisuu*
tylsyy*/nälkään/häpeä* DIE/kuolin
tapa*/tappa* aikaa
aikaa tapa*/tappa*
HIT vetoa
HIT läpi
HIT ennäty*
HIT naula*
HIT rahaa/korttia/tahtia
kello/salama/sydän HIT
potk* palloa/pallo*
hakk* puita/halkoja/marjoja
sydän HIT
puhelin/kännykkä/akku/netti kuol*
"""

LEXICON = compile_lexicon("fi", TABLES, SIGNS, IDIOMS)
