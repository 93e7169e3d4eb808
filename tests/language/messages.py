"""Invented messages, written before the danger tables, by which the noticing is measured.

One line a message: kind | text. The kind `fine` means that no help card is wanted; every other kind
tells of danger. Even and odd lines are the two halves: rules may be improved by looking at odd ones.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One invented message: its language, its kind and which half it belongs to."""

    language: str
    kind: str
    text: str
    number: int

    @property
    def dangerous(self) -> bool:
        """True when a help card or a gentle question is wanted."""
        return self.kind != "fine"

    @property
    def held_out(self) -> bool:
        """True in the even half, which no rule was written for."""
        return self.number % 2 == 0


FINNISH = """
violence | Isäpuoli lyö mua kun äiti on töissä
violence | iskä hakkas mut eilen illalla
violence | Äiti tukistaa ja läimäyttää jos en tottele heti.
violence | Ohjaaja väänsi mun kättä niin et sattui tosi paljon
violence | mun veli potkii mua joka päivä eikä kukaan tee mitään
violence | Sijaisisä tarttui minua kurkusta kiinni
violence | Kotona mua lyödään melkein joka viikonloppu
violence | faija käy käsiksi ku se on juonu
violence | Mulla on mustelmia käsissä enkä halua kertoa mistä ne tuli
violence | poikaystävä tönii ja on väkivaltainen mua kohtaan
violence | Isä löi äitiä ja me piilouduttiin siskon kanssa vessaan
violence | sain eilen turpaan porukalta asemalla
violence | Äidin miesystävä heitti mua tuolilla
violence | aiti lyo mua vyolla
threat | Isä sanoi että se tappaa mut jos kerron kenellekään
threat | se uhkailee mua joka päivä viesteillä
threat | Yks tyyppi uhkas puukolla mua bussipysäkillä
threat | Äidin uusi mies uhkaa että meille käy huonosti
threat | se kiristää mua kuvilla ja vaatii rahaa
threat | en uskalla sanoo mitään koska se on luvannut kostaa mulle
sexual | Isäpuoli koskettelee mua öisin
sexual | Yksi aikuinen pyytää multa alastonkuvia snapissa
sexual | Mut raiskattiin viime kesänä
sexual | se tulee mun sänkyyn yöllä enkä mä haluu
sexual | Eno koski mua paikkoihin mihin ei saa koskea
sexual | Valmentaja lääppii meitä suihkun jälkeen
sexual | Mua painostetaan seksiin vaikka en halua
sexual | Joku vanha mies lähettää mulle kuvia ja haluu tavata kaksin
self_harm | haluun kuolla
self_harm | En jaksa enää elää
self_harm | mä viiltelen itteeni melkeen joka ilta
self_harm | Ajattelen itsemurhaa usein.
self_harm | Oon miettiny et hyppäisin sillalta
self_harm | olis parempi jos mua ei ois olemassa
self_harm | Toivoisin etten heräisi aamulla
self_harm | söin liikaa lääkkeitä tahallaan
self_harm | tapan itteni jos joudun takas sinne
self_harm | kaikki ois helpompaa ilman mua
self_harm | En näe mitään syytä jatkaa elämää
self_harm | satutan itseäni kun on paha olla
self_harm | en pysty enää tähän, haluan vaan että kaikki loppuu
self_harm | hakkaan päätä seinään kunnes sattuu
self_harm | Mulla on ollut itsetuhoisia ajatuksia taas
running | aion karata täältä ens yönä
running | Oon hatkassa enkä tiedä missä nukun
running | lähin kotoa eikä kukaan tiedä missä mä oon
running | En mene takaisin laitokseen, nukun mieluummin rapussa
running | Karkasin viikko sitten ja asun kaverin kellarissa
neglect | Meillä ei oo kotona ruokaa ku äiti juo kaikki rahat
neglect | Oon ollu yksin kotona kolme yötä
neglect | Mut lukitaan huoneeseen koko yöks
neglect | isä on aina kännissä ja mä hoidan pikkusiskot
neglect | Äiti sammui taas lattialle enkä tiedä mitä tehdä
neglect | Saan syödä vain kerran päivässä, muuten jääkaappi on lukossa
neglect | kukaan ei vie mua lääkäriin vaikka oon tosi kipee
neglect | vanhemmat käyttää huumeita meidän nähden
fear | pelkään mennä kotiin viikonloppuna
fear | Mua pelottaa se yks yöohjaaja
fear | En oo täällä turvassa
fear | pelkään isää
fear | mulla on hätä, auttakaa
fine | Ohjaajat on täällä tosi kivoja ja ruoka on hyvää.
fine | Kuolin nauruun kun ohjaaja kaatui liukkaalla
fine | Tapoin aikaa pelaamalla ennen palaveria
fine | Meidän kissa tappoi hiiren
fine | isä lyö aina vetoa jääkiekosta
fine | Äiti löi naulan seinään että sain taulun ylös
fine | Pelissä mut tapettiin heti alussa, ärsyttävää
fine | Kukaan ei lyö minua täällä
fine | Täällä ei ole ikinä ketään satutettu.
fine | En oo koskaan ajatellut itsemurhaa
fine | Sossu ei vastaa puhelimeen, tosi ärsyttävää
fine | Haluaisin nähdä äitiä useammin
fine | Toivon että saisin oman huoneen
fine | oon kuollu väsymyksestä kokeiden jälkeen
fine | Nälkä tulee aina ennen iltapalaa, voisko olla aikaisemmin
fine | Koirani karkasi mutta löytyi heti
fine | Pelkään hammaslääkäriä, mutta ohjaaja tuli mukaan
fine | Katottiin eilen kauhuleffa ja pelotti ihan sikana
fine | Meidän biisi lyö kaikki muut
fine | Palaveri koski minua mutta en saanut puhua
fine | Ihan paras viikonloppu, pelattiin lätkää ja voitettiin
fine | Tunnilla puhuttiin väkivallasta ja itsemurhista, oli tärkee aihe
fine | Isän luona on mukavaa, mennään kalaan
fine | Lääkkeet pitäis saada ajallaan, nyt ne myöhästyy
fine | vihaan matikkaa
fine | Hyppäsin laiturilta järveen, oli kylmää
fine | Haluan pois tästä ryhmästä, siinä on tylsää
fine | yksin kotona on kiva pelata rauhassa koulun jälkeen
fine | Työntekijä vaihtui taas, kolmas tänä vuonna
fine | En tiennyt mistä palaverissa päätettiin
fine | Äiti tappaa mut jos unohdan avaimet taas :D
fine | Kännykkä kuoli kesken viestin
fine | saisko wifin toimimaan yölläkin
fine | Potkittiin palloa pihalla ohjaajien kanssa
fine | Rakastan kirjaa jossa tyttö karkaa sirkukseen
fine | Mulla on täällä turvallinen olo
fine | Sain puhua ja mua kuunneltiin
fine | Pikkuveli puri leluaan, hassu tyyppi
fine | Kukaan ei kysynyt multa mitään mun suunnitelmasta
fine | Viikkoraha on liian pieni
fine | Miks pitää mennä nukkuun jo kymmeneltä
fine | Löin ennätykseni juoksussa!
fine | kaverit saa tulla kylään, kiitos siitä
fine | Ope on tiukka mut reilu
fine | Lukitsin pyöräni ja avain katosi
fine | En halua kuolla tylsyyteen täällä sunnuntaisin
fine | Hakkaan kaikki fifassa
fine | Perhetyöntekijä käy meillä tiistaisin, se auttaa äitiä
"""

SWEDISH = """
violence | Pappa slår mig när han har druckit
violence | min styvfar sparkade mig i magen
violence | Mamma drar mig i håret och skriker
violence | jag blir slagen hemma
violence | en av handledarna tog strypgrepp på mig
violence | min bror misshandlar mamma
violence | Jag har blåmärken som jag inte vågar visa
threat | han säger att han ska döda mig
threat | min pojkvän hotar mig om jag går
threat | de hotar att slå ihjäl mig efter skolan
sexual | Min farbror tar på mig fast jag inte vill
sexual | en äldre kille vill ha nakenbilder av mig
sexual | jag blev våldtagen
sexual | han kommer in i mitt rum på natten och rör mig
self_harm | jag vill dö
self_harm | Orkar inte leva längre
self_harm | jag skär mig själv i armarna
self_harm | tänker på självmord varje dag
self_harm | det vore bättre om jag inte fanns
self_harm | jag vill bara somna och aldrig vakna
running | Jag tänker rymma i natt
running | har stuckit hemifrån och har ingenstans att sova
neglect | Vi har ingen mat hemma för mamma dricker upp pengarna
neglect | jag är ensam hemma på nätterna
neglect | De låser in mig på rummet
neglect | pappa är full varje dag och jag tar hand om småsyskonen
fear | jag är rädd för min pappa
fear | Vågar inte gå hem
fine | Personalen är snäll och maten är god
fine | Jag dog av skratt på fredagen
fine | vi slog vad om vem som vinner
fine | Ingen slår mig här
fine | Pappa slog upp tältet på gården
fine | Han slår mig alltid i schack
fine | jag blev dödad direkt i spelet
fine | Jag vill inte dö av tristess på söndagarna
fine | Vår hund rymde men kom tillbaka
fine | Jag är rädd för spindlar
fine | vill träffa mamma oftare
fine | Jag känner mig trygg här
fine | Vi pratade om våld i skolan, det var viktigt
fine | Socialarbetaren svarar aldrig i telefon
fine | Jag vill ha eget rum
fine | klockan slår tolv innan jag sover
fine | det blev sent men vi hade kul
fine | Vi har fest i natt, ska bli roligt
fine | Mobilen dog mitt i samtalet
fine | jag hatar matte
fine | Ingen frågade mig om planen
fine | Jag kom hit i augusti och trivs
"""

ENGLISH = """
violence | My stepdad hits me
violence | dad punched me in the face last night
violence | Mum slaps us when she's angry
violence | one of the staff twisted my arm and it really hurt
violence | my foster brother keeps kicking me
violence | I get beaten at home
violence | he choked me
threat | My uncle said he will kill me if I tell
threat | they threatened me with a knife
threat | he says he'll hurt my sister if i leave
sexual | my stepfather touches me at night
sexual | someone online keeps asking me for nudes
sexual | I was raped
sexual | the coach made me do things i didn't want
self_harm | i wanna die
self_harm | I don't want to be here anymore, I mean alive
self_harm | I cut myself
self_harm | thinking about killing myself
self_harm | everyone would be better off without me
self_harm | I took a lot of pills on purpose
self_harm | cant go on like this
running | I'm running away tonight
running | i left home and i'm sleeping outside
neglect | there's never any food at home
neglect | mum leaves us alone for days
neglect | they lock me in my room
neglect | my parents are always drunk and I look after the baby
fear | I'm scared to go home
fear | I am afraid of one of the workers
fine | The staff are lovely and the food is good
fine | I died laughing when the coach slipped
fine | this homework is killing me
fine | nobody hits me here
fine | My team beat them in the final
fine | dad killed a wasp in the kitchen
fine | I keep dying in the first level of the game
fine | mum will kill me if I forget my keys again lol
fine | Hit me up when the meeting is moved
fine | I'm not scared of anyone here
fine | Our cat ran away but she came back
fine | I want to see my dad more
fine | I feel safe here
fine | we talked about violence at school
fine | My worker never answers the phone
fine | i want my own room
fine | my phone died
fine | I'd kill for a pizza right now
fine | I was scared of the dark when I was small
fine | Being alone in my room is nice after school
fine | Nobody asked me about the plan
fine | the wifi is dead at night
fine | I never thought about hurting myself
"""


def read(*blocks: tuple[str, str]) -> tuple[Message, ...]:
    """Number the lines of all (language, block) pairs in turn; raises ValueError on a broken line."""
    messages: list[Message] = []
    for language, block in blocks:
        for line in block.strip().splitlines():
            kind, text = line.split(" | ", 1)
            messages.append(Message(language, kind, text, len(messages)))
    return tuple(messages)


MESSAGES = read(("fi", FINNISH), ("sv", SWEDISH), ("en", ENGLISH))
