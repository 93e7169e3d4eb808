"""Swedish signs of danger and figures of speech; `lexicon` tells how to read them."""

from language.lexicon import compile_lexicon
from language.words_sv import TABLES

SIGNS = """
# Violence
clear 8 : ADULT !HIT OBJECT : INGAME
clear 7 : OTHER !HIT OBJECT : GAME ANIMAL
clear 6 : jag/vi !BEATEN : INGAME
clear 5 : får/fick/åker/åkte stryk/örfil*/smisk/spö/smäll*
hint 4 : blåtira/blått/svullet öga/ögat
clear 9 : NOT luft/andas/andades ADULT/OTHER/höll/golvet
hint 5 : märken/märke armarna/armen/kroppen/halsen
hint 5 : !HIT OBJECT : GAME ANIMAL
clear 7 : ADULT !HIT KIN : INGAME
hint 3 : ADULT !HIT : GAME MILD tältet upp vad klockan
clear 8 : ADULT/OTHER DRAG ME BODY
clear 7 : ADULT/OTHER !strypgrepp*/stryp*
hint 1 : !blåmärke*
clear 7 : !VIOLENCE ADULT/mig/hemma : STORY INGAME
hint 1 : !VIOLENCE : STORY GAME
hint 6 : ADULT SHOUT OBJECT : MILD
hint 5 : ADULT SHOUT OFTEN : MILD
# Threat
clear 6 : !THREATEN ME/ADULT : INGAME STORY
clear 1 : !mordhot*/dödshot* : STORY
clear 9 : bilder/bilden/videon/filmen skicka*/sprid*/lägga/visa mig/alla/oss alla/om/ut
hint 1 : !THREATEN : GAME STORY
clear 7 : SAY !KILL ME/KIN : GAME
clear 7 : ska !KILL ME/KIN : GAME MILD
hint 5 : !KILL OBJECT : GAME MILD
clear 6 : slå*/slår ihjäl ME/KIN : GAME
clear 8 : WEAPON THREATEN/mot/viftar
hint 6 : utpress*/hämnas/hämnd/förföljer ME
# Sexual
clear 7 : !TOUCH ME
clear 9 : ADULT/OTHER REACH mig NIGHT/WANT/fast/BED/PLACE : hand
clear 7 > tar/tog/tagit/rör/rörde på/vid mig : hand
clear 7 : REACH PLACE mig
clear 4 : !RAPE jag/mig
clear 1 : !RAPE : STORY
clear 8 : ASK NAKED
clear 9 : ASK/visa utan kläder/tröja
clear 7 : handen/händerna/hand under/innanför tröjan/kläderna/kjolen/byxorna/täcket
hint 7 : gör/gjorde/göra saker/något/någonting mig : kul roliga bra
hint 8 : ADULT/OTHER/äldre skicka*/vill bilder mig
clear 7 : FORCE SEX/naken/nakna
clear 7 : NOT vill/ville SEX
hint 7 : ADULT/äldre SEX mig : STORY
hint 9 : ADULT/OTHER BED NIGHT mig
hint 8 : NOT får/berätta berätta ADULT/någon/hemlig*
hint 7 : äldre/okänd*/främmande träffa*/träffas ensam/ensamma/själv
# Self-harm
clear 5 : !WANT DIE : ANIMAL
clear 5 > NOT vill/orkar/ork LIVE
clear 5 > orkar/vill NOT LIVE
clear 5 > NOT vill/orkar finnas
clear 5 > vill/orkar NOT finnas
clear 5 : !SUICIDE tänker/tänk*/försök*/WANT/ska/begå
clear 1 : !SUICIDE : STORY
clear 1 : !avskedsbrev*
clear 6 : spara*/sparat/samla*/göm* tabletter*/piller*/medicin*
clear 5 : river/rev/riv*/klöser mig blod*/blöder/armarna
hint 5 : slutat/slutar/vägrar äta
hint 5 : hatar kropp*
hint 8 > ingen märka/märker/saknar/sakna/bryr borta/mig/död
clear 5 : !KILL SELF : GAME MILD ADULT OTHER
clear 5 > ta/tar/tog livet
clear 5 : !CUT mig/själv/armarna/armen/handled*/benen : bröd grönsak*
clear 5 : !skada*/skadar/slår mig själv
clear 7 : hoppa*/hoppar bron/taket/tåget/balkong*/fönst*
clear 6 : tabletter/piller/medicin* många/mycket/alla/överdos* tog/tagit/svalde/åt
clear 1 : överdos* : STORY
clear 8 : bättre/lättare utan mig
clear 9 : bättre/lättare/önskar NOT fanns/finns/född/levde
clear 7 : WANT/somna NOT vakna*/vaknar
hint 7 > NOT mening*/anledning*/hopp LIVE/längre/någonting/med
clear 7 > NOT mening*/anledning* LIVE
clear 6 : vill allt slut*/över/tar
hint 5 > NOT orkar/klarar längre/mer/mera : MUNDANE
hint 5 > orkar/klarar NOT längre/mer/mera : MUNDANE
hint 4 > orkar/klarar NOT : MUNDANE
hint 5 : !hatar mig själv/livet
hint 5 : vill försvinna
hint 5 : NOT saknar/sakna/bryr mig
hint 5 : kräks/spyr maten/ätit/äta
# Running away
clear 5 : !RUN : ANIMAL STORY stickprov*
hint 6 > NOT tänker/tänk*/ska/kommer/komma tillbaka/hem : skol*
hint 6 > NOT skicka*/tvinga* mig tillbaka/hem/dit
hint 7 > vill/vågar NOT åka/gå till/hem ADULT/hem/dit
hint 9 : ont/illa magen/mår ADULT/hem/åka gå/åka/hem
clear 5 : sov/sover/sovit trappupp*/källar*/bilen/station*/ute/utomhus/tunnel*/trapp* : tält*
hint 7 : ADULT borta/försvunnen/försvann/stuckit dagar/dygn/veckor/veckan/natten : resa jobb*
hint 6 : gömmer/gömde/gömma mig/oss ADULT/garderob*/när/toalett*/han : kurragömma lek*
hint 5 : NOT åker/går/vill tillbaka/hem : skol* träna*
clear 8 : NOT ställe/ingenstans/plats sova/bo
clear 6 : ingenstans/utomhus/trappan/trapphus*/gatan/park* sova/sover/sov/bo : tält* läger
hint 6 : NOT vet var jag : är
hint 3 : hemlös*
# Neglect
clear 5 > NOT mat/FOOD : god bra varm
clear 5 > NOT får/ger FOOD/äta : god
clear 6 : hungrig*/svält* hemma/alltid/hela/varje/sova : mellanmål*
clear 6 : LOCK in/ute/inne ME/rum*/mig
hint 6 > NOT släpp*/får ut/toa*/in
clear 7 : ensam/ensamma/själv* HOME NIGHT/dagar*/helg*/veckor
clear 6 : lämna* ME/oss ensam*/själv* : spel*
clear 9 : ADULT DRUNK CARE : STORY kaffe te vatten
hint 7 : ADULT DRUNK : STORY kaffe te vatten saft mjölk läsk
hint 7 : hand/passar småsyskon*/syskon*/lillebror/lillasyster : kul
hint 7 > NOT läkar*/tandläk*/sjukhus* : rädd
hint 7 > ADULT NOT kommit/kom/kommer hem
# Fear, safety, a call for help
hint 6 : !FEAR ADULT/OTHER/HOME/honom/henne : SCARY ANIMAL STORY
hint 4 > !FEAR för ADULT/honom/henne
hint 5 > vågar NOT hem/gå/sova/berätta/säga/vara : möte*
hint 5 > NOT våga* hem/gå/sova/berätta/säga/visa
hint 5 > NOT trygg*/säker
hint 1 : otrygg*
clear 3 : hjälp/hjälpa mig snälla
hint 4 : behöver hjälp : MUNDANE
hint 4 : vill bort/ifrån hem/hemifrån
hint 4 : !mobba*/retar/retad ME
"""

IDIOMS = """
dog/dör/dö/död skratt*
skratta* ihjäl
tråka* ihjäl
dö/dör tristess*/trött*/hunger*/tråk*/skam*/nyfiken*/leda
slå*/slår/slog vad
slå*/slår/slog upp/igenom/på/till rekord*/tältet/tv*
slå*/slår/slog rekord*
klockan slår/slog
mobilen/telefonen/batteriet dog/dör/död
döda*/slå* tid*
hon/han/jag vill dö för choklad*/glass*/pizza*
"""

LEXICON = compile_lexicon("sv", TABLES, SIGNS, IDIOMS, denied_after=2)
