"""What the outbox's templates say: a round's first line, what came of it, the weekly summary."""

from collections.abc import Callable, Mapping

from app.parts import ChatSide
from app.summing import summary_picture, summary_text
from conversations import doorways, pacing, screens
from conversations.phrases import say, verbatim
from conversations.ports import Errand
from conversations.reaching import HAS_BEEN_READ
from conversations.screens import Screen
from conversations.weeks import week_of

LONGEST_MESSAGE = 3900  # Telegram takes 4,096 characters
SOMETHING_NEW = Screen(
    None,
    (say("Hello. There is something new to read."),),
    answers=(screens.opening(doorways.HAPPENED, say("Look")),),
    controls=(pacing.OPENING,),
)


def composer(app: ChatSide) -> Callable[[Errand], Screen | None]:
    """A function that turns an errand into a screen; None when there is nothing to say any more.

    What comes unasked may light up on a locked phone that somebody else holds: young people are
    told no more there than that there is something to look at.
    """
    return lambda errand: TEMPLATES[errand.template](app, errand)


def _round(app: ChatSide, errand: Errand) -> Screen | None:
    prompt = app.noticeboard.prompt(errand.subject)
    if prompt is None or prompt.week != week_of(app.clock()):
        return None
    return Screen(
        None,
        (say("Hello. There are a few short questions. It takes a minute."),),
        answers=(screens.opening(errand.subject, say("Look")),),
        controls=(pacing.OPENING,),
    )


def _news(app: ChatSide, errand: Errand) -> Screen | None:
    return SOMETHING_NEW if app.desk.still_stands(errand.subject) else None


def _summary(app: ChatSide, errand: Errand) -> Screen | None:
    text = summary_text(app, errand.subject, errand.language)
    return Screen(None, (verbatim(_short(text)),), to_share=True) if text else None


def _picture(app: ChatSide, errand: Errand) -> Screen | None:
    picture, told = summary_picture(app, errand.subject, errand.language)
    lines = tuple(map(verbatim, told))
    return Screen(None, lines, picture=picture, to_share=True) if picture else None


TEMPLATES: Mapping[str, Callable[[ChatSide, Errand], Screen | None]] = {
    "round": _round,
    "news": _news,
    "closed": lambda *_: SOMETHING_NEW,  # what is new is behind the button
    "summary": _summary,
    "picture": _picture,
    "read": lambda *_: Screen(None, (HAS_BEEN_READ,)),
}


def _short(text: str) -> str:
    if len(text) <= LONGEST_MESSAGE:
        return text
    return text[:LONGEST_MESSAGE].rsplit("\n", 1)[0] + "\n…"
