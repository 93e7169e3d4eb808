"""Second thoughts: one question asked anew, or a whole talk taken back. No answer is shown."""

from dataclasses import replace

from conversations import screens
from conversations.items import Kind
from conversations.phrases import say
from conversations.questions import Catalogue
from conversations.reaching import PURPOSES
from conversations.replies import Act, Reply
from conversations.screens import Button, Screen
from conversations.turns import Conversation, Kept, Turn, show

CHANGES = (Act.CHANGE, Act.TAKE_BACK, Act.TAKE_BACK_SURELY)
NOTHING_TO_CHANGE = say("There is nothing to change here.")
NOTHING_THIS_WEEK = (
    NOTHING_TO_CHANGE,
    say("Answers of earlier weeks are mixed with others', and cannot be taken back any more."),
)
TOO_LATE = (
    say("The box has been opened, so these answers cannot be changed or taken back any more."),
    say("They were mixed with others', and nobody can tell which were yours."),
    say("If you ask me to forget you, answers that still wait are destroyed."),
)


def change(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> Turn | None:
    """What becomes of second thoughts; None for any other reply.

    The talk stays where it is until a question is chosen, or the last yes is said.
    """
    if reply.act not in CHANGES:
        return None
    if not _asks(conversation, catalogue):
        return show(conversation, catalogue, NOTHING_TO_CHANGE)
    if reply.act is Act.TAKE_BACK:
        return Turn(conversation, take_back_screen(conversation.step))
    if reply.act is Act.TAKE_BACK_SURELY:
        return _taken_back(conversation, catalogue)
    if reply.value in map(str, passed(conversation)):
        return show(conversation.again_at(int(reply.value)), catalogue)
    return Turn(conversation, change_screen(conversation, catalogue))


def is_said_twice(conversation: Conversation, reply: Reply, catalogue: Catalogue) -> bool:
    """Whether a double tap took everything back a second time: it is done, and said, again."""
    surely = reply.act is Act.TAKE_BACK_SURELY and _asks(conversation, catalogue)
    return surely and conversation.step == _beginning(conversation, catalogue)


def passed(conversation: Conversation) -> range:
    """The questions that somebody has been at, in this talk as it stands."""
    return range(1, conversation.resume or conversation.step)


def change_screen(conversation: Conversation, catalogue: Catalogue) -> Screen:
    """The questions so far, by their words, and the way to take everything back."""
    step = conversation.step
    asked = {n: catalogue.item(conversation.items[n - 1]) for n in passed(conversation)}
    return Screen(
        step,
        (
            say("Until Sunday night you can change an answer, or take everything back."),
            *(
                say("{n}. {question}", n=n, question=item.ask(conversation.rung))
                for n, item in asked.items()
            ),
        ),
        answers=(
            *(_anew(step, n) for n in asked),
            screens.button(Act.TAKE_BACK, say("Take everything back"), step),
        ),
        controls=(screens.button(Act.GO_ON, say("Back")), *screens.away()),
    )


def take_back_screen(step: int) -> Screen:
    """The question before everything is taken back."""
    return Screen(
        step,
        (
            say("Take back everything you answered to these questions?"),
            say(
                "Then none of those answers is in the box any more. "
                "In the box it looks just like skipping."
            ),
            say("What you sent straight to the panel is not taken back."),
        ),
        answers=(
            screens.button(Act.TAKE_BACK_SURELY, say("Yes, take everything back"), step),
            screens.button(Act.GO_ON, say("No, keep my answers")),
        ),
        controls=screens.away(),
    )


def taken_back_screen() -> Screen:
    """After everything was taken back: no reason is asked for, and the way is open again."""
    return Screen(
        None,
        (
            say("Taken back. None of your answers to these questions is in the box any more."),
            say("That is quite all right, and you do not have to explain it."),
            say("Until Sunday night you can also answer again."),
            screens.HELP_LINE,
        ),
        answers=(screens.button(Act.GO_ON, say("Answer again")), *screens.more()),
        controls=screens.away(),
    )


def _taken_back(conversation: Conversation, catalogue: Catalogue) -> Turn:
    """Every box of the talk is sealed anew, as a skip is; the talk stands where it began.

    So it leaves what any answer leaves: boxes and a step (A-05), and not where somebody was.
    """
    items = [catalogue.item(each) for each in conversation.items]
    skips = tuple(
        Kept(number, item.id, None, item.asked, item.kind is Kind.WORDS)
        for number, item in enumerate(items, start=1)
    )
    began = conversation.at(_beginning(conversation, catalogue))
    return replace(Turn(began, taken_back_screen()), taken_back=skips)


def _beginning(conversation: Conversation, catalogue: Catalogue) -> int:
    return 0 if catalogue.set(conversation.set).milestone else 1


def _anew(step: int, number: int) -> Button:
    return screens.button(Act.CHANGE, say("Change question {n}", n=number), step, value=str(number))


def _asks(conversation: Conversation, catalogue: Catalogue) -> bool:
    """Whether there are boxes: what is sent to somebody has none, and is on its way."""
    return conversation.set not in PURPOSES and any(
        catalogue.item(each).kind is not Kind.NOTE for each in conversation.items
    )
