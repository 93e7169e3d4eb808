"""English words that matter for noticing danger, by tag.

Contractions have been opened by `spoken`: `don't` is `do not`.
"""

TABLES = {
    "NOT": "not never no nobody none noone neither nothing without",
    "FILLER": """
        one has have is am was been ever even really be do does did to i me my he she
        they about
    """,
    "BREAK": "because but when if and so that since unless",
    "ME": "me my us our i we myself",
    "OBJECT": "me us",
    "KIN": """
        mum mom mother dad father sister brother siblings kids children baby us gran
        each little
    """,
    "ADULT": """
        mum mom mother dad father stepdad* stepmum* stepmom* stepfather* stepmother*
        step foster* parent* *parents uncle* aunt* aunty grandad* grandpa* gran granny
        grandma* cousin* brother* sister* boyfriend* girlfriend* ex husband partner guy
        man men woman adult* neighbour* neighbor* staff worker* *worker teacher* coach*
        carer* keyworker* manager* guard* counsellor* tutor* family boss
    """,
    "OTHER": "he she they someone somebody guy guys boys girls people kid gang another stranger",
    "HIT": """
        hit hits hitting punch* slap* smack* kick kicks kicked kicking beat beats
        beating beaten chok* strangl* shov* push pushes pushed pushing grabs grabbed
        thump* whip* twist* pinch* batter* bash* bruis* headbutt* belted hurts hurt
        hurting attack* assault* pulled pulls
    """,
    "BEATEN": "beaten hit punched slapped kicked attacked assaulted strangled hurt",
    "THROW": "threw throws throwing chucked",
    "VIOLENCE": "violent violence abus* assault*",
    "SHOUT": "shout* scream* yell* humiliat* insult* swears",
    "GAME": """
        game games gaming level fortnite minecraft roblox fifa match chess team boss
        cards board tournament boxing round final video respawn* playing
    """,
    "INGAME": "chess fifa match cards tournament boxing board tennis karate judo",
    "ANIMAL": """
        dog dogs cat cats horse horses wasp* spider* mosquito* mouse mice snake* rabbit*
        hamster* bear bears fly
    """,
    "STORY": """
        lesson* film* movie* book* series news documentary podcast song         talked topic article
    """,
    "MILD": "forget forgot keys lol xd haha* joke* joking homework dishes pizza chores late",
    "THREATEN": "threat*",
    "KILL": "kill kills killing murder* stab* stabbed",
    "SAY": "said says told tells saying swore",
    "WEAPON": "knife knives gun blade axe",
    "TOUCH": "touches touched touching grop* fondl* molest* feels",
    "RAPE": "rape raped rapes raping molest* sexually incest*",
    "PICTURES": "nude nudes naked topless underwear undress*",
    "ASK": "ask* want* send* sent mak* forc* pressur* demand* beg* keeps got",
    "SEX": "sex sexual oral",
    "FORCE": "forc* pressur* made make makes making tried tries coerc*",
    "NIGHT": "night nights nighttime bed bedroom",
    "WANT": "want wants wanted wish wishing rather hope should",
    "DIE": "die dead dying death",
    "SELF": "myself",
    "SUICIDE": "suicid* selfharm* unalive* kys",
    "CUT": "cut cuts cutting scratch burn burning burned",
    "FOOD": "food eat meals dinner fed feed",
    "LOCK": "lock locks locked locking",
    "DRUNK": "drunk drink drinks drinking drank drugs high wasted alcohol booze stoned passed",
    "CARE": """
        look baby little siblings alone always every scared afraid sister brother again
        take money
    """,
    "FEAR": "scared afraid frightened terrified fear scares scare frightens",
    "SCARY": """
        spider* dark dentist* exam* test heights flying needle* film* movie* thunder*
        horror clown* ghost*
    """,
    "MUNDANE": "school maths math homework meeting* chores bus wait* lesson* wifi internet class",
}
