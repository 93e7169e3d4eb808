"""English signs of danger and figures of speech; `lexicon` tells how to read them."""

from language.lexicon import compile_lexicon
from language.words_en import TABLES

SIGNS = """
# Violence
clear 8 : ADULT !HIT OBJECT : INGAME
clear 7 : OTHER !HIT OBJECT : GAME ANIMAL ball
hint 5 : !HIT OBJECT : GAME ANIMAL ball up
clear 5 : i/we get/got/been/being/was/am !BEATEN : INGAME ball
clear 7 : ADULT !HIT KIN : INGAME
hint 3 : ADULT !HIT : GAME MILD ball nail road ANIMAL
clear 8 : ADULT/OTHER twist*/grab*/pulled/pulls/held my arm/hair/neck/wrist/throat
clear 7 : ADULT/OTHER THROW at/something/things me
hint 1 : !bruis*
clear 3 : black eye/eyes
hint 5 : leaves/left/have/has marks/mark arms/arm/body/me/neck
clear 8 : pinned/held/restrain*/sat floor/down/breathe/wall me
clear 9 : NOT breathe ADULT/OTHER/floor/neck
hint 6 : ADULT fight/fighting/fights ADULT/home/always/scream*
clear 7 : !VIOLENCE ADULT/me : STORY INGAME
hint 1 : !VIOLENCE : STORY GAME
hint 6 : ADULT SHOUT OBJECT : GAME
# Threat
clear 6 : !THREATEN ME/ADULT/OTHER : INGAME STORY
clear 8 : SAY !KILL/hurt/hurting me/my/us : GAME
clear 8 : will/going !KILL/hurt/hurting me/my/us : MILD GAME
hint 4 : OTHER/ADULT KILL me/us : MILD GAME
clear 8 : WEAPON THREATEN/at/against/held me/us/my
clear 5 : blackmail*/stalk* me/i
clear 13 : pictures/pics/photos/nudes/video send/leak/leaks/post/share/spread \
    everyone/people/friends/online/school me/my
hint 10 : pictures/pics/photos/nudes of me has/have/got if/will
# Sexual
clear 7 : ADULT/OTHER !TOUCH me/us : heart
clear 5 : !TOUCH me : heart
clear 4 : !RAPE i/me
clear 1 : !RAPE : STORY
clear 8 : ASK PICTURES : STORY
clear 6 : hand/hands/fingers under/up/down/inside shirt/top/skirt/trousers/pants/clothes/blanket
clear 10 : does/did/doing/do things/stuff to me wrong/bad/uncomfortable/secret/hurt*
hint 6 > ADULT/OTHER does/did/doing/do things/stuff/something to me : nice fun good
hint 7 : ADULT/OTHER/stranger/older pictures/pics/photos myself/body/secret/private
clear 7 : FORCE SEX/undress*/naked
clear 7 : NOT want SEX
hint 7 : ADULT SEX me : STORY
clear 10 > FORCE me things/stuff/something NOT want/like : MUNDANE
hint 9 > FORCE me do NOT want : MUNDANE
hint 8 : ADULT comes/came/gets/into my NIGHT
hint 8 : NOT tell/allowed anyone/anybody/secret
hint 6 : stranger/older/online meet alone/up me
# Self-harm
clear 5 > !WANT DIE
clear 5 > !WANT i/to was/be dead
clear 6 > NOT want live/alive/exist/here : school meeting class group
clear 5 > NOT WANT born
clear 5 > wish i was/were/had NOT/dead
clear 6 > wish NOT born/alive/exist*
clear 7 > NOT want wake
clear 5 : !SUICIDE i/think*/want*/tried/try/commit*
clear 1 : !SUICIDE : STORY
clear 6 : sav*/collect*/hid*/stash* pills/tablets/meds/paracetamol
clear 3 : goodbye letter/note/letters
clear 6 : scratch*/pick* arms/arm/skin/myself bleed*/blood/until
clear 9 > NOT notice/miss/care if gone/dead/disappear*/died/away
hint 5 : stopped/stop/not eating food/body/hate/anything
hint 5 : hate my body/self
clear 4 : !KILL SELF : GAME
clear 4 : !CUT SELF : cooking paper shaving
clear 5 : !hurt*/harm*/hit* SELF : football running accident* fell
clear 7 : end/ending/take my/own life
clear 4 > end/ending it all
clear 7 : jump* bridge roof train window balcony
clear 7 : pills/tablets/meds/medicine/paracetamol/medication lot/many/all/purpose/too/whole \
    took/taken/swallow*/take
clear 1 : overdos* : STORY
clear 7 > better/easier off/if/for without me
clear 9 > better/easier NOT here/around/born/exist*
clear 9 > better/easier if i dead/gone/died
clear 9 > better without me
clear 7 : NOT reason/point live/living/life/alive/anymore
hint 6 : NOT reason/point/hope going/left/future
clear 6 > can not go/take/do on/anymore/longer : MUNDANE
hint 6 > can not do/take/handle this : MUNDANE
hint 5 : give/giving/given up life/everything/living
hint 4 : !hate myself/life
hint 5 : want/wish disappear/vanish
hint 6 : NOT cares/care/miss me/about : wifi
hint 5 : sick/throw up after/eating/eat
# Running away
clear 5 : run/running/ran/runs away : ANIMAL STORY
hint 6 > NOT send/make/take me back/there/home
hint 7 > NOT coming/going/come back : school
hint 12 : feel/get/feels sick/stomach/ill/panic/anxious go/going/visit ADULT/home : school
hint 7 > NOT want go dad's/mum's/mom's/home/ADULT : school
hint 7 : ADULT gone/missing/disappeared/away days/day/nights/week/weekend : work trip holiday
hint 6 : hide/hiding/hid ADULT/bathroom/closet/wardrobe/he/she : game seek
hint 5 > NOT going/go back/home : school
clear 6 : sleep*/slept outside/outdoors/street*/park/stairwell/rough/station/car : camp* tent
clear 7 : nowhere/no/place/anywhere sleep/stay/live go/to : camp*
hint 5 > left/leave/leaving home : school
hint 3 : homeless
# Neglect
clear 5 > NOT FOOD : good nice hot tasty like
clear 5 > NOT any/enough/allowed/get/give/gives FOOD : good
hint 6 : hungry/starv* home/always/every/bed/all : snack*
clear 6 : LOCK me/us in/out/room : bike phone
clear 7 : leave*/left/leaving me/us alone/own : game
hint 7 : alone/own home/house night/nights/days/weekend*
clear 10 : ADULT DRUNK CARE : STORY coffee tea
hint 7 : ADULT DRUNK : STORY coffee tea water school
hint 7 : look/take/taking after/care baby/sister/brother/siblings/brothers/sisters
hint 7 : NOT take/takes/took doctor/dentist/hospital
hint 7 : ADULT NOT come/came/been home
# Fear, safety, a call for help
hint 7 : !FEAR ADULT/OTHER/him/her/them/home/here : SCARY ANIMAL STORY
hint 5 > !FEAR of ADULT/him/her/them
hint 6 : NOT feel/am/is safe
hint 1 : unsafe
clear 3 : help me please
hint 4 : need help : MUNDANE
hint 5 : !bull* me
clear 5 : want/going/will kill him/her/them/ADULT : GAME MILD
"""

IDIOMS = """
die/died/dying/dead laugh*
laugh* death
kill/killing/killed time
kill* for/it
homework/heat/wait*/cold/feet/suspense killing/kills/kill
hit me up
beats me
hit home/road/gym/sack/books
phone/battery/laptop/wifi died/dead/dying/die
die/dying/dead bored*/hunger/embarrass*/boredom/tired
dying for/to see/go/eat/know
bored/scared/tired death
die/dying of boredom/hunger/embarrass*
feels/touched like/by/heart
"""

LEXICON = compile_lexicon("en", TABLES, SIGNS, IDIOMS)
