"""What the outbox's templates say: a round's first line, what came of it, the weekly summary."""

from collections.abc import Callable

from app.parts import ChatSide
from app.summing import summary_picture, summary_text
from conversations import doorways, pacing, screens
from conversations.phrases import say, verbatim
from conversations.ports import Errand
from conversations.reaching import HAS_BEEN_READ
from conversations.screens import Screen
from conversations.weeks import week_of

LONGEST_MESSAGE = 3900  # Telegram takes 4,096 characters


def composer(app: ChatSide) -> Callable[[Errand], Screen | None]:
    """A function that turns an errand into a screen; None when there is nothing to say any more.

    What comes unasked may light up on a locked phone that somebody else holds: young people are
    told no more there than that there is something to look at.
    """

    def round_screen(errand: Errand) -> Screen | None:
        prompt = app.noticeboard.prompt(errand.subject)
        if prompt is None or prompt.week != week_of(app.clock()):
            return None
        return Screen(
            None,
            (say("Hello. There are a few short questions. It takes a minute."),),
            answers=(screens.opening(errand.subject, say("Look")),),
            controls=(pacing.OPENING,),
        )

    def news_screen(errand: Errand) -> Screen | None:
        return something_new(errand) if app.desk.still_stands(errand.subject) else None

    def something_new(_: Errand) -> Screen:
        return Screen(
            None,
            (say("Hello. There is something new to read."),),
            answers=(screens.opening(doorways.HAPPENED, say("Look")),),
            controls=(pacing.OPENING,),
        )

    def summary_screen(errand: Errand) -> Screen | None:
        text = summary_text(app, errand.subject, errand.language)
        return Screen(None, (verbatim(_short(text)),), to_share=True) if text else None

    def picture_screen(errand: Errand) -> Screen | None:
        picture, told = summary_picture(app, errand.subject, errand.language)
        lines = tuple(map(verbatim, told))
        return Screen(None, lines, picture=picture, to_share=True) if picture else None

    def read_screen(errand: Errand) -> Screen | None:
        return Screen(None, (HAS_BEEN_READ,))

    templates = {
        "round": round_screen,
        "news": news_screen,
        "closed": something_new,  # what is new is behind the button
        "summary": summary_screen,
        "picture": picture_screen,
        "read": read_screen,
    }
    return lambda errand: templates[errand.template](errand)


def _short(text: str) -> str:
    if len(text) <= LONGEST_MESSAGE:
        return text
    return text[:LONGEST_MESSAGE].rsplit("\n", 1)[0] + "\n…"
