"""Where help is: the card shown at once, and what it says to whom."""

from conversations import screens
from conversations.phrases import Phrase, say
from conversations.screens import Screen
from language.danger import Danger


def help_screen(*before: Phrase) -> Screen:
    """Where to find help now; the numbers are the same whoever asks."""
    return Screen(
        None,
        (
            *before,
            say("If you are in danger now, call 112."),
            say("You can talk to an adult for free at 116 111, the line for children and young."),
            say("Nobody here can see who you are, so nobody here can come to help you."),
            say("You can also tell an adult you trust."),
        ),
        answers=(screens.YES_BACK,),
    )


def help_card(danger: Danger) -> Screen | None:
    """What is shown at once when a text tells of danger; None when it does not."""
    if danger is Danger.CLEAR:
        return help_screen(say("Thank you for writing it. It sounds like you may need help now."))
    if danger is Danger.HINT:
        return help_screen(say("If something like that is happening, you do not have to be alone."))
    return None
