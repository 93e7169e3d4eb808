"""What stands on posters, slips and cards, and the messages that workers send with a link.

Children read these. Every sentence has to stay true: change one only together with what it says.
"""

from collections.abc import Callable

from conversations.items import YOUNG, QuestionSet
from conversations.phrases import Phrase, say

HEADING = say("How are things here?")
ON_THE_DOOR = (
    say("Point your phone's camera at the square, or write the address under it into a browser."),
    say("There may be a few short questions. You may skip any of them."),
    say(
        "Your name is not asked. "
        "An answer is shown only together with the answers of at least four other people."
    ),
)
ON_A_SLIP = (
    say("Point your phone's camera at the square, or type the code on the page {address}"),
    say("Your name is not asked. With this code you can come back, so keep the slip."),
)
ON_A_CARD = (
    say("There are a few short questions about this. You may skip any of them."),
    say("Point your phone's camera at the square, or type the code on the page {address}"),
)

HELLO = say("Hi.")
WHAT_IT_IS = say(
    "There are a few short questions behind this link. It takes a minute, and you may skip "
    "any of them. I do not see your answers: they are shown only together with others' answers."
)
YOU_MAY_LEAVE_IT = say("If you do not feel like it, that is quite all right.")
OPENINGS = {
    "round": say("It is time again to tell how things are."),
    "contact_made": say("We met for the first time a while ago. How was it for you?"),
    "plan_made": say("A plan about your matters has been made or looked at. How was it for you?"),
    "open_care_review": say("You have had our support for some months now. Has it been of use?"),
    "placement_started": say("You moved a couple of weeks ago. How is it going?"),
    "placement_review": say("Another half a year has gone by where you live. How is it there?"),
    "placement_changed": say("You have moved to a new place. How did it go?"),
    "worker_changed": say("Your social worker has changed. How did the change go for you?"),
    "meeting_held": say("There was a meeting about your matters. How was it for you?"),
    "placement_ending": say("You are about to move on. How has it been?"),
    "aftercare_approaching": say("Aftercare is getting closer. Do you know what is coming?"),
    "aftercare_started": say("Aftercare has started. How has the start been?"),
    "aftercare_ending": say("Aftercare is coming to its end. How has it been?"),
    "aftercare_ended": say("Aftercare has ended. How did it go, looking back?"),
}
OTHERWISE = say("I would like to know how things are.")
TO_ADULTS = {  # to whoever is close to the child, to families, and to their social workers
    "contact_made": OPENINGS["contact_made"],
    "plan_made": say("A plan has been made or looked at. How was it for you?"),
    "open_care_review": say("There has been support for some months now. Has it been of use?"),
    "placement_started": say("The child moved a couple of weeks ago. How do you see it now?"),
    "placement_review": say("Another half a year has gone by. How do you see it now?"),
    "placement_ending": say("The child is about to move on. How do you see it, looking back?"),
    "meeting_held": say("There was a meeting. How was it for you?"),
}


def message(asked: QuestionSet, links: dict[str, str], tongue: Callable[[Phrase], str]) -> str:
    """A ready message for a set's milestone and audience, in the language of ``tongue``."""
    openings = OPENINGS if asked.audience == YOUNG else TO_ADULTS
    opening = tongue(openings.get(asked.milestone or "", OTHERWISE))
    paragraphs = [f"{tongue(HELLO)} {opening}", tongue(WHAT_IT_IS), links["link"]]
    if "telegram" in links:
        paragraphs.append(tongue(say("Or in Telegram: {link}", link=links["telegram"])))
    return "\n\n".join([*paragraphs, tongue(YOU_MAY_LEAVE_IT)])
