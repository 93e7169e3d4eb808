"""A second set of invented messages, written after the danger tables: roundabout, mistyped, longer.

The first set was known to whoever wrote the tables, so its score flatters. The even half of this set
is the fairer figure: no rule was written for it. Format as in `messages`.
"""

from tests.language.messages import read

FINNISH = """
violence | meidän isä on välillä tosi arvaamaton ja sit se saattaa antaa litsarin tai vetästä nyrkillä
violence | äiti repi mua tukasta ku tulin myöhässä
violence | sain vyöstä kun olin unohtanut tiskit
violence | kaks poikaa odottaa mua aina koulun jälkeen ja sit ne vetää mua naamaan
violence | Ohjaajat kaatoi mut maahan ja toinen istui selän päällä, en saanut henkeä
violence | Kyllä mulle joskus tulee isältä luunappeja ja sellaista
violence | poikakaveri paiskas mut seinää vasten
violence | Siellä viikonlopuilla tapahtuu sellaista että mulla on kädet sinisenä koulussa
violence | isapuoli hakkaa meita kaikkia
violence | meillä riidellään niin että astiat lentää ja äidillä on silmä mustana
violence | se veti mua turpaan eikä ohjaajat tehny mitään
violence | yks hoitaja puristaa käsivarresta niin kovaa et siihen jää jäljet
threat | jos puhun niin isä sanoo että mä en näe enää koskaan pikkuveljeä ja mulle käy huonosti
threat | ex levittää musta kuvia jos en palaa sen luo
threat | Saan joka päivä tappouhkauksia snapissa
threat | isä heilutti veistä keittiössä ja huusi äidille
threat | mun perään on lähetetty porukkaa ja ne tietää missä asun
sexual | Mummin mies laittoi kätensä mun paidan alle
sexual | Yks kolmikymppinen tyyppi netistä haluu nähdä mut ilman vaatteita
sexual | se teki mulle jotain mitä en osaa sanoa ääneen, kun muut nukkui
sexual | olin humalassa bileissä ja heräsin ilman housuja enkä muista mitään
sexual | Velipuoli pakottaa mut tekemään juttuja
sexual | mies autossa tarjos rahaa jos lähtisin sen mukaan
sexual | ohjaaja halaa liian pitkään ja silittää reidestä
sexual | Mulla on ollut seksiä aikuisen kanssa, olen 13
self_harm | en haluis olla täällä enää, siis niinku maailmassa
self_harm | mikään ei tunnu miltään enkä nää mitää tulevaisuutta
self_harm | Kirjoitin jäähyväiskirjeen
self_harm | Oon kerännyt lääkkeitä jemmaan
self_harm | raavin itteeni verille
self_harm | rupes taas tekee mieli vetää ranteet auki
self_harm | ihan sama vaikka jäisin auton alle
self_harm | en syö enää melkein mitään koska haluun hävitä
self_harm | Välillä mietin miltä tuntuis vaan lopettaa tää
self_harm | must ois helpompaa kaikille jos mä oisin kuollu
self_harm | Mun paras kaveri sanoi että se aikoo tappaa itsensä
self_harm | polttelen tupakalla käteen
running | meen yöllä ikkunasta enkä tuu enää
running | Oltiin kolme päivää karkumatkalla Helsingissä
running | Nukuin viime yön porttikongissa
running | en oo menossa enää sinne paikkaan vaikka etsivät poliisin kanssa
neglect | Kukaan ei käy kaupassa niin syödään nuudelia siskon kanssa jos sitäkään
neglect | Äiti lähti perjantaina eikä ole vastannut sen jälkeen
neglect | mulla ei oo talvikenkiä ja jalat on aina märkänä
neglect | Vaihdan pikkuveljen vaipat ja vien sen tarhaan kun äiti ei nouse sängystä
neglect | joudun oleen mun huoneessa koko viikonlopun eikä ovea avata
neglect | isällä on taas ne kaverit joilla on neuloja ja pussukoita
neglect | meillä ei oo ollu sähköjä viikkoon
neglect | oon tosi kipeä enkä pääse lääkäriin kun kukaan ei varaa aikaa
fear | Mahaan sattuu aina perjantaina kun pitää lähteä isälle
fear | en uskalla nukkua kun ovessa ei oo lukkoa
fear | älkää lähettäkö mua takaisin sinne, en kestä
fear | se on mulle niin vihainen et mä piiloudun kaappiin
fear | Toivon että joku tulis hakemaan mut täältä, mua pelottaa tosi paljon
fear | Mulla ei ole ketään kelle puhua ja on tosi paha olla
fine | Äiti soittaa joka ilta ja se on kivaa
fine | Ohjaaja heitti mut treeneihin ja odotti loppuun asti
fine | Saatiin itse päättää mitä syödään, tehtiin tacoja
fine | Mua ärsyttää kun sosiaalityöntekijä ei vastaa viesteihin
fine | Isä lupasi viedä mut peliin lauantaina
fine | vedettiin vastustajaa turpaan 6-0
fine | Toivoisin että saisin nähdä pikkuveljeä useammin kuin kerran kuussa
fine | olen tosi väsynyt kouluun
fine | Meillä oli harkkapeli ja loukkasin nilkan
fine | tää on ihan tappavan tylsä paikka sunnuntaisin
fine | joulu menis kyllä mielummin kotona
fine | En tykkää uudesta ohjaajasta, se on tiukka puhelinajoista
fine | Sisko sai vauvan ja saan pitää sitä sylissä
fine | kuolen nälkään jos iltapala on taas näkkäriä
fine | Pelkäsin muuttoa mutta nyt täällä on hyvä olla
fine | Luettiin äidinkielessä kirja jossa isä oli alkoholisti
fine | Äiti ei juo enää ja saan mennä sinne viikonlopuiksi
fine | Sain lyödä vasaralla kun rakennettiin terassia
fine | huoneessa on kylmä, voisko patterin korjata
fine | Haluaisin harrastaa nyrkkeilyä mutta rahaa ei ole
fine | Omaohjaaja auttaa mua aina kun on paha mieli
fine | pitäiskö lukita ovet yöksi ettei varkaat tule
fine | Palaverissa puhuttiin mun ohi koko ajan
fine | äiti ja isä eros mutta molemmat on tosi mukavia
fine | Olin kipeänä ja hoitaja toi mehua
fine | bussi lähti nenän edestä, harmitti
fine | mä tapan sut jos otat mun karkit :D sanoin kaverille ja naurettiin
fine | Kiusaamiseen puututaan täällä heti
"""

SWEDISH = """
violence | pappa blir så arg ibland och då åker jag på stryk
violence | Mamma knuffade mig så jag slog i huvudet
violence | de höll fast mig på golvet och jag fick inte luft
violence | min kille har börjat bli våldsam
violence | jag får örfilar när jag kommer för sent
threat | han säger att jag kommer få ångra mig om jag pratar med nån
threat | jag får mordhot på snapchat
sexual | Min kusin gör saker med mig som inte känns bra
sexual | en gubbe på nätet vill att jag ska visa mig utan kläder
sexual | tränaren tar på oss i omklädningsrummet
self_harm | jag orkar int mer, allt känns meningslöst
self_harm | ibland önskar jag att jag aldrig hade blivit född
self_harm | har slutat äta för att jag hatar min kropp
self_harm | jag har sparat tabletter
self_harm | river mig på armarna tills det blöder
running | Jag drar härifrån i kväll och tänker inte komma tillbaka
running | sov i en trappuppgång i natt
neglect | det finns aldrig nåt att äta hemma
neglect | Mamma har varit borta i tre dagar
neglect | Mina föräldrar knarkar
fear | vill inte åka till pappa, får ont i magen
fear | jag är livrädd när han kommer hem
fear | Det är otryggt här på kvällarna
fine | Vi fick välja maten själva
fine | jag är trött på skolan
fine | Pappa körde mig till träningen
fine | Vi krossade dem i finalen
fine | ledaren är lite sträng men schysst
fine | Jag dör om vi får fiskpinnar igen
fine | Mamma har slutat dricka och vi ses varje helg
fine | Internet är så segt på kvällarna
fine | vi läste en bok om en pojke som rymde
fine | jag vågar säga vad jag tycker här
fine | Handledaren hjälper mig när jag är ledsen
fine | Det är kallt i rummet
"""

ENGLISH = """
violence | he gets really mad and then he takes it out on me
violence | got a black eye from my stepdad again
violence | mom threw a plate at me
violence | they pinned me to the floor and i couldn't breathe
violence | my bf grabs my arms so hard it leaves marks
threat | he has pictures of me and says he will send them to everyone
threat | dad says I'll regret it if I tell my social worker
sexual | my cousin does things to me that feel wrong
sexual | an older man online wants to meet me alone
sexual | he put his hand under my shirt
self_harm | whats the point of living
self_harm | i wish i'd never been born
self_harm | i just want it all to stop forever
self_harm | been saving up my tablets
self_harm | I scratch my arms until they bleed
self_harm | nobody would notice if i was gone
running | not coming back tonight, dont look for me
running | I slept in a car park for two nights
neglect | we haven't eaten since yesterday
neglect | dad is on drugs again and i have to look after my little brothers
neglect | mum's been gone for three days
fear | please dont send me back there
fear | i hide in the bathroom when he comes home
fear | I feel sick every time I have to go to my dad's
fine | We got to choose the dinner
fine | I'm so tired of school
fine | dad drove me to practice
fine | we destroyed them in the final
fine | The new worker is strict about phones
fine | I'm starving, when is dinner lol
fine | Mum stopped drinking and I see her every weekend
fine | we read a book about a boy who ran away
fine | I'm not afraid to say what I think here
fine | my room is cold
fine | Staff help me when I'm sad
fine | That test was murder
fine | I wish I could see my sister more
fine | I hit my head playing football but the nurse looked after me
"""

LATER_MESSAGES = read(("fi", FINNISH), ("sv", SWEDISH), ("en", ENGLISH))
