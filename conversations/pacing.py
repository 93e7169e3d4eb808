"""How often somebody wants to be asked: the wishes, each one tap, each confirmed in words (S18)."""

from dataclasses import replace

from conversations import screens
from conversations.fatigue import AS_IT_COMES, NEVER, WEEKS_OF_REST, Pace
from conversations.phrases import Phrase, say
from conversations.replies import Act
from conversations.screens import Screen
from conversations.weeks import week_after

HOURS = (15, 17, 19)  # on school days messages come from three to eight anyway
REST, SELDOM, NEVER_ASK, AS_BEFORE, AT = "rest", "seldom", "never", "before", "at"

OPENING = screens.button(Act.PACE, say("How often I ask"))


def pace_screen(pace: Pace, week: str) -> Screen:
    """The wishes there are; whoever has none gets a message every four weeks at most."""
    wishes = [
        (REST, say("Take a break of four weeks")),
        (SELDOM, say("Ask me less often")),
        *((f"{AT}{hour}", say("Ask me after {hour} o'clock", hour=hour)) for hour in HOURS),
        (NEVER_ASK, say("Ask me nothing any more")),
    ]
    if pace != AS_IT_COMES:
        wishes.insert(0, (AS_BEFORE, say("Ask me as before")))
    return Screen(
        None,
        (_as_it_is(pace, week), say("You decide how often I write to you.")),
        answers=tuple(screens.button(Act.PACE, label, value=wish) for wish, label in wishes),
        controls=(screens.YES_BACK, *screens.away()),
    )


def wished(pace: Pace, wish: str, week: str) -> tuple[Pace, Phrase] | None:
    """The pace after a wish in an ISO week, and its confirmation; None for no wish of ours."""
    if wish == REST:
        resting = replace(pace, rests_until=week_after(week, WEEKS_OF_REST))
        return resting, say("All right. I write nothing for four weeks.")
    if wish == SELDOM:
        return replace(pace, seldom=True), say("All right. I ask only every other time.")
    if wish == NEVER_ASK:
        never = say("All right. I write nothing any more. You can come here whenever you like.")
        return replace(pace, rests_until=NEVER), never
    if wish == AS_BEFORE:
        return AS_IT_COMES, say("All right. I ask as before, every four weeks at most.")
    if wish in {f"{AT}{hour}" for hour in HOURS}:
        hour = int(wish.removeprefix(AT))
        return replace(pace, hour=hour), say("All right. I write after {hour} o'clock.", hour=hour)
    return None


def _as_it_is(pace: Pace, week: str) -> Phrase:
    if pace.rests_until == NEVER:
        return say("Now I write nothing to you.")
    if pace.rests(week):
        return say("Now is your break.")
    if pace.seldom:
        return say("Now I ask every other time.")
    return say("Now I ask every four weeks at most.")
